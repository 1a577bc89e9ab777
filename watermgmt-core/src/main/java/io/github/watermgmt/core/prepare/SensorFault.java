// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A fault of a sensor, or a change in what it measures, that no single value shows.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series id of the series
 * @param kind what it is
 * @param since from when on, estimated: for shifts to the hour, for clocks to the day; for drifts
 *     the start of the eight weeks that showed it, in which it may have begun
 * @param known when it was known: the end of the day whose values told. A finding depends on
 *     nothing that came later
 * @param size how much: for a {@link Kind#LEVEL_SHIFT} by how much the level rose, in the canonical
 *     unit; for a {@link Kind#DRIFT} the change a week, in the canonical unit; for a {@link
 *     Kind#CLOCK_SHIFT} by how many hours the series is late, negative if it is early
 * @param relative a shift or a drift (a week) as a share of the level before; NaN for clocks
 * @param confidence in [0, 1]: the share of the days since a shift that lie nearer to the new level
 *     than to the old; of the pairs of weeks that a drift orders alike; of the days on which the
 *     late clock fits better than the right one
 */
public record SensorFault(
    String series,
    Kind kind,
    Instant since,
    Instant known,
    double size,
    double relative,
    double confidence) {

  /** What is found. */
  public enum Kind {
    /** The level changed and stayed: a rezoning, a new customer, a leak, a meter's new scale. */
    LEVEL_SHIFT,
    /** The level moves steadily, more than the season or than its neighbours do. */
    DRIFT,
    /** The days have their shape an hour or more too late or too early: a wrong clock. */
    CLOCK_SHIFT;

    /** Returns the name as it stands in reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Returns how long it took to know. */
  public Duration delay() {
    return Duration.between(since, known);
  }
}
