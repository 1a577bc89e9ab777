// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.DualCheck;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * What every provider of distribution optimizers promises: extend this, return your provider, and
 * inherit the tests.
 *
 * <pre>{@code
 * class MyOptimizerContractTest extends OptimizerContract {
 *   @Override
 *   protected OptimizerProvider provider() {
 *     return new MyOptimizerProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>No answer is taken at its word: plans go through {@link PlanCheck}, prices through {@link
 * DualCheck}, and the least cost is known from paper or from a flow of least cost that the kit
 * computes itself.
 */
public abstract class OptimizerContract extends ProviderContract<DistributionOptimizer> {
  private static final double RELATIVE = 1e-6;
  private static final int RANDOM_PROBLEMS = 25;
  private static final int THREADS = 4;

  /** Creates the contract. */
  protected OptimizerContract() {}

  @Override
  protected abstract OptimizerProvider provider();

  /**
   * Returns the greatest number of steps, in a network of nine nodes, that the kit goes up to for a
   * problem that takes long enough to be interrupted; 512 unless overridden.
   */
  protected int mostSteps() {
    return 512;
  }

  private boolean can(Capability capability) {
    return provider().capabilities().contains(capability);
  }

  private Outcome solve(Problem problem) {
    return configured().optimize(problem, RunContext.standard());
  }

  private Outcome.Solved solved(Problem problem) {
    Outcome outcome = solve(problem);
    if (!(outcome instanceof Outcome.Solved solved)) {
      return fail("%s has a plan, and the outcome must be Solved, not %s", problem, outcome);
    }
    return solved;
  }

  private void assertOptimal(SmallProblems.Known known) {
    assertOptimal(known.problem(), known.optimum(), solved(known.problem()));
  }

  private static void assertOptimal(Problem problem, double optimum, Outcome.Solved solved) {
    PlanCheck check = PlanCheck.of(problem, solved.plan());
    assertThat(check.violations()).as("rules that the plan of %s breaks", problem).isEmpty();
    double tolerance = tolerance(optimum);
    assertThat(check.cost())
        .as("cost of the plan of %s, recomputed, against the least cost", problem)
        .isCloseTo(optimum, within(tolerance));
    assertThat(solved.objective())
        .as("objective of %s, against the cost of its plan", problem)
        .isCloseTo(check.cost(), within(tolerance));
    assertThat(solved.bound())
        .as("bound of %s: no plan costs less, and this one not more", problem)
        .isCloseTo(optimum, within(tolerance));
  }

  private static double tolerance(double value) {
    return RELATIVE * Math.max(1, Math.abs(value));
  }

  @Test
  final void saysWhatItIs() {
    DistributionOptimizer optimizer = configured();
    assertThat(optimizer.name()).as("name of the optimizer").isEqualTo(provider().name());
    assertThat(optimizer.options()).as("options of the optimizer").isEqualTo(options());
    assertThat(provider().capabilities())
        .as("capabilities of the provider include those of its optimizers")
        .containsAll(optimizer.capabilities());
    assertThat(solved(SmallProblems.singlePipe().problem()).report().optimizer())
        .as("optimizer in the report")
        .isEqualTo(provider().name());
  }

  @Test
  final void sendsWaterThroughAPipe() {
    assertOptimal(SmallProblems.singlePipe());
  }

  @Test
  final void takesTheCheapSourceFirst() {
    assertOptimal(SmallProblems.twoSources(1, 1));
  }

  @Test
  final void fillsTheTankWhenPowerIsCheap() {
    assertOptimal(SmallProblems.tankArbitrage());
  }

  @Test
  final void runsShortWhereThatCostsLeast() {
    assertOptimal(SmallProblems.scarcity());
  }

  @Test
  final void makesUpForLosses() {
    assertOptimal(SmallProblems.lossyPipe());
  }

  @Test
  final void sendsWaterAgainstATwoWayLink() {
    assertOptimal(SmallProblems.againstTheLink());
  }

  @Test
  final void keepsDailyLicences() {
    assertOptimal(SmallProblems.dailyLicence());
  }

  @Test
  final void copesWithDegeneracy() {
    assertOptimal(SmallProblems.degenerate());
  }

  @Test
  final void copesWithZeroCapacities() {
    assertOptimal(SmallProblems.zeroCapacity());
  }

  @Test
  final void copesWithLargeAndSmallNumbers() {
    for (double flow : new double[] {1e-3, 1, 1e3}) {
      for (double cost : new double[] {1e-6, 1e-3, 1e3, 1e6}) {
        assertOptimal(SmallProblems.twoSources(flow, cost));
      }
    }
  }

  /** Outages, guarantees, stored water, least flows, licences, power, mixing and curves. */
  @Test
  final void keepsTheLessCommonTerms() {
    TermProblems.all().forEach(this::assertOptimal);
  }

  /** Prices of limits that steps or links share belong to the proof. */
  @Test
  final void reliefsProveTheOptimum() {
    assumeCapability(Capability.MARGINAL_PRICES);
    for (SmallProblems.Known known : TermProblems.all()) {
      assertThat(DualCheck.lowerBound(known.problem(), prices(known.problem())))
          .as(
              "bound that prices and reliefs of %s give, which is the least cost if and only if"
                  + " they are right",
              known.problem())
          .isCloseTo(known.optimum(), within(tolerance(known.optimum())));
    }
  }

  @Test
  final void reachesTheOptimumOfRandomProblems() {
    for (int seed = 1; seed <= RANDOM_PROBLEMS; seed++) {
      Problem problem = SmallProblems.random(seed, 4);
      assertOptimal(problem, LeastCostFlow.optimum(problem), solved(problem));
    }
  }

  @Test
  final void plansPumpsInWholeUnitsOrSaysThatItCannot() {
    for (SmallProblems.Known known : SmallProblems.withPumpUnits()) {
      if (can(Capability.PUMP_UNITS)) {
        Outcome.Solved solved = solved(known.problem());
        PlanCheck check = PlanCheck.of(known.problem(), solved.plan());
        assertThat(check.violations())
            .as("rules that the plan of %s breaks; maybe no UNITS_ON, or parts of a unit", known)
            .isEmpty();
        assertThat(check.cost())
            .as("cost of the plan of %s, recomputed, against the least cost", known.problem())
            .isCloseTo(known.optimum(), within(tolerance(known.optimum())));
        assertThat(solved.objective())
            .as("objective of %s, against the cost of its plan", known.problem())
            .isCloseTo(check.cost(), within(tolerance(check.cost())));
      } else {
        assertUnsupported(solve(known.problem()), ProblemFeature.PUMP_UNITS);
      }
    }
  }

  @Test
  final void tellsAProblemThatIsNotConvex() {
    Problem problem = SmallProblems.nonConvex();
    Outcome outcome = solve(problem);
    if (outcome instanceof Outcome.Solved solved) {
      assertOptimal(problem, 50 * 0.2 - 50 * 0.05, solved);
      return;
    }
    assertUnsupported(outcome, ProblemFeature.NON_CONVEX);
  }

  private static void assertUnsupported(Outcome outcome, ProblemFeature feature) {
    if (!(outcome instanceof Outcome.Unsupported unsupported)) {
      fail("a problem with %s, which is not claimed, must be Unsupported: %s", feature, outcome);
      return;
    }
    assertThat(unsupported.features()).as("what is not supported").contains(feature);
    assertThat(unsupported.message()).as("the same in words").isNotBlank();
  }

  @Test
  final void givesTheSameBitsAgain() {
    for (SmallProblems.Known known : SmallProblems.linear()) {
      assertSame(solved(known.problem()), solved(known.problem()), "solved twice");
    }
  }

  @Test
  final void givesTheSameBitsWithAnyNumberOfThreads() {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      RunContext many = RunContext.standard().withExecutor(pool, THREADS);
      for (SmallProblems.Known known : SmallProblems.linear()) {
        Outcome outcome = configured().optimize(known.problem(), many);
        assertSame(solved(known.problem()), outcome, "solved with " + THREADS + " threads");
      }
    } finally {
      pool.shutdown();
    }
  }

  /** All but the report, which holds times. */
  private static void assertSame(Outcome.Solved one, Outcome other, String how) {
    if (!(other instanceof Outcome.Solved again)) {
      fail("%s: %s", how, other);
      return;
    }
    assertThat(again.plan()).as("plan, %s", how).isEqualTo(one.plan());
    assertThat(again.objective()).as("objective, %s", how).isEqualTo(one.objective());
    assertThat(again.bound()).as("bound, %s", how).isEqualTo(one.bound());
    assertThat(again.prices()).as("prices, %s", how).isEqualTo(one.prices());
  }

  @Test
  final void pricesProveTheOptimum() {
    assumeCapability(Capability.MARGINAL_PRICES);
    for (SmallProblems.Known known : SmallProblems.linear()) {
      MarginalPrices prices = prices(known.problem());
      assertThat(DualCheck.lowerBound(known.problem(), prices))
          .as(
              "bound that the prices of %s give, which is the least cost if and only if they are"
                  + " right; maybe sign or step length (currency per m³)",
              known.problem())
          .isCloseTo(known.optimum(), within(tolerance(known.optimum())));
    }
  }

  private MarginalPrices prices(Problem problem) {
    return solved(problem)
        .prices()
        .orElseThrow(() -> new AssertionError("marginal prices are claimed and missing"));
  }

  @Test
  final void pricesLieBetweenTheDifferencesOnEitherSide() {
    assumeCapability(Capability.MARGINAL_PRICES);
    double shift = 1e-3;
    for (SmallProblems.Known known : SmallProblems.linear()) {
      Problem problem = known.problem();
      MarginalPrices prices = prices(problem);
      for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
        double volume = shift * problem.stepHours();
        for (int t = 0; t < problem.steps(); t++) {
          double[] more = zone.getValue().demandM3h();
          more[t] += shift;
          double[] less = zone.getValue().demandM3h();
          less[t] -= shift;
          double right = solved(problem.withDemand(zone.getKey(), more)).objective();
          double left = solved(problem.withDemand(zone.getKey(), less)).objective();
          assertThat(prices.price(zone.getKey(), t))
              .as("price of a m³ at '%s' in step %s of %s", zone.getKey(), t, problem)
              .isBetween(
                  (known.optimum() - left) / volume - 1e-4,
                  (right - known.optimum()) / volume + 1e-4);
        }
      }
    }
  }

  @Test
  final void namesTheConflictOfAProblemWithoutAPlan() {
    for (Problem problem : SmallProblems.infeasible()) {
      Outcome outcome = solve(problem);
      if (!(outcome instanceof Outcome.Infeasible infeasible)) {
        fail("%s has no plan, and the outcome must be Infeasible, not %s", problem, outcome);
        return;
      }
      if (can(Capability.CONFLICTS)) {
        for (Conflict conflict : infeasible.conflict()) {
          assertThat(conflict.message()).as("conflict in words").contains(conflict.element());
          assertThat(solve(relaxed(problem, conflict)))
              .as("what comes of %s without what is named: %s", problem, conflict)
              .isInstanceOf(Outcome.Solved.class);
        }
      }
    }
  }

  /** Drops all that an element demands of a plan. */
  private static Problem relaxed(Problem problem, Conflict conflict) {
    double ample = 1e4;
    String id = conflict.element();
    Problem.Builder builder = problem.toBuilder();
    if (problem.tanks().containsKey(id)) {
      double initial = problem.tanks().get(id).initialVolumeM3();
      return builder.tank(id, new TankTerms(0, ample, initial, 0)).build();
    }
    if (problem.sources().containsKey(id)) {
      return builder
          .source(id, SourceTerms.of(ample, problem.sources().get(id).costPerM3()))
          .build();
    }
    if (problem.links().containsKey(id)) {
      LinkTerms terms = problem.links().get(id);
      return builder.link(id, terms.withMaxFlow(ample)).build();
    }
    if (problem.zones().containsKey(id)) {
      ZoneTerms terms = problem.zones().get(id);
      double[] nothing = new double[problem.steps()];
      return builder.zone(id, new ZoneTerms(nothing, terms.shortfallCostPerM3())).build();
    }
    assertThat(problem.network().hasNode(id)).as("'%s' is in the problem", id).isTrue();
    return builder.source(id, SourceTerms.of(ample, 0)).build();
  }

  @Test
  final void solvesAChangedProblemAnew() {
    Problem first = SmallProblems.random(1, 4);
    Outcome.Solved previous = solved(first);
    Map.Entry<String, ZoneTerms> zone = first.zones().entrySet().iterator().next();
    double[] demand = zone.getValue().demandM3h();
    demand[1] += 3;
    Problem changed = first.withDemand(zone.getKey(), demand);
    Outcome outcome = configured().reoptimize(changed, previous, RunContext.standard());
    if (!(outcome instanceof Outcome.Solved solved)) {
      fail("a changed problem that has a plan: %s", outcome);
      return;
    }
    assertOptimal(changed, LeastCostFlow.optimum(changed), solved);
  }

  @Test
  final void stopsWhenCancelledBefore() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    Outcome outcome =
        configured()
            .optimize(
                SmallProblems.random(1, 4), RunContext.standard().withCancellation(cancellation));
    assertThat(outcome)
        .as("outcome of a cancelled run; it is a result, not an exception")
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(StopReason.CANCELLED));
  }

  @Test
  final void stopsWhenCancelledInBetween() {
    Interruption.cancelDuring(
        "optimization by '" + provider().name() + "'",
        steps -> {
          Problem problem = SmallProblems.random(3, steps);
          return run -> isStopped(problem, configured().optimize(problem, run));
        },
        mostSteps(),
        promptness());
  }

  @Test
  final void stopsAtItsDeadline() {
    assumeCapability(Capability.TIME_LIMIT);
    // What is solved before anyone looks at the clock may be told; what takes long may not go on.
    Problem small = SmallProblems.random(1, 4);
    RunContext late = RunContext.standard().withDeadline(Duration.ZERO);
    if (isStopped(small, configured().optimize(small, late))) {
      assertThat(isStopped(small, solve(small))).as("stopped without a deadline").isFalse();
    }
    Interruption.deadlineDuring(
        "optimization by '" + provider().name() + "'",
        steps -> {
          Problem problem = SmallProblems.random(3, steps);
          return run -> isStopped(problem, configured().optimize(problem, run));
        },
        mostSteps(),
        promptness());
  }

  /** Tells stopped from solved, and looks at the best plan where there is one. */
  private static boolean isStopped(Problem problem, Outcome outcome) {
    if (outcome instanceof Outcome.Stopped stopped) {
      assertThat(stopped.reason())
          .as("why it stopped: %s", stopped)
          .isIn(StopReason.CANCELLED, StopReason.TIME_LIMIT);
      stopped
          .best()
          .ifPresent(
              plan ->
                  assertThat(PlanCheck.of(problem, plan).violations())
                      .as("rules that the best plan so far breaks")
                      .isEmpty());
      return true;
    }
    assertThat(outcome).as("outcome of %s", problem).isInstanceOf(Outcome.Solved.class);
    return false;
  }
}
