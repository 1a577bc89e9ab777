// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * A series as local calendar days of equal slots by the wall clock, on a scale that is logarithmic
 * for large values and linear about 0, and on it what is usual and by how much each day deviates.
 * Days count from the first. What belongs to an origin uses days before it alone.
 *
 * <p>Thread-safety: immutable.
 */
final class Days {
  private static final int WEEK = 7;
  private static final int BASE_WEEKS = 8;
  private static final int BASE_REACH = 11;
  private static final double CLIP = 2;
  private static final double MAD_TO_SD = 1.4826;
  private static final double LEAST_SPREAD = 0.03;
  private static final double LINEAR = 0.1;
  private static final double FAST_DAYS = 1.5;
  private static final double SLOW_DAYS = 10;
  private static final int SUNDAY = 7;
  private static final int SUNDAYS = 4;

  private final Calendar calendar;
  private final long stepSeconds;
  private final double scale;
  final long firstDay;
  final int slots;
  final int count;
  final double[][] values;
  final double[][] base;
  final double[][] deviations;
  final double[] dayMeans;
  final double[] nights;
  final double[] evenings;

  /** By origin: exponentially weighted means of the deviations before it, by slot. */
  final double[][] fast;

  final double[][] slow;

  /** By origin: the mean of the latest Sundays before it, by slot. */
  final double[][] sundays;

  /**
   * Lays out a series.
   *
   * @param scale a typical magnitude of its values, above 0
   */
  Days(Series series, Calendar calendar, double scale) {
    TimeAxis axis = series.axis();
    this.calendar = calendar;
    this.scale = scale;
    this.stepSeconds = axis.stepSeconds();
    this.slots = (int) (86_400 / stepSeconds);
    this.firstDay = calendar.clock().epochDay(axis.epochSecond(0));
    this.count =
        (int) (calendar.clock().epochDay(axis.epochSecond(axis.length() - 1)) - firstDay) + 1;
    this.values = values(series);
    this.base = new double[count][];
    this.deviations = new double[count][slots];
    this.dayMeans = new double[count];
    this.nights = new double[count];
    this.evenings = new double[count];
    for (int day = 0; day < count; day++) {
      base[day] = usual(day, day);
      for (int k = 0; k < slots; k++) {
        deviations[day][k] = values[day][k] - base[day][k];
      }
      dayMeans[day] = mean(deviations[day], 0, 24);
      nights[day] = mean(deviations[day], 2, 5);
      evenings[day] = mean(deviations[day], 21, 24);
    }
    this.fast = faded(FAST_DAYS);
    this.slow = faded(SLOW_DAYS);
    this.sundays = new double[count + 1][];
    for (int origin = 0; origin <= count; origin++) {
      sundays[origin] = sundays(origin);
    }
  }

  private double[][] values(Series series) {
    double[][] sums = new double[count][slots];
    int[][] counts = new int[count][slots];
    for (int i = 0; i < series.length(); i++) {
      if (!series.isMissing(i)) {
        int day = day(series.axis().epochSecond(i));
        int slot = slot(series.axis().epochSecond(i));
        sums[day][slot] += series.value(i);
        counts[day][slot]++;
      }
    }
    for (int day = 0; day < count; day++) {
      for (int k = 0; k < slots; k++) {
        // The hour that comes twice is the mean of both, the one that is skipped stays missing.
        sums[day][k] = counts[day][k] == 0 ? Double.NaN : forward(sums[day][k] / counts[day][k]);
      }
    }
    return sums;
  }

  /** The inverse hyperbolic sine: a logarithm that passes through 0. */
  private double forward(double value) {
    double x = Math.abs(value) / (LINEAR * scale);
    return Math.copySign(StrictMath.log(x + Math.sqrt(x * x + 1)), value);
  }

  /** Returns a value in the unit of the series. */
  double back(double value) {
    return LINEAR * scale * StrictMath.sinh(value);
  }

  /** Returns a typical magnitude of the newest values: their median, 1 if that is 0. */
  static double scale(Series series, int newest) {
    double[] sizes = new double[Math.min(newest, series.length())];
    int n = 0;
    for (int i = series.length() - sizes.length; i < series.length(); i++) {
      if (!series.isMissing(i)) {
        sizes[n++] = Math.abs(series.value(i));
      }
    }
    Arrays.sort(sizes, 0, n);
    return n == 0 || sizes[n / 2] == 0 ? 1 : sizes[n / 2];
  }

  int day(long epochSecond) {
    return (int) (calendar.clock().epochDay(epochSecond) - firstDay);
  }

  int slot(long epochSecond) {
    return (int) Math.min(slots - 1, calendar.clock().secondOfDay(epochSecond) / stepSeconds);
  }

