// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The options that all detectors of this package have: how rows are made, and when they alarm.
 *
 * <p>Thread-safety: stateless.
 */
final class RowOptions {
  /** Fewest blocks of a row. */
  static final int NARROWEST = 2;

  /** Most blocks of a row. */
  static final int WIDEST = 200;

  static final Option<Integer> STEP =
      Option.integer("step-minutes", 60, 5, 1440, "minutes of a block; must divide a day");
  static final Option<Double> FOLLOW =
      Option.decimal(
          "follow-days", 8, 1, 60, "days in which what is usual at a time of day follows");
  static final Option<Double> FALSE_ALARMS =
      Option.decimal(
          "false-alarms-per-year",
          4,
          0.001,
          1000,
          "at most so many per channel, if rows that share no block were independent");
  static final Option<Integer> QUIET =
      Option.integer("quiet-hours", 24, 1, 336, "hours with nothing odd that end an episode");
  static final Option<Integer> ABSORB =
      Option.integer("absorb-days", 14, 1, 366, "days until an episode is the new normal");

  private RowOptions() {}

  /** Adds what is wrong with the options taken together. */
  static void check(Options options, List<String> problems) {
    int minutes = options.get(STEP);
    if (1440 % minutes != 0) {
      problems.add(
          "option 'step-minutes' ("
              + minutes
              + "), must divide a day of 1440 minutes. Maybe 60, 120 or 180.");
    }
  }

  static RowSettings settings(Options options, int window) {
    return new RowSettings(
        window,
        options.get(STEP) * 60L,
        options.get(FOLLOW),
        options.get(QUIET) * 3600L,
        options.get(ABSORB) * 86_400L,
        options.get(FALSE_ALARMS));
  }
}
