// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.ChildJvm;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise F2: outputs are whole or absent, also when the writer is killed. */
class KilledWriterTest {
  @TempDir Path folder;

  /** Three writers at a time, each killed at a moment of chance after it began to write. */
  @Test
  @Tag("slow")
  void sixtyKilledWritersLeaveNoHalfFile() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    Set<String> versions = new HashSet<>();
    // On a slow machine a writer gets less far before it is killed: then it takes more of them.
    for (int round = 0; round < 20 || (versions.size() <= 10 && round < 60); round++) {
      Process[] writers = new Process[3];
      for (int i = 0; i < writers.length; i++) {
        writers[i] =
            ChildJvm.start(
                folder.resolve("log-" + i + "-" + round),
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                EndlessWriter.class,
                folder.resolve("text-" + i),
                folder.resolve("model-" + i));
      }
      for (int i = 0; i < writers.length; i++) {
        Path log = folder.resolve("log-" + i + "-" + round);
        for (int waited = 0; Files.size(log) == 0 && waited < 10_000; waited++) {
          Thread.sleep(1);
        }
        Thread.sleep(random.nextInt(150));
        writers[i].destroyForcibly();
      }
      for (int i = 0; i < writers.length; i++) {
        writers[i].waitFor();
        assertThat(Files.readString(folder.resolve("log-" + i + "-" + round)).strip())
            .isEqualTo("writing");
        assertWholeOrAbsent(i, versions);
      }
    }
    // The kills came while files were written, again and again, not before or after.
    assertThat(versions).hasSizeGreaterThan(10);
    assertThat(temporaries()).isNotEmpty();
    AtomicFile.deleteStale(folder.resolve("text-0"), Duration.ZERO);
    assertThat(temporaries()).noneMatch(name -> name.startsWith(".text-0."));
  }

  private void assertWholeOrAbsent(int i, Set<String> versions) throws IOException {
    Path text = folder.resolve("text-" + i);
    if (Files.exists(text)) {
      String content = Files.readString(text);
      String version = content.substring(0, Math.max(0, content.indexOf('\n')));
      assertThat(content.length()).isEqualTo((version.length() + 1) * EndlessWriter.LINES);
      assertThat(content.equals(EndlessWriter.text(Integer.parseInt(version)))).isTrue();
      versions.add(version);
    }
    Path model = folder.resolve("model-" + i);
    if (Files.exists(model)) {
      byte[] bytes = ModelFile.read(model).bytes("bytes");
      assertThat(bytes).hasSize(200_000).containsOnly(bytes[0]);
    }
  }

  private List<String> temporaries() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".tmp"))
          .toList();
    }
  }

  @Test
  void aWriterThatFailsLeavesTheOldFileAndNoTemporary() throws IOException {
    Path target = folder.resolve("deep").resolve("out.csv");
    AtomicFile.writeText(target, "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOfSatisfying(
            WaterManagementException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_FILE))
        .hasMessageContaining("disk full");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      throw new IllegalStateException("content failed");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(target).hasContent("old");
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void onlyOldTemporariesOfThisTargetAreCleaned() throws IOException {
    Path target = folder.resolve("out.csv");
    AtomicFile.writeText(target, "whole");
    Path stale = Files.writeString(folder.resolve(".out.csv.123.tmp"), "half");
    Path young = Files.writeString(folder.resolve(".out.csv.456.tmp"), "being written");
    Path foreign = Files.writeString(folder.resolve(".other.csv.123.tmp"), "half");
    Path longer = Files.writeString(folder.resolve(".out.csv.bak.123.tmp"), "half");
    Path named = Files.writeString(folder.resolve("out.csv.tmp"), "somebody's own");
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    for (Path file : List.of(target, stale, foreign, longer, named)) {
      Files.setLastModifiedTime(file, longAgo);
    }

    assertThat(AtomicFile.deleteStale(target, Duration.ofDays(1))).containsExactly(stale);

    assertThat(List.of(target, young, foreign, longer, named)).allMatch(Files::exists);
    assertThat(stale).doesNotExist();
  }

  @Test
  void whoeverMayReadOtherFilesMayReadThese() throws IOException {
    assumeTrue(
        folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system knows no permissions");
    Path plain = Files.writeString(folder.resolve("plain.csv"), "written by the JDK");
    Path target = folder.resolve("out.csv");
    AtomicFile.writeText(target, "whole");
    assertThat(Files.getPosixFilePermissions(target))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void theFolderOfATargetMayNotExist() {
    assertThat(AtomicFile.deleteStale(folder.resolve("no").resolve("out.csv"), Duration.ZERO))
        .isEmpty();
  }
}
