// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * Months that stand apart from those around them: further than five robust standard deviations from
 * the median of the three months on either side, once season and drivers are taken off. A level
 * that moves for good stands apart from nothing.
 */
final class OddMonths {
  private static final double FAR = 5;
  private static final double TO_SD = 1.4826;
  private static final double LEAST_SD = 1e-4;
  private static final double FIRST_SD = 0.05;
  private static final int REACH = 3;
  private static final int ROUNDS = 5;

  /** The observations without those of odd months. */
  final double[] y;

  /** Robust standard deviation of what passes. */
  final double sd;

  /** How far off odd months are, as logarithms; NaN for all others. */
  final double[] off;

  OddMonths(double[][] rows, double[] all, int n, double[] priorMean, double[] priorSd) {
    double[] kept = all.clone();
    double[] apart = new double[n];
    double scale = FIRST_SD;
    for (int round = 0; round < ROUNDS; round++) {
      LevelFit.Noise white = new LevelFit.Noise(0, Math.max(LEAST_SD, scale), 0);
      LevelFit fit = new LevelFit(rows, kept, n, white, priorMean, priorSd);
      double[] residuals = new double[n];
      for (int t = 0; t < n; t++) {
        residuals[t] = all[t];
        for (int k = 0; k < priorMean.length; k++) {
          residuals[t] -= rows[t][k] * fit.mean[k];
        }
      }
      for (int t = 0; t < n; t++) {
        apart[t] = residuals[t] - around(residuals, kept, t);
      }
      scale = TO_SD * median(apart);
      double[] next = all.clone();
      for (int t = 0; t < n; t++) {
        if (Math.abs(apart[t]) > FAR * Math.max(LEAST_SD, scale)) {
          next[t] = Double.NaN;
        }
      }
      boolean same = Arrays.equals(next, kept);
      kept = next;
      if (same) {
        break;
      }
    }
    y = kept;
    sd = Math.max(LEAST_SD, scale);
    off = new double[n];
    for (int t = 0; t < n; t++) {
      off[t] = Double.isNaN(kept[t]) ? apart[t] : Double.NaN;
    }
  }

  private static double around(double[] residuals, double[] kept, int t) {
    double[] near = new double[2 * REACH];
    Arrays.fill(near, Double.NaN);
    int count = 0;
    for (int d = 1; d <= REACH; d++) {
      for (int at : new int[] {t - d, t + d}) {
        boolean there = at >= 0 && at < residuals.length && !Double.isNaN(kept[at]);
        near[count++] = there ? residuals[at] : Double.NaN;
      }
    }
    return LocalDays.median(near, new double[near.length]);
  }

  private static double median(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
    double median = LocalDays.median(sizes, new double[sizes.length]);
    return Double.isNaN(median) ? FIRST_SD : median;
  }
}
