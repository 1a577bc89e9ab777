// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;

/**
 * The days of an axis as the consumers keep them: day of the week, 7 for public holidays too.
 * Looked up once for all series of a panel. Immutable.
 */
final class DayTypes {
  private static final byte HOLIDAY = 8;

  private final WallClock clock;
  private final long first;
  private final byte[] types;
  private final boolean anyHolidays;

  /**
   * @param before days before the axis that may be asked for, too
   */
  DayTypes(TimeAxis axis, Calendar calendar, int before) {
    this.clock = calendar.clock();
    int length = axis.length();
    this.first = length == 0 ? 0 : clock.epochDay(axis.epochSecond(0)) - before;
    long last = length == 0 ? -1 : clock.epochDay(axis.epochSecond(length - 1));
    this.types = new byte[Math.toIntExact(last - first + 1)];
    boolean any = false;
    for (int i = 0; i < types.length; i++) {
      boolean holiday = calendar.isHoliday(first + i);
      any |= holiday;
      types[i] = holiday ? HOLIDAY : (byte) WallClock.dayOfWeekOf(first + i);
    }
    this.anyHolidays = any;
  }

  WallClock clock() {
    return clock;
  }

  /** Returns whether there is any holiday among these days. */
  boolean anyHolidays() {
    return anyHolidays;
  }

  boolean isHoliday(long epochDay) {
    return types[(int) (epochDay - first)] == HOLIDAY;
  }

  /** Returns the day of the week, 7 for Sundays and public holidays. */
  int weekday(long epochDay) {
    return Math.min(7, types[(int) (epochDay - first)]);
  }
}
