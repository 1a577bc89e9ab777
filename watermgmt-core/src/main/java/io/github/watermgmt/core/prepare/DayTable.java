// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * A series as days of 24 wall-clock hours, each the mean of its steps, and as the level of each
 * day. An hour that the clocks skip is missing, one that comes twice is a mean. Confined to one
 * thread.
 */
final class DayTable {
  static final int HOURS = 24;
  private static final int PROFILE_DAYS = 28;
  private static final int LEAST_HOURS = 18;
  private static final int LEAST_PROFILE = 5;
  private static final double MANY_ZEROS = 0.25;
  private static final int FULL = 3600;

  final WallClock clock;
  final long firstDay;
  final int days;

  /** By day, then hour; NaN where nothing is known. */
  final double[] hours;

  /** Level of each day, NaN where too little is known, or so much is zero that use looks odd. */
  final double[] levels;

  DayTable(Series series, WallClock clock) {
    this.clock = clock;
    TimeAxis axis = series.axis();
    int n = axis.length();
    this.firstDay = n == 0 ? 0 : clock.epochDay(axis.epochSecond(0));
    this.days = n == 0 ? 0 : (int) (clock.epochDay(axis.epochSecond(n - 1)) - firstDay) + 1;
    this.hours = new double[days * HOURS];
    this.levels = new double[days];
    means(series, axis);
    for (int day = 0; day < days; day++) {
      levels[day] = level(day);
    }
  }

  private void means(Series series, TimeAxis axis) {
    int[] counts = new int[hours.length];
    // A step longer than an hour stands for all hours that begin in it.
    int many = (int) Math.max(1, axis.stepSeconds() / FULL);
    for (int i = 0; i < axis.length(); i++) {
      double value = series.value(i);
      if (Double.isNaN(value)) {
        continue;
      }
      for (int k = 0; k < Math.min(many, HOURS); k++) {
        long at = axis.epochSecond(i) + (long) k * FULL;
        long local = at + clock.offsetAt(at);
        long day = Math.floorDiv(local, 86_400L) - firstDay;
        if (day < days) {
          int slot = (int) (day * HOURS + Math.floorMod(local, 86_400L) / FULL);
          hours[slot] += value;
          counts[slot]++;
        }
      }
    }
    for (int i = 0; i < hours.length; i++) {
      hours[i] = counts[i] == 0 ? Double.NaN : hours[i] / counts[i];
    }
  }

  /** Mean of a day; hours that are missing are taken to have deviated as the others did. */
  private double level(int day) {
    double sum = 0;
    int n = 0;
    int zeros = 0;
    for (int h = 0; h < HOURS; h++) {
      double value = hours[day * HOURS + h];
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
        zeros += value == 0 ? 1 : 0;
      }
    }
    if (n < LEAST_HOURS || zeros >= MANY_ZEROS * n) {
      return Double.NaN;
    }
    if (n == HOURS) {
      return sum / n;
    }
    double all = 0;
    double there = 0;
    double[] sample = new double[PROFILE_DAYS];
    for (int h = 0; h < HOURS; h++) {
      int known = 0;
      for (int d = Math.max(0, day - PROFILE_DAYS); d < day; d++) {
        double value = hours[d * HOURS + h];
        if (!Double.isNaN(value)) {
          sample[known++] = value;
        }
      }
      if (known < LEAST_PROFILE) {
        return Double.NaN;
      }
      double usual = median(sample, known);
      all += usual;
      there += Double.isNaN(hours[day * HOURS + h]) ? 0 : usual;
    }
    return sum / n + all / HOURS - there / n;
  }

  /** Returns the instant at which a local hour of a day begins; for day and hour past, too. */
  long instant(int day, int hour) {
    return clock.startOfDay(firstDay + day) + hour * 3600L;
  }

  /** Returns the instant at which a day ends. */
  long end(int day) {
    return clock.startOfDay(firstDay + day + 1);
  }

  /** Sorts the first {@code n} and returns their median, NaN of none. */
  static double median(double[] of, int n) {
    if (n == 0) {
      return Double.NaN;
    }
    Arrays.sort(of, 0, n);
    return (of[(n - 1) / 2] + of[n / 2]) / 2;
  }
}
