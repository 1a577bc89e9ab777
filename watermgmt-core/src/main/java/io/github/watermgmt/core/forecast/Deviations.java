// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * What of a series was usual, and how it deviated from that: the state from which the regressions
 * of this package forecast.
 *
 * <p>The <em>base</em> of a slot of a day is a weighted robust mean of the same slot of the same
 * day of the week in the weeks before, holidays left out. Values are held within three robust
 * deviations of it, so that a burst or a broken sensor does not become tomorrow's habit. The
 * difference of value and base, both on the {@link DemandScale}, is the <em>deviation</em>.
 *
 * <p>Bases reach a week beyond the last whole day, because they need nothing newer. Days are days
 * since 1970-01-01; tables are {@code [(day - first day) * slots + slot]}.
 *
 * <p>Thread-safety: immutable.
 */
final class Deviations {
  static final int WEEK = 7;

  private static final int BASE_WEEKS = 11; // that a base looks back
  private static final int BASE_DAYS = 8; // that it takes of these
  private static final double BASE_CLIP = 2; // robust deviations
  private static final double SD_FLOOR = 0.03; // of the median
  private static final double[] BASE_WEIGHTS = weights(4); // half-life in days taken
  private static final double MAD_TO_SD = 1.4826;
  private static final double WINSOR = 3; // robust deviations

  /** From the difference of two like days to that of a day and a mean of several. */
  private static final double DIFFERENCE_TO_DEVIATION = 0.775;

  private static final int MONTH = 28;
  private static final double FAST = StrictMath.pow(0.5, 1 / 1.5); // half-lives in days
  private static final double SLOW = StrictMath.pow(0.5, 1 / 10.0);

  /** Days that a forecast looks back, and some to spare. */
  static final int WINDOW = WEEK * (BASE_WEEKS + 3);

  /** Days that a forecast looks back for what {@link Recent} holds. */
  private static final int RECENT = 2 * WEEK;

  private final DayGrid grid;
  private final DemandScale scale;

  /** Half the width around the base within which values are held, by slot; 0 holds nothing. */
  private final double[] width;

  private final int first;
  private final int end; // first day that is not wholly known
  private final double[] held; // values so held, in the unit of the data, NaN where missing
  private final double[] level; // these on the scale
  private final double[] base; // on the scale; a week longer
  private final double[] usual; // bases of the week to come in the unit of the data, by day mod 7
  private final Recent recent;

  /** Running means up to each of the last days. */
  private record Recent(
      int first,
      double[] month, // mean level of the last 28 days, by slot
      double[] fast, // exponentially weighted deviation, by slot
      double[] slow,
      double[] day, // mean deviation of the day, NaN where missing
      double[] night,
      double[] evening,
      double[] dayFast, // exponentially weighted, of the day
      double[] daySlow) {

    static Recent of(int first, int days, int slots) {
      return new Recent(
          first,
          new double[days * slots],
          new double[days * slots],
          new double[days * slots],
          new double[days],
          new double[days],
          new double[days],
          new double[days],
          new double[days]);
    }

    @Override
    public String toString() {
      return day.length + " days from " + first;
    }

    /** Copies the days from {@code from} on into longer tables. */
    Recent copy(int from, int days, int slots) {
      Recent to = of(from, days, slots);
      int at = from - first;
      int n = Math.min(day.length - at, days);
      for (int i = 0; i < 3; i++) {
        double[] source = i == 0 ? month : i == 1 ? fast : slow;
        double[] target = i == 0 ? to.month : i == 1 ? to.fast : to.slow;
        System.arraycopy(source, at * slots, target, 0, n * slots);
      }
      System.arraycopy(day, at, to.day, 0, n);
      System.arraycopy(night, at, to.night, 0, n);
      System.arraycopy(evening, at, to.evening, 0, n);
      System.arraycopy(dayFast, at, to.dayFast, 0, n);
      System.arraycopy(daySlow, at, to.daySlow, 0, n);
      return to;
    }
  }

  private Deviations(
      DayGrid grid,
      DemandScale scale,
      double[] width,
      int first,
      int end,
      double[] held,
      double[] level,
      double[] base,
      double[] usual,
      Recent recent) {
    this.grid = grid;
    this.scale = scale;
    this.width = width;
    this.first = first;
    this.end = end;
    this.held = held;
    this.level = level;
    this.base = base;
    this.usual = usual;
    this.recent = recent;
  }

