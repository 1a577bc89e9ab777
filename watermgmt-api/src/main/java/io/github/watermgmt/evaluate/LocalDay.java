// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The steps of one whole local day whose truth is known: from {@code from} to before {@code to}.
 */
record LocalDay(int from, int to) {

  /** The mean of a score over the days that count; NaN if none does. */
  static double mean(Scored scored, WallClock clock, ToDoubleFunction<LocalDay> score) {
    TimeAxis axis = scored.row().targets();
    double sum = 0;
    int days = 0;
    int from = 0;
    while (from < axis.length()) {
      long day = clock.epochDay(axis.epochSecond(from));
      long end = clock.startOfDay(day + 1);
      int to = from;
      boolean known = true;
      while (to < axis.length() && axis.epochSecond(to) < end) {
        known &= scored.counts(to);
        to++;
      }
      // A step that reaches over midnight belongs to neither day.
      boolean whole =
          axis.epochSecond(from) == clock.startOfDay(day) && axis.epochSecond(to) == end;
      if (known && whole) {
        sum += score.applyAsDouble(new LocalDay(from, to));
        days++;
      }
      from = to;
    }
    return days == 0 ? Double.NaN : sum / days;
  }

  /** The first step of the greatest value. */
  int greatest(IntToDoubleFunction value) {
    int greatest = from;
    for (int t = from + 1; t < to; t++) {
      if (value.applyAsDouble(t) > value.applyAsDouble(greatest)) {
        greatest = t;
      }
    }
    return greatest;
  }

  double average(IntToDoubleFunction value) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += value.applyAsDouble(t);
    }
    return sum / (to - from);
  }
}
