// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Random scenarios of small problems against the program written out, and against each other. */
class ScenarioPlanningTest {
  private static final RunContext RUN = RunContext.standard();

  /** Whole numbers near the demand of the problem, and probabilities of eighths. */
  static DemandScenarios scenarios(Problem problem, Random random, int count) {
    int[] eighths = new int[count];
    Arrays.fill(eighths, 1);
    for (int rest = 8 - count; rest > 0; rest--) {
      eighths[random.nextInt(count)]++;
    }
    List<DemandScenario> scenarios = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      Map<String, PerStep> demand = new LinkedHashMap<>();
      problem
          .zones()
          .forEach(
              (zone, terms) -> {
                double[] path = terms.demandM3h();
                for (int t = 0; t < path.length; t++) {
                  path[t] = Math.max(0, path[t] + random.nextInt(5) - 2);
                }
                demand.put(zone, PerStep.of(path));
              });
      scenarios.add(new DemandScenario("s" + s, eighths[s] / 8.0, demand));
    }
    return DemandScenarios.of(problem, scenarios);
  }

  private static ScenarioPlanning random(long seed, boolean plain) {
    Random random = new Random(seed ^ 0xdead);
    Problem problem = plain ? SmallProblem.of(seed, 1, 1) : SmallTerms.all(seed);
    Assume.that(problem.steps() > 1);
    int first = 1 + random.nextInt(problem.steps() - 1);
    return ScenarioPlanning.of(scenarios(problem, random, 1 + random.nextInt(4)), first);
  }

  /** The least expected cost of copies of the whole problem whose first steps are set equal. */
  private static OptionalDouble oracle(ScenarioPlanning planning) {
    DemandScenarios scenarios = planning.scenarios();
    Problem mean = scenarios.mean();
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    List<Variable> firsts = new ArrayList<>();
    List<Integer> shared = new ArrayList<>();
    for (int s = 0; s < scenarios.size(); s++) {
      Problem problem =
          DemandScenarios.startingAs(mean, planning.sharedSteps(), scenarios.problem(s));
      LinearModel copy = new LinearModel(problem);
      ModelArrays arrays = copy.arrays();
      double p = scenarios.scenarios().get(s).probability();
      List<Variable> variables = new ArrayList<>();
      List<Expression> rows = new ArrayList<>();
      double[] balance = arrays.balance();
      double[] sides = arrays.sides();
      for (int i = 0; i < arrays.rows(); i++) {
        Expression row = model.newExpression(s + " row " + i);
        rows.add(i < balance.length ? row.level(balance[i]) : row.upper(sides[i - balance.length]));
      }
      for (int j = 0; j < arrays.columns(); j++) {
        Variable variable =
            model
                .newVariable(s + " x " + j)
                .lower(arrays.lower(j))
                .upper(arrays.upper(j))
                .weight(p * arrays.cost(j));
        variables.add(variable);
        int[] at = arrays.rowsOf(j);
        double[] values = arrays.valuesOf(j);
        for (int e = 0; e < at.length; e++) {
          rows.get(at[e]).set(variable, values[e]);
        }
      }
      if (s == 0) {
        firsts.addAll(variables);
        shared.addAll(sharedColumns(problem, copy, planning.sharedSteps()));
      } else {
        for (int j : shared) {
          model
              .newExpression(s + " as first " + j)
              .level(0)
              .set(firsts.get(j), 1)
              .set(variables.get(j), -1);
        }
      }
    }
    Optimisation.Result result = model.minimise();
    return result.getState().isOptimal()
        ? OptionalDouble.of(result.getValue())
        : OptionalDouble.empty();
  }

  /** Columns of the first steps, by their names. */
  private static List<Integer> sharedColumns(Problem problem, LinearModel model, int first) {
    List<Integer> starts = new ArrayList<>();
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      int there = model.firstColumn("flow " + link.getKey());
      for (int k = 0; k <= link.getValue().segments().size(); k++) {
        starts.add(there + k * problem.steps());
      }
      if (link.getValue().bidirectional()) {
        starts.add(model.firstColumn("back " + link.getKey()));
      }
    }
    problem.sources().keySet().forEach(id -> starts.add(model.firstColumn("supply " + id)));
    problem.tanks().keySet().forEach(id -> starts.add(model.firstColumn("volume " + id)));
    problem.zones().keySet().forEach(id -> starts.add(model.firstColumn("shortfall " + id)));
    List<Integer> columns = new ArrayList<>();
    starts.forEach(
        start -> {
          for (int t = 0; t < first; t++) {
            columns.add(start + t);
          }
        });
    return columns;
  }

  private static void assertVerified(ScenarioPlanning planning, ScenarioPlan plan) {
    DemandScenarios scenarios = planning.scenarios();
    Problem mean = scenarios.mean();
    double cost = 0;
    for (int s = 0; s < scenarios.size(); s++) {
      ScenarioBranch branch = plan.branches().get(s);
      assertThat(branch.scenario()).isEqualTo(scenarios.scenarios().get(s).name());
      Problem problem =
          DemandScenarios.startingAs(mean, planning.sharedSteps(), scenarios.problem(s));
      PlanCheck check = PlanCheck.of(problem, branch.plan());
      assertThat(check.isFeasible()).isTrue();
      cost += scenarios.scenarios().get(s).probability() * check.cost();
      for (Plan.Kind kind : Plan.Kind.values()) {
        for (String id : branch.plan().ids(kind)) {
          for (int t = 0; t < planning.sharedSteps(); t++) {
            assertThat(branch.plan().value(kind, id, t))
                .isCloseTo(plan.first().plan().value(kind, id, t), within(1e-9));
          }
        }
      }
    }
    assertThat(plan.expected().cost()).isCloseTo(cost, within(1e-9 * Math.max(1, Math.abs(cost))));
  }

  @Property(tries = 600)
  void theExpectedCostIsTheLeastOfTheProgramWrittenOut(@ForAll long seed, @ForAll boolean plain) {
    ScenarioPlanning planning = random(seed, plain);

    ScenarioOutcome outcome = planning.plan(RUN);

    String what = outcome.getClass().getSimpleName();
    if (outcome instanceof ScenarioOutcome.Planned planned) {
      OptionalDouble least = oracle(planning);
      assertThat(least).isPresent();
      double size = Math.max(1, Math.abs(least.getAsDouble()));
      assertThat(planned.plan().expected().cost())
          .isCloseTo(least.getAsDouble(), within(1e-7 * size));
      assertThat(planned.bound()).isCloseTo(least.getAsDouble(), within(1e-7 * size));
      assertVerified(planning, planned.plan());
    } else {
      Outcome why = ((ScenarioOutcome.Unplanned) outcome).outcome();
      what = why.getClass().getSimpleName();
      if (why instanceof Outcome.Infeasible) {
        assertThat(oracle(planning)).isEmpty();
      } else {
        assertThat(why).as("%s", why).isInstanceOf(Outcome.Unsupported.class);
        // Some water would have to be lost that no plan can lose.
        assertThat(PaidLossTest.mayLose(planning.scenarios().problem())).isTrue();
      }
    }
    Statistics.collect(what);
  }

  @Example
  void waterThatHasToBeLostIsRefused() {
    for (long seed : new long[] {410, 10917}) {
      ScenarioOutcome outcome = random(seed, false).plan(RUN);
      assertThat(outcome).isInstanceOf(ScenarioOutcome.Unplanned.class);
      assertThat(((ScenarioOutcome.Unplanned) outcome).outcome())
          .isInstanceOf(Outcome.Unsupported.class);
    }
  }

  @Property(tries = 300)
  void aConflictNamesScenariosThatHaveNoPlanTogether(@ForAll long seed) {
    ScenarioPlanning planning = random(seed, false);

    ScenarioOutcome outcome = planning.plan(RUN);

    if (outcome instanceof ScenarioOutcome.Unplanned unplanned
        && unplanned.outcome() instanceof Outcome.Infeasible) {
      List<String> names = unplanned.scenarios();
      Statistics.collect(names.size() == 1 ? "one" : "several");
      DemandScenarios all = planning.scenarios();
      Problem mean = all.mean();
      for (String name : names) {
        for (int s = 0; s < all.size(); s++) {
          if (all.scenarios().get(s).name().equals(name)) {
            Problem alone =
                DemandScenarios.startingAs(mean, planning.sharedSteps(), all.problem(s));
            assertThat(ExactLp.leastCost(alone).isPresent()).isEqualTo(names.size() > 1);
          }
        }
      }
    }
  }

  @Property(tries = 300)
  void foresightCostsLeastAndTheMeanMost(@ForAll long seed, @ForAll boolean plain) {
    foresightCostsLeast(random(seed, plain));
  }

  /** Of one of these the cheapest plan would lose water that no plan can lose. */
  @Example
  void foresightIsUnknownWhereAScenarioAloneIsRefused() {
    for (long seed : new long[] {-6672644401163379713L, 4310271176940108388L}) {
      ScenarioPlanning planning = random(seed, false);
      ScenarioPlan plan = ((ScenarioOutcome.Planned) planning.plan(RUN)).plan();
      assertThat(planning.compare(plan, List.of(), RUN).valueOfPerfectInformation()).isEmpty();
      foresightCostsLeast(planning);
    }
  }

  private static void foresightCostsLeast(ScenarioPlanning planning) {
    Assume.that(planning.plan(RUN) instanceof ScenarioOutcome.Planned);
    ScenarioPlan plan = ((ScenarioOutcome.Planned) planning.plan(RUN)).plan();

    ScenarioComparison comparison =
        planning.compare(plan, List.of(QuantileLevel.of(.5), QuantileLevel.of(.9)), RUN);

    double rounding = 1e-7 * Math.max(1, Math.abs(plan.expected().cost()));
    boolean isRefusedAlone =
        planning.groups(plan.first().problem()).stream()
            .map(group -> ScenarioComparer.alone(group.problem(), RUN))
            .anyMatch(Outcome.Unsupported.class::isInstance);
    assertThat(comparison.valueOfPerfectInformation().isEmpty()).isEqualTo(isRefusedAlone);
    if (isRefusedAlone) {
      assertThat(PaidLossTest.mayLose(planning.scenarios().problem())).isTrue();
    } else {
      assertThat(comparison.valueOfPerfectInformation().orElseThrow())
          .isGreaterThanOrEqualTo(-rounding);
    }
    comparison
        .valueOfStochasticSolution()
        .ifPresent(value -> assertThat(value).isGreaterThanOrEqualTo(-rounding));
    for (ScenarioPlan other : comparison.quantiles().values()) {
      assertThat(other.expected().cost() - plan.expected().cost())
          .isGreaterThanOrEqualTo(-rounding);
    }
    // Its own decision is the best one.
    ScenarioOutcome again = planning.evaluate(plan.first(), RUN);
    assertThat(again).as("%s", again).isInstanceOf(ScenarioOutcome.Planned.class);
    assertThat(((ScenarioOutcome.Planned) again).plan().expected().cost())
        .isCloseTo(plan.expected().cost(), within(rounding));
  }

  @Property(tries = 200)
  void theOrderOfScenariosChangesNothing(@ForAll long seed) {
    ScenarioPlanning planning = random(seed, false);
    List<DemandScenario> other = new ArrayList<>(planning.scenarios().scenarios());
    Collections.shuffle(other, new Random(seed));
    ScenarioPlanning shuffled =
        ScenarioPlanning.of(
            DemandScenarios.of(planning.scenarios().problem(), other), planning.sharedSteps());

    Assume.that(planning.plan(RUN) instanceof ScenarioOutcome.Planned);
    ScenarioOutcome.Planned one = (ScenarioOutcome.Planned) planning.plan(RUN);
    ScenarioOutcome.Planned two = (ScenarioOutcome.Planned) shuffled.plan(RUN);

    assertThat(two.bound()).isEqualTo(one.bound());
    assertThat(two.plan().expected()).isEqualTo(one.plan().expected());
    assertThat(two.plan().zones()).isEqualTo(one.plan().zones());
    assertThat(two.plan().first()).isEqualTo(one.plan().first());
    for (DemandScenario scenario : other) {
      assertThat(two.plan().branch(scenario.name())).isEqualTo(one.plan().branch(scenario.name()));
    }
  }

  @Property(tries = 200)
  void oneScenarioIsAnOrdinaryPlanAndSoAreManyOfTheSame(@ForAll long seed, @ForAll boolean same) {
    Problem problem = SmallTerms.all(seed);
    Assume.that(problem.steps() > 1);
    Outcome ordinary = ScenarioComparer.alone(problem, RUN);
    Assume.that(ordinary instanceof Outcome.Solved);
    List<DemandScenario> scenarios = new ArrayList<>();
    for (int s = 0; s < (same ? 4 : 1); s++) {
      scenarios.add(new DemandScenario("s" + s, same ? .25 : 1, Map.of()));
    }

    ScenarioOutcome outcome =
        ScenarioPlanning.of(DemandScenarios.of(problem, scenarios), 1).plan(RUN);

    double cost = ((Outcome.Solved) ordinary).objective();
    assertThat(((ScenarioOutcome.Planned) outcome).plan().expected().cost())
        .isCloseTo(cost, within(1e-9 * Math.max(1, Math.abs(cost))));
  }

  /** The toll alone prefers to and fro here: the other way round is longer. */
  @Example
  void waterGoesToAndFroOnlyWhereNoPlanIsAsCheap() {
    for (long seed : TermsOptimumTest.LONGER_WAY_ROUND) {
      assertThat(SmallTerms.all(seed).steps()).isGreaterThan(1);
      oneScenarioIsAnOrdinaryPlanAndSoAreManyOfTheSame(seed, false);
      oneScenarioIsAnOrdinaryPlanAndSoAreManyOfTheSame(seed, true);
    }
  }

  @Property(tries = 100)
  void scenariosThatDifferInNothingThatCountsAreOneOrdinaryPlan(@ForAll long seed) {
    Problem problem = SmallProblem.of(seed, 1, 1);
    Assume.that(problem.steps() > 1);
    Outcome ordinary = ScenarioComparer.alone(problem, RUN);
    Assume.that(ordinary instanceof Outcome.Solved);
    List<DemandScenario> scenarios = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      int number = s;
      Map<String, PerStep> demand = new LinkedHashMap<>();
      problem
          .zones()
          .forEach(
              (zone, terms) -> {
                double[] path = terms.demandM3h();
                path[path.length - 1] += number * 1e-12; // not equal, so that none are merged
                demand.put(zone, PerStep.of(path));
              });
      scenarios.add(new DemandScenario("s" + s, .25, demand));
    }
    ScenarioPlanning planning = ScenarioPlanning.of(DemandScenarios.of(problem, scenarios), 1);
    assertThat(planning.groups(problem)).hasSize(4);

    ScenarioOutcome outcome = planning.plan(RUN);

    double cost = ((Outcome.Solved) ordinary).objective();
    assertThat(((ScenarioOutcome.Planned) outcome).plan().expected().cost())
        .isCloseTo(cost, within(1e-9 * Math.max(1, Math.abs(cost))));
  }

  @Property(tries = 100)
  void theSameBitsEachTime(@ForAll long seed) {
    ScenarioPlanning planning = random(seed, false);
    Optional<ScenarioPlan> one = planned(planning);
    assertThat(planned(planning)).isEqualTo(one);
  }

  private static Optional<ScenarioPlan> planned(ScenarioPlanning planning) {
    return planning.plan(RUN) instanceof ScenarioOutcome.Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }
}
