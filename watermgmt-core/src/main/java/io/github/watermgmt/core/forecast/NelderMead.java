// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The simplex search of Nelder and Mead (The Computer Journal 7, 1965): a minimum without
 * derivatives, in a few dimensions. Deterministic; only additions, multiplications and comparisons,
 * so that the way it takes is the same on every machine.
 */
final class NelderMead {
  private static final double SHRINK = 0.5;

  private NelderMead() {}

  /**
   * Returns the best point found; never worse than {@code start}.
   *
   * @param objective NaN counts as worst
   * @param steps how far from the start the other corners lie, one per dimension
   * @param tolerance stops where the best and the worst corner differ by less than this share
   * @param most evaluations after which it stops in any case
   */
  static double[] minimise(
      ToDoubleFunction<double[]> objective,
      double[] start,
      double[] steps,
      double tolerance,
      int most) {
    int n = start.length;
    double[][] corners = new double[n + 1][];
    double[] values = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      corners[i] = start.clone();
      if (i > 0) {
        corners[i][i - 1] += steps[i - 1];
      }
      values[i] = value(objective, corners[i]);
    }
    int used = n + 1;
    while (true) {
      sort(corners, values);
      if (used >= most || values[n] - values[0] <= tolerance * Math.abs(values[0])) {
        return corners[0];
      }
      double[] centre = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          centre[j] += corners[i][j] / n;
        }
      }
      double[] mirrored = between(centre, corners[n], -1);
      double there = value(objective, mirrored);
      used++;
      if (there < values[0]) {
        double[] further = between(centre, corners[n], -2);
        double beyond = value(objective, further);
        used++;
        boolean go = beyond < there;
        corners[n] = go ? further : mirrored;
        values[n] = go ? beyond : there;
      } else if (there < values[n - 1]) {
        corners[n] = mirrored;
        values[n] = there;
      } else {
        double[] nearer = between(centre, there < values[n] ? mirrored : corners[n], SHRINK);
        double inside = value(objective, nearer);
        used++;
        if (inside < Math.min(there, values[n])) {
          corners[n] = nearer;
          values[n] = inside;
        } else {
          for (int i = 1; i <= n; i++) {
            corners[i] = between(corners[0], corners[i], SHRINK);
            values[i] = value(objective, corners[i]);
          }
          used += n;
        }
      }
    }
  }

  private static double value(ToDoubleFunction<double[]> objective, double[] at) {
    double value = objective.applyAsDouble(at);
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  private static double[] between(double[] from, double[] to, double share) {
    double[] point = new double[from.length];
    Arrays.setAll(point, i -> from[i] + share * (to[i] - from[i]));
    return point;
  }

  /** Insertion sort: equal values keep their order. */
  private static void sort(double[][] corners, double[] values) {
    for (int i = 1; i < values.length; i++) {
      double value = values[i];
      double[] corner = corners[i];
      int j = i;
      for (; j > 0 && values[j - 1] > value; j--) {
        values[j] = values[j - 1];
        corners[j] = corners[j - 1];
      }
      values[j] = value;
      corners[j] = corner;
    }
  }
}
