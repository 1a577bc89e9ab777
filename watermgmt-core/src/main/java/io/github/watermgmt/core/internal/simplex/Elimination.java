// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * Factors a basis: what is triangular is found by peeling off columns and rows that have one entry
 * left, the rest is for {@link Nucleus}. Columns that depend on others are replaced by unit
 * columns.
 *
 * <p>Thread-safety: confined to one thread; used once.
 */
final class Elimination {
  static final double PIVOT = 1e-9; // least that counts as one

  private final SparseProgram p;
  private final int m;
  private final int n;
  private final Triangles found;
  private final int[] basis;
  private final int[] columnCount; // active rows of a slot
  private final int[] rowCount; // active slots of a row
  private final int[] rowStart;
  private final int[] rowSlot;
  private final boolean[] rowDone;
  private final boolean[] slotDone;
  private final int[] queue;
  private int pivots;

  /**
   * @param basis by slot, the column; changed where columns are replaced
   * @param found receives the factors
   */
  Elimination(SparseProgram program, int[] basis, Triangles found) {
    this.p = program;
    this.m = program.rows();
    this.n = program.columns();
    this.found = found;
    this.basis = basis;
    this.columnCount = new int[m];
    this.rowCount = new int[m];
    this.rowStart = new int[m + 1];
    this.rowDone = new boolean[m];
    this.slotDone = new boolean[m];
    this.queue = new int[2 * m + 2];
    int entries = 0;
    for (int s = 0; s < m; s++) {
      int j = basis[s];
      columnCount[s] = j >= n ? 1 : p.start()[j + 1] - p.start()[j];
      entries += columnCount[s];
      if (j >= n) {
        rowCount[j - n]++;
      } else {
        for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
          rowCount[p.index()[e]]++;
        }
      }
    }
    for (int i = 0; i < m; i++) {
      rowStart[i + 1] = rowStart[i] + rowCount[i];
    }
    this.rowSlot = new int[entries];
    int[] next = Arrays.copyOf(rowStart, m);
    for (int s = 0; s < m; s++) {
      int j = basis[s];
      if (j >= n) {
        rowSlot[next[j - n]++] = s;
      } else {
        for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
          rowSlot[next[p.index()[e]]++] = s;
        }
      }
    }
  }

  /** Factors, and returns how many columns were replaced. */
  int run() {
    found.lower.size = 0;
    found.upper.size = 0;
    columnSingletons();
    rowSingletons();
    int replaced = pivots < m ? nucleus() : 0;
    found.lowerStart[m] = found.lower.size;
    found.upperStart[m] = found.upper.size;
    return replaced;
  }

  private void columnSingletons() {
    int head = 0;
    int tail = 0;
    for (int s = 0; s < m; s++) {
      if (columnCount[s] == 1) {
        queue[tail++] = s;
      }
    }
    while (head < tail) {
      int s = queue[head++];
      if (slotDone[s] || columnCount[s] != 1) {
        continue;
      }
      int row = -1;
      double value = 1;
      int j = basis[s];
      if (j >= n) {
        row = j - n;
      } else {
        for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
          if (!rowDone[p.index()[e]]) {
            row = p.index()[e];
            value = p.value()[e];
          }
        }
      }
      if (row < 0 || Math.abs(value) < PIVOT) {
        continue;
      }
      begin(row, s, value);
      upperOf(s, row);
      for (int e = rowStart[row]; e < rowStart[row + 1]; e++) {
        int other = rowSlot[e];
        if (!slotDone[other] && --columnCount[other] == 1) {
          queue[tail++] = other;
        }
      }
    }
  }

  private void rowSingletons() {
    int head = 0;
    int tail = 0;
    for (int i = 0; i < m; i++) {
      if (!rowDone[i]) {
        int active = 0;
        for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
          active += slotDone[rowSlot[e]] ? 0 : 1;
        }
        rowCount[i] = active;
        if (active == 1) {
          queue[tail++] = i;
        }
      }
    }
    while (head < tail) {
      int row = queue[head++];
      if (rowDone[row] || rowCount[row] != 1) {
        continue;
      }
      int slot = -1;
      for (int e = rowStart[row]; e < rowStart[row + 1]; e++) {
        if (!slotDone[rowSlot[e]]) {
          slot = rowSlot[e];
        }
      }
      int j = basis[slot];
      double value = 0;
      for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
        if (p.index()[e] == row) {
          value = p.value()[e];
        }
      }
      if (Math.abs(value) < PIVOT) {
        continue;
      }
      begin(row, slot, value);
      for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
        int other = p.index()[e];
        if (!rowDone[other]) {
          found.lower.add(other, p.value()[e] / value);
          if (--rowCount[other] == 1) {
            queue[tail++] = other;
          }
        }
      }
      upperOf(slot, row);
    }
  }

  /** Starts a pivot. */
  private void begin(int row, int slot, double value) {
    found.lowerStart[pivots] = found.lower.size;
    found.upperStart[pivots] = found.upper.size;
    found.pivotRow[pivots] = row;
    found.pivotSlot[pivots] = slot;
    found.diagonal[pivots++] = value;
    rowDone[row] = true;
    slotDone[slot] = true;
  }

  /** The entries of a column in rows that were eliminated before, which elimination left alone. */
  private void upperOf(int slot, int row) {
    int j = basis[slot];
    if (j >= n) {
      return;
    }
    for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
      int other = p.index()[e];
      if (rowDone[other] && other != row) {
        found.upper.add(other, p.value()[e]);
      }
    }
  }

  /** Eliminates what is left. */
  private int nucleus() {
    int[] slots = new int[m - pivots];
    int size = 0;
    for (int s = 0; s < m; s++) {
      if (!slotDone[s]) {
        slots[size++] = s;
      }
    }
    Nucleus rest = new Nucleus(p, slots, basis, rowDone, found);
    int replaced = 0;
    while (rest.choose()) {
      int at = rest.pivotColumn;
      int row = rest.pivotRow;
      int slot = slots[at];
      begin(row, slot, rest.pivotValue);
      rest.eliminate(at, row);
      rest.writeUpper(at, row);
    }
    // What has no pivot left depends on the others: unit columns take their place.
    int open = 0;
    for (int k = 0; k < size; k++) {
      int slot = slots[k];
      if (!slotDone[slot]) {
        while (rowDone[open]) {
          open++;
        }
        basis[slot] = n + open;
        begin(open, slot, 1);
        replaced++;
      }
    }
    return replaced;
  }
}
