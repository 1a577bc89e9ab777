// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default optimizer has to say when it is stopped. */
class StructuredStopTest {
  private static final RunContext RUN = RunContext.standard();

  private static Outcome solve(Problem problem, RunContext run) {
    return Providers.discover().optimizer("structured").optimize(problem, run);
  }

  /** Solves until the clock was looked at so often. */
  private static LpSolution stopped(LinearModel model, int looks) {
    AtomicInteger left = new AtomicInteger(looks);
    return new StructuredSolver(null, Engine.AUTO, () -> left.decrementAndGet() < 0, () -> false)
        .solve(model);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whereverItIsStoppedTheOptimumLiesBetweenBoundAndPlan(long seed) {
    Problem problem = City.of(40, 24, seed);
    double optimum = ((Outcome.Solved) solve(problem, RUN)).objective();
    LinearModel model = new LinearModel(problem);
    Verification verification =
        new Verification(problem, new Journal("test", ModelSize.of(problem), "test", 0));
    int plans = 0;
    int afterTheInteriorPoint = 0;
    for (int looks = 0; ; looks += 1 + looks / 40) {
      LpSolution solution = stopped(model, looks);
      if (solution.isOptimal()) {
        break;
      }
      Outcome.Stopped outcome =
          (Outcome.Stopped) verification.halfway(model, solution, StopReason.CANCELLED);
      if (outcome.bound().isPresent()) {
        assertThat(outcome.bound().getAsDouble()).isLessThan(optimum * (1 + 1e-9));
      }
      if (outcome.best().isPresent()) {
        plans++;
        double cost = PlanCheck.of(problem, outcome.best().get()).cost();
        assertThat(cost).isGreaterThan(optimum * (1 - 1e-9));
      }
      if (solution.state().contains("NEAR")) {
        afterTheInteriorPoint++;
        double cost = PlanCheck.of(problem, outcome.best().orElseThrow()).cost();
        assertThat(cost - outcome.bound().orElseThrow()).isLessThan(1e-6 * optimum);
      }
    }
    assertThat(afterTheInteriorPoint).isPositive();
    assertThat(plans).isGreaterThan(afterTheInteriorPoint);
  }

  @Test
  void tellsWhatSolvesAndWhy() {
    Problem town = TightTown.of(1, 24);
    Problem moment = TightTown.of(1, 1);
    Outcome.Solved before = (Outcome.Solved) solve(town, RUN);

    assertThat(before.report().engine())
        .isEqualTo("interior point and crossover (313 rows are more than 64)");
    assertThat(((Outcome.Solved) solve(moment, RUN)).report().engine())
        .isEqualTo("simplex from unit columns (14 rows are few)");
    DistributionOptimizer optimizer = Providers.discover().optimizer("structured");
    assertThat(((Outcome.Solved) optimizer.reoptimize(town, before, RUN)).report().engine())
        .isEqualTo("simplex (from the basis of the plan before)");
    Outcome.Solved other = (Outcome.Solved) optimizer.reoptimize(moment, before, RUN);
    assertThat(other.report().engine()).isEqualTo("simplex from unit columns (14 rows are few)");
    assertThat(other.report().notes()).contains("cold start: the plan before is of another shape");
  }

  @Test
  void withoutTimeForItThereIsNoPlan() {
    Problem problem = City.of(40, 24, 1);
    AtomicInteger left = new AtomicInteger(20);

    LpSolution solution =
        new StructuredSolver(null, Engine.AUTO, () -> left.decrementAndGet() < 0, () -> true)
            .solve(new LinearModel(problem));

    assertThat(solution.status()).isEqualTo(LpSolution.Status.STOPPED);
    assertThat(solution.hasPoint()).isFalse();
  }

  @Test
  void anInterruptedCallerStaysInterrupted() {
    Problem problem = City.of(40, 24, 1);
    Thread.currentThread().interrupt();
    Outcome outcome;
    boolean kept;
    try {
      outcome = solve(problem, RUN);
    } finally {
      kept = Thread.interrupted();
    }

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> assertThat(stopped.reason()).isEqualTo(StopReason.CANCELLED));
    assertThat(kept).isTrue();
  }
}
