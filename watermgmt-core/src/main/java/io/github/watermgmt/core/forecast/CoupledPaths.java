// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import java.util.Arrays;
import java.util.List;

/**
 * The sample paths of a forecast with its quantiles put into them: in each step of each series the
 * path of rank r of n takes the quantile (r + ½) / n, so that the quantiles say how far values
 * spread, and the paths which of them come together (ensemble copula coupling: Schefzik,
 * Thorarinsdottir and Gneiting, Statistical Science 28, 2013). Beyond the outermost levels paths
 * keep their distance from them. Of paths with the same value the earlier ranks lower, in all
 * series and steps alike.
 */
final class CoupledPaths {
  private final Forecast base;
  private final List<QuantileLevel> levels;

  CoupledPaths(Forecast base) {
    this.base = base;
    this.levels = base.levels();
  }

  /** Writes the values of a series in all its paths, {@code [path][step]}. */
  void write(int series, double[][] paths) {
    int n = paths.length;
    double[] sorted = new double[n];
    int[] taken = new int[n];
    for (int t = 0; t < base.horizon(); t++) {
      for (int p = 0; p < n; p++) {
        paths[p][t] = base.path(p, series, t);
        sorted[p] = paths[p][t];
      }
      if (levels.size() > 1) {
        Arrays.sort(sorted);
        double low = sample(sorted, 0);
        double high = sample(sorted, levels.size() - 1);
        Arrays.fill(taken, 0);
        for (int p = 0; p < n; p++) {
          double value = paths[p][t];
          int first = first(sorted, value);
          int rank = first + taken[first]++;
          paths[p][t] = coupled(series, t, (rank + 0.5) / n, value, low, high);
        }
      }
    }
  }

  /** Returns the first place of a value that is there. */
  private static int first(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    while (at > 0 && Double.compare(sorted[at - 1], value) == 0) {
      at--;
    }
    return at;
  }

  private double sample(double[] sorted, int level) {
    double place = levels.get(level).asDouble() * (sorted.length - 1);
    int lower = (int) place;
    int upper = Math.min(lower + 1, sorted.length - 1);
    return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
  }

  private double coupled(
      int series, int step, double level, double value, double low, double high) {
    int last = levels.size() - 1;
    if (level <= levels.get(0).asDouble()) {
      return base.quantileAt(series, step, 0) + Math.min(0, value - low);
    }
    if (level >= levels.get(last).asDouble()) {
      return base.quantileAt(series, step, last) + Math.max(0, value - high);
    }
    int above = 1;
    while (levels.get(above).asDouble() < level) {
      above++;
    }
    double from = levels.get(above - 1).asDouble();
    double share = (level - from) / (levels.get(above).asDouble() - from);
    double below = base.quantileAt(series, step, above - 1);
    return below + share * (base.quantileAt(series, step, above) - below);
  }
}
