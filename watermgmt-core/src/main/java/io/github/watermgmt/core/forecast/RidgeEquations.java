// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The normal equations of a ridge regression for each channel of one lead, in standardized inputs:
 * lower triangles of the Gram matrix, the products with the outcome, and what leads back to the
 * inputs as they are.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RidgeEquations {
  /** Weight of the equations of the hours around: what an hour learns, its neighbours learn too. */
  private static final double[] NEIGHBOURS = {1, 0.5, 0.125};

  private final RidgeInputs inputs;
  private final int p;
  private final int channels;
  private final boolean neighbours;
  private final double[][] gram;
  private final double[][] product;
  private final double[][] mean;
  private final double[][] deviation; // 0 for an input that never varied
  private final double[] outcome;
  private final double[] weight;

  RidgeEquations(RidgeInputs inputs, DayBasis basis) {
    this.inputs = inputs;
    this.p = inputs.size();
    this.channels = basis.channels();
    this.neighbours = basis.isHours() && channels >= 8;
    this.gram = new double[channels][p * (p + 1) / 2];
    this.product = new double[channels][p];
    this.mean = new double[channels][p];
    this.deviation = new double[channels][p];
    this.outcome = new double[channels];
    this.weight = new double[channels];
  }

  /** Reads the sums of the rows. */
  void read(RidgeRows rows, RidgeSums sums) {
    sums.read(RidgeSums.CONSTANT, RidgeSums.CONSTANT, weight);
    sums.read(RidgeSums.CONSTANT, RidgeRows.outcome(), outcome);
    for (int k = 0; k < channels; k++) {
      outcome[k] = weight[k] > 0 ? outcome[k] / weight[k] : 0;
    }
    double[] sum = new double[channels];
    double[] square = new double[channels];
    double[][] inverse = new double[p][channels]; // of the deviation, 0 where there is none
    double[][] share = new double[p][channels]; // of the mean in the deviation
    for (int i = 0; i < p; i++) {
      int column = rows.column(i);
      sums.read(RidgeSums.CONSTANT, column, sum);
      sums.read(column, column, square);
      for (int k = 0; k < channels; k++) {
        boolean seen = weight[k] > 0;
        double m = seen ? sum[k] / weight[k] : 0;
        double meanSquare = seen ? square[k] / weight[k] : 0;
        double variance = meanSquare - m * m;
        boolean varies = seen && rows.varies(i, k, variance, meanSquare);
        mean[k][i] = m;
        deviation[k][i] = varies ? Math.sqrt(variance) : 0;
        inverse[i][k] = varies ? 1 / deviation[k][i] : 0;
        share[i][k] = m * inverse[i][k];
      }
    }
    for (int i = 0; i < p; i++) {
      int column = rows.column(i);
      sums.read(column, RidgeRows.outcome(), sum);
      for (int k = 0; k < channels; k++) {
        product[k][i] = sum[k] * inverse[i][k] - weight[k] * share[i][k] * outcome[k];
      }
      for (int j = 0; j <= i; j++) {
        sums.read(column, rows.column(j), sum);
        int at = triangle(i) + j;
        for (int k = 0; k < channels; k++) {
          gram[k][at] =
              sum[k] * (inverse[i][k] * inverse[j][k]) - weight[k] * share[i][k] * share[j][k];
        }
      }
    }
  }

  private static int triangle(int row) {
    return row * (row + 1) / 2;
  }

  /** Equations of several series, each as of one day, for others to lean on. */
  static final class Pool {
    private final double[][] gram;
    private final double[][] product;
    private final double[] count;

    Pool(int channels, int p) {
      this.gram = new double[channels][p * (p + 1) / 2];
      this.product = new double[channels][p];
      this.count = new double[channels];
    }

    void add(RidgeEquations equations) {
      for (int k = 0; k < gram.length; k++) {
        double total = equations.weight[k];
        if (total > 0) {
          // A series that is little known teaches little.
          double share = total / (total + SETTLED);
          add(gram[k], equations.gram[k], share / total);
          add(product[k], equations.product[k], share / total);
          count[k] += share;
        }
      }
    }

    private static void add(double[] to, double[] from, double weight) {
      for (int i = 0; i < to.length; i++) {
        to[i] += weight * from[i];
      }
    }

    /** Adds another pool. */
    void add(Pool other) {
      for (int k = 0; k < gram.length; k++) {
        add(gram[k], other.gram[k], 1);
        add(product[k], other.product[k], 1);
        count[k] += other.count[k];
      }
    }
  }

  /**
   * Solves for the coefficients of the inputs as they are.
   *
   * @param penalty of a standardized input whose neighbours and pool are counted in
   * @param pool equations of other series, or null
   * @param poolWeight rows that the pool counts for
   * @param to {@code [channel * (inputs + 1) + input]}, the constant last
   */
  void solve(double penalty, @Nullable Pool pool, double poolWeight, double[] to) {
    double[] a = new double[p * (p + 1) / 2];
    double[] c = new double[p];
    for (int k = 0; k < channels; k++) {
      Arrays.fill(a, 0);
      Arrays.fill(c, 0);
      gather(k, pool, poolWeight, a, c);
      for (int i = 0; i < p; i++) {
        a[triangle(i) + i] += penalty * (inputs.isLight(i) ? LIGHT : 1);
      }
      // A penalty on every input keeps this definite.
      Cholesky.factor(a, p);
      Cholesky.solve(a, c);
      int at = k * (p + 1);
      double constant = outcome[k];
      for (int i = 0; i < p; i++) {
        double slope = deviation[k][i] == 0 ? 0 : c[i] / deviation[k][i];
        to[at + i] = slope;
        constant -= slope * mean[k][i];
      }
      to[at + p] = constant;
    }
  }

  private static final double LIGHT = 0.1;
  private static final double SETTLED = 100; // days

  private void gather(int k, @Nullable Pool pool, double poolWeight, double[] a, double[] c) {
    int reach = Math.max(1, channels / 24);
    double total = 0;
    int most = neighbours ? (NEIGHBOURS.length - 1) * reach : 0;
    for (int d = -most; d <= most; d++) {
      total += neighbour(d, reach);
    }
    double scale = neighbours ? (NEIGHBOURS[0] + 2 * NEIGHBOURS[1] + 2 * NEIGHBOURS[2]) / total : 1;
    for (int d = -most; d <= most; d++) {
      double w = scale * neighbour(d, reach);
      int other = Math.floorMod(k + d, channels);
      Pool.add(a, gram[other], w);
      Pool.add(c, product[other], w);
      if (pool != null && pool.count[other] > 0) {
        Pool.add(a, pool.gram[other], w * poolWeight / pool.count[other]);
        Pool.add(c, pool.product[other], w * poolWeight / pool.count[other]);
      }
    }
  }

  /** Weight of a slot some slots away: that of whole hours, linear in between. */
  private static double neighbour(int distance, int reach) {
    int d = Math.abs(distance);
    int hour = d / reach;
    double share = (double) (d % reach) / reach;
    double next = hour + 1 < NEIGHBOURS.length ? NEIGHBOURS[hour + 1] : 0;
    return NEIGHBOURS[hour] + share * (next - NEIGHBOURS[hour]);
  }
}
