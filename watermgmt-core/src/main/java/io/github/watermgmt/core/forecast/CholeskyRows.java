// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * The factor U of a small symmetric positive definite matrix Uᵀ U, and systems with it, where many
 * are to be solved: rows lie in arrays of their own, and each rank-four update of what is below
 * four pivots is a loop over one row that the JVM turns into vector instructions (Golub and Van
 * Loan, Matrix Computations, 4th edition, 4.2.5, outer products). {@link Cholesky} needs half the
 * memory and is the faster one beyond some hundred rows.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class CholeskyRows {
  private static final int TOGETHER = 4; // pivots

  private final int n;
  private final double[][] rows; // from the diagonal on, the right side last

  CholeskyRows(int n) {
    this.n = n;
    this.rows = new double[n][n + 1];
  }

  /** Returns the number of places of the upper triangle of {@code n} rows. */
  static int places(int n) {
    return n * (n + 1) / 2;
  }

  /** Returns the place of the diagonal of a row, behind which the rest of the row lies. */
  static int place(int row, int n) {
    return row * n - row * (row - 1) / 2;
  }

  /**
   * Solves a system whose matrix is known to be definite.
   *
   * @param upper its upper triangle, row by row; see {@link #place}
   * @param right its right side, in whose place the solution is written
   */
  void solve(double[] upper, double[] right) {
    int at = 0;
    for (int i = 0; i < n; i++) {
      System.arraycopy(upper, at, rows[i], i, n - i);
      rows[i][n] = right[i]; // one more column, so that it is forwarded with the others
      at += n - i;
    }
    for (int first = 0; first < n; first += TOGETHER) {
      int end = Math.min(n, first + TOGETHER);
      for (int pivot = first; pivot < end; pivot++) {
        for (int before = first; before < pivot; before++) {
          RowLoops.add(-rows[before][pivot], rows[before], rows[pivot], pivot, n + 1);
        }
        scale(1 / Math.sqrt(rows[pivot][pivot]), rows[pivot], pivot, n + 1);
      }
      if (end < n) { // then there are four
        double[] a = rows[first];
        double[] b = rows[first + 1];
        double[] c = rows[first + 2];
        double[] d = rows[first + 3];
        for (int i = end; i < n; i++) {
          RowLoops.add(-a[i], a, -b[i], b, -c[i], c, -d[i], d, rows[i], i, n + 1);
        }
      }
    }
    back(right);
  }

  private static void scale(double by, double[] row, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] *= by;
    }
  }

  private void back(double[] x) {
    for (int i = n - 1; i >= 0; i--) {
      double[] row = rows[i];
      double s0 = row[n];
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = i + 1;
      for (; j + 3 < n; j += 4) {
        s0 -= row[j] * x[j];
        s1 -= row[j + 1] * x[j + 1];
        s2 -= row[j + 2] * x[j + 2];
        s3 -= row[j + 3] * x[j + 3];
      }
      for (; j < n; j++) {
        s0 -= row[j] * x[j];
      }
      x[i] = ((s0 + s1) + (s2 + s3)) / row[i];
    }
  }

  @Override
  public String toString() {
    return n + " rows";
  }
}
