// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.CompareRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Battle of Water Demand Forecasting against figures that were computed elsewhere, in Python.
 * The seasonal naive forecaster there filled a missing last week otherwise than ours does, which
 * takes the newest of four weeks that has the value, then the mean of its hour.
 */
@Tag("slow")
class BattleTest {
  @TempDir Path folder;

  private final CompareRunner compare = new CompareRunner();

  private static String file(String name) {
    Path file =
        Path.of(System.getProperty("watermgmt.shared", "../shared")).resolve("data/bwdf/" + name);
    assumeTrue(Files.exists(file), "shared data not found at " + file);
    return file.toString();
  }

  private int run(String... more) {
    List<String> args = new ArrayList<>(List.of("forecast", "--unit", "L/s"));
    args.addAll(List.of("--readings", file("inflow.csv"), "--zone", "Europe/Rome"));
    args.addAll(List.of("--weather", file("weather.csv"), "--holidays", file("holidays.csv")));
    args.addAll(List.of("--out", folder.toString()));
    args.addAll(List.of(more));
    return compare.run(args.toArray(String[]::new));
  }

  private List<NamedCsvRecord> rows(Path file) throws IOException {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      return csv.stream().toList();
    }
  }

  private double mean(String provider, String column) throws IOException {
    return rows(folder.resolve("scores.csv")).stream()
        .filter(row -> row.getField("provider").equals(provider))
        .filter(row -> !row.getField(column).isEmpty())
        .mapToDouble(row -> Double.parseDouble(row.getField(column)))
        .average()
        .orElseThrow();
  }

  @Test
  void seasonalNaiveOn31MondaysIsTheReference() throws IOException {
    int code =
        run(
            "--from",
            "2022-04-04",
            "--to",
            "2022-10-31",
            "--every",
            "P7D",
            "--providers",
            "seasonal-naive");
    assertThat(code).isZero();
    assertThat(rows(folder.resolve("scores.csv"))).hasSize(31 * 10);
    Percentage two = Percentage.withPercentage(2);
    assertThat(mean("seasonal-naive", "PI1")).isCloseTo(1.550, two);
    assertThat(mean("seasonal-naive", "PI2")).isCloseTo(4.886, two);
    assertThat(mean("seasonal-naive", "PI3")).isCloseTo(1.463, two);
  }

  @Test
  void twoWeeksArePlacedAmongTheTeams() throws IOException {
    String teams = file("teams_w1_w2.csv");
    int code =
        run(
            "--origins",
            "2022-07-25,2022-10-31",
            "--providers",
            "weekly-profile",
            "--teams",
            teams);
    assertThat(code).isZero();
    Map<String, String> origins =
        Map.of("2022-07-24T22:00:00Z", "W1", "2022-10-30T23:00:00Z", "W2");
    Map<String, List<Double>> others = new HashMap<>();
    for (NamedCsvRecord row : rows(Path.of(teams))) {
      for (String indicator : Teams.INDICATORS) {
        if (!row.getField(indicator).isEmpty()) {
          others
              .computeIfAbsent(
                  row.getField("week") + row.getField("dma") + indicator, k -> new ArrayList<>())
              .add(Double.parseDouble(row.getField(indicator)));
        }
      }
    }
    double sum = 0;
    int cells = 0;
    for (NamedCsvRecord row : rows(folder.resolve("scores.csv"))) {
      for (String indicator : Teams.INDICATORS) {
        double own = Double.parseDouble(row.getField(indicator));
        List<Double> cell =
            others.get(origins.get(row.getField("origin")) + row.getField("series") + indicator);
        sum += 1 + cell.stream().filter(other -> other < own).count();
        cells++;
      }
    }
    assertThat(cells).isEqualTo(60);
    assertThat(others.get("W1API1")).hasSize(31);
    assertThat(others.get("W2API1")).hasSize(30);
    String rank = String.format(Locale.ROOT, "%.2f", sum / cells);
    assertThat(compare.out()).containsPattern("weekly-profile .* " + rank + " +60\n");
    // The battle's winner has 6.76 among the teams, its last but one more than 25.
    assertThat(sum / cells).isLessThan(12);
  }
}
