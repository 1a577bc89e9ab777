// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * Local calendar days of equal slots by wall-clock time, and where each step of an axis falls among
 * them; shared by all series of a panel. Days are days since 1970-01-01.
 *
 * <p>Thread-safety: immutable.
 */
final class DayGrid {
  static final long DAY_SECONDS = 86_400;
  private static final int SUNDAY = 7;

  private final Calendar calendar;
  private final long stepSeconds;
  private final int slots;

  DayGrid(Calendar calendar, long stepSeconds) {
    this.calendar = calendar;
    this.stepSeconds = stepSeconds;
    this.slots = (int) (DAY_SECONDS / stepSeconds);
  }

  /** Returns the slots of a day. */
  int slots() {
    return slots;
  }

  Calendar calendar() {
    return calendar;
  }

  /** Returns the local day of an instant. */
  int day(long epochSecond) {
    return (int) calendar.clock().epochDay(epochSecond);
  }

  /** Returns the slot of an instant within its day. */
  int slot(long epochSecond) {
    return (int) Math.min(slots - 1, calendar.clock().secondOfDay(epochSecond) / stepSeconds);
  }

  /** Returns the day of the week: 1 = Monday to 7 = Sunday. */
  static int dayOfWeek(int day) {
    return WallClock.dayOfWeekOf(day);
  }

  /** Returns whether a day is a public holiday that is not on a Sunday anyway. */
  boolean isHoliday(int day) {
    return dayOfWeek(day) != SUNDAY && calendar.isHoliday(day);
  }

  /** Returns whether the calendar knows the holidays of a day. */
  boolean isCovered(int day) {
    return calendar.covers(day);
  }

  /**
   * Returns for each step of an axis its day, counted from {@code firstDay}, times slots + slot.
   */
  int[] cells(TimeAxis axis, int firstDay) {
    int[] cells = new int[axis.length()];
    WallClock clock = calendar.clock();
    for (int i = 0; i < cells.length; i++) {
      long at = axis.epochSecond(i);
      long local = at + clock.offsetAt(at);
      long second = Math.floorMod(local, DAY_SECONDS);
      int slot = (int) Math.min(slots - 1, second / stepSeconds);
      cells[i] = (int) (Math.floorDiv(local, DAY_SECONDS) - firstDay) * slots + slot;
    }
    return cells;
  }

  /**
   * Returns a series by day and slot. The hour that happens twice is the mean of both; the hour
   * that is skipped is missing.
   *
   * @param cells where the steps of the series fall
   * @param days length of the table in days
   */
  double[] table(Series series, int[] cells, int days) {
    double[] table = new double[days * slots];
    Arrays.fill(table, Double.NaN);
    int previous = -1;
    int n = 0;
    for (int i = 0; i < cells.length; i++) {
      double value = series.value(i);
      if (Double.isNaN(value)) {
        continue;
      }
      int cell = cells[i];
      if (Double.isNaN(table[cell])) {
        table[cell] = value;
      } else {
        // Twice the same wall-clock time: a running mean; almost always of two.
        n = cell == previous ? n + 1 : 2;
        table[cell] += (value - table[cell]) / n;
        previous = cell;
      }
    }
    return table;
  }
}
