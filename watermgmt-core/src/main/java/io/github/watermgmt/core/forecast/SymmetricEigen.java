// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Eigenvectors of small symmetric matrices by Jacobi rotations (Golub and Van Loan, Matrix
 * Computations, 4th edition, section 8.5): slower than others, but it converges for every matrix,
 * also those of low rank that short histories make, and to the same bits everywhere.
 *
 * <p>Thread-safety: stateless. Time: some ten times n³.
 */
final class SymmetricEigen {
  private static final int MOST_SWEEPS = 40;
  private static final double DONE = 1e-24; // of the squared norm, off the diagonal

  private SymmetricEigen() {}

  /**
   * Returns the eigenvectors of the largest eigenvalues, in descending order.
   *
   * @param matrix symmetric; overwritten
   * @param count how many are wanted
   */
  static double[][] vectors(double[][] matrix, int count) {
    int n = matrix.length;
    double[][] vectors = new double[n][n]; // rows
    double norm = 0;
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
      for (int j = 0; j < n; j++) {
        norm += matrix[i][j] * matrix[i][j];
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(matrix) > DONE * norm; sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(matrix, vectors, p, q);
        }
      }
    }
    Integer[] order = new Integer[n];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -matrix[i][i]));
    double[][] largest = new double[count][];
    for (int i = 0; i < count; i++) {
      largest[i] = vectors[order[i]];
    }
    return largest;
  }

  private static double offDiagonal(double[][] matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * matrix[i][j] * matrix[i][j];
      }
    }
    return sum;
  }

  /** Makes one pair of entries zero. */
  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    double both = a[p][q];
    if (both == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * both);
    double t = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    t = theta < 0 ? -t : t;
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double x = a[k][p];
      double y = a[k][q];
      a[k][p] = c * x - s * y;
      a[k][q] = s * x + c * y;
    }
    rows(a[p], a[q], c, s);
    rows(vectors[p], vectors[q], c, s);
  }

  private static void rows(double[] p, double[] q, double c, double s) {
    for (int k = 0; k < p.length; k++) {
      double x = p[k];
      double y = q[k];
      p[k] = c * x - s * y;
      q[k] = s * x + c * y;
    }
  }
}
