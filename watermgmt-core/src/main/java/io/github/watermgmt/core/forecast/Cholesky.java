// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * The factor L of a symmetric positive definite matrix L Lᵀ, and systems with it (Golub and Van
 * Loan, Matrix Computations, 4th edition, algorithm 4.2.1). The lower triangle lies in one array,
 * {@code [row * (row + 1) / 2 + column]}, in the order in which it is read. Two rows by two columns
 * are found at a time, so that each number read is used twice and no addition waits for the last.
 * Thread-safety: stateless.
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
    int i = 0;
    for (; i + 1 < n; i += 2) {
      for (int j = 0; j < i; j += 2) {
        twoByTwo(a, i, j);
      }
      definite &= corner(a, i);
    }
    if (i < n) {
      definite &= lastRow(a, i);
    }
    return definite;
  }

  /** Finds columns {@code j} and {@code j + 1} of rows {@code i} and {@code i + 1} below them. */
  private static void twoByTwo(double[] a, int i, int j) {
    int row = at(i, 0);
    int next = at(i + 1, 0);
    int upper = at(j, 0);
    int lower = at(j + 1, 0);
    double s00 = a[row + j];
    double s01 = a[row + j + 1];
    double s10 = a[next + j];
    double s11 = a[next + j + 1];
    for (int k = 0; k < j; k++) {
      double x0 = a[row + k];
      double x1 = a[next + k];
      double y0 = a[upper + k];
      double y1 = a[lower + k];
      s00 -= x0 * y0;
      s01 -= x0 * y1;
      s10 -= x1 * y0;
      s11 -= x1 * y1;
    }
    double first = 1 / a[upper + j];
    double second = 1 / a[lower + j + 1];
    double between = a[lower + j];
    s00 *= first;
    s10 *= first;
    a[row + j] = s00;
    a[next + j] = s10;
    a[row + j + 1] = (s01 - s00 * between) * second;
    a[next + j + 1] = (s11 - s10 * between) * second;
  }

  /** Finds the ends of two rows: their own columns. Returns whether they are definite. */
  private static boolean corner(double[] a, int i) {
    int row = at(i, 0);
    int next = at(i + 1, 0);
    double s00 = a[row + i];
    double s10 = a[next + i];
    double s11 = a[next + i + 1];
    final double least0 = SINGULAR * s00;
    final double least1 = SINGULAR * s11;
    for (int k = 0; k < i; k++) {
      double x0 = a[row + k];
      double x1 = a[next + k];
      s00 -= x0 * x0;
      s10 -= x1 * x0;
      s11 -= x1 * x1;
    }
    double root = Math.sqrt(s00);
    double between = s10 / root;
    s11 -= between * between;
    a[row + i] = root;
    a[next + i] = between;
    a[next + i + 1] = Math.sqrt(s11);
    return s00 > least0 && s11 > least1;
  }

  private static boolean lastRow(double[] a, int i) {
    int row = at(i, 0);
    double pivot = a[row + i];
    final double least = SINGULAR * pivot;
    for (int j = 0; j < i; j++) {
      int other = at(j, 0);
      double sum = a[row + j];
      for (int k = 0; k < j; k++) {
        sum -= a[row + k] * a[other + k];
      }
      double value = sum / a[other + j];
      a[row + j] = value;
      pivot -= value * value;
    }
    a[row + i] = Math.sqrt(pivot);
    return pivot > least;
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
      double even = 0;
      double odd = 0;
      int j = 0;
      for (; j + 1 < i; j += 2) {
        even += factor[row + j] * c[j];
        odd += factor[row + j + 1] * c[j + 1];
      }
      if (j < i) {
        even += factor[row + j] * c[j];
      }
      c[i] = (c[i] - (even + odd)) / factor[row + i];
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
}
