// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Problems with ties, circles, closed links and empty tanks, whose flows and costs are scaled from
 * a billionth to a billion times: the answer is the same but for the scale.
 */
class ScaledProblemsTest {
  /** Of flows of some tens times a power of ten beyond this, the last digit is more than 1e-6. */
  private static final int LARGEST_EXACT = 7;

  /** A way to start, see {@code cold-start}. */
  enum Start {
    INTERIOR_POINT("cold-start=interior-point"),
    SIMPLEX("cold-start=simplex");

    private final String options;

    Start(String options) {
      this.options = options;
    }
  }

  private static Outcome solve(Problem problem, Start start) {
    return Providers.discover()
        .optimizer("structured", start.options)
        .optimize(problem, RunContext.standard());
  }

  private static void check(long seed, Start start, int volume, int money) {
    double byVolume = Math.pow(10, volume);
    double byMoney = Math.pow(10, money);
    Problem problem = SmallProblem.of(seed, byVolume, byMoney);
    Optional<BigFraction> exact = ExactLp.leastCost(SmallProblem.of(seed, 1, 1));

    Outcome outcome = solve(problem, start);

    if (exact.isPresent()) {
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
      Outcome.Solved solved = (Outcome.Solved) outcome;
      double optimum = exact.get().doubleValue();
      assertThat(solved.objective() / (byVolume * byMoney))
          .as("objective in units of the scale")
          .isCloseTo(optimum, within(1e-6 * Math.max(1, optimum)));
      PlanCheck check = PlanCheck.of(problem, solved.plan());
      assertThat(check.worstViolation()).isLessThanOrEqualTo(PlanCheck.TOLERANCE);
      assertThat(check.cost()).isEqualTo(solved.objective());
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    }
  }

  @Property(tries = 400)
  void costsOfAnyScale(
      @ForAll long seed, @ForAll Start start, @ForAll @IntRange(min = -9, max = 9) int money) {
    check(seed, start, 0, money);
  }

  @Property(tries = 800)
  void flowsOfAnyScale(
      @ForAll long seed,
      @ForAll Start start,
      @ForAll @IntRange(min = -9, max = LARGEST_EXACT) int volume) {
    check(seed, start, volume, 0);
  }

  @Property(tries = 400)
  void flowsAndCostsOfAnyScale(
      @ForAll long seed,
      @ForAll Start start,
      @ForAll @IntRange(min = -9, max = LARGEST_EXACT) int volume,
      @ForAll @IntRange(min = -9, max = 9) int money) {
    check(seed, start, volume, money);
  }

  /** A plan that its numbers cannot hold to 1e-6 is not called solved, whatever it costs. */
  @Property(tries = 200)
  void flowsThatNumbersCannotHold(
      @ForAll long seed,
      @ForAll Start start,
      @ForAll @IntRange(min = LARGEST_EXACT + 1, max = 12) int volume) {
    largeFlows(seed, start, volume);
  }

  @ParameterizedTest
  @EnumSource(Start.class)
  void oneThatIsStopped(Start start) {
    assertThat(largeFlows(57996, start, 9)).isInstanceOf(Outcome.Stopped.class);
  }

  private static Outcome largeFlows(long seed, Start start, int volume) {
    Problem problem = SmallProblem.of(seed, Math.pow(10, volume), 1);
    Outcome outcome = solve(problem, start);
    if (outcome instanceof Outcome.Solved solved) {
      assertThat(PlanCheck.of(problem, solved.plan()).worstViolation())
          .isLessThanOrEqualTo(PlanCheck.TOLERANCE);
    } else if (outcome instanceof Outcome.Stopped stopped) {
      assertThat(stopped.reason()).isEqualTo(StopReason.NUMERICAL);
      assertThat(stopped.best()).isEmpty();
    } else {
      assertThat(ExactLp.leastCost(SmallProblem.of(seed, 1, 1))).isEmpty();
    }
    return outcome;
  }

  /** The toll against water to and fro was once as much as these costs themselves. */
  @ParameterizedTest
  @CsvSource({"59, 0, -7", "59, 1, -9"})
  void costsOfABillionth(long seed, int volume, int money) {
    check(seed, Start.SIMPLEX, volume, money);
  }

  /** The least cost is 0, and rounding of its bound is not, but small beside what could be paid. */
  @ParameterizedTest
  @CsvSource({"-33, 2, 6", "-33, 8, 6"})
  void nothingIsTheLeastOfHugeCosts(long seed, int volume, int money) {
    check(seed, Start.INTERIOR_POINT, volume, money);
  }

  /** Bounds that just suffice but for rounding were once taken for too little. */
  @ParameterizedTest
  @CsvSource({"479, 0", "236, 2", "37, -1", "89, -5", "527, -9"})
  void whatJustSufficesSuffices(long seed, int volume) {
    check(seed, Start.SIMPLEX, volume, 0);
  }
}
