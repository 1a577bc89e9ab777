// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Quantiles of the days to come that boosted trees predict, made as wide as those of the past
 * should have been, as errors of their median.
 *
 * <p>Thread-safety: immutable.
 */
final class TreeBands {
  private final double[][][] quantiles; // [day][slot][level], on the scale
  private final double[][] base; // [day][slot]
  private final DemandScale scale;
  private final double width;

  private TreeBands(double[][][] quantiles, double[][] base, DemandScale scale, double width) {
    this.quantiles = quantiles;
    this.base = base;
    this.scale = scale;
    this.width = width;
  }

  /** Predicts so many days from the first that is not wholly known. */
  static TreeBands of(Member.Boosted trees, RidgeInputs inputs, Deviations of, int days) {
    double[][][] quantiles = new double[days][][];
    double[][] base = new double[days][of.grid().slots()];
    for (int d = 0; d < days; d++) {
      int target = of.end() + d;
      quantiles[d] = trees.trees().quantiles(inputs, of, trees.traits(), target);
      int known = RidgeInputs.knownBase(target, of);
      for (int k = 0; k < base[d].length; k++) {
        base[d][k] = of.base(known, k);
      }
    }
    return new TreeBands(quantiles, base, of.scale(), trees.width().factor());
  }

  /** Returns the error, in the unit of the data, that is exceeded with {@code 1 − probability}. */
  double error(int day, int slot, double probability) {
    double[] known = quantiles[day][slot];
    double median = base[day][slot] + known[known.length / 2];
    double own = base[day][slot] + BoostedTrees.quantile(known, probability);
    double quantile = median + width * (own - median);
    return scale.from(quantile) - scale.from(median);
  }
}
