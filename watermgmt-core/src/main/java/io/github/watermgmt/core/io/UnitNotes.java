// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import io.github.watermgmt.unit.UnitCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Flags flows and volumes whose level looks like a mix-up of units: against what was to be
 * expected, and against the column's own past, because loggers are exchanged and exports are
 * changed.
 *
 * <p>O(values log values of a day); a day is represented by at most 1,440 values.
 */
final class UnitNotes {
  private static final double TOLERANCE = 0.15;
  private static final int WINDOW_DAYS = 7;
  private static final int SHORTEST_DAYS = 2;
  private static final int VALUES_PER_DAY = 1440;

  private UnitNotes() {}

  /** Returns the notes; {@code typical} has expected medians in canonical units. */
  static List<String> of(Panel panel, Map<String, Double> typical) {
    List<String> notes = new ArrayList<>();
    for (Series series : panel.series()) {
      if (isSuspectQuantity(series)) {
        double[] days = dailyMedians(series);
        againstExpectation(series, days, typical.getOrDefault(series.id(), Double.NaN), notes);
        againstOwnPast(series, days, notes);
      }
    }
    return notes;
  }

  /** Returns the medians of flows and volumes that have a positive one, in canonical units. */
  static Map<String, Double> medians(Panel panel) {
    Map<String, Double> medians = new LinkedHashMap<>();
    for (Series series : panel.series()) {
      if (isSuspectQuantity(series)) {
        double[] days = dailyMedians(series);
        double median = median(days, 0, days.length);
        if (median > 0) {
          medians.put(series.id(), median);
        }
      }
    }
    return medians;
  }

  private static boolean isSuspectQuantity(Series series) {
    return series.quantity().equals(Quantity.FLOW) || series.quantity().equals(Quantity.VOLUME);
  }

  private static void againstExpectation(
      Series series, double[] days, double expected, List<String> notes) {
    double median = median(days, 0, days.length);
    UnitCheck.suspect(expected, median, TOLERANCE)
        .ifPresent(
            what ->
                notes.add(
                    series.id()
                        + ": a median of "
                        + text(median, series)
                        + " where "
                        + text(expected, series)
                        + " was expected; "
                        + what));
  }

  /** Compares the week before each day with the week from it on; tells the first lasting jump. */
  private static void againstOwnPast(Series series, double[] days, List<String> notes) {
    int jump = -1;
    for (int day = SHORTEST_DAYS; day <= days.length - SHORTEST_DAYS; day++) {
      double before = median(days, Math.max(0, day - WINDOW_DAYS), day);
      double after = median(days, day, Math.min(days.length, day + WINDOW_DAYS));
      if (UnitCheck.suspect(before, after, TOLERANCE).isPresent()
          && isSudden(days, day, after / before)) {
        if (jump < 0 || steepness(days, day) > steepness(days, jump)) {
          jump = day;
        }
      } else if (jump >= 0) {
        break;
      }
    }
    if (jump < 0) {
      return;
    }
    double before = median(days, Math.max(0, jump - WINDOW_DAYS), jump);
    double after = median(days, jump, Math.min(days.length, jump + WINDOW_DAYS));
    int step = jump * stepsPerDay(series);
    UnitCheck.suspect(before, after, TOLERANCE)
        .ifPresent(
            what ->
                notes.add(
                    series.id()
                        + ": the median changes from "
                        + text(before, series)
                        + " to "
                        + text(after, series)
                        + " about "
                        + series.axis().instant(step)
                        + "; "
                        + what));
  }

  /** Half of the change, as a ratio, comes within two days; growth and seasons take longer. */
  private static boolean isSudden(double[] days, int day, double ratio) {
    int second = Math.min(day + 1, days.length - 1);
    double most = 0;
    for (double there : new double[] {days[day], days[second]}) {
      double change = StrictMath.log(there / days[day - 1]) / StrictMath.log(ratio);
      most = change > most ? change : most;
    }
    return most > 0.5;
  }

  private static double steepness(double[] days, int day) {
    double change = Math.abs(days[day] - days[day - 1]);
    return Double.isNaN(change) ? 0 : change;
  }

  private static int stepsPerDay(Series series) {
    return (int) Math.max(1, 86_400 / series.axis().stepSeconds());
  }

  private static double[] dailyMedians(Series series) {
    int perDay = stepsPerDay(series);
    int stride = Math.max(1, perDay / VALUES_PER_DAY);
    double[] days = new double[(series.length() - 1) / perDay + 1];
    double[] buffer = new double[(perDay - 1) / stride + 1];
    for (int day = 0; day < days.length; day++) {
      int end = (int) Math.min(series.length(), (day + 1L) * perDay);
      int n = 0;
      for (int i = day * perDay; i < end; i += stride) {
        buffer[n++] = series.value(i);
      }
      days[day] = median(buffer, 0, n);
    }
    return days;
  }

  /** Returns the median of what is there, NaN if nothing is. */
  private static double median(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    int n = sorted.length;
    while (n > 0 && Double.isNaN(sorted[n - 1])) {
      n--;
    }
    return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
  }

  private static String text(double value, Series series) {
    return String.format(Locale.ROOT, "%.4g %s", value, Unit.canonical(series.quantity()).symbol());
  }
}
