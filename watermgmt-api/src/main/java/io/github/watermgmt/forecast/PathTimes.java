// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Peaks and totals of the sample paths of one series over time. */
final class PathTimes {
  private final TimeAxis axis;
  private final Forecast.Entry entry;
  private final double[][][] paths;
  private final int series;

  PathTimes(TimeAxis axis, Forecast.Entry entry, double[][][] paths, int series) {
    this.axis = axis;
    this.entry = entry;
    this.paths = paths;
    this.series = series;
  }

  /** What is made of the steps from one to another. */
  interface Span {
    PathSample of(int from, int to);
  }

  PathSample peak(int from, int to) {
    double[] peaks = new double[paths.length];
    for (int p = 0; p < peaks.length; p++) {
      double peak = paths[p][series][from];
      for (int t = from + 1; t < to; t++) {
        peak = Math.max(peak, paths[p][series][t]);
      }
      peaks[p] = peak;
    }
    return new PathSample(entry.quantity(), peaks);
  }

  PathSample total(int from, int to) {
    Quantity quantity = totalQuantity();
    double weight = entry.support() == Support.INTERVAL_MEAN ? axis.stepHours() : 1;
    double[] totals = new double[paths.length];
    for (int p = 0; p < totals.length; p++) {
      double sum = 0;
      for (int t = from; t < to; t++) {
        sum += paths[p][series][t];
      }
      totals[p] = weight * sum;
    }
    return new PathSample(quantity, totals);
  }

  private Quantity totalQuantity() {
    if (entry.support() == Support.INTERVAL_TOTAL) {
      return entry.quantity();
    }
    if (entry.support() == Support.INTERVAL_MEAN && entry.quantity().equals(Quantity.FLOW)) {
      return Quantity.VOLUME;
    }
    if (entry.support() == Support.INTERVAL_MEAN && entry.quantity().equals(Quantity.POWER)) {
      return Quantity.ENERGY;
    }
    throw new UnsupportedRequestException(
        Validation.message(
            "series '" + entry.id() + "'",
            entry.quantity() + ", " + entry.support(),
            "has no total over time, as interval totals and mean flows and powers have",
            "ask for its peak, or its mean by overSteps"));
  }

  SortedMap<LocalDate, PathSample> days(Calendar calendar, Span span) {
    WallClock clock = calendar.clock();
    SortedMap<LocalDate, PathSample> days = new TreeMap<>();
    long last = clock.epochDay(axis.epochSecond(axis.length()));
    for (long day = clock.epochDay(axis.epochSecond(0)); day <= last; day++) {
      long start = clock.startOfDay(day) - axis.epochSecond(0);
      long end = clock.startOfDay(day + 1) - axis.epochSecond(0);
      // A day of which the forecast sees only a part is left out.
      long from = Math.floorDiv(start + axis.stepSeconds() - 1, axis.stepSeconds());
      long to = Math.floorDiv(end + axis.stepSeconds() - 1, axis.stepSeconds());
      if (from >= 0 && to <= axis.length() && from < to) {
        requireWholeSteps(day, start, end);
        days.put(LocalDate.ofEpochDay(day), span.of((int) from, (int) to));
      }
    }
    if (days.isEmpty()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "steps of the forecast",
              axis,
              "must hold at least one whole day of " + calendar.zone(),
              "forecast further ahead"));
    }
    return Collections.unmodifiableSortedMap(days);
  }

  private void requireWholeSteps(long day, long start, long end) {
    if (entry.support() != Support.INSTANT
        && (start % axis.stepSeconds() != 0 || end % axis.stepSeconds() != 0)) {
      throw new UnsupportedRequestException(
          Validation.message(
              "steps of the forecast",
              axis,
              "must begin and end with the local day " + LocalDate.ofEpochDay(day),
              "forecast in shorter steps"));
    }
  }
}
