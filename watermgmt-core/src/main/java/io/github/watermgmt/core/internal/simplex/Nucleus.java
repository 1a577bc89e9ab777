// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * The part of a basis that is not triangular, with room to fill in: eliminated by Markowitz' rule
 * with threshold pivoting (Suhl and Suhl, ORSA Journal on Computing 2, 1990).
 *
 * <p>Thread-safety: confined to one thread; used once.
 */
final class Nucleus {
  private static final double THRESHOLD = 0.1;
  private static final int LOOKED_AT = 4; // columns

  private static final double ZERO = 1e-14;

  private final Triangles found;
  private final int size;
  private final int[][] index; // by column, rows; those of eliminated rows are part of U
  private final double[][] value;
  private final int[] length;
  private final int[] count; // of active rows, by column
  private final boolean[] done;
  private final boolean[] rowDone;
  private final int[][] columnsOf; // by row of the nucleus; may hold columns that no longer have it
  private final int[] columnsLength;
  private final int[] rowActive;
  private final int[] place; // of a row within the nucleus
  private final double[] spread;
  private final int[] taken; // by column, the pivot row + 1 that was taken out of it last
  private final int[] bucketHead;
  private final int[] bucketNext;
  private final int[] bucketPrevious;
  int pivotRow;
  int pivotColumn;
  double pivotValue;

  Nucleus(SparseProgram p, int[] slots, int[] basis, boolean[] rowDone, Triangles found) {
    int m = p.rows();
    int n = p.columns();
    this.found = found;
    this.size = slots.length;
    this.rowDone = rowDone;
    this.index = new int[size][];
    this.value = new double[size][];
    this.length = new int[size];
    this.count = new int[size];
    this.done = new boolean[size];
    this.place = new int[m];
    int rows = 0;
    for (int i = 0; i < m; i++) {
      if (!rowDone[i]) {
        place[i] = rows++;
      }
    }
    this.columnsOf = new int[rows][4];
    this.columnsLength = new int[rows];
    this.rowActive = new int[rows];
    this.spread = new double[m];
    this.taken = new int[size];
    this.bucketHead = new int[rows + 2];
    this.bucketNext = new int[size];
    this.bucketPrevious = new int[size];
    Arrays.fill(bucketHead, -1);
    for (int k = 0; k < size; k++) {
      int j = basis[slots[k]];
      int from = j >= n ? 0 : p.start()[j];
      int to = j >= n ? 1 : p.start()[j + 1];
      index[k] = new int[to - from];
      value[k] = new double[to - from];
      for (int e = from; e < to; e++) {
        int row = j >= n ? j - n : p.index()[e];
        index[k][length[k]] = row;
        value[k][length[k]++] = j >= n ? 1 : p.value()[e];
        if (!rowDone[row]) {
          count[k]++;
          addColumn(row, k);
        }
      }
      enqueue(k);
    }
  }

  private void addColumn(int row, int k) {
    int at = place[row];
    if (columnsLength[at] == columnsOf[at].length) {
      columnsOf[at] = Arrays.copyOf(columnsOf[at], 2 * columnsLength[at]);
    }
    columnsOf[at][columnsLength[at]++] = k;
    rowActive[at]++;
  }

  private void enqueue(int k) {
    int next = bucketHead[count[k]];
    bucketNext[k] = next;
    bucketPrevious[k] = -1;
    if (next >= 0) {
      bucketPrevious[next] = k;
    }
    bucketHead[count[k]] = k;
  }

  private void dequeue(int k) {
    int next = bucketNext[k];
    int previous = bucketPrevious[k];
    if (next >= 0) {
      bucketPrevious[next] = previous;
    }
    if (previous >= 0) {
      bucketNext[previous] = next;
    } else {
      bucketHead[count[k]] = next;
    }
  }

  /** Chooses the next pivot among the shortest columns; false if there is none. */
  boolean choose() {
    long best = Long.MAX_VALUE;
    int looked = 0;
    pivotColumn = -1;
    for (int c = 1; c < bucketHead.length && looked < LOOKED_AT; c++) {
      for (int k = bucketHead[c]; k >= 0 && looked < LOOKED_AT; k = bucketNext[k]) {
        double largest = 0;
        for (int e = 0; e < length[k]; e++) {
          if (!rowDone[index[k][e]]) {
            largest = Math.max(largest, Math.abs(value[k][e]));
          }
        }
        if (largest < Elimination.PIVOT) {
          continue;
        }
        looked++;
        for (int e = 0; e < length[k]; e++) {
          int row = index[k][e];
          double size = Math.abs(value[k][e]);
          if (!rowDone[row] && size >= THRESHOLD * largest) {
            long fill = (long) (c - 1) * (rowActive[place[row]] - 1);
            if (fill < best || (fill == best && size > Math.abs(pivotValue))) {
              best = fill;
              pivotColumn = k;
              pivotRow = row;
              pivotValue = value[k][e];
            }
          }
        }
      }
      if (best <= (long) (c - 1) * (c - 1)) {
        break;
      }
    }
    return pivotColumn >= 0;
  }

  /** Takes the pivot row out of the other columns; rows that the pivot column has are marked. */
  void eliminate(int k, int row) {
    dequeue(k);
    done[k] = true;
    int first = found.lower.size;
    for (int e = 0; e < length[k]; e++) {
      int other = index[k][e];
      if (!rowDone[other]) {
        found.lower.add(other, value[k][e] / pivotValue);
        rowActive[place[other]]--;
      }
    }
    int at = place[row];
    for (int c = 0; c < columnsLength[at]; c++) {
      int column = columnsOf[at][c];
      if (!done[column] && taken[column] != row + 1) {
        taken[column] = row + 1; // it may be listed twice
        take(column, row, first);
      }
    }
  }

  private void take(int column, int row, int first) {
    double factor = 0;
    for (int e = 0; e < length[column]; e++) {
      int i = index[column][e];
      if (i == row) {
        factor = value[column][e];
      }
    }
    if (factor != 0) {
      dequeue(column);
      count[column]--;
      for (int l = first; l < found.lower.size; l++) {
        spread[found.lower.index[l]] = found.lower.value[l] * factor;
      }
      int kept = 0;
      for (int e = 0; e < length[column]; e++) {
        int i = index[column][e];
        double v = value[column][e];
        if (spread[i] != 0) {
          v -= spread[i];
          spread[i] = 0;
          if (Math.abs(v) < ZERO) {
            count[column]--;
            rowActive[place[i]]--;
            continue;
          }
        }
        index[column][kept] = i;
        value[column][kept++] = v;
      }
      length[column] = kept;
      for (int l = first; l < found.lower.size; l++) {
        int i = found.lower.index[l];
        if (spread[i] != 0) {
          if (length[column] == index[column].length) {
            index[column] = Arrays.copyOf(index[column], 2 * length[column] + 2);
            value[column] = Arrays.copyOf(value[column], 2 * length[column] + 2);
          }
          index[column][length[column]] = i;
          value[column][length[column]++] = -spread[i];
          spread[i] = 0;
          count[column]++;
          addColumn(i, column);
        }
      }
      enqueue(column);
    }
  }

  /** The entries of a column in rows that are eliminated. */
  void writeUpper(int k, int row) {
    for (int e = 0; e < length[k]; e++) {
      int i = index[k][e];
      if (rowDone[i] && i != row) {
        found.upper.add(i, value[k][e]);
      }
    }
  }
}
