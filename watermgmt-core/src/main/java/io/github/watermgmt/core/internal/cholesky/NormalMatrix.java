// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.cholesky;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * The lower triangle of {@code A D Aᵀ} for a diagonal {@code D} that changes: its pattern, by
 * column of the matrix with rows in an order of elimination, and for each entry the products that
 * add up to it.
 *
 * <p>Thread-safety: immutable.
 */
final class NormalMatrix {
  final int n;
  final int[] start; // by column
  final int[] row; // of each entry, ascending within a column, the diagonal first
  private final int[] termStart; // by entry
  private final int[] termColumn; // column of A
  private final double[] termProduct;

  /**
   * @param position by row of A, its place in the order of elimination
   */
  NormalMatrix(SparseProgram program, int[] position) {
    this.n = program.rows();
    int[] start = program.start();
    int[] index = program.index();
    double[] value = program.value();
    // Terms by column of the matrix (the earlier of the two rows).
    int[] count = new int[n + 1];
    long terms = n;
    for (int i = 0; i < n; i++) {
      count[i + 1]++; // a diagonal of its own, so that an empty row has one too
    }
    for (int j = 0; j < program.columns(); j++) {
      int size = start[j + 1] - start[j];
      terms += (long) size * (size + 1) / 2;
      for (int a = start[j]; a < start[j + 1]; a++) {
        for (int b = start[j]; b <= a; b++) {
          count[Math.min(position[index[a]], position[index[b]]) + 1]++;
        }
      }
    }
    if (terms > Integer.MAX_VALUE) {
      throw new OutOfMemoryError(terms + " products");
    }
    for (int i = 0; i < n; i++) {
      count[i + 1] += count[i];
    }
    int total = (int) terms;
    int[] termRow = new int[total];
    int[] column = new int[total];
    double[] product = new double[total];
    int[] next = Arrays.copyOf(count, n);
    for (int i = 0; i < n; i++) {
      termRow[next[i]] = i;
      column[next[i]++] = -1;
    }
    for (int j = 0; j < program.columns(); j++) {
      for (int a = start[j]; a < start[j + 1]; a++) {
        for (int b = start[j]; b <= a; b++) {
          int p = position[index[a]];
          int q = position[index[b]];
          int at = next[Math.min(p, q)]++;
          termRow[at] = Math.max(p, q);
          column[at] = j;
          product[at] = value[a] * value[b];
        }
      }
    }
    // Sort the terms of each column by row, keeping the order of columns of A: twice by counting.
    this.start = new int[n + 1];
    this.termColumn = new int[total];
    this.termProduct = new double[total];
    int[] entryOf = new int[n]; // by row: entry in the column at hand, or the number of its terms
    int[] rows = new int[16];
    int[] entryRow = new int[total];
    int[] entryTerm = new int[total + 1];
    int entries = 0;
    int placed = 0;
    for (int c = 0; c < n; c++) {
      int distinct = 0;
      for (int at = count[c]; at < count[c + 1]; at++) {
        if (entryOf[termRow[at]]++ == 0) {
          if (distinct == rows.length) {
            rows = Arrays.copyOf(rows, 2 * distinct);
          }
          rows[distinct++] = termRow[at];
        }
      }
      Arrays.sort(rows, 0, distinct);
      for (int d = 0; d < distinct; d++) {
        int size = entryOf[rows[d]];
        entryRow[entries] = rows[d];
        entryTerm[entries++] = placed;
        entryOf[rows[d]] = placed;
        placed += size;
      }
      for (int at = count[c]; at < count[c + 1]; at++) {
        int to = entryOf[termRow[at]]++;
        termColumn[to] = column[at];
        termProduct[to] = product[at];
      }
      for (int d = 0; d < distinct; d++) {
        entryOf[rows[d]] = 0;
      }
      this.start[c + 1] = entries;
    }
    entryTerm[entries] = placed;
    this.row = Arrays.copyOf(entryRow, entries);
    this.termStart = Arrays.copyOf(entryTerm, entries + 1);
  }

  /** Returns the value of an entry. */
  double value(int entry, double[] d) {
    double sum = 0;
    for (int t = termStart[entry]; t < termStart[entry + 1]; t++) {
      int j = termColumn[t];
      sum += j < 0 ? 0 : termProduct[t] * d[j];
    }
    return sum;
  }
}
