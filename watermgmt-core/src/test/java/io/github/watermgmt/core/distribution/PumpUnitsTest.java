// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pumps in whole units: against every schedule there is, and against another solver's bound. */
class PumpUnitsTest {
  private static final RunContext RUN = RunContext.standard();
  private static final double NEAR = 1e-6;
  private final DistributionOptimizer optimizer = Providers.discover().optimizer("structured");

  /**
   * Such small problems are searched to the end. A plan that {@link PlanCheck} finds feasible
   * cannot be too cheap: where it costs less than the best schedule that was tried, the solver of
   * that schedule has failed, as it does for one problem in thousands.
   */
  @Property(tries = 120)
  void noScheduleIsCheaper(@ForAll long seed) {
    Problem problem = TinyUnits.of(seed);
    TinyUnits.Found brute = TinyUnits.brute(problem);
    boolean hasPlan = brute.cost() < Double.POSITIVE_INFINITY;
    Statistics.label("plan").collect(hasPlan);

    Outcome outcome = optimizer.optimize(problem, RUN);

    if (!hasPlan && !(outcome instanceof Outcome.Solved)) {
      assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
      return;
    }
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    Outcome.Solved solved = (Outcome.Solved) outcome;
    double tolerance = NEAR * Math.max(1, Math.abs(solved.objective()));
    assertThat(PlanCheck.of(problem, solved.plan()).violations()).isEmpty();
    assertThat(PlanCheck.of(problem, solved.plan()).cost())
        .isCloseTo(solved.objective(), within(tolerance));
    assertThat(solved.objective()).isLessThanOrEqualTo(brute.cost() + tolerance);
    assertThat(solved.bound()).isCloseTo(solved.objective(), within(tolerance));
  }

