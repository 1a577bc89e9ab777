// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.watermgmt.spi.Providers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Input that cannot be trusted: exit code 2, the place and the remedy, and nothing written. */
class BadInputTest {
  @TempDir Path folder;

  private String errors = "";

  private int run(String... more) {
    List<String> args = new ArrayList<>(List.of("--out", folder.resolve("out").toString()));
    args.addAll(List.of(more));
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      return Main.run(args.toArray(String[]::new));
    } finally {
      System.setErr(before);
      errors = told.toString(StandardCharsets.UTF_8);
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  /** Eight weeks of two series, one row an hour. */
  private static String weeks(UnaryOperator<String> fourthRow) {
    StringBuilder csv = new StringBuilder("time,A,B\n");
    Instant start = Instant.parse("2022-01-03T00:00:00Z");
    for (int i = 0; i < 8 * 168; i++) {
      double daily = 10 + 5 * Math.sin(i * Math.PI / 12) + 0.01 * (i * 7919 % 97);
      String row = start.plusSeconds(3600L * i) + "," + daily + "," + 2 * daily;
      csv.append(i == 3 ? fourthRow.apply(row) : row).append('\n');
    }
    return csv.toString();
  }

  private void refused(String... inMessage) {
    assertThat(errors).contains(inMessage);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void goodReadingsAreTaken() throws IOException {
    assertThat(run("--readings", file("r.csv", weeks(row -> row)))).isZero();
    assertThat(folder.resolve("out/forecast.csv")).exists();
    assertThat(folder.resolve("out/plan.json")).doesNotExist();
  }

  @Test
  void theBuildWithoutTensorFlowSaysHowToHaveIt() {
    boolean there = Providers.discover().describe().contains("tf-dense");
    assumeFalse(there, "built with TensorFlow");
    assertThat(run("--forecaster", "tf-dense")).isEqualTo(2);
    refused("'tf-dense'", "./mvnw -Pquickstart,natives");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(run("--readings", "no-such.csv")).isEqualTo(2);
    refused("no-such.csv");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertThat(run("--readings", file("r.csv", ""))).isEqualTo(2);
    refused("r.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2022-01-03T03:00:00Z,\"1,5\",2 | 1,5",
        "2022-01-03T03:00:00Z,abc,2 | abc",
        "2022-01-03T03:00:00Z,1e999,2 | 1e999",
        "2022-13-03T03:00:00Z,1,2 | 2022-13-03",
        "2022-01-03T03:00:00+05:00,1,2 | +05:00",
      })
  void aBadRowIsNamedWithItsLine(String row, String culprit) throws IOException {
    assertThat(run("--readings", file("r.csv", weeks(good -> row)))).isEqualTo(2);
    refused("r.csv", "line 5", culprit);
  }

  @Test
  void allProblemsOfAFileComeAtOnce() throws IOException {
    String text = weeks(row -> row).replace(":00:00Z,10.0,", ":00:00Z,ten,");
    int wrong = text.split(",ten,", -1).length - 1;
    assertThat(run("--readings", file("r.csv", text))).isEqualTo(2);
    assertThat(wrong).isPositive();
    refused("ten", "line 2");
  }

  @Test
  void anUnknownUnitZoneOrInstantIsRefused() throws IOException {
    String readings = file("r.csv", weeks(row -> row));
    assertThat(run("--readings", readings, "--unit", "furlong")).isEqualTo(2);
    refused("furlong", "L/s");
    assertThat(run("--readings", readings, "--zone", "Atlantis/Capital")).isEqualTo(2);
    refused("Atlantis/Capital");
    assertThat(run("--readings", readings, "--train-until", "yesterday")).isEqualTo(2);
    refused("yesterday");
    assertThat(run("--readings", readings, "--forecaster", "crystal-ball")).isEqualTo(2);
    refused("crystal-ball", "weekly-profile");
  }

  @Test
  void aPlanWithAnUnknownNodeOrACutOffZoneIsRefused() throws IOException {
    String town;
    try (var in = Main.class.getResourceAsStream("/town/town.json")) {
      town = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String readings = file("r.csv", weeks(row -> row));
    String unknown = town.replace("\"to\": \"Airport\"", "\"to\": \"Nowhere\"");
    assertThat(run("--readings", readings, "--plan", file("p.json", unknown))).isEqualTo(2);
    refused("p.json", "Nowhere");
    String cut = town.replace("\"to\": \"Airport\"", "\"to\": \"Centre\"");
    assertThat(run("--readings", readings, "--plan", file("p.json", cut))).isEqualTo(2);
    refused("p.json", "Airport");
  }

  @Test
  void repairsAreMadeAndToldNotRefused() throws IOException {
    String text = "\uFEFF" + weeks(row -> row + "\n" + row).replace("time,A,B", "time,A,B,Silent");
    StringBuilder silent = new StringBuilder();
    text.lines()
        .forEach(
            line -> silent.append(line).append(line.contains("time") ? "" : ",NaN").append('\n'));
    assertThat(run("--readings", file("r.csv", silent.toString()))).isZero();
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("Silent");
    assertThat(Files.readString(folder.resolve("out/forecast.csv"))).doesNotContain("Silent");
  }

  @Test
  void aPlanFromAnotherTimeIsMovedAndSaid() throws IOException {
    String town;
    try (var in = Main.class.getResourceAsStream("/town/town.json")) {
      town = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String readings = file("r.csv", weeks(row -> row).replace("time,A,B", "time,Harbour,B"));
    assertThat(run("--readings", readings, "--plan", file("p.json", town))).isZero();
    assertThat(Files.readString(folder.resolve("out/problem.json")))
        .contains("2022-02-28T00:00:00Z");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("outside the forecast: moved to 2022-02-28T00:00:00Z");
  }

  @Test
  void aSeriesWithoutAValueBeforeTheCutoffIsLeftOutByName() throws IOException {
    StringBuilder late = new StringBuilder();
    weeks(row -> row)
        .lines()
        .forEach(
            line -> {
              boolean header = line.startsWith("time");
              String value = line.compareTo("2022-02-25") > 0 ? "5" : "";
              late.append(line).append(header ? ",Late" : "," + value).append('\n');
            });
    String readings = file("r.csv", late.toString());
    assertThat(run("--readings", readings, "--train-until", "2022-02-20T00:00:00Z")).isZero();
    assertThat(Files.readString(folder.resolve("out/forecast.csv"))).doesNotContain("Late");
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("Late");
  }

  @Test
  void aCutoffBeforeAllReadingsIsRefused() throws IOException {
    String readings = file("r.csv", weeks(row -> row));
    assertThat(run("--readings", readings, "--train-until", "2021-01-01T00:00:00Z")).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aPlanOfAnEarlierRunDoesNotStay() throws IOException {
    assertThat(run()).isZero();
    assertThat(folder.resolve("out/plan.json")).exists();
    assertThat(run("--readings", file("r.csv", weeks(row -> row)))).isZero();
    assertThat(folder.resolve("out/plan.json")).doesNotExist();
    assertThat(folder.resolve("out/problem.json")).doesNotExist();
  }

  @Test
  void aProblemThatCannotBeMetLeavesNoPlanAndSaysWhy() throws IOException {
    String town;
    try (var in = Main.class.getResourceAsStream("/town/town.json")) {
      town = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String dry =
        town.replace("\"initialVolume\": 800", "\"initialVolume\": 250")
            .replace("\"maxFlow\": 190", "\"maxFlow\": 1");
    String readings = file("r.csv", weeks(row -> row));
    assertThat(run("--readings", readings, "--plan", file("p.json", dry))).isEqualTo(3);
    assertThat(folder.resolve("out/plan.json")).doesNotExist();
    assertThat(folder.resolve("out/problem.json")).exists();
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("There is no plan", "CastleTank");
  }
}
