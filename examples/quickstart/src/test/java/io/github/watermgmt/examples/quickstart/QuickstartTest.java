// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.io.PlanJson;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart on the town that it ships. */
class QuickstartTest {
  @TempDir static Path out;

  @BeforeAll
  static void runOnTheTown() {
    assertThat(Main.run("--out", out.toString())).isZero();
  }

  private static List<String[]> rows(String file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve(file))) {
      rows.add(line.split(",", -1));
    }
    return rows.subList(1, rows.size());
  }

  @Test
  void theShippedTownIsWhatTheGeneratorWrites() throws IOException {
    for (Map.Entry<String, String> file : TownGenerator.files().entrySet()) {
      try (InputStream in = Main.class.getResourceAsStream("/town/" + file.getKey())) {
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .as(file.getKey())
            .isEqualTo(file.getValue());
      }
    }
  }

  @Test
  void theForecastIsAWeekOfEverySeriesInOrder() throws IOException {
    String header = Files.readAllLines(out.resolve("forecast.csv")).get(0);
    assertThat(header).startsWith("series,target,mean,0.05,0.10,").endsWith(",0.95");
    List<String[]> rows = rows("forecast.csv");
    assertThat(rows).hasSize(4 * 168);
    assertThat(rows.get(0)).startsWith("Harbour", "2023-11-12T23:00:00Z");
    assertThat(rows.get(167)[1]).isEqualTo("2023-11-19T22:00:00Z");
    double day = 0;
    for (String[] row : rows.subList(0, 24)) {
      day += Double.parseDouble(row[2]) / 24;
    }
    assertThat(day).as("mean flow of Harbour, L/s").isBetween(18.0, 26.0);
  }

  /** The truth is what {@link Town} says; the quickstart cannot see it. */
  @Test
  void theLeaksOfTheTownAreFoundAndLittleElse() throws IOException {
    List<String[]> rows = rows("findings.csv");
    for (Town.Leak leak : Town.LEAKS) {
      Instant latest =
          leak.start().plus(Duration.ofDays(leak.growthDays() == 0 ? 3 : leak.growthDays()));
      assertThat(rows)
          .as("a finding of the leak in " + leak.area())
          .anySatisfy(
              row -> {
                assertThat(row[1]).isEqualTo(leak.area());
                assertThat(row[2]).isIn("leak", "burst");
                assertThat(Instant.parse(row[0])).isBetween(leak.start(), latest);
                assertThat(row[5].isEmpty()).as("still open").isEqualTo(leak.end() == null);
              });
    }
    List<String> alarms = new ArrayList<>();
    for (String[] row : rows) {
      boolean loss = row[2].equals("leak") || row[2].equals("burst");
      boolean real =
          Town.LEAKS.stream()
              .anyMatch(
                  leak -> leak.area().equals(row[1]) && leak.flowAt(Instant.parse(row[0])) > 0);
      if (loss && !real) {
        alarms.add(String.join(",", row));
      }
    }
    assertThat(alarms).as("leaks that are none").isEmpty();
    assertThat(rows)
        .as("the stuck sensor")
        .anySatisfy(
            row -> {
              assertThat(row[1]).isEqualTo(Town.STUCK.area());
              assertThat(row[2]).isEqualTo("sensor-fault");
              assertThat(Instant.parse(row[0])).isBetween(Town.STUCK.start(), Town.STUCK.end());
            });
  }

  @Test
  void thePlanAnswersTheProblemWithTheForecastInIt() throws IOException {
    Problem problem = ProblemJson.read(out.resolve("problem.json")).problem();
    Plan plan = PlanJson.read(out.resolve("plan.json"), problem).plan();

    assertThat(PlanCheck.of(problem, plan).isFeasible()).isTrue();
    List<String[]> rows = rows("forecast.csv");
    double[] demand = problem.zones().get("Harbour").demandM3h();
    for (int t = 0; t < demand.length; t++) {
      double litresPerSecond = Double.parseDouble(rows.get(t)[2]);
      assertThat(demand[t])
          .isCloseTo(3.6 * litresPerSecond, org.assertj.core.api.Assertions.within(1e-5));
    }
    assertThat(problem.zones().get("Airport").demandM3h()).startsWith(6, 5, 5, 6, 9);
  }

  @Test
  void theReportStandsAloneAndTellsWhatWasDone() throws IOException {
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Harbour", "Airport", "Duplicates", "spike", "stuck")
        .doesNotContain("<script")
        .doesNotContain("src=\"http")
        .doesNotContain("href=\"http");
  }
}
