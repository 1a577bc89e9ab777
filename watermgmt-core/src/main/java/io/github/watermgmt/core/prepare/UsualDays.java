// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * A series as local calendar days of equal slots by the wall clock: what is usual on each day, and
 * by how much each day deviates from it. Learners that share one model among series of all sizes
 * start from here.
 *
 * <p><b>Scale.</b> Values are asinh(value / (0.1 · magnitude)): logarithmic for large ones, linear
 * about 0, so that zero and negative flows are as welcome as others, and a deviation of 0.1 is some
 * ten percent. {@link #toUnit} leads back. All values here are on this scale, NaN where unknown.
 *
 * <p><b>Days and slots.</b> Days count from the first of the series, slots from midnight. The hour
 * that comes twice when clocks change is the mean of both, the one that is skipped is unknown.
 *
 * <p><b>What is usual</b> on a day: of the same day of the week, before an <i>origin</i>, without
 * holidays, the eight latest of eleven, held within two robust standard deviations about their
 * median, newer ones with more weight (half of it every four weeks).
 *
 * <p><b>Causal.</b> Whatever is asked for an origin uses days before it alone. The deviation of a
 * day is from what was usual as seen at least a week before: at any origin up to six days earlier
 * the same.
 *
 * <p>Thread-safety: immutable. Time: O(days · slots) once, then O(1), {@link #usual(int, int)}
 * O(slots).
 */
public final class UsualDays {
  private static final int DAY_SECONDS = 86_400;
  private static final int WEEK = 7;
  private static final int BASE_WEEKS = 8;
  private static final int BASE_REACH = 11;
  private static final double CLIP = 2;
  private static final double MAD_TO_SD = 1.4826;
  private static final double LEAST_SPREAD = 0.03;
  private static final double LINEAR = 0.1;
  private static final double FAST_DAYS = 1.5;
  private static final double SLOW_DAYS = 10;
  private static final int SUNDAYS = 4;

  private final Calendar calendar;
  private final boolean holidaysAsSundays;
  private final long stepSeconds;
  private final double magnitude;
  private final long firstDay;
  private final int slots;
  private final int count;
  private final double[][] values;
  private final double[][] base;
  private final double[][] deviations;
  private final double[] dayMeans;
  private final double[] nights;
  private final double[] evenings;
  private final double[][] fast;
  private final double[][] slow;
  private final double[][] sundays;

  private UsualDays(Series series, Calendar calendar, double magnitude, boolean holidaysAsSundays) {
    TimeAxis axis = series.axis();
    this.calendar = calendar;
    this.holidaysAsSundays = holidaysAsSundays;
    this.magnitude = magnitude;
    this.stepSeconds = axis.stepSeconds();
    this.slots = (int) (DAY_SECONDS / stepSeconds);
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

  /**
   * Lays out a series; a holiday is compared with the same day of the week.
   *
   * @param magnitude a typical magnitude of its values, above 0, such as {@link #magnitude} gives
   * @throws IllegalArgumentException if the series is empty, its step does not divide a day, or the
   *     magnitude is not above 0
   */
  public static UsualDays of(Series series, Calendar calendar, double magnitude) {
    return checked(series, calendar, magnitude, false);
  }

  /**
   * Lays out a series; a holiday is compared with Sundays: usual on it is what is usual on the last
   * Sunday at or before it.
   *
   * @param magnitude as in {@link #of}
   * @throws IllegalArgumentException as in {@link #of}
   */
  public static UsualDays withHolidaysAsSundays(
      Series series, Calendar calendar, double magnitude) {
    return checked(series, calendar, magnitude, true);
  }

  private static UsualDays checked(
      Series series, Calendar calendar, double magnitude, boolean holidaysAsSundays) {
    if (series.length() == 0) {
      throw new IllegalArgumentException(
          "series '" + series.id() + "' (0 steps), must have at least one");
    }
    if (DAY_SECONDS % series.axis().stepSeconds() != 0) {
      throw new IllegalArgumentException(
          "step (" + series.axis().step() + "), must divide a day. Maybe resample to an hour.");
    }
    if (!(magnitude > 0) || Double.isInfinite(magnitude)) {
      throw new IllegalArgumentException("magnitude (" + magnitude + "), must be above 0");
    }
    return new UsualDays(series, calendar, magnitude, holidaysAsSundays);
  }

  /**
   * Returns a typical magnitude of the newest values: the median of their sizes, 1 if that is 0 or
   * none is known.
   *
   * @param newest number of steps looked at
   */
  public static double magnitude(Series series, int newest) {
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
        sums[day][k] = counts[day][k] == 0 ? Double.NaN : toScale(sums[day][k] / counts[day][k]);
      }
    }
    return sums;
  }

  /** Returns a value of the series' unit on the scale used here. */
  public double toScale(double value) {
    double x = Math.abs(value) / (LINEAR * magnitude);
    return Math.copySign(StrictMath.log(x + Math.sqrt(x * x + 1)), value);
  }

  /** Returns a value in the unit of the series. */
  public double toUnit(double value) {
    return LINEAR * magnitude * StrictMath.sinh(value);
  }

  /** Returns the number of slots of a day. */
  public int slots() {
    return slots;
  }

  /** Returns the number of days, begun ones included. */
  public int count() {
    return count;
  }

  /** Returns the first day, in days since 1970-01-01. */
  public long firstDay() {
    return firstDay;
  }

  /** Returns the day in which an instant lies; may be none of the series'. */
  public int day(long epochSecond) {
    return (int) (calendar.clock().epochDay(epochSecond) - firstDay);
  }

  /** Returns the slot in which an instant lies. */
  public int slot(long epochSecond) {
    return (int) Math.min(slots - 1, calendar.clock().secondOfDay(epochSecond) / stepSeconds);
  }

  /** Returns the hour at which a slot begins. */
  public double hour(int slot) {
    return (double) slot / slots * 24;
  }

  /** Returns the day of the week, 1 for Monday to 7 for Sunday. */
  public int dayOfWeek(int day) {
    return WallClock.dayOfWeekOf(firstDay + day);
  }

  /** Returns whether a day is a public holiday. */
  public boolean isHoliday(int day) {
    return calendar.isHoliday(firstDay + day);
  }

  /** Returns whether a day is a public holiday, a Saturday or a Sunday. */
  public boolean isFree(int day) {
    return isHoliday(day) || dayOfWeek(day) > 5;
  }

  /** Returns a value; NaN on days that the series does not have. */
  public double value(int day, int slot) {
    return at(values, day, slot);
  }

  /** Returns by how much a slot of a day deviates from what is usual; NaN on other days. */
  public double deviation(int day, int slot) {
    return at(deviations, day, slot);
  }

  /** Returns the mean deviation of a day; NaN on other days. */
  public double meanDeviation(int day) {
    return at(dayMeans, day);
  }

  /** Returns the mean deviation of a day from two to five o'clock; NaN on other days. */
  public double nightDeviation(int day) {
    return at(nights, day);
  }

  /** Returns the mean deviation of a day from 21 o'clock on; NaN on other days. */
  public double eveningDeviation(int day) {
    return at(evenings, day);
  }

  /**
   * Returns the mean of the deviations of a slot before an origin, weights halved every 1.5 days.
   *
   * @param origin from 0; beyond the last day as after it
   */
  public double fast(int origin, int slot) {
    return fast[Math.min(origin, count)][slot];
  }

  /** Returns the same as {@link #fast} with weights halved every ten days. */
  public double slow(int origin, int slot) {
    return slow[Math.min(origin, count)][slot];
  }

  /**
   * Returns the mean of the four latest Sundays before an origin.
   *
   * @param origin from 0; beyond the last day as after it
   */
  public double sunday(int origin, int slot) {
    return sundays[Math.min(origin, count)][slot];
  }

  private static double at(double[][] table, int day, int slot) {
    return day < 0 || day >= table.length ? Double.NaN : table[day][slot];
  }

  private static double at(double[] row, int day) {
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

  /** Returns a copy of what was usual on a day of the series, from which it deviates. */
  public double[] usual(int day) {
    return base[day].clone();
  }

  /**
   * Returns what is usual on a day by slot, as seen at an origin; NaN where no such day is known.
   *
   * @param day at or after the origin, also beyond the series
   */
  public double[] usual(int day, int origin) {
    int anchor = holidaysAsSundays && isHoliday(day) ? day - dayOfWeek(day) % WEEK : day;
    int first = Math.max(1, Math.floorDiv(day - origin, WEEK) + 1);
    double[] usual = new double[slots];
    double[] sample = new double[BASE_WEEKS];
    double[] weights = new double[BASE_WEEKS];
    double[] scratch = new double[BASE_WEEKS];
    for (int k = 0; k < slots; k++) {
      int n = 0;
      for (int j = first; j < first + BASE_REACH && n < BASE_WEEKS; j++) {
        int past = anchor - WEEK * j;
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

  /**
   * Returns a value for a slot of which nothing usual is known: the newest of any day before an
   * origin; 0 if there is none.
   */
  public double newest(int slot, int origin) {
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
      if (dayOfWeek(day) == WEEK) {
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
