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

  /** Days that a forecast looks back, and some to spare. */
  static final int WINDOW = WEEK * (RobustBase.WEEKS + 3);

  /** Days that a forecast looks back for what {@link RecentDeviations} holds. */
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
  private final RecentDeviations recent;

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
      RecentDeviations recent) {
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
    double[] width = RobustBase.width(table, slots, days);
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
            new RecentDeviations(slots, first, 0));
    return empty.appended(grid, table, days, first, first);
  }

  private static double[] missing(int n) {
    double[] missing = new double[n];
    Arrays.fill(missing, Double.NaN);
    return missing;
  }

  /** Returns the same state with what matters to a forecast only. */
  Deviations trimmed() {
    int keptFrom = Math.max(first, end - WINDOW);
    return appended(grid, new double[0], 0, keptFrom, Math.max(recent.first(), end - RECENT));
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
        Math.max(recent.first(), Math.min(end - 1, newEnd - RECENT)));
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
            recent.copy(newRecent, end + days - newRecent));
    RobustBase like = new RobustBase(slots);
    MonthMeans months = new MonthMeans(slots);
    double[] usually = new double[slots];
    for (int d = 0; d < days; d++) {
      result.take(end + d, table, d * slots, months);
      result.look(end + d, like, usually);
    }
    return result;
  }

  // ---------------------------------------------------------------- one more day

  /** Fills in a day from its values; only while the state is being built. */
  private void take(int today, double[] table, int from, MonthMeans months) {
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
    recent.remember(today, level, base, first, months);
  }

  /** Fills in the base of the same day a week later; likewise. */
  private void look(int today, RobustBase like, double[] usually) {
    int slots = grid.slots();
    int row = (today - first) * slots;
    int ahead = Math.floorMod(today, WEEK) * slots;
    int next = today + WEEK;
    int to = (next - first) * slots;
    like.means(grid, first, next, held, usually);
    for (int k = 0; k < slots; k++) {
      double weeks = usually[k];
      if (Double.isNaN(weeks)) {
        // Nothing in eleven weeks: as the week before, else as the day before.
        base[to + k] = Double.isNaN(base[row + k]) ? base[to + k - slots] : base[row + k];
      } else {
        usual[ahead + k] = weeks;
        base[to + k] = scale.to(weeks);
      }
    }
  }

  // ---------------------------------------------------------------- another base

  /**
   * Returns a copy of the bases, {@code [(day - first) * slots + slot]}, up to a week beyond the
   * end, NaN where there never was one.
   */
  double[] bases() {
    return base.clone();
  }

  /** Fills in a day of running means around other bases. */
  void remember(int day, double[] bases, RecentDeviations to, MonthMeans months) {
    to.remember(day, level, bases, first, months);
  }

  /** Returns the same days around other bases, which are not to be changed any more. */
  Deviations around(double[] bases, RecentDeviations means) {
    return new Deviations(grid, scale, width, first, end, held, level, bases, usual, means);
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

  /** Returns the one value that all days looked back on have; NaN if they have several, or none. */
  double onlyValue() {
    double only = Double.NaN;
    for (int i = 0; i < held.length; i++) {
      if (!Double.isNaN(held[i]) && held[i] != only) {
        if (!Double.isNaN(only)) {
          return Double.NaN;
        }
        only = held[i];
      }
    }
    return only;
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

  /**
   * Writes by how much the slots of the last known day, and their means over the month before its
   * end, differ from the base of a target day; 0 where they are missing.
   */
  void sinceBase(int target, int last, double[] to, int dayAt, int monthAt) {
    int slots = grid.slots();
    int based = (Math.max(RidgeInputs.knownBase(target, this), first) - first) * slots;
    int at = (last - first) * slots;
    for (int k = 0; k < slots; k++) {
      double known = base[based + k];
      double usually = Double.isNaN(known) ? 0 : known;
      double day = level[at + k] - usually;
      double month = recent.month(last, k) - usually;
      to[dayAt + k] = Double.isNaN(day) ? 0 : day;
      to[monthAt + k] = Double.isNaN(month) ? 0 : month;
    }
  }

  /** Returns the running means up to each of the last days. */
  RecentDeviations recent() {
    return recent;
  }

  // ---------------------------------------------------------------- files

  /** Writes what a forecast needs. */
  void write(EntryWriter to) {
    to.writeBoolean(scale.logarithmic()).writeDouble(scale.unit());
    to.writeDoubles(width).writeInt(first).writeInt(end);
    to.writeDoubles(held).writeDoubles(level).writeDoubles(base).writeDoubles(usual);
    recent.write(to);
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
    RecentDeviations recent = RecentDeviations.read(from, slots, first, end);
    return new Deviations(grid, scale, width, first, end, held, level, base, usual, recent);
  }

  /** Returns this with a calendar that is known better by now. */
  Deviations with(DayGrid newGrid) {
    return new Deviations(newGrid, scale, width, first, end, held, level, base, usual, recent);
  }
}
