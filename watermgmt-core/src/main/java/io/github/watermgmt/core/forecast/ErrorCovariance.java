// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The covariance W of the errors of the nodes of a hierarchy, as a diagonal and a product of few
 * columns: W = diag(d) + F Fᵀ, never written out.
 *
 * <p>Thread-safety: immutable.
 *
 * @param diagonal one number for each node, positive
 * @param factor {@code [node][column]}; no columns where W is diagonal
 * @param notes what was done to make it
 */
record ErrorCovariance(double[] diagonal, double[][] factor, List<String> notes) {
  private static final int LEAST_KNOWN = 8;
  private static final double LEAST_VARIANCE = 1e-9;

  static ErrorCovariance diagonal(double[] diagonal) {
    return new ErrorCovariance(diagonal, new double[diagonal.length][0], List.of());
  }

  /**
   * Shrinks the sample covariance towards its diagonal: Schäfer and Strimmer, A shrinkage approach
   * to large-scale covariance matrix estimation, Statistical Applications in Genetics and Molecular
   * Biology 4 (2005), on centred errors. A missing error counts as the mean of its series; the
   * variance is that of those known.
   *
   * <p>Time: nodes² × errors.
   */
  static ErrorCovariance shrunk(Hierarchy hierarchy, ForecastErrors errors, RunContext run) {
    int n = hierarchy.size();
    double[][] x = new double[n][];
    double[] deviation = new double[n];
    Validation problems = new Validation();
    for (int i = 0; i < n; i++) {
      x[i] = errors.of(hierarchy.ids().get(i));
      deviation[i] = standardise(x[i], hierarchy.ids().get(i), problems);
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "forecast errors");
    List<String> notes = new ArrayList<>();
    raise(deviation, hierarchy, notes);
    double share = 1 - intensity(x, errors.block(), run);
    double root = Math.sqrt(share / (x[0].length - 1));
    double[] diagonal = new double[n];
    for (int i = 0; i < n; i++) {
      diagonal[i] = (1 - share) * deviation[i] * deviation[i];
      double own = 0;
      for (int t = 0; t < x[i].length; t++) {
        own += x[i][t] * x[i][t];
        x[i][t] *= root * deviation[i];
      }
      // A series without errors at all has no standardised ones: its variance is the floor.
      diagonal[i] += own == 0 ? share * deviation[i] * deviation[i] : 0;
      // With as many errors as nodes and no shrinkage, W may be singular to rounding.
      diagonal[i] = Math.max(diagonal[i], LEAST_VARIANCE * deviation[i] * deviation[i]);
    }
    return new ErrorCovariance(diagonal, x, notes);
  }

  /** Centres and scales in place, so that the squares sum to one less than the places. */
  private static double standardise(double[] x, String id, Validation problems) {
    int known = 0;
    double sum = 0;
    for (double value : x) {
      if (!Double.isNaN(value)) {
        known++;
        sum += value;
      }
    }
    if (!problems.check(
        known >= LEAST_KNOWN,
        "known errors of " + id,
        known,
        "must be at least " + LEAST_KNOWN,
        "take OLS, which needs none, or backtest from more origins")) {
      return 0;
    }
    double squares = 0;
    for (int t = 0; t < x.length; t++) {
      x[t] = Double.isNaN(x[t]) ? 0 : x[t] - sum / known;
      squares += x[t] * x[t];
    }
    double deviation = Math.sqrt(squares / (known - 1));
    double scale = squares == 0 ? 0 : Math.sqrt((x.length - 1) / squares);
    for (int t = 0; t < x.length; t++) {
      x[t] *= scale;
    }
    return deviation;
  }

  /** Gives series that never erred a little variance, so that W can be inverted. */
  private static void raise(double[] deviation, Hierarchy hierarchy, List<String> notes) {
    double squares = 0;
    for (double one : deviation) {
      squares += one * one;
    }
    double least = squares == 0 ? 1 : Math.sqrt(LEAST_VARIANCE * squares / deviation.length);
    for (int i = 0; i < deviation.length; i++) {
      if (deviation[i] < least) {
        notes.add("'" + hierarchy.ids().get(i) + "' hardly ever erred: taken as nearly certain");
        deviation[i] = least;
      }
    }
  }

  /**
   * Returns how much of the correlations is chance, 0 to 1: the sum of their variances by the sum
   * of their squares. The variance is that between blocks, which with blocks of one error is
   * Schäfer and Strimmer's; errors of one origin depend on each other, and would look more certain
   * than they are.
   */
  private static double intensity(double[][] x, int block, RunContext run) {
    int n = x.length;
    int blocks = x[0].length / block;
    if (blocks < 2) {
      return 1;
    }
    double[] chance = new double[n];
    double[] size = new double[n];
    run.forEach(
        n,
        i -> {
          for (int j = 0; j < i; j++) {
            double sum = 0;
            double squares = 0;
            for (int b = 0; b < blocks; b++) {
              double products = 0;
              for (int t = b * block; t < (b + 1) * block; t++) {
                products += x[i][t] * x[j][t];
              }
              sum += products;
              squares += products * products;
            }
            double mean = sum / blocks;
            chance[i] += squares - sum * mean;
            size[i] += mean * mean;
          }
        });
    double above = 0;
    double below = 0;
    for (int i = 0; i < n; i++) {
      above += chance[i];
      below += size[i];
    }
    if (below == 0) {
      return 1;
    }
    return Math.max(0, Math.min(1, above / blocks / (blocks - 1) / below));
  }

  double covariance(int i, int j) {
    return (i == j ? diagonal[i] : 0) + dot(factor[i], factor[j]);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      sum += a[t] * b[t];
    }
    return sum;
  }

  @Override
  public String toString() {
    return "covariance of " + diagonal.length + " nodes";
  }
}
