// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise D5: output bytes are the same in every locale and zone. Promise R1: same seed and data
 * give the same bits for any number of threads, in every JVM, and, by the digests kept beside this
 * class, on every JDK that runs these tests.
 */
class SameBytesTest {
  private static final String DIGESTS = "digests.properties";

  @TempDir static Path folder;
  private static SortedMap<String, String> reference = new TreeMap<>();

  @BeforeAll
  static void runOnce() throws Exception {
    reference = run("reference", 1, "en", "US", "UTC", "UTF-8");
  }

  private static SortedMap<String, String> run(
      String name, int threads, String language, String country, String zone, String charset)
      throws Exception {
    Path out = folder.resolve(name);
    List<String> options =
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=" + (threads == 1 ? 4 : 1),
            "-Duser.language=" + language,
            "-Duser.country=" + country,
            "-Duser.timezone=" + zone,
            "-Dfile.encoding=" + charset);
    String log =
        ChildJvm.run(folder.resolve(name + ".log"), options, ReferenceRun.class, out, threads);
    assertThat(log).startsWith(language + "_" + country + " " + zone);
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.toList()) {
        digests.put(String.valueOf(file.getFileName()), digest(file));
      }
    }
    return digests;
  }

  private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash);
  }

  @Test
  void everyKindOfOutputIsThere() {
    assertThat(reference.keySet())
        .contains(
            "texts.txt",
            "report.html",
            "plan-ojalgo.bits",
            "plan-structured.bits",
            "forecast-weekly-profile.csv",
            "forecast-seasonal-naive.bits",
            "model-weekly-profile.bin");
  }

  @ParameterizedTest
  @CsvSource({
    "tr, TR, Europe/Istanbul, 4, ISO-8859-9",
    "de, DE, Australia/Lord_Howe, 2, UTF-8",
    "ar, EG, America/St_Johns, 7, US-ASCII"
  })
  void sameBytesInEveryLocaleZoneAndNumberOfThreads(
      String language, String country, String zone, int threads, String charset) throws Exception {
    SortedMap<String, String> there = run(language, threads, language, country, zone, charset);

    assertThat(there.keySet()).isEqualTo(reference.keySet());
    // Texts first: the line that differs is a better message than a digest.
    for (String file : List.of("texts.txt", "report.html")) {
      List<String> here = lines("reference", file);
      List<String> lines = lines(language, file);
      assertThat(lines).hasSameSizeAs(here);
      for (int i = 0; i < lines.size(); i++) {
        assertThat(lines.get(i)).as("line %d of %s", i + 1, file).isEqualTo(here.get(i));
      }
    }
    assertThat(there).isEqualTo(reference);
  }

  private static List<String> lines(String run, String file) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve(file), StandardCharsets.UTF_8);
  }

  /**
   * The same bits as on the machine and JDK where the digest was written. A digest changes only
   * with the mathematics: then it is written anew, together with the reason, in the commit that
   * changed them.
   */
  @TestFactory
  Stream<DynamicTest> sameBitsAsWereKept() throws IOException {
    Properties kept = new Properties();
    try (InputStream in = SameBytesTest.class.getResourceAsStream(DIGESTS)) {
      kept.load(in);
    }
    assertThat(reference.keySet()).containsAll(kept.stringPropertyNames());
    return reference.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(".bits"))
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      String before = kept.getProperty(entry.getKey());
                      assumeTrue(
                          before != null,
                          "no digest is kept; add to " + DIGESTS + ": " + entry.toString());
                      assertThat(entry.getValue()).isEqualTo(before);
                    }));
  }
}
