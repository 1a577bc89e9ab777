// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * A named conflict is real: dropping it, or one of it, resolves it. That no smaller one would do is
 * shown in {@link ExactOptimumTest} and {@link TermsOptimumTest}, with exact fractions.
 */
class ConflictPropertyTest {

  private static boolean isPossible(Problem problem) {
    return ExactLp.leastCost(problem).isPresent();
  }

  /**
   * What is named is dropped until nothing is named any more: each conflict has nothing in common
   * with those before, and at the end there is a plan.
   */
  private static void check(Problem problem, ExactOptimumTest.Solver solver) {
    if (!(solver.solve(problem) instanceof Outcome.Infeasible first)) {
      return;
    }
    assertThat(isPossible(problem)).as("infeasible").isFalse();
    Set<String> dropped = new LinkedHashSet<>();
    Outcome outcome = first;
    int conflicts = 0;
    while (outcome instanceof Outcome.Infeasible infeasible) {
      List<String> members = infeasible.conflict().stream().map(Dropped::key).toList();
      assertThat(members).noneMatch(dropped::contains);
      dropped.addAll(members);
      conflicts++;
      outcome = solver.solve(Dropped.from(problem, dropped));
    }
    Statistics.label("conflicts").collect(conflicts);
    assertThat(isPossible(Dropped.from(problem, dropped))).as("without %s", dropped).isTrue();
    assertOutcome(outcome, Dropped.from(problem, dropped));
    oneIsEnough(problem, first, solver);
  }

  /** Without any one member that conflict is gone: there is a plan, or another conflict. */
  private static void oneIsEnough(
      Problem problem, Outcome.Infeasible first, ExactOptimumTest.Solver solver) {
    List<String> members = first.conflict().stream().map(Dropped::key).toList();
    Statistics.label("members").collect(members.size());
    for (String member : members) {
      Problem without = Dropped.from(problem, List.of(member));
      Outcome outcome = solver.solve(without);
      if (outcome instanceof Outcome.Infeasible other) {
        assertThat(isPossible(without)).isFalse();
        assertThat(new ArrayList<>(other.conflict().stream().map(Dropped::key).toList()))
            .as("without %s of %s", member, members)
            .doesNotContain(member);
      } else {
        assertOutcome(outcome, without);
        assertThat(isPossible(without)).isTrue();
      }
    }
  }

  private static void assertOutcome(Outcome outcome, Problem problem) {
    if (outcome instanceof Outcome.Unsupported) {
      assertThat(PaidLossTest.mayLose(problem)).as("%s", outcome).isTrue();
    } else {
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    }
  }

  @Property(tries = 600)
  void aConflictIsRealForEachTerm(
      @ForAll long seed, @ForAll SmallTerms terms, @ForAll ExactOptimumTest.Solver solver) {
    check(terms.of(seed), solver);
  }

  @Property(tries = 500)
  void aConflictAmongManyTermsIsReal(@ForAll long seed, @ForAll ExactOptimumTest.Solver solver) {
    check(SmallTerms.all(seed), solver);
  }

  /** Of these the second conflict names what fills a tank whose first volume was in the first. */
  @Example
  void whatStandsForADroppedLimitMayBeInTheNextConflict() {
    for (ExactOptimumTest.Solver solver : ExactOptimumTest.Solver.values()) {
      check(SmallTerms.all(-199952), solver);
    }
  }
}
