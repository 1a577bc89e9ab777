// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.WallClock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says to which group a step of a backtest row belongs, such as its lead or its hour of the day;
 * see {@link Breakdown}.
 *
 * <p>Thread-safety: implementations are immutable and may be shared.
 */
@FunctionalInterface
public interface Slice {
  /** A day that is neither of the others. */
  String WORKDAY = "workday";

  /** A Saturday that is no public holiday. */
  String SATURDAY = "Saturday";

  /** A Sunday that is no public holiday. */
  String SUNDAY = "Sunday";

  /** A public holiday, whatever its day of the week. */
  String HOLIDAY = "public holiday";

  /** The groups of {@link #dayType}, in order. */
  List<String> DAY_TYPES = List.of(WORKDAY, SATURDAY, SUNDAY, HOLIDAY);

  /** Returns the group of a step. */
  String group(BacktestRow row, int step);

  /**
   * Groups by the time from the origin to the start of the step: {@code 1} for what lies within the
   * first width, {@code 2} for the next, and so on.
   *
   * @param width such as a day; at least a second
   */
  static Slice lead(Duration width) {
    long seconds = width.toSeconds();
    if (seconds < 1) {
      throw new IllegalArgumentException("width (" + width + "), must be at least a second.");
    }
    return (row, step) -> Long.toString(step * row.targets().stepSeconds() / seconds + 1);
  }

  /** Groups by the wall clock's hour at the start of the step: {@code 00} to {@code 23}. */
  static Slice hour(WallClock clock) {
    List<String> names =
        IntStream.range(0, 24).mapToObj(hour -> (hour < 10 ? "0" : "") + hour).toList();
    return (row, step) -> names.get(clock.hourOfDay(row.targets().epochSecond(step)));
  }

  /** Groups by what day it is where the step starts: one of {@link #DAY_TYPES}. */
  static Slice dayType(Calendar calendar) {
    return (row, step) -> {
      long day = calendar.clock().epochDay(row.targets().epochSecond(step));
      if (calendar.isHoliday(day)) {
        return HOLIDAY;
      }
      int weekday = WallClock.dayOfWeekOf(day);
      return weekday == DayOfWeek.SATURDAY.getValue()
          ? SATURDAY
          : weekday == DayOfWeek.SUNDAY.getValue() ? SUNDAY : WORKDAY;
    };
  }

  /** Groups by series. */
  static Slice series() {
    return (row, step) -> row.series();
  }
}