  double hour(int slot) {
    return (double) slot / slots * 24;
  }

  int dayOfWeek(int day) {
    return WallClock.dayOfWeekOf(firstDay + day);
  }

  boolean isHoliday(int day) {
    return calendar.isHoliday(firstDay + day);
  }

  boolean isFree(int day) {
    return isHoliday(day) || dayOfWeek(day) > 5;
  }

  /** Returns a value of a table by day and slot, NaN outside it. */
  static double at(double[][] table, int day, int slot) {
    return day < 0 || day >= table.length ? Double.NaN : table[day][slot];
  }

  /** Returns a value by day, NaN outside. */
  static double at(double[] row, int day) {
    return day < 0 || day >= row.length ? Double.NaN : row[day];
  }

  /** Returns the mean over the slots that begin within some hours, NaN if none is known. */
  private double mean(double[] row, int fromHour, int toHour) {
    double sum = 0;
    int n = 0;
    for (int k = 0; k < slots; k++) {
      if (!Double.isNaN(row[k]) && hour(k) >= fromHour && hour(k) < toHour) {
        sum += row[k];
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /**
   * Returns what is usual on a day: of the same day of earlier weeks, before the origin and no
   * holidays, the eight latest, clipped about their median, newer ones with more weight.
   */
  double[] usual(int day, int origin) {
    int first = Math.max(1, Math.floorDiv(day - origin, WEEK) + 1);
    double[] usual = new double[slots];
    double[] sample = new double[BASE_WEEKS];
    double[] weights = new double[BASE_WEEKS];
    double[] scratch = new double[BASE_WEEKS];
    for (int k = 0; k < slots; k++) {
      int n = 0;
      for (int j = first; j < first + BASE_REACH && n < BASE_WEEKS; j++) {
        int past = day - WEEK * j;
        double value = past < origin ? at(values, past, k) : Double.NaN;
        if (!Double.isNaN(value) && !isHoliday(past)) {
          sample[n] = value;
          weights[n++] = StrictMath.pow(0.5, (j - first) / 4.0);
        }
      }
      usual[k] = n == 0 ? Double.NaN : clippedMean(sample, weights, n, scratch);
    }
    return usual;
  }

  private static double clippedMean(double[] sample, double[] weights, int n, double[] scratch) {
    double median = median(sample, n, scratch);
    double[] spread = new double[n];
    for (int i = 0; i < n; i++) {
      spread[i] = Math.abs(sample[i] - median);
    }
    double reach = CLIP * (MAD_TO_SD * median(spread, n, scratch) + LEAST_SPREAD);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      sum += weights[i] * Math.max(median - reach, Math.min(median + reach, sample[i]));
      total += weights[i];
    }
    return sum / total;
  }

  private static double median(double[] sample, int n, double[] scratch) {
    System.arraycopy(sample, 0, scratch, 0, n);
    Arrays.sort(scratch, 0, n);
    return 0.5 * (scratch[(n - 1) / 2] + scratch[n / 2]);
  }

  /** Returns a value for a slot of which nothing usual is known: the newest of any day. */
  double newest(int slot, int origin) {
    for (int day = Math.min(origin, count) - 1; day >= 0; day--) {
      if (!Double.isNaN(values[day][slot])) {
        return values[day][slot];
      }
    }
    return 0;
  }

  private double[][] faded(double halfLife) {
    double keep = StrictMath.pow(0.5, 1 / halfLife);
    double[] sum = new double[slots];
    double[] total = new double[slots];
    double[][] faded = new double[count + 1][slots];
    for (int origin = 0; origin <= count; origin++) {
      for (int k = 0; k < slots; k++) {
        double last = at(deviations, origin - 1, k);
        sum[k] *= keep;
        total[k] *= keep;
        if (!Double.isNaN(last)) {
          sum[k] += last;
          total[k]++;
        }
        faded[origin][k] = total[k] == 0 ? Double.NaN : sum[k] / total[k];
      }
    }
    return faded;
  }

  private double[] sundays(int origin) {
    double[] sums = new double[slots];
    int[] counts = new int[slots];
    for (int day = origin - 1, n = 0; day >= 0 && n < SUNDAYS; day--) {
      if (dayOfWeek(day) == SUNDAY) {
        n++;
        for (int k = 0; k < slots; k++) {
          if (!Double.isNaN(values[day][k])) {
            sums[k] += values[day][k];
            counts[k]++;
          }
        }
      }
    }
    for (int k = 0; k < slots; k++) {
      sums[k] = counts[k] == 0 ? Double.NaN : sums[k] / counts[k];
    }
    return sums;
  }
}
