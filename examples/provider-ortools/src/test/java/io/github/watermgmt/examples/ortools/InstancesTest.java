// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances whose optimum another solver has proved; skipped where they are not. */
class InstancesTest {
  private static final Path PLANS =
      Path.of(System.getProperty("watermgmt.shared", "shared"), "data", "plans");

  private static Problem read(String name) {
    Path file = PLANS.resolve(name + ".json");
    assumeTrue(Files.exists(file), () -> file + " is not there; -Dwatermgmt.shared names its root");
    return ProblemJson.read(file).problem();
  }

  private static double optimum(String name) throws IOException {
    return cell(name, 5);
  }

  private static double cell(String name, int column) throws IOException {
    return Files.readAllLines(PLANS.resolve("optimum.csv")).stream()
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(name))
        .mapToDouble(cells -> Double.parseDouble(cells[column]))
        .findFirst()
        .orElseThrow();
  }

  private static Outcome solve(String optimizer, Problem problem) {
    return Providers.discover().optimizer(optimizer).optimize(problem, RunContext.standard());
  }

  @ParameterizedTest
  @CsvSource({
    "ortools-glop, lossy-20x24", "ortools-clp, lossy-20x24", "ortools-pdlp, lossy-20x24",
    "ortools-glop, lossless-50x24", "ortools-clp, lossless-50x24", "ortools-pdlp, lossless-50x24",
    "ortools-glop, scarce-50x24", "ortools-clp, scarce-50x24", "ortools-pdlp, scarce-50x24",
    "ortools-glop, lossy-50x96-15min", "ortools-clp, lossy-50x96-15min"
  })
  void reachesTheOptimum(String optimizer, String name) throws IOException {
    Outcome outcome = solve(optimizer, read(name));
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    double objective = ((Outcome.Solved) outcome).objective();
    assertThat(objective).isCloseTo(optimum(name), within(1e-6 * optimum(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-clp", "ortools-pdlp"})
  void saysThatPumpUnitsAreBeyondIt(String optimizer) {
    assertThat(solve(optimizer, read("units-8x24")))
        .isInstanceOfSatisfying(
            Outcome.Unsupported.class,
            answer -> assertThat(answer.features()).containsExactly(ProblemFeature.PUMP_UNITS));
  }

  /**
   * Water must not go to and fro to be lost, which pumps that must run would gladly do: the checker
   * sees one flow per link. The stated bounds are of a model that lets it, and so bounds the more.
   */
  @ParameterizedTest
  @CsvSource({
    "ortools-scip, units-8x24", "ortools-scip, units-14x24", "ortools-scip, units-20x24",
    "ortools-highs, units-8x24", "ortools-highs, units-14x24", "ortools-highs, units-20x24"
  })
  void plansPumpsWithinItsTimeAndTellsTheBound(String optimizer, String name) throws IOException {
    Problem problem = read(name);
    RunContext run = RunContext.standard().withDeadline(Duration.ofSeconds(6));
    Outcome outcome = Providers.discover().optimizer(optimizer).optimize(problem, run);
    Plan plan;
    double bound;
    if (outcome instanceof Outcome.Stopped stopped) {
      assertThat(stopped.reason()).isEqualTo(StopReason.TIME_LIMIT);
      bound = stopped.bound().orElse(Double.NEGATIVE_INFINITY);
      assumeTrue(stopped.best().isPresent(), "no plan within six seconds on this machine");
      plan = stopped.best().get();
      assertThat(stopped.report().notes()).anyMatch(note -> note.startsWith("bound "));
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
      Outcome.Solved solved = (Outcome.Solved) outcome;
      plan = solved.plan();
      bound = solved.bound();
      assertThat(solved.gap())
          .isBetween(0.0, 1e-4)
          .isCloseTo((solved.objective() - bound) / Math.abs(solved.objective()), within(1e-12));
    }
    PlanCheck check = PlanCheck.of(problem, plan);
    assertThat(check.isFeasible()).as(check.toString()).isTrue();
    assertThat(bound).isFinite().isLessThanOrEqualTo(check.cost());
    assertThat(check.cost()).as("of the plan").isGreaterThan(cell(name, 6));
  }

  /** A tank that cannot be filled, among many that can: each member is needed. */
  @Test
  void namesASmallestConflictInALargeProblem() {
    Problem problem = read("lossy-20x24");
    String id = problem.tanks().keySet().iterator().next();
    TankTerms tank = problem.tanks().get(id);
    double much = 1e5;
    Problem infeasible =
        problem.toBuilder().tank(id, new TankTerms(0, much, tank.initialVolumeM3(), much)).build();
    Outcome outcome = solve("ortools-glop", infeasible);
    assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    List<Conflict> conflict = ((Outcome.Infeasible) outcome).conflict();
    assertThat(conflict).extracting(Conflict::requirement).contains("finalMinVolume");
    assertThat(conflict).extracting(Conflict::element).contains(id);
    assertThat(solve("ortools-glop", only(infeasible, conflict)))
        .as("the limits of the conflict alone")
        .isInstanceOf(Outcome.Infeasible.class);
    for (Conflict member : conflict) {
      List<Conflict> others = new ArrayList<>(conflict);
      others.remove(member);
      assertThat(solve("ortools-glop", only(infeasible, others)))
          .as("the conflict without %s", member.message())
          .isInstanceOf(Outcome.Solved.class);
    }
  }

  /** Drops every limit but those of a conflict. */
  private static Problem only(Problem problem, List<Conflict> conflict) {
    double ample = 1e7;
    Problem.Builder builder = problem.toBuilder();
    problem
        .links()
        .forEach(
            (id, link) ->
                builder.link(id, has(conflict, id, "maxFlow") ? link : link.withMaxFlow(ample)));
    problem
        .sources()
        .forEach(
            (id, source) ->
                builder.source(
                    id,
                    new SourceTerms(
                        has(conflict, id, "maxFlow") ? source.maxFlowM3h() : ample,
                        source.costPerM3(),
                        has(conflict, id, "maxDailyVolume")
                            ? source.maxDailyVolumeM3()
                            : OptionalDouble.empty())));
    problem
        .tanks()
        .forEach(
            (id, tank) ->
                builder.tank(
                    id,
                    new TankTerms(
                        has(conflict, id, "minVolume") ? tank.minVolumeM3() : 0,
                        has(conflict, id, "maxVolume") ? tank.maxVolumeM3() : ample,
                        has(conflict, id, "initialVolume")
                            ? tank.initialVolumeM3()
                            : tank.maxVolumeM3(),
                        has(conflict, id, "finalMinVolume") ? tank.finalMinVolumeM3() : 0)));
    return builder.build();
  }

  private static boolean has(List<Conflict> conflict, String element, String requirement) {
    return conflict.stream()
        .anyMatch(m -> m.element().equals(element) && m.requirement().equals(requirement));
  }
}
