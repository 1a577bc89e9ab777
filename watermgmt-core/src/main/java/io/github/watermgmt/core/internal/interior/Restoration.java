// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.interior;

import io.github.watermgmt.core.internal.cholesky.SparseCholesky;
import io.github.watermgmt.core.internal.lp.Columns;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/**
 * Moves a point that nearly meets the rows of a program so that it meets them, as little as can be:
 * by weighted least squares, in which a column counts the less the farther it is from its bounds,
 * so that it stays between them. Thread-safety: stateless.
 */
public final class Restoration {
  private static final double REGULARISATION = 1e-13;
  private static final int FACTORS = 3; // at most
  private static final double LITTLE = 0.01; // of what was missed before: it goes well

  private Restoration() {}

  /**
   * Moves a point.
   *
   * @param cholesky factors of the program's rows, which it overwrites
   * @param x by column, within the bounds; remains so
   * @param fixed columns that do not move
   * @param tolerance by which a row may be missed
   * @param stop whether to give up
   * @return whether all rows are met
   */
  public static boolean run(
      SparseProgram p,
      SparseCholesky cholesky,
      double[] x,
      BitSet fixed,
      double tolerance,
      BooleanSupplier stop) {
    Columns columns = new Columns(p);
    int n = p.columns();
    int m = p.rows();
    double[] weight = new double[n];
    double[] byColumn = new double[n];
    double[] rest = new double[m + 1];
    double[] y = new double[m + 1];
    double before = Double.POSITIVE_INFINITY;
    int factors = 0;
    while (true) {
      for (int j = 0; j < n; j++) {
        byColumn[j] = -x[j];
      }
      System.arraycopy(p.right(), 0, rest, 0, m);
      columns.add(byColumn, rest);
      double missed = largest(rest);
      if (missed <= tolerance) {
        return true;
      }
      if (!(missed < LITTLE * before)) {
        // Columns came to their bounds: the others have to do it.
        if (factors++ == FACTORS || stop.getAsBoolean()) {
          return false;
        }
        for (int j = 0; j < n; j++) {
          double reach = Math.min(x[j] - p.lower()[j], p.upper()[j] - x[j]);
          weight[j] = fixed.get(j) ? 0 : reach * reach;
        }
        if (!cholesky.factor(weight, REGULARISATION, stop)) {
          return false;
        }
      }
      before = missed;
      Arrays.fill(y, 0);
      cholesky.solve(rest, y);
      columns.transposed(y, byColumn);
      for (int j = 0; j < n; j++) {
        double moved = x[j] + weight[j] * byColumn[j];
        x[j] = Math.max(p.lower()[j], Math.min(p.upper()[j], moved));
      }
    }
  }

  private static double largest(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }
}
