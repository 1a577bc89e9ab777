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
  private static final int WEEK = 7;

  @Override
  public int lookBackDays() {
    return WEEK * weeks;
  }

  @Override
  public Prediction predict(LocalDays days, int origin, boolean partial, int count) {
    double[] fallback = days.slotMeans(origin - WEEK * weeks, origin);
    if (!LocalDays.isComplete(fallback)) {
      fallback = days.slotMeansBefore(origin);
    }
    int newest = partial ? origin : origin - 1;
    int fallen = 0;
    double[][] copy = new double[count][days.slots];
    for (int d = 0; d < count; d++) {
      // Whole weeks back to the newest day on which anything is known.
      int back = Math.max(1, Math.floorDiv(origin + d - newest + WEEK - 1, WEEK));
      for (int k = 0; k < days.slots; k++) {
        double value = Double.NaN;
        for (int w = back; w < back + weeks && Double.isNaN(value); w++) {
          value = days.value(origin + d - WEEK * w, k);
        }
        if (Double.isNaN(value)) {
          value = fallback[k];
          fallen++;
        }
        copy[d][k] = value;
      }
    }
    List<String> notes =
        fallen == 0
            ? List.of()
            : List.of(fallen + " values have no same hour of the week: mean of their hour");
    return new Prediction(List.of("last week"), List.<double[][]>of(copy), notes);
  }
}
