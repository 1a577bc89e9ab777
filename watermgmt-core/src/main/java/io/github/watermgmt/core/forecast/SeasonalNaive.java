// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.List;

/**
 * Next week is like last week, at the same wall-clock time; where last week is missing, the week
 * before counts, and so on. The yardstick that every other model must beat.
 *
 * @param weeks how many weeks to look back for a value
 */
record SeasonalNaive(int weeks) implements DayModel {

  @Override
  public Prediction predict(LocalDays days, int origin, boolean partial, int count) {
    double[] fallback = new double[days.slots];
    for (int k = 0; k < days.slots; k++) {
      double[] column = new double[7 * weeks];
      for (int i = 0; i < column.length; i++) {
        column[i] = days.value(origin - 1 - i, k);
      }
      fallback[k] = LocalDays.mean(column);
    }
    double overall = LocalDays.mean(fallback);
    double[][] copy = new double[count][days.slots];
    for (int d = 0; d < count; d++) {
      for (int k = 0; k < days.slots; k++) {
        double value = Double.NaN;
        for (int w = 1; w <= weeks && Double.isNaN(value); w++) {
          value = days.value(origin + d % 7 - 7 * w, k);
        }
        if (Double.isNaN(value)) {
          value = Double.isNaN(fallback[k]) ? overall : fallback[k];
        }
        copy[d][k] = Double.isNaN(value) ? 0 : value;
      }
    }
    return new Prediction(List.of("last week"), List.<double[][]>of(copy));
  }
}