  /**
   * Learns from a table of values.
   *
   * @param table {@code [day * slots + slot]}, NaN where missing
   * @param first the day of its first row
   */
  static Deviations of(DayGrid grid, DemandScale scale, double[] table, int first) {
    int slots = grid.slots();
    int days = table.length / slots;
    double[] width = width(table, slots, days);
    Deviations empty =
        new Deviations(
            grid,
            scale,
            width,
            first,
            first,
            new double[0],
            new double[0],
            missing(WEEK * slots),
            missing(WEEK * slots),
            Recent.of(first, 0, slots));
    return empty.appended(grid, table, days, first, first);
  }

  private static double[] weights(double halfLife) {
    double[] weights = new double[BASE_DAYS];
    for (int i = 0; i < BASE_DAYS; i++) {
      weights[i] = StrictMath.pow(0.5, i / halfLife);
    }
    return weights;
  }

  private static double[] missing(int n) {
    double[] missing = new double[n];
    Arrays.fill(missing, Double.NaN);
    return missing;
  }

  /** Three robust deviations from what is usual, as the changes from week to week show them. */
  private static double[] width(double[] table, int slots, int days) {
    double[] spread = new double[slots];
    double[] sample = new double[Math.max(0, days - WEEK)];
    for (int k = 0; k < slots; k++) {
      int n = 0;
      for (int d = WEEK; d < days; d++) {
        double change = Math.abs(table[d * slots + k] - table[(d - WEEK) * slots + k]);
        if (!Double.isNaN(change)) {
          sample[n++] = change;
        }
      }
      spread[k] = n == 0 ? 0 : MAD_TO_SD * DIFFERENCE_TO_DEVIATION * SmallSort.median(sample, n);
    }
    double[] width = new double[slots];
    for (int k = 0; k < slots; k++) {
      double around = spread[(k + slots - 1) % slots] + spread[k] + spread[(k + 1) % slots];
      width[k] = WINSOR * around / 3;
    }
    return width;
  }

  /** Returns the same state with what matters to a forecast only. */
  Deviations trimmed() {
    int keptFrom = Math.max(first, end - WINDOW);
    return appended(grid, new double[0], 0, keptFrom, Math.max(recent.first, end - RECENT));
  }

  /**
   * Returns the state after more whole days; older ones than a forecast looks at are dropped.
   *
   * @param newGrid the grid with the calendar as it is known by now
   * @param table values of the days from {@link #end} on
   */
  Deviations advanced(DayGrid newGrid, double[] table) {
    int days = table.length / grid.slots();
    int newEnd = end + days;
    return appended(
        newGrid,
        table,
        days,
        Math.max(first, Math.min(end, newEnd - WINDOW)),
        Math.max(recent.first, Math.min(end - 1, newEnd - RECENT)));
  }

  private Deviations appended(
      DayGrid newGrid, double[] table, int days, int newFirst, int newRecent) {
    int slots = grid.slots();
    int kept = end - newFirst;
    int from = (newFirst - first) * slots;
    double[] newHeld = new double[(kept + days) * slots];
    double[] newLevel = new double[newHeld.length];
    double[] newBase = new double[newHeld.length + WEEK * slots];
    System.arraycopy(held, from, newHeld, 0, kept * slots);
    System.arraycopy(level, from, newLevel, 0, kept * slots);
    System.arraycopy(base, from, newBase, 0, (kept + WEEK) * slots);
    Deviations result =
        new Deviations(
            newGrid,
            scale,
            width,
            newFirst,
            end + days,
            newHeld,
            newLevel,
            newBase,
            usual.clone(),
            recent.copy(newRecent, end + days - newRecent, slots));
    double[] sample = new double[BASE_DAYS];
    double[] spread = new double[BASE_DAYS];
    for (int d = 0; d < days; d++) {
      result.take(end + d, table, d * slots, sample, spread);
    }
    return result;
  }

  // ---------------------------------------------------------------- one more day

  /** Fills in a day from its values; only while the state is being built. */
  private void take(int today, double[] table, int from, double[] sample, double[] spread) {
    int slots = grid.slots();
    int row = (today - first) * slots;
    int ahead = Math.floorMod(today, WEEK) * slots;
    for (int k = 0; k < slots; k++) {
      double value = table[from + k];
      double centre = usual[ahead + k];
      if (!Double.isNaN(value) && !Double.isNaN(centre) && width[k] > 0) {
        value = Math.max(centre - width[k], Math.min(centre + width[k], value));
      }
      held[row + k] = value;
      level[row + k] = Double.isNaN(value) ? Double.NaN : scale.to(value);
      if (Double.isNaN(base[row + k])) {
        base[row + k] = level[row + k]; // the first days have no base: they are taken as usual
      }
    }
    remember(today, row);
    int next = today + WEEK;
    int[] rows = new int[BASE_WEEKS];
    int weeksBack = ordinaryRows(next, rows);
    for (int k = 0; k < slots; k++) {
      double weeks = usual(rows, weeksBack, k, sample, spread);
      int at = (next - first) * slots + k;
      if (Double.isNaN(weeks)) {
        // Nothing in eleven weeks: as the week before, else as the day before.
        base[at] = Double.isNaN(base[row + k]) ? base[at - slots] : base[row + k];
      } else {
        usual[ahead + k] = weeks;
        base[at] = scale.to(weeks);
      }
    }
  }

