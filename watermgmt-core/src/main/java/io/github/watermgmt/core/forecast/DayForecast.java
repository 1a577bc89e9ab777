// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * A forecast of the days from the first that is not wholly known. Where that day has begun, its
 * last hours correct the next ones: an error of the last hour is likely to last a while.
 *
 * @param values {@code [day][slot]}, in the unit of the data
 * @param correction what the hours of the day that has begun add, {@code [slot of the first day]}
 */
record DayForecast(double[][] values, double[] correction) {
  private static final double SHARE = 0.7; // of the last error that the next hour is likely to have
  private static final double MEMORY = 0.85; // an hour
  private static final double RECENCY = 0.5; // weight of an error relative to that an hour later
  private static final int HOURS = 4; // that count

  static DayForecast of(SeriesRegression series, RidgeInputs inputs, int days) {
    double[][] values = new double[days][];
    for (int d = 0; d < days; d++) {
      values[d] = series.day(inputs, series.end() + d);
    }
    double[] correction = correction(series.today(), values[0]);
    for (int k = 0; k < correction.length; k++) {
      double corrected = series.held(values[0][k] + correction[k]);
      correction[k] = corrected - values[0][k];
      values[0][k] = corrected;
    }
    return new DayForecast(values, correction);
  }

  private static double[] correction(double[] today, double[] forecast) {
    int slots = forecast.length;
    double[] correction = new double[slots];
    int last = today.length - 1;
    while (last >= 0 && Double.isNaN(today[last])) {
      last--;
    }
    if (last < 0 || slots < 2) {
      return correction;
    }
    double hour = 24.0 / slots;
    double sum = 0;
    double weights = 0;
    for (int k = last; k >= 0 && (last - k) * hour < HOURS; k--) {
      if (!Double.isNaN(today[k])) {
        double weight = StrictMath.pow(RECENCY, (last - k) * hour);
        sum += weight * (today[k] - forecast[k]);
        weights += weight;
      }
    }
    for (int k = last + 1; k < slots; k++) {
      correction[k] = SHARE * StrictMath.pow(MEMORY, (k - last) * hour) * sum / weights;
    }
    return correction;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DayForecast other
        && Arrays.deepEquals(values, other.values)
        && Arrays.equals(correction, other.correction);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(values) + Arrays.hashCode(correction);
  }

  @Override
  public String toString() {
    return "forecast of " + values.length + " days";
  }
}
