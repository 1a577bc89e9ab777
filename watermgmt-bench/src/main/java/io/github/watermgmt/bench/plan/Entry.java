// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a contestant made of an instance over all rounds: the first round's results, the medians of
 * the costs.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param label the contestant
 * @param instance the instance
 * @param given the instance as it was given
 * @param again the changed problem, if it was solved
 */
record Entry(String label, Instance instance, Solve given, Optional<Answer.Again> again) {

  /**
   * Sums up rounds.
   *
   * @param rounds at least one
   */
  static Entry of(String label, Instance instance, List<Answer> rounds) {
    List<Answer.Again> again =
        rounds.stream().map(Answer::again).flatMap(Optional::stream).toList();
    return new Entry(
        label,
        instance,
        sum(rounds.stream().map(Answer::given).toList()),
        again.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Answer.Again(
                    sum(again.stream().map(Answer.Again::warm).toList()),
                    sum(again.stream().map(Answer.Again::cold).toList()))));
  }

  private static Solve sum(List<Solve> rounds) {
    Solve first =
        rounds.stream()
            .filter(round -> round.status() == Status.FAILED)
            .findFirst()
            .orElse(rounds.get(0));
    Solve all = first.in(SolveTime.median(rounds.stream().map(Solve::time).toList()));
    for (Solve round : rounds) {
      if (round.status() != first.status()) {
        return all.because("another round ended " + round.status().label());
      }
      if (!round.plan().equals(first.plan())) {
        return all.because("its plan differs from round to round");
      }
    }
    return all;
  }

  /** Returns whether the optimizer failed anywhere. */
  boolean hasFailed() {
    return isFailed(given)
        || again.map(solves -> isFailed(solves.warm()) || isFailed(solves.cold())).orElse(false);
  }

  private static boolean isFailed(Solve solve) {
    return solve.status() == Status.FAILED;
  }
}
