// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * A forecast of the days from the first that is not wholly known. Where that day has begun, its
 * errors so far correct what is to come of it and the next day; see {@link ErrorPersistence}.
 *
 * @param values {@code [day][slot]}, in the unit of the data
 * @param corrections what the hours of the day that has begun add, {@code [day * slots + slot]} of
 *     the first days
 * @param widths of bands relative to those without such hours, likewise
 */
record DayForecast(double[][] values, double[] corrections, double[] widths) {

  /**
   * Forecasts.
   *
   * @param fixed whether the day that has begun is corrected as by the first models; see {@link
   *     FixedPersistence}
   */
  static DayForecast of(SeriesRegression series, RidgeInputs inputs, int days, boolean fixed) {
    double[][] values = new double[days][];
    for (int d = 0; d < days; d++) {
      values[d] = series.day(inputs, series.end() + d);
    }
    int slots = values[0].length;
    double[] forecast = new double[Math.min(days, ErrorPersistence.DAYS) * slots];
    for (int i = 0; i < forecast.length; i++) {
      forecast[i] = values[i / slots][i % slots];
    }
    double[] corrections = new double[forecast.length];
    double[] widths = new double[forecast.length];
    Arrays.fill(widths, 1);
    double[] today = series.today();
    if (fixed) {
      FixedPersistence.correct(today, values[0], corrections);
    } else if (Arrays.stream(today).anyMatch(value -> !Double.isNaN(value))) {
      ErrorPersistence.of(series.bands(), slots).correct(today, forecast, corrections, widths);
    }
    for (int i = 0; i < forecast.length; i++) {
      double corrected = series.held(forecast[i] + corrections[i]);
      corrections[i] = corrected - forecast[i];
      values[i / slots][i % slots] = corrected;
    }
    return new DayForecast(values, corrections, widths);
  }

  /** Returns what the hours of the day that has begun add to a cell, {@code day * slots + slot}. */
  double correction(int cell) {
    return cell < corrections.length ? corrections[cell] : 0;
  }

  /** Returns by how much a band of a cell is wider than without such hours, 1 for as wide. */
  double width(int cell) {
    return cell < widths.length ? widths[cell] : 1;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DayForecast other
        && Arrays.deepEquals(values, other.values)
        && Arrays.equals(corrections, other.corrections)
        && Arrays.equals(widths, other.widths);
  }

  @Override
  public int hashCode() {
    int hash = 31 * Arrays.deepHashCode(values) + Arrays.hashCode(corrections);
    return 31 * hash + Arrays.hashCode(widths);
  }

  @Override
  public String toString() {
    return "forecast of " + values.length + " days";
  }
}
