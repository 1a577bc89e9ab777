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
      double[] typical = new double[n];
      for (int t = 0; t < n; t++) {
        double before = residuals[t] - near(residuals, kept, t - REACH, t);
        double after = residuals[t] - near(residuals, kept, t + 1, t + 1 + REACH);
        typical[t] = Double.isNaN(before) ? after : before;
        apart[t] = Math.abs(before) < Math.abs(typical[t]) ? before : typical[t];
        apart[t] = Math.abs(after) < Math.abs(apart[t]) ? after : apart[t];
      }
      scale = TO_SD * median(typical);
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

  private static double near(double[] residuals, double[] kept, int from, int to) {
    double[] near = new double[REACH];
    Arrays.fill(near, Double.NaN);
    for (int t = Math.max(0, from); t < Math.min(kept.length, to); t++) {
      near[t - from] = t >= residuals.length || Double.isNaN(kept[t]) ? Double.NaN : residuals[t];
    }
    return LocalDays.median(near, new double[REACH]);
  }

  private static double median(double[] values) {
    double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
    double median = LocalDays.median(sizes, new double[sizes.length]);
    return Double.isNaN(median) ? FIRST_SD : median;
  }
}
