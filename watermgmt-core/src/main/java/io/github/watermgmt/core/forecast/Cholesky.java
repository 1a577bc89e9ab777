// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * The factor L of a symmetric positive definite matrix L Lᵀ, and systems with it (Golub and Van
 * Loan, Matrix Computations, 4th edition, algorithm 4.2.1). The lower triangle lies in one array,
 * {@code [row * (row + 1) / 2 + column]}, in the order in which it is read. Thread-safety:
 * stateless.
 */
final class Cholesky {
  private static final double SINGULAR = 1e-13;

  private Cholesky() {}

  /** Returns the number of places of a triangle of {@code n} rows. */
  static int places(int n) {
    return at(n, 0);
  }

  /** Returns the place of a row and a column up to the diagonal. */
  static int at(int row, int column) {
    return row * (row + 1) / 2 + column;
  }

  /**
   * Replaces a triangle by its factor.
   *
   * @return whether the matrix is positive definite to rounding; if not, the factor is of no use
   */
  static boolean factor(double[] a, int n) {
    boolean definite = true;
    for (int i = 0; i < n; i++) {
      int row = at(i, 0);
      for (int j = 0; j < i; j++) {
        int other = at(j, 0);
        a[row + j] = (a[row + j] - dot(a, row, other, j)) / a[other + j];
      }
      double diagonal = a[row + i];
      double pivot = diagonal - dot(a, row, row, i);
      definite &= pivot > SINGULAR * diagonal;
      a[row + i] = Math.sqrt(pivot);
    }
    return definite;
  }

  /** Solves {@code L Lᵀ x = c} in place. */
  static void solve(double[] factor, double[] c) {
    forward(factor, c);
    backward(factor, c);
  }

  /** Solves {@code L x = c} in place. */
  static void forward(double[] factor, double[] c) {
    for (int i = 0; i < c.length; i++) {
      int row = at(i, 0);
      double sum = c[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[row + j] * c[j];
      }
      c[i] = sum / factor[row + i];
    }
  }

  /** Solves {@code Lᵀ x = c} in place. */
  static void backward(double[] factor, double[] c) {
    for (int i = c.length - 1; i >= 0; i--) {
      int row = at(i, 0);
      double value = c[i] / factor[row + i];
      c[i] = value;
      for (int j = 0; j < i; j++) {
        c[j] -= factor[row + j] * value;
      }
    }
  }

  /** Four sums at once, so that one addition need not wait for the last. */
  private static double dot(double[] a, int x, int y, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[x + i] * a[y + i];
      s1 += a[x + i + 1] * a[y + i + 1];
      s2 += a[x + i + 2] * a[y + i + 2];
      s3 += a[x + i + 3] * a[y + i + 3];
    }
    for (; i < n; i++) {
      s0 += a[x + i] * a[y + i];
    }
    return s0 + s1 + (s2 + s3);
  }
}
