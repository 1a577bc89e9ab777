// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package com.example.hours;

import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.WallClock;

/** The slots of a week by the wall clock, whatever the length of a step. */
record HourOfWeek(WallClock clock, long stepSeconds) {
  static final long DAY = 86_400;

  int slots() {
    return (int) (7 * DAY / stepSeconds);
  }

  int slot(long epochSecond) {
    int day = WallClock.dayOfWeekOf(clock.epochDay(epochSecond)) - 1;
    return (int) ((day * DAY + clock.secondOfDay(epochSecond)) / stepSeconds);
  }

  /** Returns the mean of each slot from a step on; a slot without a value takes the mean of all. */
  double[] means(Series series, int from) {
    double[] sums = new double[slots()];
    int[] counts = new int[slots()];
    double all = 0;
    int known = 0;
    for (int t = 0; t < series.length(); t++) {
      if (!series.isMissing(t)) {
        all += series.value(t);
        known++;
        if (t >= from) {
          int slot = slot(series.axis().epochSecond(t));
          sums[slot] += series.value(t);
          counts[slot]++;
        }
      }
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] = counts[k] > 0 ? sums[k] / counts[k] : all / known;
    }
    return sums;
  }
}
