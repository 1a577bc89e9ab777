// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the days of the past that a forecast day is most like: what a planner remembers and can
 * compare with.
 *
 * <p>Thread-safety: stateless.
 */
public final class SimilarDays {
  /** Share of a day's steps that must be known for it to be compared. */
  private static final double KNOWN = 0.9;

  private SimilarDays() {}

  /**
   * A day of the past.
   *
   * @param date by the wall clock
   * @param distance mean absolute difference to the forecast day at the same wall-clock times, in
   *     the canonical unit of the series
   */
  public record Day(LocalDate date, double distance) {}

  /**
   * Returns the past days whose values at the same wall-clock times are nearest to those of a
   * forecast day, nearest first; of equals the latest. Days of which less than nine tenths is known
   * are left out.
   *
   * <p>Time: the days of the past times the steps of the day.
   *
   * @param past what is known; days after its end or not before the forecast day do not count
   * @param axis steps of the forecast day, all of one local day
   * @param values forecast of these steps in the canonical unit
   * @param count most days to return, at least 1
   * @throws IllegalArgumentException if there is not one value per step, none at all, the steps are
   *     of several days, or the count is below 1
   */
  public static List<Day> of(
      Series past, WallClock clock, TimeAxis axis, double[] values, int count) {
    int n = axis.length();
    if (n == 0 || values.length != n || count < 1) {
      throw new IllegalArgumentException(
          "values, steps, count ("
              + values.length
              + ", "
              + n
              + ", "
              + count
              + "), must be as many values as steps, and at least 1.");
    }
    long day = clock.epochDay(axis.epochSecond(0));
    if (clock.epochDay(axis.epochSecond(n - 1)) != day) {
      throw new IllegalArgumentException(
          "steps (" + axis + "), must be of one day in " + clock.zone() + ".");
    }
    List<Day> days = new ArrayList<>();
    if (past.length() > 0) {
      long first = clock.epochDay(past.axis().epochSecond(0));
      for (long before = day - 1; before >= first; before--) {
        double sum = 0;
        int known = 0;
        for (int t = 0; t < n; t++) {
          long then = clock.shiftDays(axis.epochSecond(t), (int) (before - day));
          int index = past.axis().indexCovering(then);
          double value = index < 0 ? Double.NaN : past.value(index);
          if (!Double.isNaN(value)) {
            sum += Math.abs(value - values[t]);
            known++;
          }
        }
        if (known > 0 && known >= KNOWN * n) {
          days.add(new Day(LocalDate.ofEpochDay(before), sum / known));
        }
      }
    }
    // The sort is stable: of equals the latest stays first.
    days.sort(Comparator.comparingDouble(Day::distance));
    return List.copyOf(days.subList(0, Math.min(count, days.size())));
  }
}
