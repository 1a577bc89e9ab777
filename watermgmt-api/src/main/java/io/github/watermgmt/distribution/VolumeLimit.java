// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.series.TimeAxis;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A licence over a span of steps: the greatest volume that a source may give from one step to
 * another. Spans may overlap. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param fromStep the first step, from 0
 * @param toStep the step after the last one, at most the number of steps
 * @param maxVolumeM3 greatest volume in all of these steps, m³, at least 0
 */
public record VolumeLimit(int fromStep, int toStep, double maxVolumeM3) {

  /**
   * Returns a limit for each calendar day that the steps touch. A step belongs to the day in which
   * it starts, and a day of which only a part lies in the steps has all of its volume.
   *
   * @param zone whose days; they may have 23 or 25 hours
   * @param maxVolumeM3 greatest volume of a day, m³
   * @param usedM3 what has been taken of the first day's before the first step, m³
   */
  public static List<VolumeLimit> perDay(
      TimeAxis axis, ZoneId zone, double maxVolumeM3, double usedM3) {
    return perPeriod(axis, zone, day -> day, maxVolumeM3, usedM3);
  }

  /**
   * Returns a limit for each calendar month that the steps touch. A step belongs to the month in
   * which it starts, and a month of which only a part lies in the steps has all of its volume: give
   * what is meant for the steps if other plans are to follow.
   *
   * @param zone whose months
   * @param maxVolumeM3 greatest volume of a month, m³
   * @param usedM3 what has been taken of the first month's before the first step, m³
   */
  public static List<VolumeLimit> perMonth(
      TimeAxis axis, ZoneId zone, double maxVolumeM3, double usedM3) {
    return perPeriod(axis, zone, day -> day.withDayOfMonth(1), maxVolumeM3, usedM3);
  }

  private static List<VolumeLimit> perPeriod(
      TimeAxis axis,
      ZoneId zone,
      UnaryOperator<LocalDate> firstDay,
      double maxVolumeM3,
      double usedM3) {
    List<VolumeLimit> limits = new ArrayList<>();
    int from = 0;
    for (int t = 1; t <= axis.length(); t++) {
      if (t == axis.length()
          || !period(axis, t, zone, firstDay).equals(period(axis, from, zone, firstDay))) {
        double left = from == 0 ? Math.max(0, maxVolumeM3 - usedM3) : maxVolumeM3;
        limits.add(new VolumeLimit(from, t, left));
        from = t;
      }
    }
    return List.copyOf(limits);
  }

  private static LocalDate period(
      TimeAxis axis, int step, ZoneId zone, UnaryOperator<LocalDate> firstDay) {
    return firstDay.apply(axis.instant(step).atZone(zone).toLocalDate());
  }

  /** Returns whether a step is one of these. */
  public boolean covers(int step) {
    return fromStep <= step && step < toStep;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s m3 in steps %d to %d", maxVolumeM3, fromStep, toStep - 1);
  }
}
