// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.core.anomaly.Finding;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Something found in a series, as a report shows it.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series id of the series, or of the channel that matters most
 * @param kind what it looks like, such as {@code BURST}
 * @param onset when it seems to have begun
 * @param reported when it was reported, at or after the onset
 * @param until its end, or, while it is open, the end of the data
 * @param open whether it goes on
 * @param grade how strange, in [0, 1]
 * @param excessFlow flow in excess of what was expected, m³/h, where it can be said
 * @param reason the whole in words
 */
public record FindingMark(
    String series,
    String kind,
    Instant onset,
    Instant reported,
    Instant until,
    boolean open,
    double grade,
    OptionalDouble excessFlow,
    String reason) {

  /**
   * Checks the order of the instants and the grade.
   *
   * @throws IllegalArgumentException if the report or the end is before the onset, or the grade is
   *     not in [0, 1]
   */
  public FindingMark {
    if (reported.isBefore(onset) || until.isBefore(onset)) {
      throw new IllegalArgumentException(
          "reported, until (" + reported + ", " + until + "), must not be before " + onset);
    }
    if (!(grade >= 0 && grade <= 1)) {
      throw new IllegalArgumentException("grade (" + grade + "), must lie in [0, 1]");
    }
  }

  /** Returns a finding of a detection run as charts and tables show it. */
  public static FindingMark of(Finding finding) {
    Detection detection = finding.detection();
    return new FindingMark(
        finding.series(),
        detection.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        detection.onset(),
        detection.time(),
        finding.until(),
        finding.open(),
        detection.grade(),
        detection.excessFlow(),
        detection.reason());
  }
}
