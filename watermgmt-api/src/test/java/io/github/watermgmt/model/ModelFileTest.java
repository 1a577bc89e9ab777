// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.WaterManagementException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
  static final Provenance PROVENANCE =
      new Provenance(
          "weekly-profile",
          "1.2",
          "0.1.0",
          options(),
          42,
          "0123456789abcdef".repeat(4),
          Instant.parse("2021-01-01T00:00:00Z"),
          Instant.parse("2022-07-24T22:00:00Z"),
          10);

  private static Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("weeks", "4");
    options.put("decay", "0.9");
    return options;
  }

  static ModelFile sample() {
    return ModelFile.builder(ModelKind.FORECASTER, 3, PROVENANCE)
        .entry("profile", new EntryWriter().writeDoubles(new double[] {1, Double.NaN, -0.0}))
        .entry("net/variables/data-0", new byte[] {1, 2, 3})
        .entry("empty", new byte[0])
        .build();
  }

  static byte[] bytes(ModelFile file) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      file.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static ModelFile parse(byte[] bytes) {
    try {
      return ModelFile.read(new ByteArrayInputStream(bytes), ModelLimits.standard());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatWasWrittenIsReadBack() {
    ModelFile read = parse(bytes(sample()));

    assertThat(read).isEqualTo(sample()).hasSameHashCodeAs(sample());
    assertThat(read.kind()).isEqualTo(ModelKind.FORECASTER);
    assertThat(read.provider()).isEqualTo("weekly-profile");
    assertThat(read.payloadVersion()).isEqualTo(3);
    assertThat(read.provenance()).isEqualTo(PROVENANCE);
    assertThat(read.provenance().options().keySet()).containsExactly("weeks", "decay");
    assertThat(read.names()).containsExactly("profile", "net/variables/data-0", "empty");
    assertThat(read.has("empty")).isTrue();
    assertThat(read.has("full")).isFalse();
    assertThat(read.bytes("net/variables/data-0")).containsExactly(1, 2, 3);
    assertThat(read.reader("profile").readDoubles()).containsExactly(1, Double.NaN, -0.0);
  }

  @Property(tries = 200)
  void anyEntriesSurviveTheRoundTrip(
      @ForAll @Size(max = 20) List<byte[]> contents,
      @ForAll @IntRange(min = 1) int payloadVersion,
      @ForAll ModelKind kind) {
    ModelFile.Builder builder = ModelFile.builder(kind, payloadVersion, PROVENANCE);
    for (int i = 0; i < contents.size(); i++) {
      builder.entry("part-" + i + "/ü", contents.get(i));
    }
    ModelFile file = builder.build();
    assertThat(parse(bytes(file))).isEqualTo(file);
  }

  /**
   * The first file of envelope version 1, frozen: if this fails, files in the field no longer load.
   */
  @Test
  void theFrozenFileStillLoadsAndIsStillWrittenAlike() throws IOException {
    String hex;
    try (var in = ModelFileTest.class.getResourceAsStream("envelope-1.hex")) {
      assertThat(in).isNotNull();
      hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
    }
    byte[] frozen = HexFormat.of().parseHex(hex);

    assertThat(parse(frozen)).isEqualTo(sample());
    assertThat(bytes(sample())).isEqualTo(frozen);
  }

  @Test
  void entriesAreCopiedOnTheirWayInAndOut() {
    byte[] mine = {1, 2, 3};
    ModelFile file = ModelFile.builder(ModelKind.DETECTOR, 1, PROVENANCE).entry("a", mine).build();
    mine[0] = 9;
    file.bytes("a")[1] = 9;
    assertThat(file.bytes("a")).containsExactly(1, 2, 3);
  }

  @Test
  void aBuilderThatIsUsedOnLeavesWhatItBuiltAlone() {
    ModelFile.Builder builder = ModelFile.builder(ModelKind.DETECTOR, 1, PROVENANCE);
    ModelFile first = builder.entry("a", new byte[1]).build();
    builder.entry("b", new byte[1]);
    assertThat(first.names()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "C:a", "a\0b",
        "a\nb", "\ud800"
      })
  void entryNamesThatLeadAstrayAreRefused(String name) {
    ModelFile.Builder builder = ModelFile.builder(ModelKind.DETECTOR, 1, PROVENANCE);
    assertThatThrownBy(() -> builder.entry(name, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relative path");
  }

  @Test
  void entryNamesOfTwoBytesPerCharacterMayHave512Bytes() {
    ModelFile.Builder builder = ModelFile.builder(ModelKind.DETECTOR, 1, PROVENANCE);
    builder.entry("ü".repeat(256), new byte[0]);
    assertThatThrownBy(() -> builder.entry("ü".repeat(256) + "x", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNameIsUsedOnce() {
    ModelFile.Builder builder = ModelFile.builder(ModelKind.DETECTOR, 1, PROVENANCE);
    builder.entry("a", new byte[0]);
    assertThatThrownBy(() -> builder.entry("a", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already there");
  }

  @Test
  void aMissingEntryIsNamedWithThoseThatExist() {
    assertThatThrownBy(() -> sample().reader("profil"))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("'profil'")
        .hasMessageContaining("net/variables/data-0");
  }

  @Test
  void payloadVersionsOutOfRangeAreTooOldOrTooNew() {
    sample().requirePayload(3, 3);
    assertThatThrownBy(() -> sample().requirePayload(4, 5))
        .isInstanceOfSatisfying(
            ModelTooOldException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_TOO_OLD))
        .hasMessageContaining("must be at least 4")
        .hasMessageContaining("weekly-profile");
    assertThatThrownBy(() -> sample().requirePayload(1, 2))
        .isInstanceOfSatisfying(
            ModelTooNewException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_TOO_NEW))
        .hasMessageContaining("must be at most 2");
  }

  @Test
  void aPathIsWrittenWholeAndNothingElseStays(@TempDir Path dir) throws IOException {
    Path path = dir.resolve("model.wm");
    Files.writeString(path, "what stood there before");
    sample().write(path);
    sample().write(path);

    assertThat(ModelFile.read(path)).isEqualTo(sample());
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aFailedWriteLeavesWhatStoodThere(@TempDir Path dir) throws IOException {
    Path path = dir.resolve("model.wm");
    Files.writeString(path, "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    path,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(path).hasContent("old");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void aPathThatCannotBeWrittenIsAnOutputError(@TempDir Path dir) {
    for (Path path : List.of(dir, dir.resolve("no/such/dir/model.wm"))) {
      assertThatThrownBy(() -> sample().write(path))
          .isInstanceOfSatisfying(
              WaterManagementException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_FILE))
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void aPathThatCannotBeReadIsAnInputError(@TempDir Path dir) {
    assertThatThrownBy(() -> ModelFile.read(dir.resolve("none.wm")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("is not there");
    assertThatThrownBy(() -> ModelFile.read(dir))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("cannot be read");
  }
}
