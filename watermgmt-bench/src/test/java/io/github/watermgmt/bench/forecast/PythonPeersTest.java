// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.CompareRunner;
import io.github.watermgmt.bench.run.Peers;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.ProviderKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The peers themselves, where {@code -Dwatermgmt.python=FILE} names a Python that has them. */
@Tag("slow")
class PythonPeersTest {
  private static final String PYTHON = System.getProperty("watermgmt.python", "python3");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"statsforecast", "statsforecast-theta", "lightgbm"})
  void aPeerAnswersAndKnowsNothingOfTheFuture(String name) throws IOException {
    Path peers = Path.of("peers", "python").toAbsolutePath();
    Availability availability =
        Peers.in(peers, PYTHON).get(ProviderKind.FORECASTER, name).check().availability();
    assumeTrue(availability.isAvailable(), name + " " + availability);
    Path readings = SmallTown.readings(folder);
    List<NamedCsvRecord> before = forecast(name, peers, readings, "before");
    assertThat(before).hasSize(2 * 3 * 168).allMatch(row -> row.getField("provider").equals(name));
    assertThat(mae(name, "before")).isLessThan(1.3 * mae("seasonal-naive", "before"));

    // Whatever comes after the first origin, its forecast stays.
    List<String> lines = Files.readAllLines(readings);
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).compareTo("2022-09-18T22:00:00Z") >= 0) {
        lines.set(i, lines.get(i).substring(0, lines.get(i).indexOf(',')) + ",1,2,3");
      }
    }
    Files.write(readings, lines);
    List<NamedCsvRecord> after = forecast(name, peers, readings, "after");
    assertThat(first(after)).isEqualTo(first(before)).hasSize(3 * 168);
  }

  private static List<List<String>> first(List<NamedCsvRecord> rows) {
    return rows.stream()
        .filter(row -> row.getField("origin").equals("2022-09-18T22:00:00Z"))
        .map(NamedCsvRecord::getFields)
        .toList();
  }

  private List<NamedCsvRecord> forecast(String name, Path peers, Path readings, String out)
      throws IOException {
    CompareRunner compare = new CompareRunner();
    int code =
        compare.run(
            "forecast",
            "--readings",
            readings.toString(),
            "--unit",
            "L/s",
            "--zone",
            "Europe/Rome",
            "--origins",
            "2022-09-19,2022-09-26",
            "--providers",
            "seasonal-naive",
            "--peer",
            name,
            "--python",
            PYTHON,
            "--peers-folder",
            peers.toString(),
            "--out",
            folder.resolve(out).toString());
    assertThat(code).as(compare.out() + compare.err()).isZero();
    return rows(out, "forecasts.csv").stream()
        .filter(row -> row.getField("provider").equals(name))
        .toList();
  }

  private List<NamedCsvRecord> rows(String out, String file) throws IOException {
    Path path = folder.resolve(out).resolve(file);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(path)) {
      return csv.stream().toList();
    }
  }

  private double mae(String provider, String out) throws IOException {
    return rows(out, "scores.csv").stream()
        .filter(row -> row.getField("provider").equals(provider))
        .mapToDouble(row -> Double.parseDouble(row.getField("MAE")))
        .average()
        .orElseThrow();
  }
}
