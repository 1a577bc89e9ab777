// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

/** A day beside the last ones of its day of the week, a public holiday being a Sunday. */
final class SameDays {
  private static final int MOST = 4;
  private static final int LEAST = 2;
  private static final int FARTHEST = 63;

  private SameDays() {}

  /**
   * Returns the value of a day less the median of the last such days, NaN if too few are known.
   *
   * @param sample room for four values
   */
  static double deviation(double[] daily, int day, DayTypes types, long firstDay, double[] sample) {
    return Double.isNaN(daily[day])
        ? Double.NaN
        : daily[day] - usual(daily, 1, 0, day, types, firstDay, sample);
  }

  /**
   * Returns the median of the last such days before a day.
   *
   * @param width values a day
   * @param at which of them
   */
  static double usual(
      double[] values, int width, int at, int day, DayTypes types, long firstDay, double[] sample) {
    int weekday = types.weekday(firstDay + day);
    int n = 0;
    for (int d = day - 1; d >= Math.max(0, day - FARTHEST) && n < MOST; d--) {
      double value = values[d * width + at];
      if (!Double.isNaN(value) && types.weekday(firstDay + d) == weekday) {
        sample[n++] = value;
      }
    }
    return n < LEAST ? Double.NaN : DayTable.median(sample, n);
  }
}
