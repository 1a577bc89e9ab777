// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.apache.commons.math3.fraction.BigFraction;

/** Compares every way to solve with exact fractions where problems have the less common terms. */
class TermsOptimumTest {
  /** Of problems whose cheapest plans send no water to and fro, but more the other way round. */
  static final List<Long> LONGER_WAY_ROUND =
      List.of(
          8256436620992949053L,
          -3069476535317014543L,
          -4507218736267159921L,
          -7717890717697410133L);

  @Property(tries = 900)
  void theLeastCostIsExact(
      @ForAll long seed, @ForAll SmallTerms terms, @ForAll ExactOptimumTest.Solver solver) {
    check(terms.of(seed), solver, terms.name());
  }

  @Property(tries = 300)
  void theLeastCostIsExactByHalfHours(
      @ForAll long seed, @ForAll SmallTerms terms, @ForAll ExactOptimumTest.Solver solver) {
    check(terms.byHalfHours(seed), solver, terms.name());
  }

  @Property(tries = 300)
  void theLeastCostIsExactWithManyTerms(@ForAll long seed, @ForAll ExactOptimumTest.Solver solver) {
    check(SmallTerms.all(seed), solver, "many");
  }

  /** The toll alone prefers to and fro here: the other way round is longer. */
  @Example
  void waterGoesToAndFroOnlyWhereNoPlanIsAsCheap() {
    for (long seed : LONGER_WAY_ROUND) {
      for (ExactOptimumTest.Solver solver : ExactOptimumTest.Solver.values()) {
        Problem problem = SmallTerms.all(seed);
        assertThat(solver.solve(problem)).as("%d", seed).isInstanceOf(Outcome.Solved.class);
        check(problem, solver, "to and fro");
      }
    }
  }

  private static void check(Problem problem, ExactOptimumTest.Solver solver, String what) {
    Optional<BigFraction> exact = ExactLp.leastCost(problem);

    Outcome outcome = solver.solve(problem);

    Statistics.collect(what, outcome.getClass().getSimpleName());
    if (outcome instanceof Outcome.Unsupported) {
      // Some water would have to be lost that no plan can lose.
      assertThat(PaidLossTest.mayLose(problem)).as("%s", outcome).isTrue();
    } else if (exact.isPresent()) {
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
      Outcome.Solved solved = (Outcome.Solved) outcome;
      double tolerance = 1e-6 * Math.max(1, Math.abs(exact.get().doubleValue()));
      assertThat(solved.objective()).isCloseTo(exact.get().doubleValue(), within(tolerance));
      assertThat(solved.bound()).isCloseTo(exact.get().doubleValue(), within(10 * tolerance));
      assertThat(PlanCheck.of(problem, solved.plan()).cost()).isEqualTo(solved.objective());
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Infeasible.class);
    }
  }

  @Property(tries = 600)
  void aConflictIsSmallest(
      @ForAll long seed, @ForAll SmallTerms terms, @ForAll ExactOptimumTest.Solver solver) {
    ExactOptimumTest.assertSmallestConflict(terms.of(seed), solver);
  }

  @Property(tries = 200)
  void aConflictAmongManyTermsIsSmallest(
      @ForAll long seed, @ForAll ExactOptimumTest.Solver solver) {
    ExactOptimumTest.assertSmallestConflict(SmallTerms.all(seed), solver);
  }
}
