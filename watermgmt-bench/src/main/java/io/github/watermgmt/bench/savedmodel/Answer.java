// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.tf.savedmodel.FloatTensor;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What somebody made of a model.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param status what came of it
 * @param reason why, in words; empty where there is nothing to say
 * @param outputs in the order of their names; empty unless it was called
 * @param loadMs time to load it; NaN if it was not
 * @param oneUs time of a call with one row, the median; NaN if unknown
 * @param manyUs time of a call with {@link Timing#MANY} rows, likewise
 */
record Answer(
    Status status,
    String reason,
    List<FloatTensor> outputs,
    double loadMs,
    double oneUs,
    double manyUs) {

  /** What came of a model. */
  enum Status {
    /** It was called. */
    CALLED,
    /** It was refused when it was loaded, with the reason. */
    REFUSED,
    /** Something else went wrong. */
    FAILED;

    /** Returns the word that stands in tables. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Answer {
    outputs = List.copyOf(outputs);
  }

  static Answer without(Status status, String reason) {
    return new Answer(
        status, reason.replaceAll("\\s+", " "), List.of(), Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * Sums up rounds: the first one's result, the medians of the times.
   *
   * @param rounds at least one
   */
  static Answer of(List<Answer> rounds) {
    Answer first =
        rounds.stream()
            .filter(round -> round.status() == Status.FAILED)
            .findFirst()
            .orElse(rounds.get(0));
    boolean same =
        rounds.stream()
            .allMatch(
                round ->
                    round.status() == first.status() && round.outputs().equals(first.outputs()));
    return new Answer(
        first.status(),
        same ? first.reason() : (first.reason() + " another round differed").strip(),
        first.outputs(),
        median(rounds, Answer::loadMs),
        median(rounds, Answer::oneUs),
        median(rounds, Answer::manyUs));
  }

  private static double median(List<Answer> rounds, ToDoubleFunction<Answer> of) {
    return Timing.median(
        rounds.stream().mapToDouble(of).filter(value -> !Double.isNaN(value)).toArray());
  }
}
