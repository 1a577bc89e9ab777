// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * Factors of a basis: {@code B = L U} up to the order of rows and columns, and one eta column for
 * each exchange since (Dantzig and Orchard-Hays 1954). Bases of networks are triangular but for a
 * few cycles and side rows: what is triangular is found by peeling off columns and rows that have
 * one entry left, the rest by Markowitz' rule with threshold pivoting (Suhl and Suhl, ORSA Journal
 * on Computing 2, 1990).
 *
 * <p>A column from {@link SparseProgram#columns()} on is the unit column of a row. A slot is a
 * place in the basis.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class BasisFactor {
  private static final double ZERO = 1e-14;
  private static final double PIVOT = 1e-9; // least that counts as one
  private final SparseProgram p;
  private final int m;
  private final int n;

  // Pivots in order.
  private final int[] pivotRow;
  private final int[] pivotSlot;
  private final double[] diagonal;
  private final int[] lowerStart; // by pivot: rows that take a multiple of the pivot row
  private final int[] upperStart; // by pivot: rows of earlier pivots in its column
  private final Entries lower = new Entries();
  private final Entries upper = new Entries();

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

  static final int MOST_EXCHANGES = 64;

  /** A list of entries that grows. */
  private static final class Entries {
    int[] index = new int[256];
    double[] value = new double[256];
    int size;

    void add(int i, double v) {
      if (size == index.length) {
        index = Arrays.copyOf(index, 2 * size);
        value = Arrays.copyOf(value, 2 * size);
      }
      index[size] = i;
      value[size++] = v;
    }
  }

  BasisFactor(SparseProgram program) {
    this.p = program;
    this.m = program.rows();
    this.n = program.columns();
    this.pivotRow = new int[m];
    this.pivotSlot = new int[m];
    this.diagonal = new double[m];
    this.lowerStart = new int[m + 1];
    this.upperStart = new int[m + 1];
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
    return exchanges == MOST_EXCHANGES || etas.size > 4 * (upper.size + m) + 1000;
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
    lower.size = 0;
    upper.size = 0;
    etas.size = 0;
    exchanges = 0;
    int replaced = new Elimination(basis).run();
    toPivots();
    return replaced;
  }

  /** Names pivots instead of rows in all entries, and lays U out by rows too. */
  private void toPivots() {
    lowerCount = 0;
    for (int k = 0; k < m; k++) {
      pivotOf[pivotRow[k]] = k;
      pivotOfSlot[pivotSlot[k]] = k;
      if (lowerStart[k] < lowerStart[k + 1]) {
        lowerPivots[lowerCount++] = k;
      }
    }
    for (int e = 0; e < lower.size; e++) {
      lower.index[e] = pivotOf[lower.index[e]];
    }
    Arrays.fill(acrossStart, 0);
    for (int e = 0; e < upper.size; e++) {
      upper.index[e] = pivotOf[upper.index[e]];
      acrossStart[upper.index[e] + 2]++;
    }
    for (int k = 0; k < m; k++) {
      acrossStart[k + 2] += acrossStart[k + 1];
    }
    if (acrossIndex.length < upper.size) {
      acrossIndex = new int[upper.size + upper.size / 4];
      acrossValue = new double[acrossIndex.length];
    }
    for (int k = 0; k < m; k++) {
      for (int e = upperStart[k]; e < upperStart[k + 1]; e++) {
        int at = acrossStart[upper.index[e] + 1]++;
        acrossIndex[at] = k;
        acrossValue[at] = upper.value[e];
      }
    }
  }

  /** The work of one factorisation. */
  private final class Elimination {
    private final int[] basis;
    private final int[] columnCount = new int[m]; // active rows of a slot
    private final int[] rowCount = new int[m]; // active slots of a row
    private final int[] rowStart = new int[m + 1];
    private int[] rowSlot;
    private final boolean[] rowDone = new boolean[m];
    private final boolean[] slotDone = new boolean[m];
    private final int[] queue = new int[2 * m + 2];
    private int pivots;

    Elimination(int[] basis) {
      this.basis = basis;
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
      rowSlot = new int[entries];
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

    int run() {
      columnSingletons();
      rowSingletons();
      int replaced = pivots < m ? nucleus() : 0;
      lowerStart[m] = lower.size;
      upperStart[m] = upper.size;
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
            lower.add(other, p.value()[e] / value);
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
      lowerStart[pivots] = lower.size;
      upperStart[pivots] = upper.size;
      pivotRow[pivots] = row;
      pivotSlot[pivots] = slot;
      diagonal[pivots++] = value;
      rowDone[row] = true;
      slotDone[slot] = true;
    }

    /**
     * The entries of a column in rows that were eliminated before, which elimination left alone.
     */
    private void upperOf(int slot, int row) {
      int j = basis[slot];
      if (j >= n) {
        return;
      }
      for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
        int other = p.index()[e];
        if (rowDone[other] && other != row) {
          upper.add(other, p.value()[e]);
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
      Nucleus rest = new Nucleus(slots, basis, rowDone);
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

  /** The part of a basis that is not triangular, with room to fill in. */
  private final class Nucleus {
    private static final double THRESHOLD = 0.1;
    private static final int LOOKED_AT = 4; // columns

    private final int size;
    private final int[][] index; // by column, rows; those of eliminated rows are part of U
    private final double[][] value;
    private final int[] length;
    private final int[] count; // of active rows, by column
    private final boolean[] done;
    private final boolean[] rowDone;
    private final int[][]
        columnsOf; // by row of the nucleus; may hold columns that no longer have it
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

    Nucleus(int[] slots, int[] basis, boolean[] rowDone) {
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
          if (largest < PIVOT) {
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
      int first = lower.size;
      for (int e = 0; e < length[k]; e++) {
        int other = index[k][e];
        if (!rowDone[other]) {
          lower.add(other, value[k][e] / pivotValue);
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
        for (int l = first; l < lower.size; l++) {
          spread[lower.index[l]] = lower.value[l] * factor;
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
        for (int l = first; l < lower.size; l++) {
          int i = lower.index[l];
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
          upper.add(i, value[k][e]);
        }
      }
    }
  }

  // ---------------------------------------------------------------- solving

  /** Numbers of which most are 0, with a list of the others. */
  static final class Sparse {
    private static final double NEXT_TO_ZERO = 1e-300;

    final double[] value;
    final int[] index;
    int count;

    Sparse(int size) {
      this.value = new double[size];
      this.index = new int[size];
    }

    void clear() {
      for (int c = 0; c < count; c++) {
        value[index[c]] = 0;
      }
      count = 0;
    }

    /** Sets a number that was 0. */
    void put(int i, double v) {
      value[i] = v;
      index[count++] = i;
    }

    /** Sets a number that may or may not be 0; one that becomes 0 stays listed, as next to 0. */
    void set(int i, double v) {
      if (value[i] == 0) {
        if (v != 0) {
          put(i, v);
        }
      } else {
        value[i] = v == 0 ? NEXT_TO_ZERO : v;
      }
    }
  }

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
        for (int e = lowerStart[k]; e < lowerStart[k + 1]; e++) {
          work[lower.index[e]] -= lower.value[e] * value;
          last = Math.max(last, lower.index[e]);
        }
      }
    }
    for (int k = last; k >= 0; k--) {
      double value = work[k];
      if (value != 0) {
        work[k] = 0;
        if (Math.abs(value) > ZERO) {
          value /= diagonal[k];
          for (int e = upperStart[k]; e < upperStart[k + 1]; e++) {
            work[upper.index[e]] -= upper.value[e] * value;
          }
          to.put(pivotSlot[k], value);
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
        value /= diagonal[k];
        work[k] = value;
        for (int e = acrossStart[k]; e < acrossStart[k + 1]; e++) {
          work[acrossIndex[e]] -= acrossValue[e] * value;
        }
      }
    }
    for (int l = lowerCount - 1; l >= 0; l--) {
      int k = lowerPivots[l];
      double sum = 0;
      for (int e = lowerStart[k]; e < lowerStart[k + 1]; e++) {
        sum += lower.value[e] * work[lower.index[e]];
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
          to.put(pivotRow[k], value);
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
