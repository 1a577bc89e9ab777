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
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.ProviderKind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HiGHS beside ours; skipped where Python or highspy is missing. */
class HighsPeerTest {
  private static final Path PEERS = Path.of("peers", "python");
  private static final String PYTHON = System.getProperty("watermgmt.python", "python3");

  private static void assumeHighs() {
    Availability availability =
        Peers.in(PEERS, PYTHON).get(ProviderKind.OPTIMIZER, "highs").check().availability();
    assumeTrue(availability.isAvailable(), availability + " (-Dwatermgmt.python=FILE)");
  }

  private static List<NamedCsvRecord> compare(
      Path folder, List<Path> instances, String provider, String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("plan", "--instances"));
    instances.forEach(file -> arguments.add(file.toString()));
    arguments.addAll(List.of("--providers", provider, "--peer", "highs"));
    arguments.addAll(List.of("--peers-folder", PEERS.toString(), "--python", PYTHON));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--out", folder.resolve("out").toString()));
    StringWriter said = new StringWriter();
    int code =
        Compare.run(
            new Stop(),
            new PrintWriter(said),
            new PrintWriter(said),
            arguments.toArray(String[]::new));
    assertThat(code).as(said.toString()).isZero();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("out").resolve("plans.csv"))) {
      return csv.stream().toList();
    }
  }

  private static Path write(Path folder, String name, Problem problem) {
    Path file = folder.resolve(name + ".json");
    ProblemJson.write(file, problem);
    return file;
  }

  @Test
  void agreesWithOursAndPlansPumps(@TempDir Path folder) throws Exception {
    assumeHighs();
    List<Path> instances =
        List.of(
            write(folder, "town", Instances.town()),
            write(folder, "infeasible", Instances.infeasible()),
            write(folder, "units", Instances.units()));
    List<NamedCsvRecord> rows = compare(folder, instances, "ojalgo", "--warm");
    Path out = folder.resolve("out");
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

  @Test
  void keepsTheLessCommonTerms(@TempDir Path folder) throws Exception {
    assumeHighs();
    List<Path> instances = new ArrayList<>();
    Instances.terms().forEach((name, problem) -> instances.add(write(folder, name, problem)));
    List<NamedCsvRecord> rows = compare(folder, instances, "ojalgo", "--warm");
    assertThat(rows).hasSize(2 * instances.size());
    for (int i = 0; i < rows.size(); i += 2) {
      NamedCsvRecord ours = rows.get(i);
      NamedCsvRecord theirs = rows.get(i + 1);
      assertThat(ours.getField("status")).as("ours: %s", ours).isEqualTo("solved");
      assertThat(theirs.getField("status")).as("theirs: %s", theirs).isEqualTo("solved");
      assertThat(number(ours, "objective"))
          .as("terms that cost something: %s", ours)
          .isNotCloseTo(Instances.TOWN_COST, within(1e-3));
      for (String column : List.of("objective", "warm_objective")) {
        assertThat(number(theirs, column))
            .as("%s of %s", column, theirs)
            .isCloseTo(number(ours, column), within(1e-6));
      }
    }
  }

  @Test
  void plansPumpsThatMeetOtherTerms(@TempDir Path folder) throws Exception {
    assumeHighs();
    Path units = write(folder, "units", Instances.unitsAndTerms());
    List<NamedCsvRecord> rows = compare(folder, List.of(units), "ojalgo");
    // 30 m³ are there before the pumps stand still: by one unit, 16 kW, 6 above what was reached.
    double optimum = 15 * 0.4 + 0.2 + 15 * 0.6 + 0.4 + 10 * 0.8 + 0.6 + 6 * 2;
    assertThat(rows.get(1).getField("status")).as(rows.get(1).toString()).isEqualTo("solved");
    assertThat(number(rows.get(1), "objective")).isCloseTo(optimum, within(1e-3));
    assertThat(number(rows.get(1), "bound")).isCloseTo(optimum, within(1e-2));
  }

  @Test
  void refusesByNameWhatItDoesNotKnow(@TempDir Path folder) throws Exception {
    assumeHighs();
    Path town = write(folder, "town", Instances.town());
    String json = Files.readString(town);
    Files.writeString(
        town,
        json.replaceFirst("\"maxVolume\"", "\"turnover\" : 1, \"maxVolume\"")
            .replaceFirst("\"tariffs\"", "\"weather\" : 1, \"tariffs\""));
    List<NamedCsvRecord> rows = compare(folder, List.of(town), "ojalgo");
    assertThat(rows.get(1).getField("status")).isEqualTo("unsupported");
    assertThat(rows.get(1).getField("reason"))
        .contains("does not know")
        .contains("'weather'")
        .contains("'turnover' of tank 'T'");
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }
}
