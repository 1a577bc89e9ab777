// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.evaluate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What {@link ModelSelection} chose, and how sure that is.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param chosen label of the candidate that was chosen
 * @param best label of the candidate with the least mean score; another than {@code chosen} only by
 *     the rule of one standard error
 * @param metric by which it was chosen
 * @param origins from which the candidates forecast, ascending
 * @param standings of all candidates, in the order in which they were added
 */
public record Selection(
    String chosen, String best, String metric, List<Instant> origins, List<Standing> standings) {

  /** Copies the lists. */
  public Selection {
    origins = List.copyOf(origins);
    standings = List.copyOf(standings);
  }

  /**
   * How a candidate did.
   *
   * @param label of the candidate
   * @param mean of its scores over the origins, each the mean of its series; NaN if it has none
   * @param failures rows without a forecast; a candidate that has any is not chosen
   * @param reason why the first of them failed, empty if none did
   * @param toBest its difference to the best: above zero, for the best is better; zero for itself
   */
  public record Standing(
      String label, double mean, int failures, String reason, DieboldMariano toBest) {}

  /**
   * Returns the standing of a candidate.
   *
   * @throws IllegalArgumentException if there is none of this label
   */
  public Standing standing(String label) {
    return standings.stream()
        .filter(one -> one.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "label ("
                        + label
                        + "), is no candidate. Maybe one of "
                        + standings.stream().map(Standing::label).toList()
                        + "."));
  }

  /** Returns a table, a line for each candidate. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(256);
    text.append(chosen).append(" by ").append(metric).append(" over ");
    text.append(origins.size()).append(" origins\n");
    for (Standing one : standings) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %.4f, to the best %+.4f ± %.4f, p %.3f%s\n",
              one.label(),
              one.mean(),
              one.toBest().difference(),
              one.toBest().standardError(),
              one.toBest().twoSided(),
              one.failures() == 0 ? "" : ", " + one.failures() + " failed: " + one.reason()));
    }
    return text.toString();
  }
}
