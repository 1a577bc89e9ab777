// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * Running means of deviations and levels up to each of the last days; see {@link Deviations}.
 *
 * <p>Thread-safety: immutable once it is built.
 */
final class RecentDeviations {
  private static final int WEEK = Deviations.WEEK;
  private static final double FAST = StrictMath.pow(0.5, 1 / 1.5); // half-lives in days
  private static final double SLOW = StrictMath.pow(0.5, 1 / 10.0);

  private final int slots;
  private final int first;
  private final double[] month; // mean level of the last 28 days, by slot
  private final double[] fast; // exponentially weighted deviation, by slot
  private final double[] slow;
  private final double[] day; // mean deviation of the day, NaN where missing
  private final double[] night;
  private final double[] evening;
  private final double[] dayFast; // exponentially weighted, of the day
  private final double[] daySlow;

  /** Creates tables of so many days, to be filled in. */
  RecentDeviations(int slots, int first, int days) {
    this.slots = slots;
    this.first = first;
    this.month = new double[days * slots];
    this.fast = new double[days * slots];
    this.slow = new double[days * slots];
    this.day = new double[days];
    this.night = new double[days];
    this.evening = new double[days];
    this.dayFast = new double[days];
    this.daySlow = new double[days];
  }

  private RecentDeviations(EntryReader from, int slots, int first, int days) {
    this.slots = slots;
    this.first = first;
    this.month = from.readDoubles("months", days * slots);
    this.fast = from.readDoubles("fast", days * slots);
    this.slow = from.readDoubles("slow", days * slots);
    this.day = from.readDoubles("days", days);
    this.night = from.readDoubles("nights", days);
    this.evening = from.readDoubles("evenings", days);
    this.dayFast = from.readDoubles("fast of days", days);
    this.daySlow = from.readDoubles("slow of days", days);
  }

  /** Copies the days from {@code from} on into longer tables. */
  RecentDeviations copy(int from, int days) {
    RecentDeviations to = new RecentDeviations(slots, from, days);
    int at = from - first;
    int n = Math.min(day.length - at, days);
    System.arraycopy(month, at * slots, to.month, 0, n * slots);
    System.arraycopy(fast, at * slots, to.fast, 0, n * slots);
    System.arraycopy(slow, at * slots, to.slow, 0, n * slots);
    System.arraycopy(day, at, to.day, 0, n);
    System.arraycopy(night, at, to.night, 0, n);
    System.arraycopy(evening, at, to.evening, 0, n);
    System.arraycopy(dayFast, at, to.dayFast, 0, n);
    System.arraycopy(daySlow, at, to.daySlow, 0, n);
    return to;
  }

  /**
   * Fills in a day; only while the tables are being built.
   *
   * @param level {@code [(day - from) * slots + slot]}, NaN where missing
   * @param base likewise
   * @param months of the same levels
   */
  void remember(int today, double[] level, double[] base, int from, MonthMeans months) {
    int row = (today - from) * slots;
    int d = today - first;
    int at = d * slots;
    int before = at - slots;
    boolean started = d > 0;
    for (int k = 0; k < slots; k++) {
      double deviation = level[row + k] - base[row + k];
      double quick = started ? fast[before + k] : 0;
      double steady = started ? slow[before + k] : 0;
      boolean missing = Double.isNaN(deviation);
      fast[at + k] = missing ? quick : FAST * quick + (1 - FAST) * deviation;
      slow[at + k] = missing ? steady : SLOW * steady + (1 - SLOW) * deviation;
    }
    months.read(level, from, today, month, at);
    day[d] = meanDeviation(level, base, row, 0, slots);
    night[d] = meanDeviation(level, base, row, slots * 2 / 24, Math.max(1, slots * 5 / 24));
    evening[d] = meanDeviation(level, base, row, slots * 21 / 24, slots);
    double quick = started ? dayFast[d - 1] : 0;
    double steady = started ? daySlow[d - 1] : 0;
    boolean missing = Double.isNaN(day[d]);
    dayFast[d] = missing ? quick : FAST * quick + (1 - FAST) * day[d];
    daySlow[d] = missing ? steady : SLOW * steady + (1 - SLOW) * day[d];
  }

  private static double meanDeviation(double[] level, double[] base, int row, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int k = from; k < to; k++) {
      double deviation = level[row + k] - base[row + k];
      if (!Double.isNaN(deviation)) {
        sum += deviation;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  // ---------------------------------------------------------------- what is asked

  /** Returns the first day there is. */
  int first() {
    return first;
  }

  /** Returns the mean level of a slot over four weeks up to a day, NaN if there is none. */
  double month(int day, int k) {
    return month[(day - first) * slots + k];
  }

  /** Writes the means of the slots up to a day that fade fast, then those that fade slowly. */
  void means(int day, double[] to, int at) {
    System.arraycopy(fast, (day - first) * slots, to, at, slots);
    System.arraycopy(slow, (day - first) * slots, to, at + slots, slots);
  }

  /** Returns the mean deviation of a day, 0 where it is missing or not there. */
  double ofDay(int day) {
    return known(this.day, day);
  }

  double ofNight(int day) {
    return known(night, day);
  }

  double ofEvening(int day) {
    return known(evening, day);
  }

  double dayFast(int day) {
    return dayFast[day - first];
  }

  double daySlow(int day) {
    return daySlow[day - first];
  }

  /** Returns the mean deviation of the week up to a day. */
  double ofWeek(int day) {
    double sum = 0;
    int n = 0;
    for (int d = Math.max(first, day - WEEK + 1); d <= day; d++) {
      double value = this.day[d - first];
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  private double known(double[] byDay, int day) {
    int d = day - first;
    return d < 0 || Double.isNaN(byDay[d]) ? 0 : byDay[d];
  }

  // ---------------------------------------------------------------- files

  void write(EntryWriter to) {
    to.writeInt(first);
    to.writeDoubles(month).writeDoubles(fast).writeDoubles(slow);
    to.writeDoubles(day).writeDoubles(night).writeDoubles(evening);
    to.writeDoubles(dayFast).writeDoubles(daySlow);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param oldest the first day that may be its first
   * @param end the day after its last
   */
  static RecentDeviations read(EntryReader from, int slots, int oldest, int end) {
    int first = from.readInt("first recent day", oldest, end - 1);
    return new RecentDeviations(from, slots, first, end - first);
  }

  @Override
  public String toString() {
    return day.length + " days from " + first;
  }
}
