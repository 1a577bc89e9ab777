// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Solves many small systems, each a triangle in one array, with a symmetric positive definite
 * matrix (Golub and Van Loan, Matrix Computations, 4th edition, algorithm 4.2.1). Thread-safety:
 * stateless.
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
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      for (int j = 0; j < i; j++) {
        int other = j * (j + 1) / 2;
        a[row + j] = (a[row + j] - dot(a, row, other, j)) / a[other + j];
      }
      a[row + i] = Math.sqrt(a[row + i] - dot(a, row, row, i));
    }
    for (int i = 0; i < n; i++) {
      int row = i * (i + 1) / 2;
      double sum = c[i];
      for (int j = 0; j < i; j++) {
        sum -= a[row + j] * c[j];
      }
      c[i] = sum / a[row + i];
    }
    for (int i = n - 1; i >= 0; i--) {
      int row = i * (i + 1) / 2;
      double value = c[i] / a[row + i];
      c[i] = value;
      for (int j = 0; j < i; j++) {
        c[j] -= a[row + j] * value;
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
