// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Compares {@link PlanCheck} with the Python checker that lies beside the shared instances, on
 * feasible and on spoilt plans.
 */
class CheckPlanAgreementTest {
  private static final Pattern SAID = Pattern.compile("cost (\\S+) worst_violation (\\S+)");
  private static final Map<Kind, String> NAMES =
      Map.of(
          Kind.FLOW, "flow",
          Kind.SUPPLY, "supply",
          Kind.VOLUME, "volume",
          Kind.SHORTFALL, "shortfall",
          Kind.UNITS_ON, "on");

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void costAndWorstViolationAgree(long seed, @TempDir Path folder) throws Exception {
    Path checker = checker();
    RandomPlan made = RandomPlan.of(seed, seed % 3 == 0);
    Plan plan = seed % 2 == 0 ? made.plan : spoilt(made, new Random(seed));
    Path instance = folder.resolve("instance.json");
    Path answer = folder.resolve("plan.json");
    Files.writeString(instance, json(instance(made.problem)), StandardCharsets.UTF_8);
    Files.writeString(answer, json(answer(plan)), StandardCharsets.UTF_8);
    Matcher words = SAID.matcher(run(checker, instance, answer));
    assertThat(words.matches()).isTrue();
    PlanCheck check = PlanCheck.of(made.problem, plan);
    double cost = Double.parseDouble(words.group(1));
    double worst = Double.parseDouble(words.group(2));
    assertThat(check.cost()).isCloseTo(cost, within(1e-6 + 1e-9 * Math.abs(cost)));
    // Printed with three decimals; what is only rounding may be summed in another order.
    assertThat(check.worstViolation()).isCloseTo(worst, within(1e-8 + 1e-3 * worst));
    assertThat(check.isFeasible()).isEqualTo(seed % 2 == 0);
  }

  private static Path checker() {
    String shared = System.getProperty("watermgmt.shared", "../../shared");
    Path checker = Path.of(shared, "data", "plans", "check_plan.py");
    assumeTrue(Files.isRegularFile(checker), "shared data not found at " + shared);
    return checker;
  }

  private static String run(Path checker, Path instance, Path plan)
      throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("python3", checker.toString(), instance.toString(), plan.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new TestAbortedException("python3 not found: " + e.getMessage(), e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).startsWith("cost ");
    return output.strip();
  }

  /** Changes a few values of a plan by a little or a lot. */
  private static Plan spoilt(RandomPlan made, Random random) {
    Plan.Builder builder = Plan.builder(made.plan.axis());
    for (Kind kind : Kind.values()) {
      List<String> ids = new ArrayList<>(made.plan.ids(kind));
      for (String id : ids) {
        double[] values = made.plan.values(kind, id);
        if (kind == Kind.FLOW || random.nextInt(3) == 0) {
          values[random.nextInt(values.length)] += random.nextGaussian() * 10;
        }
        builder.put(kind, id, values);
      }
    }
    return builder.build();
  }

  private static Map<String, Object> answer(Plan plan) {
    Map<String, Object> root = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      Map<String, Object> rows = new LinkedHashMap<>();
      plan.ids(kind).forEach(id -> rows.put(id, plan.values(kind, id)));
      root.put(NAMES.get(kind), rows);
    }
    return root;
  }

  private static Map<String, Object> instance(Problem problem) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("step", problem.axis().step().toString());
    root.put("steps", problem.steps());
    List<Object> sources = new ArrayList<>();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              Map<String, Object> source = new LinkedHashMap<>();
              source.put("id", id);
              source.put("maxFlow", terms.maxFlowM3h());
              source.put("costPerM3", terms.costPerM3());
              terms.maxDailyVolumeM3().ifPresent(volume -> source.put("maxDailyVolume", volume));
              sources.add(source);
            });
    root.put("sources", sources);
    List<Object> tanks = new ArrayList<>();
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              Map<String, Object> tank = new LinkedHashMap<>();
              tank.put("id", id);
              tank.put("minVolume", terms.minVolumeM3());
              tank.put("maxVolume", terms.maxVolumeM3());
              tank.put("initialVolume", terms.initialVolumeM3());
              tank.put("finalMinVolume", terms.finalMinVolumeM3());
              tanks.add(tank);
            });
    root.put("tanks", tanks);
    List<Object> zones = new ArrayList<>();
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              Map<String, Object> zone = new LinkedHashMap<>();
              zone.put("id", id);
              zone.put("demand", terms.demandM3h());
              zone.put("shortfallCostPerM3", terms.shortfallCostPerM3());
              zones.add(zone);
            });
    root.put("zones", zones);
    List<Object> junctions = new ArrayList<>();
    for (Node node : problem.network().nodes()) {
      if (node instanceof Junction && !problem.zones().containsKey(node.id())) {
        junctions.add(Map.of("id", node.id()));
      }
    }
    root.put("junctions", junctions);
    List<Object> links = new ArrayList<>();
    problem.links().forEach((id, terms) -> links.add(link(problem.network().link(id), terms)));
    root.put("links", links);
    Map<String, Object> tariffs = new LinkedHashMap<>();
    problem.tariffs().forEach(name -> tariffs.put(name, problem.tariff(name)));
    root.put("tariffs", tariffs);
    return root;
  }

  private static Map<String, Object> link(Link link, LinkTerms terms) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", link.id());
    object.put("from", link.from());
    object.put("to", link.to());
    object.put("maxFlow", terms.maxFlowM3h());
    object.put("bidirectional", terms.bidirectional());
    object.put("loss", terms.loss());
    object.put("costPerM3", terms.costPerM3());
    object.put("energyKWhPerM3", terms.energyKWhPerM3());
    terms.tariff().ifPresent(tariff -> object.put("tariff", tariff));
    terms
        .units()
        .ifPresent(
            units -> {
              object.put("units", units.units());
              object.put("unitMinFlow", units.unitMinFlowM3h());
              object.put("unitMaxFlow", units.unitMaxFlowM3h());
              object.put("unitPowerKW", units.unitPowerKW());
              object.put("maxStartsPerDay", units.maxStartsPerDay());
            });
    return object;
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(CheckPlanAgreementTest::json)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof double[] row) {
      return Arrays.toString(row);
    }
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }
}