  /** Without a limit on starts all of this town's water is free: no price told what fits. */
  @Test
  void unitsFitTheirFlowsWhereNothingCostsAnything() {
    Problem problem = TinyUnits.of(52_946);

    Outcome outcome = optimizer.optimize(problem, RUN);

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Solved.class,
            solved ->
                assertThat(solved.objective())
                    .isCloseTo(TinyUnits.brute(problem).cost(), within(NEAR)));
  }

  /** What the bounds and the narrowing leave out must not be the best schedule. */
  @Property(tries = 60)
  void neitherBoundsNorNarrowingLoseTheBestSchedule(@ForAll long seed) {
    Problem problem = TinyUnits.of(seed);
    TinyUnits.Found brute = TinyUnits.brute(problem);
    if (brute.cost() == Double.POSITIVE_INFINITY) {
      return;
    }
    UnitsProgram program = program(problem);
    Range range = Range.open(program.stations(), program.steps());
    double tolerance = NEAR * Math.max(1, Math.abs(brute.cost()));
    UnitsModel.Relaxed open = new UnitsModel(program).solve(range.copy(), null, true, () -> false);

    assertThat(open.bound()).isLessThan(brute.cost() + tolerance);
    assertThat(new Propagation(program).narrow(range)).isTrue();
    UnitsModel.Relaxed root = new UnitsModel(program).solve(range, null, true, () -> false);
    assertThat(root.bound()).isBetween(open.bound() - tolerance, brute.cost() + tolerance);
    StepBlocks blocks = new StepBlocks(program, range, root.prices(), () -> false);
    for (int width = 1; width <= program.steps(); width++) {
      assertThat(blocks.bound(width)).isBetween(root.bound() - tolerance, brute.cost() + tolerance);
    }
    double[] wild = root.prices().clone();
    Random random = new Random(seed);
    for (int i = 0; i < wild.length; i++) {
      wild[i] += random.nextGaussian();
    }
    assertThat(new StepBlocks(program, range, wild, () -> false).bound(1))
        .isLessThan(brute.cost() + tolerance);
  }

  private static UnitsProgram program(Problem problem) {
    LinearModel model = new LinearModel(problem);
    return UnitsProgram.of(model, Stations.of(problem, model), problem.stepHours());
  }

  @ParameterizedTest
  @CsvSource({"units-8x24, 0.025", "units-14x24, 0.004", "units-20x24, 0.002"})
  void comesWithinAPercentOfTheBoundOfAnotherSolver(String name, double gap) throws IOException {
    Problem problem = Instances.read(name);

    Outcome outcome = optimizer.optimize(problem, RUN);

    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    Outcome.Solved solved = (Outcome.Solved) outcome;
    assertThat(PlanCheck.of(problem, solved.plan()).violations()).isEmpty();
    assertThat(solved.objective()).isBetween(bound(name), 1.01 * bound(name));
    assertThat(solved.bound()).isLessThan(solved.objective());
    assertThat(solved.gap()).isLessThan(gap);
  }

  private static double bound(String name) throws IOException {
    for (String line : Files.readAllLines(SharedData.file("data/plans/optimum.csv"))) {
      String[] fields = line.split(",", -1);
      if (fields[0].equals(name)) {
        return Double.parseDouble(fields[6]);
      }
    }
    throw new IllegalArgumentException("no bound of " + name);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"units-8x24", "units-14x24", "units-20x24"})
  void givesTheSameBitsInFiveSecondsOfOneThread(String name) {
    Problem problem = Instances.read(name);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    assumeThat(threads.isCurrentThreadCpuTimeSupported()).isTrue();
    long start = threads.getCurrentThreadCpuTime();
    Outcome.Solved first = (Outcome.Solved) optimizer.optimize(problem, RUN);
    long used = threads.getCurrentThreadCpuTime() - start;
    Outcome.Solved second = (Outcome.Solved) optimizer.optimize(problem, RUN);

    assertThat(Duration.ofNanos(used)).isLessThan(Duration.ofSeconds(5));
    assertThat(second.plan()).isEqualTo(first.plan());
    assertThat(second.objective()).isEqualTo(first.objective());
    assertThat(second.bound()).isEqualTo(first.bound());
  }

  /** Wherever it is stopped, the best so far is a plan, and no dearer than its bound allows. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 100, 1_000, 5_000, 20_000})
  void whateverItIsStoppedAtIsSound(int looks) {
    Problem problem = Instances.read("units-8x24");
    AtomicInteger looked = new AtomicInteger();
    LinearModel model = new LinearModel(problem);
    UnitsProgram program = UnitsProgram.of(model, Stations.of(problem, model), problem.stepHours());

    UnitsSearch search =
        new UnitsSearch(program, 1_000_000_000_000L, () -> looked.incrementAndGet() > looks);
    search.run();

    assertThat(looked.get()).isBetween(looks, looks + 200);
    UnitsTree.Candidate best = search.best();
    assertThat(search.bound()).isLessThan(3421);
    if (best != null && best.isPlan()) {
      assertThat(best.cost()).isGreaterThan(3420.6);
    }
    assertThat(best != null && best.isPlan()).isEqualTo(looks >= 20_000);
  }

  @Test
  void aDeadlineEndsInTheBestSoFar() {
    Problem problem = Instances.read("units-20x24");
    long start = System.nanoTime();

    Outcome outcome = optimizer.optimize(problem, RUN.withDeadline(Duration.ofMillis(200)));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> {
              assertThat(stopped.reason()).isEqualTo(StopReason.TIME_LIMIT);
              stopped
                  .best()
                  .ifPresent(
                      plan -> assertThat(PlanCheck.of(problem, plan).violations()).isEmpty());
            });
  }

  @Test
  void cancelledBeforehandThereIsNothing() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThat(optimizer.optimize(TinyUnits.of(1), RUN.withCancellation(cancellation)))
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(StopReason.CANCELLED));
  }

  @Test
  void whatTheSearchDoesNotKnowIsRefusedByName() {
    Problem plain = TinyUnits.of(1);
    String link = plain.links().keySet().iterator().next();

    Outcome outcome =
        Providers.discover()
            .optimizer("structured")
            .optimize(plain.withLinkClosed(link, 0, 1), RunContext.standard());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Unsupported.class,
            refused ->
                assertThat(refused.message()).contains("further terms of link '" + link + "'"));
  }
}
