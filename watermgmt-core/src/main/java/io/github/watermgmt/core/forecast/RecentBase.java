// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * Another idea of what is usual, and how a series deviated from that: a base that follows within
 * days. The working days, and the days of rest, have a mean for each slot that fades with a
 * half-life of four of them; each day of the week has its own difference from that, which fades in
 * thirty weeks. As for {@link Deviations}, bases are known a week ahead; holidays do not count.
 *
 * <p>A regression around this base errs differently from one around like days of eight weeks.
 *
 * <p>Thread-safety: immutable.
 */
final class RecentBase {
  private static final int WEEK = Deviations.WEEK;
  private static final int SATURDAY = 6;
  private static final int SETTLED = 4 * WEEK; // days before it is used
  private static final int MOST_SEEN = 1 << 30; // days
  private static final double MEAN_GAIN = 1 - StrictMath.pow(0.5, 1 / 4.0);
  private static final double WEEKDAY_GAIN = 1 - StrictMath.pow(0.5, 1 / 30.0);

  private final Deviations deviations;
  private final double[] mean; // [rest * slots + slot] on the scale, NaN where not yet known
  private final double[] weekday; // [(day of week - 1) * slots + slot], beyond the mean
  private final int[] seen; // days that count, of work and of rest

  private RecentBase(Deviations deviations, double[] mean, double[] weekday, int[] seen) {
    this.deviations = deviations;
    this.mean = mean;
    this.weekday = weekday;
    this.seen = seen;
  }

  /** Learns from the same days as others. */
  static RecentBase of(Deviations state) {
    int slots = state.grid().slots();
    int days = state.end() - state.first();
    double[] mean = new double[2 * slots];
    Arrays.fill(mean, Double.NaN);
    double[] weekday = new double[WEEK * slots];
    int[] seen = new int[2];
    double[] base = state.bases();
    MonthMeans months = new MonthMeans(slots);
    RecentDeviations recent = new RecentDeviations(slots, state.first(), days);
    for (int d = 0; d < days; d++) {
      int today = state.first() + d;
      state.remember(today, base, recent, months);
      learn(state, today, mean, weekday, seen);
      if (seen[0] + seen[1] > SETTLED) {
        ahead(slots, today + WEEK, mean, weekday, base, (d + WEEK) * slots);
      }
    }
    return new RecentBase(state.around(base, recent), mean, weekday, seen);
  }

  private static int rest(int day) {
    return DayGrid.dayOfWeek(day) >= SATURDAY ? 1 : 0;
  }

  private static void learn(
      Deviations state, int day, double[] mean, double[] weekday, int[] seen) {
    if (state.grid().isHoliday(day)) {
      return;
    }
    int slots = state.grid().slots();
    int rest = rest(day);
    int ofMean = rest * slots;
    int ofWeekday = (DayGrid.dayOfWeek(day) - 1) * slots;
    seen[rest]++;
    double gain = Math.max(MEAN_GAIN, 1.0 / seen[rest]);
    for (int k = 0; k < slots; k++) {
      double level = state.level(day, k);
      if (Double.isNaN(level)) {
        continue;
      }
      if (Double.isNaN(mean[ofMean + k])) {
        mean[ofMean + k] = level;
      }
      double beyond = weekday[ofWeekday + k];
      mean[ofMean + k] += gain * (level - mean[ofMean + k] - beyond);
      weekday[ofWeekday + k] += WEEKDAY_GAIN * (level - mean[ofMean + k] - beyond);
    }
  }

  /** Writes the base of a day where it is known; elsewhere what is there remains. */
  private static void ahead(
      int slots, int target, double[] mean, double[] weekday, double[] base, int at) {
    int ofMean = rest(target) * slots;
    int ofWeekday = (DayGrid.dayOfWeek(target) - 1) * slots;
    for (int k = 0; k < slots; k++) {
      double value = mean[ofMean + k] + weekday[ofWeekday + k];
      if (!Double.isNaN(value)) {
        base[at + k] = value;
      }
    }
  }

  /** Returns how the series deviated from this base. */
  Deviations deviations() {
    return deviations;
  }

  /** Returns the same with what matters to a forecast only. */
  RecentBase trimmed() {
    return new RecentBase(deviations.trimmed(), mean, weekday, seen);
  }

  /** Returns this after one more whole day, the last of a state. */
  RecentBase advanced(Deviations state) {
    int slots = state.grid().slots();
    int today = state.end() - 1;
    double[] newMean = mean.clone();
    double[] newWeekday = weekday.clone();
    int[] newSeen = seen.clone();
    double[] base = state.bases();
    for (int day = state.first(); day < today + WEEK; day++) {
      for (int k = 0; k < slots; k++) {
        base[(day - state.first()) * slots + k] = deviations.base(day, k);
      }
    }
    learn(state, today, newMean, newWeekday, newSeen);
    if (newSeen[0] + newSeen[1] > SETTLED) {
      int at = (today + WEEK - state.first()) * slots;
      ahead(slots, today + WEEK, newMean, newWeekday, base, at);
    }
    int from = state.recent().first();
    RecentDeviations recent = deviations.recent().copy(from, state.end() - from);
    state.remember(today, base, recent, new MonthMeans(slots));
    return new RecentBase(state.around(base, recent), newMean, newWeekday, newSeen);
  }

  // ---------------------------------------------------------------- files

  /** Writes what the state that it shares does not say. */
  void write(EntryWriter to) {
    to.writeDoubles(deviations.bases());
    deviations.recent().write(to);
    to.writeDoubles(mean).writeDoubles(weekday).writeInt(seen[0]).writeInt(seen[1]);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param state the days that others look back on
   * @throws io.github.watermgmt.model.ModelCorruptException if it does not fit them
   */
  static RecentBase read(EntryReader from, Deviations state) {
    int slots = state.grid().slots();
    double[] base = from.readDoubles("recent bases", state.bases().length);
    RecentDeviations recent = RecentDeviations.read(from, slots, state.first(), state.end());
    double[] mean = from.readDoubles("means of days", 2 * slots);
    double[] weekday = from.readDoubles("days of the week", WEEK * slots);
    int[] seen = {
      from.readInt("days of work", 0, MOST_SEEN), from.readInt("days of rest", 0, MOST_SEEN)
    };
    return new RecentBase(state.around(base, recent), mean, weekday, seen);
  }

  @Override
  public String toString() {
    return seen[0] + " days of work, " + seen[1] + " of rest";
  }
}
