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
  void read(RidgeRows rows, double[][] sums) {
    int[] column = new int[p];
    for (int i = 0; i < p; i++) {
      column[i] = rows.column(i);
    }
    int y = rows.outcome();
    for (int k = 0; k < channels; k++) {
      read(rows, k, sums[k], column, y);
    }
  }

  private void read(RidgeRows rows, int k, double[] sum, int[] column, int y) {
    double total = sum[0];
    weight[k] = total;
    Arrays.fill(gram[k], 0);
    Arrays.fill(product[k], 0);
    Arrays.fill(deviation[k], 0);
    if (total <= 0) {
      outcome[k] = 0;
      return;
    }
    outcome[k] = sum[triangle(y)] / total;
    for (int i = 0; i < p; i++) {
      int c = column[i];
      double m = sum[triangle(c)] / total;
      double square = sum[triangle(c) + c] / total;
      double variance = square - m * m;
      mean[k][i] = m;
      deviation[k][i] = rows.varies(i, k, variance, square) ? Math.sqrt(variance) : 0;
    }
    for (int i = 0; i < p; i++) {
      if (deviation[k][i] == 0) {
        continue;
      }
      int c = column[i];
      double cross = c > y ? sum[triangle(c) + y] : sum[triangle(y) + c];
      product[k][i] = (cross - total * mean[k][i] * outcome[k]) / deviation[k][i];
      int at = triangle(i);
      for (int j = 0; j <= i; j++) {
        if (deviation[k][j] > 0) {
          double both = sum[triangle(c) + column[j]] - total * mean[k][i] * mean[k][j];
          gram[k][at + j] = both / (deviation[k][i] * deviation[k][j]);
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
      PackedCholesky.solve(a, c);
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
