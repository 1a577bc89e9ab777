// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Solves many small systems, each a triangle in one array, with a symmetric positive definite
 * matrix (Golub and Van Loan, Matrix Computations, 4th edition, algorithm 4.2.1). Two rows by two
 * columns are found at a time, so that each number read is used twice and no addition waits for the
 * last. Thread-safety: stateless.
 */
final class PackedCholesky {
  private PackedCholesky() {}

  /**
   * Solves {@code a x = c} in place.
   *
   * @param a lower triangle, {@code [row * (row + 1) / 2 + column]}; becomes the factor
   * @param c right-hand side; becomes the solution
   */
  static void solve(double[] a, double[] c) {
    int n = c.length;
    int i = 0;
    for (; i + 1 < n; i += 2) {
      int row = triangle(i);
      int next = triangle(i + 1);
      for (int j = 0; j < i; j += 2) {
        twoByTwo(a, row, next, j);
      }
      corner(a, row, next, i);
    }
    if (i < n) {
      lastRow(a, i);
    }
    substitute(a, c);
  }

  private static int triangle(int row) {
    return row * (row + 1) / 2;
  }

  /** Finds columns {@code j} and {@code j + 1} of two rows below them. */
  private static void twoByTwo(double[] a, int row, int next, int j) {
    int upper = triangle(j);
    int lower = triangle(j + 1);
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

  /** Finds the ends of two rows: their own columns. */
  private static void corner(double[] a, int row, int next, int i) {
    double s00 = a[row + i];
    double s10 = a[next + i];
    double s11 = a[next + i + 1];
    for (int k = 0; k < i; k++) {
      double x0 = a[row + k];
      double x1 = a[next + k];
      s00 -= x0 * x0;
      s10 -= x1 * x0;
      s11 -= x1 * x1;
    }
    s00 = Math.sqrt(s00);
    s10 /= s00;
    a[row + i] = s00;
    a[next + i] = s10;
    a[next + i + 1] = Math.sqrt(s11 - s10 * s10);
  }

  private static void lastRow(double[] a, int i) {
    int row = triangle(i);
    double diagonal = a[row + i];
    for (int j = 0; j < i; j++) {
      int other = triangle(j);
      double sum = a[row + j];
      for (int k = 0; k < j; k++) {
        sum -= a[row + k] * a[other + k];
      }
      double value = sum / a[other + j];
      a[row + j] = value;
      diagonal -= value * value;
    }
    a[row + i] = Math.sqrt(diagonal);
  }

  private static void substitute(double[] a, double[] c) {
    int n = c.length;
    for (int i = 0; i < n; i++) {
      int row = triangle(i);
      double even = 0;
      double odd = 0;
      int j = 0;
      for (; j + 1 < i; j += 2) {
        even += a[row + j] * c[j];
        odd += a[row + j + 1] * c[j + 1];
      }
      if (j < i) {
        even += a[row + j] * c[j];
      }
      c[i] = (c[i] - (even + odd)) / a[row + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      int row = triangle(i);
      double value = c[i] / a[row + i];
      c[i] = value;
      for (int j = 0; j < i; j++) {
        c[j] -= a[row + j] * value;
      }
    }
  }
}
