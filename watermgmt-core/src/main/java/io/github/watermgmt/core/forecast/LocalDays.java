// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;
import java.util.List;

/**
 * A series as local calendar days of equal slots, by wall-clock time. The hour that happens twice
 * is the mean of both; the hour that is skipped stays missing. Days count from the first.
 */
final class LocalDays {
  private static final int SUNDAY = 7;
  private static final int STALE_DAYS = 14;

  private final WallClock clock;
  private final Calendar calendar;
  private final long stepSeconds;
  private final long firstDay;
  final int slots;
  final double[][] values;

  LocalDays(Series series, Calendar calendar) {
    TimeAxis axis = series.axis();
    this.calendar = calendar;
    this.clock = calendar.clock();
    this.stepSeconds = axis.stepSeconds();
    this.slots = (int) (86_400 / stepSeconds);
    this.firstDay = clock.epochDay(axis.epochSecond(0));
    int days = (int) (clock.epochDay(axis.epochSecond(axis.length() - 1)) - firstDay) + 1;
    this.values = new double[days][slots];
    int[][] counts = new int[days][slots];
    for (int i = 0; i < axis.length(); i++) {
      if (!series.isMissing(i)) {
        int day = day(axis.epochSecond(i));
        int slot = slot(axis.epochSecond(i));
        values[day][slot] += series.value(i);
        counts[day][slot]++;
      }
    }
    for (int d = 0; d < days; d++) {
      for (int k = 0; k < slots; k++) {
        values[d][k] = counts[d][k] == 0 ? Double.NaN : values[d][k] / counts[d][k];
      }
    }
  }

  /**
   * Creates days from a table, {@code [day * slots + slot]}.
   *
   * @param first the first day, since 1970-01-01
   */
  LocalDays(DayGrid grid, double[] table, int first) {
    this.calendar = grid.calendar();
    this.clock = calendar.clock();
    this.slots = grid.slots();
    this.stepSeconds = DayGrid.DAY_SECONDS / slots;
    this.firstDay = first;
    this.values = new double[table.length / slots][];
    for (int d = 0; d < values.length; d++) {
      values[d] = Arrays.copyOfRange(table, d * slots, (d + 1) * slots);
    }
  }

  /** Returns the day of an instant, counted from the first; may lie beyond the last. */
  int day(long epochSecond) {
    return (int) (clock.epochDay(epochSecond) - firstDay);
  }

  /** Returns the slot of an instant within its day. */
  int slot(long epochSecond) {
    return (int) Math.min(slots - 1, clock.secondOfDay(epochSecond) / stepSeconds);
  }

  /** Returns the class of a day: 1 = Monday to 7 = Sunday; a public holiday is a Sunday. */
  int dayClass(int day) {
    return isHoliday(day) ? SUNDAY : dayOfWeek(day);
  }

  /** Returns the day of the week: 1 = Monday to 7 = Sunday. */
  int dayOfWeek(int day) {
    return WallClock.dayOfWeekOf(firstDay + day);
  }

  boolean isHoliday(int day) {
    return calendar.isHoliday(firstDay + day);
  }

  /** Returns whether the calendar knows the holidays of a day. */
  boolean isCovered(int day) {
    return calendar.covers(firstDay + day);
  }

  /** Returns how many slots of a day are known. */
  int known(int day) {
    int n = 0;
    if (day >= 0 && day < values.length) {
      for (double value : values[day]) {
        n += Double.isNaN(value) ? 0 : 1;
      }
    }
    return n;
  }

  /** Returns a slot of a day, NaN where the day is not there. */
  double value(int day, int slot) {
    return day < 0 || day >= values.length ? Double.NaN : values[day][slot];
  }

  /**
   * Returns a note where the newest value of the days {@code oldest} to {@code newest} is more than
   * two weeks old, or there is none; else nothing.
   */
  List<String> staleness(int newest, int oldest) {
    int age = 0;
    while (newest - age >= oldest && known(newest - age) == 0) {
      age++;
    }
    if (newest - age < oldest) {
      return List.of("no value in the last " + age + " days: means of all that came before");
    }
    return age > STALE_DAYS
        ? List.of("no value in the last " + age + " days: as it was before, without what is new")
        : List.of();
  }

  /** Returns the mean absolute value of all days before one; 1 if there is none but 0. */
  double meanSize(int day) {
    double sum = 0;
    int n = 0;
    for (int d = 0; d < Math.min(day, values.length); d++) {
      for (double value : values[d]) {
        if (!Double.isNaN(value)) {
          sum += Math.abs(value);
          n++;
        }
      }
    }
    return sum == 0 ? 1 : sum / n;
  }

  /** Returns the mean of each slot over days {@code from} to {@code to - 1}, NaN for none. */
  double[] slotMeans(int from, int to) {
    double[] sums = new double[slots];
    int[] counts = new int[slots];
    for (int day = Math.max(0, from); day < Math.min(to, values.length); day++) {
      for (int k = 0; k < slots; k++) {
        if (!Double.isNaN(values[day][k])) {
          sums[k] += values[day][k];
          counts[k]++;
        }
      }
    }
    for (int k = 0; k < slots; k++) {
      sums[k] = counts[k] == 0 ? Double.NaN : sums[k] / counts[k];
    }
    return sums;
  }

  /** Returns the mean of each slot over all days before one; a slot never seen takes their mean. */
  double[] slotMeansBefore(int day) {
    double[] means = slotMeans(0, day);
    double overall = mean(means);
    for (int k = 0; k < slots; k++) {
      means[k] = Double.isNaN(means[k]) ? overall : means[k];
    }
    return means;
  }

  static boolean isComplete(double[] sample) {
    return Arrays.stream(sample).noneMatch(Double::isNaN);
  }

  /** Mean of the values that are there, NaN if there is none. */
  static double mean(double[] sample) {
    double sum = 0;
    int n = 0;
    for (double value : sample) {
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /** Median of the values that are there, NaN if there is none; {@code scratch} is overwritten. */
  static double median(double[] sample, double[] scratch) {
    int n = 0;
    for (double value : sample) {
      if (!Double.isNaN(value)) {
        scratch[n++] = value;
      }
    }
    Arrays.sort(scratch, 0, n);
    return n == 0 ? Double.NaN : (scratch[(n - 1) / 2] + scratch[n / 2]) / 2;
  }
}
