// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

/**
 * What the other series of a panel are to know of one: the level of the week that ends with each
 * day, and by which share of its level each day deviates from such days before. Immutable.
 */
final class PeerLevels {
  private static final int DAYS = 7;
  private static final int LEAST = 5;
  private static final int TYPICAL_DAYS = 28;

  private final double[] weeks;
  private final double[] deviations;

  PeerLevels(DayTable table, DayTypes types) {
    int days = table.days;
    weeks = new double[days];
    deviations = new double[days];
    double[] sample = new double[TYPICAL_DAYS];
    for (int day = 0; day < days; day++) {
      weeks[day] = week(table.levels, day, sample);
      int n = 0;
      for (int d = Math.max(0, day - TYPICAL_DAYS); d < day; d++) {
        if (!Double.isNaN(table.levels[d])) {
          sample[n++] = Math.abs(table.levels[d]);
        }
      }
      double typical = DayTable.median(sample, n);
      double deviation = SameDays.deviation(table.levels, day, types, table.firstDay, sample);
      deviations[day] = typical > 0 ? deviation / typical : Double.NaN;
    }
  }

  /** Returns the level of the week that ends with a day, NaN if too little of it is known. */
  double week(int day) {
    return weeks[day];
  }

  /** Returns the share by which a day deviates, NaN if that is not known. */
  double deviation(int day) {
    return deviations[day];
  }

  /** Median of the days of the week that ends with a day: each day of the week is in it. */
  static double week(double[] daily, int day, double[] sample) {
    int n = 0;
    for (int d = Math.max(0, day - DAYS + 1); d <= day; d++) {
      if (!Double.isNaN(daily[d])) {
        sample[n++] = daily[d];
      }
    }
    return n < LEAST ? Double.NaN : DayTable.median(sample, n);
  }
}
