// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * Factors of a basis: {@code B = L U} up to the order of rows and columns, and one eta column for
 * each exchange since (Dantzig and Orchard-Hays 1954). Bases of networks are triangular but for a
 * few cycles and side rows; see {@link Elimination}.
 *
 * <p>A column from {@link SparseProgram#columns()} on is the unit column of a row. A slot is a
 * place in the basis.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class BasisFactor {
  private static final int MOST_EXCHANGES = 64;
  private static final double ZERO = 1e-14;

  private final SparseProgram p;
  private final int m;
  private final Triangles found;

  // In order of pivots, once factored: entries name pivots instead of rows.
  private final int[] pivotOf; // by row
  private final int[] pivotOfSlot;
  private final int[] lowerPivots; // those that have entries in L
  private int lowerCount;
  private final int[] acrossStart; // U by row
  private int[] acrossIndex = new int[256];
  private double[] acrossValue = new double[256];

  // Exchanges since.
  private final int[] etaStart;
  private final int[] etaSlot;
  private final double[] etaPivot;
  private final Entries etas = new Entries();
  private int exchanges;

  private final double[] work;

  BasisFactor(SparseProgram program) {
    this.p = program;
    this.m = program.rows();
    this.found = new Triangles(m);
    this.pivotOf = new int[m];
    this.pivotOfSlot = new int[m];
    this.lowerPivots = new int[m];
    this.acrossStart = new int[m + 2];
    this.etaStart = new int[MOST_EXCHANGES + 1];
    this.etaSlot = new int[MOST_EXCHANGES];
    this.etaPivot = new double[MOST_EXCHANGES];
    this.work = new double[m];
  }

  /** Returns whether it is time to factor anew. */
  boolean isOld() {
    return exchanges == MOST_EXCHANGES || etas.size > 4 * (found.upper.size + m) + 1000;
  }

  /** Returns whether there was no exchange since it was factored. */
  boolean isFresh() {
    return exchanges == 0;
  }

  /**
   * Factors a basis. Columns that depend on others are replaced by unit columns.
   *
   * @param basis by slot, the column; changed where columns were replaced
   * @return how many were replaced
   */
  int factor(int[] basis) {
    etas.size = 0;
    exchanges = 0;
    int replaced = new Elimination(p, basis, found).run();
    toPivots();
    return replaced;
  }

  /** Names pivots instead of rows in all entries, and lays U out by rows too. */
  private void toPivots() {
    lowerCount = 0;
    for (int k = 0; k < m; k++) {
      pivotOf[found.pivotRow[k]] = k;
      pivotOfSlot[found.pivotSlot[k]] = k;
      if (found.lowerStart[k] < found.lowerStart[k + 1]) {
        lowerPivots[lowerCount++] = k;
      }
    }
    for (int e = 0; e < found.lower.size; e++) {
      found.lower.index[e] = pivotOf[found.lower.index[e]];
    }
    Arrays.fill(acrossStart, 0);
    for (int e = 0; e < found.upper.size; e++) {
      found.upper.index[e] = pivotOf[found.upper.index[e]];
      acrossStart[found.upper.index[e] + 2]++;
    }
    for (int k = 0; k < m; k++) {
      acrossStart[k + 2] += acrossStart[k + 1];
    }
    if (acrossIndex.length < found.upper.size) {
      acrossIndex = new int[found.upper.size + found.upper.size / 4];
      acrossValue = new double[acrossIndex.length];
    }
    for (int k = 0; k < m; k++) {
      for (int e = found.upperStart[k]; e < found.upperStart[k + 1]; e++) {
        int at = acrossStart[found.upper.index[e] + 1]++;
        acrossIndex[at] = k;
        acrossValue[at] = found.upper.value[e];
      }
    }
  }

  // ---------------------------------------------------------------- solving

  /**
   * Solves {@code B x = right}.
   *
   * @param right by row; becomes 0
   * @param to by slot; what it held is dropped
   */
  void forward(Sparse right, Sparse to) {
    to.clear();
    int last = -1;
    for (int c = 0; c < right.count; c++) {
      int row = right.index[c];
      int k = pivotOf[row];
      work[k] = right.value[row];
      right.value[row] = 0;
      last = Math.max(last, k);
    }
    right.count = 0;
    for (int l = 0; l < lowerCount; l++) {
      int k = lowerPivots[l];
      double value = work[k];
      if (value != 0) {
        for (int e = found.lowerStart[k]; e < found.lowerStart[k + 1]; e++) {
          work[found.lower.index[e]] -= found.lower.value[e] * value;
          last = Math.max(last, found.lower.index[e]);
        }
      }
    }
    for (int k = last; k >= 0; k--) {
      double value = work[k];
      if (value != 0) {
        work[k] = 0;
        if (Math.abs(value) > ZERO) {
          value /= found.diagonal[k];
          for (int e = found.upperStart[k]; e < found.upperStart[k + 1]; e++) {
            work[found.upper.index[e]] -= found.upper.value[e] * value;
          }
          to.put(found.pivotSlot[k], value);
        }
      }
    }
    for (int x = 0; x < exchanges; x++) {
      int slot = etaSlot[x];
      double value = to.value[slot];
      if (value != 0) {
        value /= etaPivot[x];
        to.set(slot, value);
        for (int e = etaStart[x]; e < etaStart[x + 1]; e++) {
          int i = etas.index[e];
          to.set(i, to.value[i] - etas.value[e] * value);
        }
      }
    }
  }

  /**
   * Solves {@code Bᵀ y = costs}.
   *
   * @param costs by slot; becomes 0
   * @param to by row; what it held is dropped
   */
  void backward(Sparse costs, Sparse to) {
    to.clear();
    for (int x = exchanges - 1; x >= 0; x--) {
      int slot = etaSlot[x];
      double sum = costs.value[slot];
      for (int e = etaStart[x]; e < etaStart[x + 1]; e++) {
        sum -= etas.value[e] * costs.value[etas.index[e]];
      }
      costs.set(slot, sum / etaPivot[x]);
    }
    int first = m;
    for (int c = 0; c < costs.count; c++) {
      int slot = costs.index[c];
      int k = pivotOfSlot[slot];
      if (costs.value[slot] != 0) {
        work[k] = costs.value[slot];
        costs.value[slot] = 0;
        first = Math.min(first, k);
      }
    }
    costs.count = 0;
    for (int k = first; k < m; k++) {
      double value = work[k];
      if (value != 0) {
        value /= found.diagonal[k];
        work[k] = value;
        for (int e = acrossStart[k]; e < acrossStart[k + 1]; e++) {
          work[acrossIndex[e]] -= acrossValue[e] * value;
        }
      }
    }
    for (int l = lowerCount - 1; l >= 0; l--) {
      int k = lowerPivots[l];
      double sum = 0;
      for (int e = found.lowerStart[k]; e < found.lowerStart[k + 1]; e++) {
        sum += found.lower.value[e] * work[found.lower.index[e]];
      }
      if (sum != 0) {
        work[k] -= sum;
        first = Math.min(first, k);
      }
    }
    for (int k = first; k < m; k++) {
      double value = work[k];
      if (value != 0) {
        work[k] = 0;
        if (Math.abs(value) > ZERO) {
          to.put(found.pivotRow[k], value);
        }
      }
    }
  }

  /** Takes note that a column with these values by slot came into a slot. */
  void exchange(int slot, Sparse column) {
    etaSlot[exchanges] = slot;
    etaPivot[exchanges] = column.value[slot];
    for (int c = 0; c < column.count; c++) {
      int s = column.index[c];
      if (s != slot && Math.abs(column.value[s]) > ZERO) {
        etas.add(s, column.value[s]);
      }
    }
    etaStart[++exchanges] = etas.size;
  }
}
