// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Valve;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemJsonTest {
  private static final String GOOD =
      """
      {"format":"watermgmt-plan/1","name":"small","start":"2024-07-01T02:00:00+02:00","step":"PT1H",
       "steps":2,"currency":"EUR",
       "sources":[{"id":"S","maxFlow":10,"costPerM3":0.1,"maxDailyVolume":200}],
       "tanks":[{"id":"T","minVolume":1,"maxVolume":20,"initialVolume":5,"finalMinVolume":5}],
       "zones":[{"id":"Z","demand":[4,14.5],"shortfallCostPerM3":20}],
       "junctions":[{"id":"J"}],
       "links":[
        {"id":"L1","kind":"pump","from":"S","to":"J","maxFlow":10,"bidirectional":false,"loss":0.1,
         "costPerM3":0.01,"energyKWhPerM3":0.4,"tariff":"day","units":2,"unitMinFlow":1,
         "unitMaxFlow":5,"unitPowerKW":3,"maxStartsPerDay":4},
        {"id":"L2","kind":"valve","from":"J","to":"T","maxFlow":9,"bidirectional":true,"loss":0,
         "costPerM3":0},
        {"id":"L3","from":"J","to":"Z","maxFlow":1e2,"bidirectional":false,"loss":0,"costPerM3":0}],
       "tariffs":{"day":[0.2,-0.1]}}
      """;

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("problem.json"), text, StandardCharsets.UTF_8);
  }

  private InputFileException refused(String text) throws IOException {
    Path file = file(text);
    InputFileException e =
        catchThrowableOfType(InputFileException.class, () -> ProblemJson.read(file));
    assertThat(e).as("refused").isNotNull();
    assertThat(e.file()).isEqualTo(file.toString());
    return e;
  }

  @Test
  void everyFieldIsRead() throws IOException {
    ProblemFile read = ProblemJson.read(file(GOOD));

    Problem problem = read.problem();
    assertThat(read.notices()).isEmpty();
    assertThat(problem.name()).isEqualTo("small");
    assertThat(problem.currency()).isEqualTo("EUR");
    assertThat(problem.axis().start()).hasToString("2024-07-01T00:00:00Z");
    assertThat(problem.axis().stepSeconds()).isEqualTo(3600);
    assertThat(problem.steps()).isEqualTo(2);
    assertThat(problem.sources().get("S").maxDailyVolumeM3()).hasValue(200);
    assertThat(problem.sources().get("S").costPerM3()).isEqualTo(0.1);
    assertThat(problem.tanks().get("T").initialVolumeM3()).isEqualTo(5);
    assertThat(problem.zones().get("Z").demandM3h()).containsExactly(4, 14.5);
    assertThat(problem.network().hasNode("J")).isTrue();
    assertThat(problem.network().link("L1")).isInstanceOf(Pump.class);
    assertThat(problem.network().link("L2")).isInstanceOf(Valve.class);
    assertThat(problem.links().get("L1").units().orElseThrow().units()).isEqualTo(2);
    assertThat(problem.links().get("L1").units().orElseThrow().maxStartsPerDay()).isEqualTo(4);
    assertThat(problem.links().get("L1").units().orElseThrow().unitPowerKW()).isEqualTo(3);
    assertThat(problem.links().get("L1").loss()).isEqualTo(0.1);
    assertThat(problem.links().get("L2").bidirectional()).isTrue();
    assertThat(problem.links().get("L3").maxFlowM3h()).isEqualTo(100);
    assertThat(problem.tariff("day")).containsExactly(0.2, -0.1);
  }

  @Test
  void whatIsWrittenReadsBackTheSameAndGivesTheSameBytes() throws IOException {
    Problem problem = ProblemJson.read(file(GOOD)).problem();
    double[] hard = {4.35, Double.MIN_VALUE};
    problem = problem.withDemand("Z", hard);
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");

    assertThat(ProblemJson.write(one, problem)).isEmpty();
    Problem back = ProblemJson.read(one).problem();
    ProblemJson.write(two, back);

    assertThat(back).isEqualTo(problem);
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
  }

  /** Before JDK 19, Double.toString wrote 8.409999999999999E21 or the like. */
  @Test
  void numbersAreTheShortestOnEveryJdk() throws IOException {
    Problem problem = ProblemJson.read(file(GOOD)).problem();
    Path out = folder.resolve("out.json");

    ProblemJson.write(
        out, problem.withDemand("Z", new double[] {Double.parseDouble("8.41E21"), 0.1}));

    assertThat(out).content().contains("[8.41E21,0.1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy-20x24", "scarce-50x24", "units-8x24", "lossy-50x96-15min"})
  void instancesGoRound(String name) {
    Problem problem = ProblemJson.read(SharedData.file("data/plans/" + name + ".json")).problem();
    Path out = folder.resolve(name);

    ProblemJson.write(out, problem);

    assertThat(ProblemJson.read(out).problem()).isEqualTo(problem);
  }

  @Test
  void unknownFieldsAreReportedWithTheirPlace() throws IOException {
    ProblemFile read =
        ProblemJson.read(
            file(
                GOOD.replace(
                        "\"maxDailyVolume\":200", "\"maxDailyVolumne\":200,\"x\":{\"a\":[1,{}]}")
                    .replace("\"tariffs\"", "\"by\":[[1]],\n\"tariffs\"")));

    assertThat(read.notices())
        .containsExactly(
            "line 3, column 70, source 'S', field 'maxDailyVolumne' is not part of the format and"
                + " was not read",
            "line 3, column 78, source 'S', field 'x' is not part of the format and was not read",
            "line 14, column 7, field 'by' is not part of the format and was not read");
    assertThat(read.problem().sources().get("S").maxDailyVolumeM3()).isEmpty();
  }

  /** Replacements that make the good file bad, and what the error must say. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "watermgmt-plan/1|watermgmt-plan/2|line 1, column 11, field 'format' (\"watermgmt-plan/2\")",
        "watermgmt-plan/1|epanet|Maybe check that it is the right file",
        "\"name\":\"small\"|\"name\":\"\"|field 'name' (\"\"), must be a text",
        "\"steps\":2|\"steps\":\"2\"|field 'steps' (\"2\"), must be a whole number",
        "\"steps\":2|\"steps\":2.5|field 'steps' (2.5), must be a whole number",
        "\"steps\":2|\"steps\":2000000000|field 'steps' (2000000000), must be a whole number",
        "\"steps\":2|\"steps\":3|zone 'Z', field 'demand' (2 values), must be one per step, 3",
        "\"steps\":2|\"steps\":3|tariff 'day' (2 values), must be one per step, 3",
        "PT1H|1h|field 'step' (\"1h\"), must be an ISO 8601 duration",
        "PT1H|-PT1H|field 'step' (\"-PT1H\"), must be positive",
        "PT1H|PT0.5S|must be positive whole seconds",
        "PT1H|PT7H|must divide a day",
        "PT1H|P99999999999999D|field 'step'",
        "2024-07-01T02:00:00+02:00|2024-07-01T02:00:00|field 'start' (\"2024-07-01T02:00:00\")",
        "\"maxFlow\":10,\"costPerM3\":0.1|\"maxFlow\":-1,\"costPerM3\":0.1|source 'S', field"
            + " 'maxFlow' (-1), must be a finite number and at least 0",
        "\"maxFlow\":10,\"costPerM3\":0.1|\"maxFlow\":\"1,5\",\"costPerM3\":0.1|field 'maxFlow'"
            + " (\"1,5\"), must be a finite number and at least 0. Maybe write it with a decimal",
        "\"maxFlow\":10,\"costPerM3\":0.1|\"maxFlow\":null,\"costPerM3\":0.1|field 'maxFlow' (null)",
        "\"maxFlow\":10,\"costPerM3\":0.1|\"maxFlow\":1e999,\"costPerM3\":0.1|field 'maxFlow' (1e999)",
        "\"maxFlow\":10,\"costPerM3\":0.1|\"costPerM3\":0.1|field 'maxFlow' (nothing), must be there",
        "\"maxFlow\":10,\"costPerM3\":0.1|\"maxFlow\":1,\"maxFlow\":2,\"costPerM3\":1|sources[0],"
            + " field (maxFlow), must stand once",
        "[4,14.5]|[4,-2]|zone 'Z', field 'demand' (-2.0), must be at least 0 in step 1",
        "[4,14.5]|[4,\"1,5\"]|zones[0].demand[1] (\"1,5\"), must be a finite number",
        "[4,14.5]|[4,[5]]|zones[0].demand[1] ([...]), must be a finite number",
        "[4,14.5]|[4,1e400]|zones[0].demand[1] (1e400), must be a finite number",
        "[4,14.5]|4|zone 'Z', field 'demand' (4), must be a list of numbers",
        "\"maxVolume\":20|\"maxVolume\":4|tank 'T', field 'initialVolume' (5.0), must be at most",
        "\"loss\":0.1|\"loss\":1|link 'L1', field 'loss' (1.0), must lie in [0, 1)",
        "\"to\":\"T\"|\"to\":\"T9\"|link 'L2', field 'to' (T9), is not a node of the file",
        "\"from\":\"S\"|\"from\":\"X\"|link 'L1', field 'from' (X), is not a node of the file",
        "\"to\":\"T\"|\"to\":\"J\"|must be another node",
        "\"tariff\":\"day\"|\"tariff\":\"dya\"|link 'L1', field 'tariff' (dya), is not one of",
        "{\"id\":\"J\"}|{\"id\":\"S\"}|junction 'S', field 'id' (S), must be unique among nodes",
        "\"id\":\"L2\"|\"id\":\"L1\"|link 'L1', field 'id' (L1), must be unique among links",
        "{\"id\":\"J\"}|{\"id\":\" \"}|field 'id' (\" \"), must be a text that is not blank",
        "{\"id\":\"J\"}|{\"id\":\"J\"},7|junctions[1] (7), must be an object",
        "\"bidirectional\":true|\"bidirectional\":\"true\"|must be true or false",
        "\"kind\":\"valve\"|\"kind\":\"hose\"|field 'kind' (hose), must be pipe, pump or valve",
        "\"units\":2|\"units\":0|field 'units' (0), must be a whole number from 1",
        "\"unitMinFlow\":1|\"unitMinFlow\":6|field 'unitMinFlow' (6.0), must be at most unitMaxFlow",
        "\"tariffs\"|\"tarifs\"|field 'tariffs' (nothing), must be there",
        "\"tariffs\":{\"day\":[0.2,-0.1]}|\"tariffs\":[]|tariffs ([...]), must be an object",
        "\"junctions\":[{\"id\":\"J\"}]|\"junctions\":{\"id\":\"J\"}|junctions ({...}), must be a list",
        "\"junctions\":|\"junctions\":[],\"junctions\":|field (junctions), must stand once",
        "\"from\":\"J\",\"to\":\"Z\"|\"from\":\"Z\",\"to\":\"J\"|line 5, column 11, zone (Z), is cut off"
      })
  void everyFaultIsNamed(String good, String bad, String said) throws IOException {
    assertThat(GOOD).contains(good);

    InputFileException e = refused(GOOD.replace(good, bad));

    assertThat(e.getMessage()).contains(said);
    if (!bad.contains("tarifs") && !bad.equals("PT7H")) {
      assertThat(e.problems()).allMatch(p -> p.contains("line "));
    }
  }

  @Test
  void allFaultsAreToldAtOnce() throws IOException {
    InputFileException e =
        refused(
            GOOD.replace("\"loss\":0.1", "\"loss\":2")
                .replace("[4,14.5]", "[4]")
                .replace("\"to\":\"T\"", "\"to\":\"T9\"")
                .replace("\"currency\":\"EUR\",", "")
                .replace("{\"id\":\"J\"}", "{\"id\":\"S\"}")
                .replace("\"maxVolume\":20", "\"maxVolume\":\"20\""));

    assertThat(e.problems())
        .anyMatch(p -> p.contains("'loss'"))
        .anyMatch(p -> p.contains("'demand'"))
        .anyMatch(p -> p.contains("T9"))
        .anyMatch(p -> p.contains("'currency'"))
        .anyMatch(p -> p.contains("unique"))
        .anyMatch(p -> p.contains("'maxVolume' (\"20\")"));
  }

  @Test
  void missingFilesAndFoldersAreRefused() {
    assertThat(
            catchThrowableOfType(
                InputFileException.class, () -> ProblemJson.read(folder.resolve("none.json"))))
        .hasMessageContaining("does not exist");
    assertThat(catchThrowableOfType(InputFileException.class, () -> ProblemJson.read(folder)))
        .hasMessageContaining("it is a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty",
        "[]|must be an object",
        "null|must be an object",
        "{|is not well-formed",
        "{\"steps\":NaN}|is not well-formed",
        "{\"steps\":Infinity}|is not well-formed",
        "{\"steps\":01}|is not well-formed",
        "{\"steps\":1,}|is not well-formed",
        "{'steps':1}|is not well-formed",
        "{\"steps\":1} {}|must end with its object",
        "{\"steps\":1} x|is not well-formed"
      })
  void malformedFilesAreRefused(String text, String said) throws IOException {
    assertThat(refused(text)).hasMessageContaining(said);
  }

  @Test
  void bombsAreRefused() throws IOException {
    assertThat(refused("{\"a\":" + "[".repeat(1_000_000)))
        .hasMessageContaining("beyond what is read");
    assertThat(refused("{\"a\":".repeat(500_000))).hasMessageContaining("beyond what is read");
    assertThat(refused("{\"a\":" + "9".repeat(1_000_000) + "}"))
        .hasMessageContaining("beyond what is read");
    assertThat(refused("{\"name\":\"" + "x".repeat(1_000_000) + "\"}"))
        .hasMessageContaining("beyond what is read");
    assertThat(refused("{\"" + "x".repeat(1_000_000) + "\":1}"))
        .hasMessageContaining("beyond what is read");
    assertThat(refused("{\"sources\":[" + "{},".repeat(100_000) + "{}]}").problems())
        .hasSizeLessThan(1010);
  }

  @Test
  void filesThatAreTooLargeForTheHeapAreRefusedBeforeReading() throws IOException {
    Path file = folder.resolve("large.json");
    try (var channel = new RandomAccessFile(file.toFile(), "rw")) {
      channel.setLength(300L << 20);
    }

    assertThat(catchThrowableOfType(InputFileException.class, () -> ProblemJson.read(file)))
        .hasMessageContaining("must have at most");
  }

  @Test
  void textThatIsNotUtf8IsRefusedAndAMarkIsSkipped() throws IOException {
    Path file = folder.resolve("latin.json");
    Files.write(file, GOOD.replace("small", "Köln").getBytes(StandardCharsets.ISO_8859_1));

    assertThat(catchThrowableOfType(InputFileException.class, () -> ProblemJson.read(file)))
        .hasMessageContaining("is not UTF-8");
    assertThat(ProblemJson.read(file("\uFEFF" + GOOD)).notices()).hasSize(1);
  }

  /** Whatever is cut off, swapped or doubled: either a problem or the declared error. */
  @Test
  void spoiltFilesGiveAProblemOrTheDeclaredError() throws IOException {
    Random random = new Random(20240701);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int k = random.nextInt(3); k >= 0; k--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.setLength(Math.max(1, at));
          case 1 -> text.setCharAt(at, "{}[]\",:019.-eE+ntf\\\u0000".charAt(random.nextInt(20)));
          case 2 -> text.insert(at, text.substring(Math.min(at, 40), at));
          default -> text.deleteCharAt(at);
        }
      }
      try {
        assertThat(ProblemJson.read(file(text.toString())).problem()).isNotNull();
      } catch (InputFileException e) {
        refused++;
        assertThat(e.problems()).isNotEmpty();
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void whatTheFormatCannotHoldIsReported() throws IOException {
    Problem problem = ProblemJson.read(file(GOOD)).problem();
    Problem.Builder withPhysics =
        Problem.builder(
            problem.name(),
            Network.builder()
                .node(new Junction("J", OptionalDouble.of(3), Optional.empty()))
                .build(),
            problem.axis(),
            "EUR");

    assertThat(ProblemJson.write(folder.resolve("p.json"), withPhysics.build()))
        .isEqualTo(List.of("node 'J': elevation, position, shape or what else it is"));
  }

  @Test
  void aFileThatCannotBeWrittenIsAnErrorOfItsOwn() throws IOException {
    Problem problem = ProblemJson.read(file(GOOD)).problem();
    Path inFile = folder.resolve("problem.json").resolve("x.json");

    assertThat(
            catchThrowableOfType(
                WaterManagementException.class, () -> ProblemJson.write(inFile, problem)))
        .hasMessageContaining("WM-702");
  }
}
