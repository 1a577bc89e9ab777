// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * How much each member of a combination counts, by lead and slot: the less, the more it was wrong
 * in the past (Bates and Granger, The Combination of Forecasts, 1969, without covariances, which
 * cannot be known well enough). Errors are pooled over the slots around, over the days after the
 * first, and with equal weights, because differences between good members are mostly chance.
 *
 * <p>Thread-safety: stateless.
 */
final class MemberWeights {
  private static final double POWER = 2;
  private static final int AROUND = 2; // slots on either side
  private static final double PRIOR = 20; // origins that equal errors count for

  private MemberWeights() {}

  /**
   * Returns {@code [member][lead * slots + slot]}.
   *
   * @param forecasts {@code [member][origin][lead * slots + slot]}
   */
  static double[][] of(
      double[][][] forecasts, int[] origins, double[] table, int first, int slots) {
    int n = forecasts.length;
    int size = SeriesRegression.LEADS * slots;
    double[][] weights = new double[n][size];
    if (n == 1) {
      Arrays.fill(weights[0], 1);
      return weights;
    }
    double[][][] errors = new double[n][2][slots];
    double[][] counts = new double[2][slots];
    for (int o = 0; o < origins.length; o++) {
      int from = (origins[o] - first) * slots;
      for (int i = 0; i < size && from + i < table.length; i++) {
        int group = i < slots ? 0 : 1;
        double truth = table[from + i];
        if (!Double.isNaN(truth) && isKnown(forecasts, o, i)) {
          counts[group][i % slots]++;
          for (int m = 0; m < n; m++) {
            errors[m][group][i % slots] += Math.abs(truth - forecasts[m][o][i]);
          }
        }
      }
    }
    for (int k = 0; k < slots; k++) {
      for (int group = 0; group < 2; group++) {
        setWeights(errors, counts[group], group, k, slots, weights);
      }
    }
    return weights;
  }

  private static boolean isKnown(double[][][] forecasts, int origin, int i) {
    for (double[][] member : forecasts) {
      if (Double.isNaN(member[origin][i])) {
        return false;
      }
    }
    return true;
  }

  private static void setWeights(
      double[][][] errors, double[] counts, int group, int k, int slots, double[][] weights) {
    int n = errors.length;
    double[] mean = new double[n];
    double overall = 0;
    double count = 0;
    for (int d = -AROUND; d <= AROUND; d++) {
      int other = Math.floorMod(k + d, slots);
      count += counts[other];
      for (int m = 0; m < n; m++) {
        mean[m] += errors[m][group][other];
      }
    }
    for (int m = 0; m < n; m++) {
      overall += mean[m] / n;
    }
    double prior = PRIOR * (2 * AROUND + 1) * (group == 0 ? 1 : SeriesRegression.LEADS - 1);
    double share = count / (count + prior);
    double sum = 0;
    for (int m = 0; m < n; m++) {
      double ratio = overall > 0 ? share * mean[m] / overall + 1 - share : 1;
      mean[m] = StrictMath.pow(Math.max(ratio, 0.1), -POWER);
      sum += mean[m];
    }
    for (int m = 0; m < n; m++) {
      int from = group == 0 ? 0 : 1;
      int to = group == 0 ? 1 : SeriesRegression.LEADS;
      for (int lead = from; lead < to; lead++) {
        weights[m][lead * slots + k] = mean[m] / sum;
      }
    }
  }
}
