// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.plan.Instances;
import io.github.watermgmt.bench.run.Peers;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.ProviderKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HiGHS beside ours; skipped where Python or highspy is missing. */
class HighsPeerTest {
  private static final Path PEERS = Path.of("peers", "python");
  private static final String PYTHON = System.getProperty("watermgmt.python", "python3");

  @Test
  void agreesWithOursAndPlansPumps(@TempDir Path folder) throws Exception {
    Availability availability =
        Peers.in(PEERS, PYTHON).get(ProviderKind.OPTIMIZER, "highs").check().availability();
    assumeTrue(availability.isAvailable(), availability + " (-Dwatermgmt.python=FILE)");
    Path town = folder.resolve("town.json");
    Path infeasible = folder.resolve("infeasible.json");
    Path units = folder.resolve("units.json");
    ProblemJson.write(town, Instances.town());
    ProblemJson.write(infeasible, Instances.infeasible());
    ProblemJson.write(units, Instances.units());
    Path out = folder.resolve("out");
    StringWriter said = new StringWriter();
    int code =
        Compare.run(
            new Stop(),
            new PrintWriter(said),
            new PrintWriter(said),
            "plan",
            "--instances",
            town.toString(),
            infeasible.toString(),
            units.toString(),
            "--providers",
            "ojalgo",
            "--peer",
            "highs",
            "--peers-folder",
            PEERS.toString(),
            "--python",
            PYTHON,
            "--warm",
            "--out",
            out.toString());
    assertThat(code).as(said.toString()).isZero();
    List<NamedCsvRecord> rows;
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("plans.csv"))) {
      rows = csv.stream().toList();
    }
    assertThat(rows)
        .extracting(row -> row.getField("status"))
        .containsExactly("solved", "solved", "infeasible", "infeasible", "unsupported", "solved");
    assertThat(number(rows.get(1), "objective")).isCloseTo(Instances.TOWN_COST, within(1e-6));
    for (String column : List.of("warm_objective", "cold_objective")) {
      assertThat(number(rows.get(1), column))
          .as(column)
          .isCloseTo(number(rows.get(0), column), within(1e-6));
    }
    // In the cheap hours 30 m³ by two units and 10 by one; a unit costs 0.1 an hour besides.
    double optimum = Instances.TOWN_COST + 3 * 0.1;
    assertThat(number(rows.get(5), "objective")).isCloseTo(optimum, within(1e-3));
    assertThat(number(rows.get(5), "bound")).isCloseTo(optimum, within(1e-2));
    assertThat(Files.readString(out.resolve("highs/units.plan.json"))).contains("\"on\":");
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }
}
