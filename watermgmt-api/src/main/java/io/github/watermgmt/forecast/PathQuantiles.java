// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import java.util.Arrays;
import java.util.List;

/** Sample quantiles over paths. */
final class PathQuantiles {
  private PathQuantiles() {}

  /** Returns [level][step] for one series of the paths; type 7 of Hyndman and Fan (1996). */
  static double[][] of(double[][][] paths, int s, int steps, List<QuantileLevel> levels) {
    double[][] quantiles = new double[levels.size()][steps];
    if (quantiles.length == 0) {
      return quantiles;
    }
    double[] sample = new double[paths.length];
    for (int t = 0; t < steps; t++) {
      for (int p = 0; p < sample.length; p++) {
        sample[p] = paths[p][s][t];
      }
      Arrays.sort(sample);
      for (int k = 0; k < quantiles.length; k++) {
        quantiles[k][t] = of(sample, levels.get(k));
      }
    }
    return quantiles;
  }

  /** Returns a quantile of a sorted sample; type 7 of Hyndman and Fan (1996). */
  static double of(double[] sorted, QuantileLevel level) {
    // Integers as far as possible: equal levels and counts give equal places.
    long place = (long) level.tenThousandths() * (sorted.length - 1);
    int lower = (int) (place / 10_000);
    double share = (place % 10_000) / 10_000.0;
    return share == 0 ? sorted[lower] : between(sorted[lower], sorted[lower + 1], share);
  }

  /** Returns the value {@code share} of the way up; never outside, and monotone in the share. */
  static double between(double lower, double upper, double share) {
    return Math.min(upper, lower + (upper - lower) * share);
  }
}
