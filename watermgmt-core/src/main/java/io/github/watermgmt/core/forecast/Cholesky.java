// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import org.jspecify.annotations.Nullable;

/** The factor of a symmetric positive definite matrix, L Lᵀ. Thread-safety: immutable. */
final class Cholesky {
  private static final double SINGULAR = 1e-13;

  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * Factors the leading {@code n} rows and columns in place; only the lower triangle is read.
   *
   * @return null if the matrix is not positive definite to rounding
   */
  static @Nullable Cholesky of(double[][] matrix, int n) {
    for (int i = 0; i < n; i++) {
      double[] row = matrix[i];
      double diagonal = row[i];
      for (int j = 0; j < i; j++) {
        double[] other = matrix[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = sum / other[j];
      }
      double pivot = diagonal;
      for (int k = 0; k < i; k++) {
        pivot -= row[k] * row[k];
      }
      if (!(pivot > SINGULAR * diagonal)) {
        return null;
      }
      row[i] = Math.sqrt(pivot);
    }
    return new Cholesky(matrix);
  }

  /** Solves for the first {@code n} entries of a right-hand side, in place. */
  void solve(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double sum = x[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * x[k];
      }
      x[i] = sum / lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int k = 0; k < i; k++) {
        x[k] -= lower[i][k] * x[i];
      }
    }
  }
}
