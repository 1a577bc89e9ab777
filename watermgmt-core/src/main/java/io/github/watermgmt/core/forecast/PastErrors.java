// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.Arrays;
import java.util.List;

/**
 * What a model would have got wrong at past origins, a week apart, each seeing only the days before
 * it: {@code errors[origin][lead day][slot]}, newest origin first, NaN where the truth is missing.
 *
 * <p>Quantiles are empirical (split conformal): the errors of a slot and its two neighbours over
 * all origins and lead days, each lead day scaled by its own mean absolute error.
 */
final class PastErrors {
  static final int ORIGINS = 20;
  private static final int LEAD_DAYS = 7;

  private final double[][][] errors;
  private final double[] scale = new double[LEAD_DAYS];
  private final int slots;

  PastErrors(DayModel model, LocalDays days, int origin, int firstOrigin) {
    this.slots = days.slots;
    int n = Math.max(0, Math.min(ORIGINS, (origin - firstOrigin) / 7));
    this.errors = new double[n][LEAD_DAYS][slots];
    double[] sum = new double[LEAD_DAYS];
    int[] count = new int[LEAD_DAYS];
    for (int j = 0; j < n; j++) {
      int past = origin - 7 * (j + 1);
      DayModel.Prediction prediction = model.predict(days, past, false, LEAD_DAYS);
      for (int d = 0; d < LEAD_DAYS; d++) {
        for (int k = 0; k < slots; k++) {
          // The origin's own day may be cut short: only whole days before it are truth.
          double truth = past + d < origin ? days.value(past + d, k) : Double.NaN;
          double error = truth - prediction.value(d, k);
          errors[j][d][k] = error;
          if (!Double.isNaN(error)) {
            sum[d] += Math.abs(error);
            count[d]++;
          }
        }
      }
    }
    for (int d = 0; d < LEAD_DAYS; d++) {
      scale[d] = count[d] == 0 || sum[d] == 0 ? 1 : sum[d] / count[d];
    }
  }

  /** Returns the number of origins. */
  int origins() {
    return errors.length;
  }

  /** Returns the error of an origin, 0 where its truth is missing. */
  double at(int origin, int leadDay, int slot) {
    double error = errors[origin][Math.min(leadDay, LEAD_DAYS - 1)][slot];
    return Double.isNaN(error) ? 0 : error;
  }

  /** Returns the sorted scaled errors of a slot. */
  double[] pool(int slot) {
    double[] pool = new double[errors.length * LEAD_DAYS * 3];
    int n = 0;
    for (double[][] origin : errors) {
      for (int d = 0; d < LEAD_DAYS; d++) {
        for (int neighbour = -1; neighbour <= 1; neighbour++) {
          double error = origin[d][Math.floorMod(slot + neighbour, slots)];
          if (!Double.isNaN(error)) {
            pool[n++] = error / scale[d];
          }
        }
      }
    }
    double[] sorted = Arrays.copyOf(pool, n);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Returns the error quantile of a lead day from a pool; 0 if the pool is empty. */
  double quantile(double[] pool, int leadDay, QuantileLevel level) {
    if (pool.length == 0) {
      return 0;
    }
    double at = level.asDouble() * (pool.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, pool.length - 1);
    double value = pool[low] + (at - low) * (pool[high] - pool[low]);
    return value * scale[Math.min(leadDay, LEAD_DAYS - 1)];
  }

  /** Returns the quantiles of one step, ascending. */
  double[] quantiles(double[] pool, int leadDay, List<QuantileLevel> levels) {
    double[] result = new double[levels.size()];
    for (int q = 0; q < result.length; q++) {
      result[q] = quantile(pool, leadDay, levels.get(q));
    }
    return result;
  }
}
