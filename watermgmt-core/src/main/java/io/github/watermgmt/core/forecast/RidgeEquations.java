// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The normal equations of a ridge regression for each channel of one lead, in standardized inputs:
 * upper triangles of the Gram matrix, the products with the outcome, and what leads back to the
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
  private final double[][] inverse; // of the deviation, 0 where there is none
  private final double[][] share; // of the mean in the deviation
  private final CholeskyRows system;
  private final double[] outcome;
  private final double[] weight;

  RidgeEquations(RidgeInputs inputs, DayBasis basis) {
    this.inputs = inputs;
    this.p = inputs.size();
    this.channels = basis.channels();
    this.neighbours = basis.isHours() && channels >= 8;
    this.gram = new double[channels][CholeskyRows.places(p)];
    this.product = new double[channels][p];
    this.mean = new double[channels][p];
    this.deviation = new double[channels][p];
    this.inverse = new double[channels][p];
    this.share = new double[channels][p];
    this.system = new CholeskyRows(p);
    this.outcome = new double[channels];
    this.weight = new double[channels];
  }

  /** Reads the sums of the rows. */
  void read(RidgeRows rows, RidgeSums sums) {
    sums.read(RidgeSums.CONSTANT, RidgeSums.CONSTANT, weight, 0);
    sums.read(RidgeSums.CONSTANT, RidgeRows.outcome(), outcome, 0);
    for (int k = 0; k < channels; k++) {
      outcome[k] = weight[k] > 0 ? outcome[k] / weight[k] : 0;
    }
    double[] sum = new double[channels];
    double[] square = new double[channels];
    for (int i = 0; i < p; i++) {
      int column = rows.column(i);
      sums.read(RidgeSums.CONSTANT, column, sum, 0);
      sums.read(column, column, square, 0);
      for (int k = 0; k < channels; k++) {
        boolean seen = weight[k] > 0;
        double perWeight = seen ? 1 / weight[k] : 0;
        double m = sum[k] * perWeight;
        double meanSquare = square[k] * perWeight;
        double variance = meanSquare - m * m;
        boolean varies = seen && rows.varies(i, k, variance, meanSquare);
        mean[k][i] = m;
        deviation[k][i] = varies ? Math.sqrt(variance) : 0;
        inverse[k][i] = varies ? 1 / deviation[k][i] : 0;
        share[k][i] = m * inverse[k][i];
      }
    }
    double[] row = new double[p * channels];
    for (int i = 0; i < p; i++) {
      int column = rows.column(i);
      sums.read(column, RidgeRows.outcome(), sum, 0);
      for (int j = i; j < p; j++) {
        sums.read(column, rows.column(j), row, j * channels);
      }
      for (int k = 0; k < channels; k++) {
        double own = weight[k] * share[k][i];
        product[k][i] = sum[k] * inverse[k][i] - own * outcome[k];
        standardize(row, k, inverse[k][i], inverse[k], own, share[k], gram[k], i);
      }
    }
  }

  /** Writes a row of a Gram matrix from sums of products, {@code [input * channels + channel]}. */
  private void standardize(
      double[] sums,
      int channel,
      double scale,
      double[] scales,
      double share,
      double[] shares,
      double[] to,
      int row) {
    int at = CholeskyRows.place(row, p) - row;
    int from = row * channels + channel;
    for (int j = row; j < p; j++) {
      to[at + j] = sums[from] * (scale * scales[j]) - share * shares[j];
      from += channels;
    }
  }

  /** Equations of several series, each as of one day, for others to lean on. */
  static final class Pool {
    private final double[][] gram;
    private final double[][] product;
    private final double[] count;

    Pool(int channels, int p) {
      this.gram = new double[channels][CholeskyRows.places(p)];
      this.product = new double[channels][p];
      this.count = new double[channels];
    }

    void add(RidgeEquations equations) {
      for (int k = 0; k < gram.length; k++) {
        double total = equations.weight[k];
        if (total > 0) {
          // A series that is little known teaches little.
          double share = total / (total + SETTLED);
          RowLoops.add(share / total, equations.gram[k], gram[k], 0, gram[k].length);
          RowLoops.add(share / total, equations.product[k], product[k], 0, product[k].length);
          count[k] += share;
        }
      }
    }

    /** Adds another pool. */
    void add(Pool other) {
      for (int k = 0; k < gram.length; k++) {
        RowLoops.add(1, other.gram[k], gram[k], 0, gram[k].length);
        RowLoops.add(1, other.product[k], product[k], 0, product[k].length);
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
    double[] a = new double[CholeskyRows.places(p)];
    double[] c = new double[p];
    for (int k = 0; k < channels; k++) {
      Arrays.fill(a, 0);
      Arrays.fill(c, 0);
      gather(k, pool, poolWeight, a, c);
      for (int i = 0; i < p; i++) {
        a[CholeskyRows.place(i, p)] += penalty * (inputs.isLight(i) ? LIGHT : 1);
      }
      // A penalty on every input keeps this definite.
      system.solve(a, c);
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

  /** Gathers the equations of a channel and of those around it. */
  private void gather(int k, @Nullable Pool pool, double poolWeight, double[] a, double[] c) {
    int reach = Math.max(1, channels / 24);
    double total = 0;
    int most = neighbours ? (NEIGHBOURS.length - 1) * reach : 0;
    for (int d = -most; d <= most; d++) {
      total += neighbour(d, reach);
    }
    double scale = neighbours ? (NEIGHBOURS[0] + 2 * NEIGHBOURS[1] + 2 * NEIGHBOURS[2]) / total : 1;
    RowSum ofA = new RowSum(a);
    RowSum ofC = new RowSum(c);
    for (int d = -most; d <= most; d++) {
      double w = scale * neighbour(d, reach);
      int other = Math.floorMod(k + d, channels);
      ofA.add(w, gram[other]);
      ofC.add(w, product[other]);
      if (pool != null && pool.count[other] > 0) {
        ofA.add(w * poolWeight / pool.count[other], pool.gram[other]);
        ofC.add(w * poolWeight / pool.count[other], pool.product[other]);
      }
    }
    ofA.finish();
    ofC.finish();
  }

  /** Adds up multiples of rows, four at a time. */
  private static final class RowSum {
    private static final int TOGETHER = 4;

    private final double[] to;
    private final double[] weight = new double[TOGETHER];
    private final double[][] row = new double[TOGETHER][];
    private int waiting;

    RowSum(double[] to) {
      this.to = to;
    }

    void add(double weight, double[] row) {
      this.weight[waiting] = weight;
      this.row[waiting++] = row;
      if (waiting == TOGETHER) {
        RowLoops.add(
            this.weight[0],
            this.row[0],
            this.weight[1],
            this.row[1],
            this.weight[2],
            this.row[2],
            this.weight[3],
            this.row[3],
            to,
            0,
            to.length);
        waiting = 0;
      }
    }

    void finish() {
      for (int i = 0; i < waiting; i++) {
        RowLoops.add(weight[i], row[i], to, 0, to.length);
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
