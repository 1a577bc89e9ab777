// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.time.YearMonth;

/**
 * Months as a {@link TimeAxis}. Calendar months are not of equal length and a time axis is regular,
 * so each month is stamped on a grid of nominal months of 2,629,746 seconds (a twelfth of the mean
 * Gregorian year) from January 1970. A stamp lies within three days of the true beginning of its
 * month until 2200; which month it means is exact, and twelve steps are a year. Values that stand
 * on such an axis are those of the true months: a total counts its 28 to 31 days.
 *
 * <p>Thread-safety: stateless. All calls are O(1).
 */
public final class MonthAxis {
  /** Seconds of a nominal month. */
  public static final long STEP_SECONDS = 2_629_746;

  private static final int YEAR = 12;
  private static final int EPOCH = 1970;

  private MonthAxis() {}

  /** Returns the axis of {@code months} months from {@code first}. */
  public static TimeAxis of(YearMonth first, int months) {
    return TimeAxis.of(index(first) * STEP_SECONDS, STEP_SECONDS, months);
  }

  /** Returns whether an axis is one of months. */
  public static boolean isMonthly(TimeAxis axis) {
    return axis.stepSeconds() == STEP_SECONDS && axis.epochSecond(0) % STEP_SECONDS == 0;
  }

  /**
   * Returns the month of a step, which may lie outside the axis.
   *
   * @throws DataException WM-105 if the axis is not one of months
   */
  public static YearMonth month(TimeAxis axis, int step) {
    if (!isMonthly(axis)) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "axis", axis, "must be one of months", "sum up by MonthlySeries.of first"));
    }
    return ofIndex(axis.epochSecond(step) / STEP_SECONDS);
  }

  /** Returns the step of a month, which may lie outside the axis. */
  static int step(TimeAxis axis, YearMonth month) {
    return Math.toIntExact(index(month) - axis.epochSecond(0) / STEP_SECONDS);
  }

  static YearMonth ofIndex(long months) {
    return YearMonth.of(
        Math.toIntExact(EPOCH + Math.floorDiv(months, YEAR)), Math.floorMod(months, YEAR) + 1);
  }

  static long index(YearMonth month) {
    return (month.getYear() - EPOCH) * (long) YEAR + month.getMonthValue() - 1;
  }
}