  /** Finds where the like days of the weeks before begin, holidays left out; returns how many. */
  private int ordinaryRows(int target, int[] rows) {
    int n = 0;
    for (int w = 1; w <= BASE_WEEKS; w++) {
      int day = target - WEEK * w;
      if (day >= first && !grid.isHoliday(day)) {
        rows[n++] = (day - first) * grid.slots();
      }
    }
    return n;
  }

  /** Returns the weighted robust mean of the days that a base is made of, NaN if there is none. */
  private double usual(int[] rows, int weeksBack, int k, double[] sample, double[] spread) {
    int n = 0;
    for (int w = 0; w < weeksBack && n < BASE_DAYS; w++) {
      double value = held[rows[w] + k];
      if (!Double.isNaN(value)) {
        sample[n++] = value;
      }
    }
    if (n == 0) {
      return Double.NaN;
    }
    System.arraycopy(sample, 0, spread, 0, n);
    double median = SmallSort.sortedMedian(spread, n);
    double sd = MAD_TO_SD * SmallSort.medianDistance(spread, n, median);
    double reach = BASE_CLIP * (sd + SD_FLOOR * Math.abs(median));
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      double clipped = Math.max(median - reach, Math.min(median + reach, sample[i]));
      sum += BASE_WEIGHTS[i] * clipped;
      total += BASE_WEIGHTS[i];
    }
    return sum / total;
  }

  private void remember(int today, int row) {
    int slots = grid.slots();
    int d = today - recent.first;
    int at = d * slots;
    int before = at - slots;
    boolean started = d > 0;
    for (int k = 0; k < slots; k++) {
      double deviation = level[row + k] - base[row + k];
      double fast = started ? recent.fast[before + k] : 0;
      double slow = started ? recent.slow[before + k] : 0;
      boolean missing = Double.isNaN(deviation);
      recent.fast[at + k] = missing ? fast : FAST * fast + (1 - FAST) * deviation;
      recent.slow[at + k] = missing ? slow : SLOW * slow + (1 - SLOW) * deviation;
    }
    monthly(today, at);
    recent.day[d] = meanDeviation(row, 0, slots);
    recent.night[d] = meanDeviation(row, slots * 2 / 24, Math.max(1, slots * 5 / 24));
    recent.evening[d] = meanDeviation(row, slots * 21 / 24, slots);
    double fast = started ? recent.dayFast[d - 1] : 0;
    double slow = started ? recent.daySlow[d - 1] : 0;
    boolean missing = Double.isNaN(recent.day[d]);
    recent.dayFast[d] = missing ? fast : FAST * fast + (1 - FAST) * recent.day[d];
    recent.daySlow[d] = missing ? slow : SLOW * slow + (1 - SLOW) * recent.day[d];
  }

  private void monthly(int today, int at) {
    int slots = grid.slots();
    double[] sums = new double[slots];
    int[] counts = new int[slots];
    for (int d = Math.max(0, today - first - MONTH + 1); d <= today - first; d++) {
      for (int k = 0; k < slots; k++) {
        double value = level[d * slots + k];
        if (!Double.isNaN(value)) {
          sums[k] += value;
          counts[k]++;
        }
      }
    }
    for (int k = 0; k < slots; k++) {
      recent.month[at + k] = counts[k] == 0 ? Double.NaN : sums[k] / counts[k];
    }
  }

  private double meanDeviation(int row, int from, int to) {
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

  DayGrid grid() {
    return grid;
  }

  DemandScale scale() {
    return scale;
  }

  /** Returns the first day there is. */
  int first() {
    return first;
  }

  /** Returns the first day that is not wholly known. */
  int end() {
    return end;
  }

  /** Returns for how many days there has been no value. */
  int daysWithoutValue() {
    for (int day = end - 1; day >= first; day--) {
      for (int k = 0; k < grid.slots(); k++) {
        if (!Double.isNaN(level(day, k))) {
          return end - 1 - day;
        }
      }
    }
    return end - first;
  }

  /** Returns the level of a slot, NaN where it is missing or not there. */
  double level(int day, int k) {
    return day < first || day >= end ? Double.NaN : level[(day - first) * grid.slots() + k];
  }

  /**
   * Returns the base of a slot of a day before {@code end + 7}; 0, the mean, if it never had one.
   */
  double base(int day, int k) {
    double value = base[(Math.max(day, first) - first) * grid.slots() + k];
    return Double.isNaN(value) ? 0 : value;
  }

  /** Returns whether a value is held where it is, so that {@link #level} is its own. */
  boolean isItself(int day, int k, double value) {
    return held[(day - first) * grid.slots() + k] == value;
  }

  /** Returns the deviation of a slot, 0 where it is missing. */
  double deviation(int day, int k) {
    double value = level(day, k);
    return Double.isNaN(value) ? 0 : value - base(day, k);
  }

  /** Returns the mean level of a slot over four weeks up to a day, NaN if there is none. */
  double month(int day, int k) {
    return recent.month[(day - recent.first) * grid.slots() + k];
  }

  double fast(int day, int k) {
    return recent.fast[(day - recent.first) * grid.slots() + k];
  }

  double slow(int day, int k) {
    return recent.slow[(day - recent.first) * grid.slots() + k];
  }

  /** Returns the mean deviation of a day, 0 where it is missing or not there. */
  double ofDay(int day) {
    return known(recent.day, day);
  }

  double ofNight(int day) {
    return known(recent.night, day);
  }

  double ofEvening(int day) {
    return known(recent.evening, day);
  }

  double dayFast(int day) {
    return recent.dayFast[day - recent.first];
  }

  double daySlow(int day) {
    return recent.daySlow[day - recent.first];
  }

  /** Returns the mean deviation of the week up to a day. */
  double ofWeek(int day) {
    double sum = 0;
    int n = 0;
    for (int d = Math.max(recent.first, day - WEEK + 1); d <= day; d++) {
      double value = recent.day[d - recent.first];
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  private double known(double[] byDay, int day) {
    int d = day - recent.first;
    return d < 0 || Double.isNaN(byDay[d]) ? 0 : byDay[d];
  }

  // ---------------------------------------------------------------- files

  /** Writes what a forecast needs. */
  void write(EntryWriter to) {
    to.writeBoolean(scale.logarithmic()).writeDouble(scale.unit());
    to.writeDoubles(width).writeInt(first).writeInt(end);
    to.writeDoubles(held).writeDoubles(level).writeDoubles(base).writeDoubles(usual);
    to.writeInt(recent.first);
    to.writeDoubles(recent.month).writeDoubles(recent.fast).writeDoubles(recent.slow);
    to.writeDoubles(recent.day).writeDoubles(recent.night).writeDoubles(recent.evening);
    to.writeDoubles(recent.dayFast).writeDoubles(recent.daySlow);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it contradicts itself
   */
  static Deviations read(EntryReader from, DayGrid grid) {
    int slots = grid.slots();
    boolean logarithmic = from.readBoolean();
    DemandScale scale = new DemandScale(logarithmic, from.readFinite("unit"));
    double[] width = from.readDoubles("width", slots);
    int first = from.readInt();
    int end = from.readInt();
    long days = (long) end - first;
    if (!(scale.unit() > 0) || days < 1 || days > Integer.MAX_VALUE / slots - WEEK) {
      throw from.corrupt("days " + first + " to " + end + ", unit " + scale.unit());
    }
    int n = (int) days * slots;
    double[] held = from.readDoubles("values", n);
    double[] level = from.readDoubles("levels", n);
    double[] base = from.readDoubles("bases", n + WEEK * slots);
    double[] usual = from.readDoubles("bases to come", WEEK * slots);
    int recentFirst = from.readInt("first recent day", first, end - 1);
    int recentDays = end - recentFirst;
    Recent recent =
        new Recent(
            recentFirst,
            from.readDoubles("months", recentDays * slots),
            from.readDoubles("fast", recentDays * slots),
            from.readDoubles("slow", recentDays * slots),
            from.readDoubles("days", recentDays),
            from.readDoubles("nights", recentDays),
            from.readDoubles("evenings", recentDays),
            from.readDoubles("fast of days", recentDays),
            from.readDoubles("slow of days", recentDays));
    return new Deviations(grid, scale, width, first, end, held, level, base, usual, recent);
  }

  /** Returns this with a calendar that is known better by now. */
  Deviations with(DayGrid newGrid) {
    return new Deviations(newGrid, scale, width, first, end, held, level, base, usual, recent);
  }
}
