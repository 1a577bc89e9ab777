// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.lp;

import java.util.Arrays;

/**
 * The columns of a program for products with all of them at once. Most have two entries at most:
 * these lie side by side, so that a product needs no inner loop; further entries follow apart.
 *
 * <p>Vectors by row have a place more than there are rows, which stays 0: where a column has one
 * entry, its second one names that place.
 *
 * <p>Thread-safety: immutable.
 */
public final class Columns {
  private final int n;
  private final int[] firstRow;
  private final int[] secondRow;
  private final double[] first;
  private final double[] second;
  private final int[] moreColumn; // further entries, by column
  private final int[] moreRow;
  private final double[] more;

  /** Creates columns from those of a program. */
  public Columns(SparseProgram p) {
    this.n = p.columns();
    this.firstRow = new int[n];
    this.secondRow = new int[n];
    this.first = new double[n];
    this.second = new double[n];
    int further = 0;
    for (int j = 0; j < n; j++) {
      further += Math.max(0, p.start()[j + 1] - p.start()[j] - 2);
    }
    this.moreColumn = new int[further];
    this.moreRow = new int[further];
    this.more = new double[further];
    Arrays.fill(firstRow, p.rows());
    Arrays.fill(secondRow, p.rows());
    int at = 0;
    for (int j = 0; j < n; j++) {
      for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
        int k = e - p.start()[j];
        if (k == 0) {
          firstRow[j] = p.index()[e];
          first[j] = p.value()[e];
        } else if (k == 1) {
          secondRow[j] = p.index()[e];
          second[j] = p.value()[e];
        } else {
          moreColumn[at] = j;
          moreRow[at] = p.index()[e];
          more[at++] = p.value()[e];
        }
      }
    }
  }

  /** Sets {@code to} to {@code Aᵀ y}. */
  public void transposed(double[] y, double[] to) {
    for (int j = 0; j < n; j++) {
      to[j] = first[j] * y[firstRow[j]] + second[j] * y[secondRow[j]];
    }
    for (int k = 0; k < more.length; k++) {
      to[moreColumn[k]] += more[k] * y[moreRow[k]];
    }
  }

  /** Adds {@code A x} to a vector by row. */
  public void add(double[] x, double[] to) {
    for (int j = 0; j < n; j++) {
      double xj = x[j];
      to[firstRow[j]] += first[j] * xj;
      to[secondRow[j]] += second[j] * xj;
    }
    for (int k = 0; k < more.length; k++) {
      to[moreRow[k]] += more[k] * x[moreColumn[k]];
    }
    to[to.length - 1] = 0;
  }
}
