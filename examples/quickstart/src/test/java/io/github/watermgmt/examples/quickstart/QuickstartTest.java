// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  @TempDir Path out;

  @Test
  void theShippedTownIsWhatTheGeneratorWrites() throws IOException {
    try (InputStream in = Quickstart.class.getResourceAsStream("/town/readings.csv")) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(TownGenerator.readings(7));
    }
  }

  @Test
  void writesForecastAndReport() throws IOException {
    assertThat(Quickstart.run("--out", out.toString())).isZero();

    List<String> lines = Files.readAllLines(out.resolve("forecast.csv"));
    assertThat(lines).hasSize(1 + 4 * 168);
    assertThat(lines.get(0)).startsWith("series,target,mean,0.05,0.10").endsWith("0.95");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Harbour")
        .contains("duplicates resolved")
        .doesNotContain("http://www.w3.org/1999")
        .doesNotContain("<script");
  }

  @Test
  void badInputExitsWithTwoAndLeavesNothing() throws IOException {
    Path bad = out.resolve("bad.csv");
    Files.writeString(bad, "time,A\n2022-01-01T00:00:00Z,\"1,5\"\n");
    Path result = out.resolve("result");

    assertThat(Quickstart.run("--readings", bad.toString(), "--out", result.toString()))
        .isEqualTo(2);
    assertThat(result).doesNotExist();
  }
}
