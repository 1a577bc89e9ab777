// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.cholesky;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Factors {@code A D Aᵀ} again and again for other {@code D}, and solves with it: a multifrontal
 * Cholesky factorisation (Duff and Reid, ACM TOMS 9, 1983). What does not depend on {@code D} is
 * found once.
 *
 * <p>A pivot that is nothing but rounding is made so large that its unknown becomes 0: rows may
 * depend on one another (Wright, SIAM J. Optimization 9, 1999).
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class SparseCholesky {
  private static final double TINY = 1e-30; // of the largest diagonal
  private static final double HUGE = 1e128;
  private static final int POLL = 1023; // fronts between looks at the clock, as a mask

  private final int n;
  private final int[] order; // by place in the elimination, the row of A
  private final NormalMatrix matrix;
  private final Fronts fronts;
  private final int[] local; // by entry, its row within the front
  private final int[] factorStart; // by front, where its columns begin
  private final double[] factor; // by front, its columns of all its rows one after the other
  private final double[][] front; // the one at hand, [column][row], rows from the column on
  private double[] rest; // of fronts that are not yet handed on: a stack of lower triangles
  private final int[] restStart;
  private final double[] x;
  private final double[] part;
  private double largest;

  /**
   * Prepares the factors.
   *
   * @param order rows of A in the order of elimination that fills in little
   */
  public static SparseCholesky of(SparseProgram program, int[] order) {
    return Objects.requireNonNull(of(program, order, () -> false));
  }

  /**
   * The same, unless it is to stop before.
   *
   * @param stop whether to come to an end
   * @return null if it did
   */
  public static @Nullable SparseCholesky of(
      SparseProgram program, int[] order, BooleanSupplier stop) {
    int n = program.rows();
    NormalMatrix first = new NormalMatrix(program, inverse(order));
    if (stop.getAsBoolean()) {
      return null;
    }
    int[] post = Fronts.postorder(Fronts.tree(n, first.start, first.row));
    int[] better = new int[n];
    for (int i = 0; i < n; i++) {
      better[i] = order[post[i]];
    }
    if (stop.getAsBoolean()) {
      return null;
    }
    NormalMatrix matrix = new NormalMatrix(program, inverse(better));
    if (stop.getAsBoolean()) {
      return null;
    }
    Fronts fronts = Fronts.of(matrix, Fronts.tree(n, matrix.start, matrix.row));
    return stop.getAsBoolean() ? null : new SparseCholesky(better, matrix, fronts);
  }

  private SparseCholesky(int[] order, NormalMatrix matrix, Fronts fronts) {
    this.n = matrix.n;
    this.order = order;
    this.matrix = matrix;
    this.fronts = fronts;
    this.local = new int[matrix.row.length];
    this.factorStart = new int[fronts.size() + 1];
    int widest = 0;
    long size = 0;
    for (int f = 0; f < fronts.size(); f++) {
      int[] rows = fronts.rows()[f];
      widest = Math.max(widest, rows.length);
      size += (long) rows.length * fronts.columns(f);
      if (size > Integer.MAX_VALUE - 8) {
        throw new OutOfMemoryError(size + " numbers in a factor");
      }
      factorStart[f + 1] = (int) size;
      for (int c = fronts.first()[f]; c < fronts.first()[f + 1]; c++) {
        int at = c - fronts.first()[f];
        for (int e = matrix.start[c]; e < matrix.start[c + 1]; e++) {
          while (rows[at] != matrix.row[e]) {
            at++;
          }
          local[e] = at;
        }
      }
    }
    this.factor = new double[(int) size];
    this.front = new double[widest][widest];
    this.rest = new double[1024];
    this.restStart = new int[fronts.size() + 1];
    this.x = new double[n];
    this.part = new double[widest];
  }

  private static int[] inverse(int[] order) {
    int[] position = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    return position;
  }

  /**
   * Factors {@code A D Aᵀ + regularisation}.
   *
   * @param stop whether to come to an end before
   * @return whether it came to its end; if not, the factor is of no use
   */
  public boolean factor(double[] d, double regularisation, BooleanSupplier stop) {
    largest = 0;
    for (int c = 0; c < n; c++) {
      largest = Math.max(largest, matrix.value(matrix.start[c], d));
    }
    int top = 0; // of the stack
    int open = 0; // fronts on it
    int[] onStack = new int[fronts.size()];
    for (int f = 0; f < fronts.size(); f++) {
      if ((f & POLL) == 0 && stop.getAsBoolean()) {
        return false;
      }
      int[] rows = fronts.rows()[f];
      int size = rows.length;
      int own = fronts.columns(f);
      for (int j = 0; j < size; j++) {
        Arrays.fill(front[j], j, size, 0);
      }
      for (int j = 0; j < own; j++) {
        int c = fronts.first()[f] + j;
        double[] column = front[j];
        for (int e = matrix.start[c]; e < matrix.start[c + 1]; e++) {
          column[local[e]] = matrix.value(e, d);
        }
        column[j] += regularisation;
      }
      // Children are the last fronts on the stack.
      while (open > 0 && fronts.parent()[onStack[open - 1]] == f) {
        int child = onStack[--open];
        top = restStart[child];
        add(child);
      }
      eliminate(size, own, f);
      if (size > own) {
        int needed = (size - own) * (size - own + 1) / 2;
        if (top + needed > rest.length) {
          rest = Arrays.copyOf(rest, Math.max(2 * rest.length, top + needed));
        }
        restStart[f] = top;
        onStack[open++] = f;
        for (int j = own; j < size; j++) {
          System.arraycopy(front[j], j, rest, top, size - j);
          top += size - j;
        }
      }
    }
    return true;
  }

  private void add(int child) {
    int[] into = fronts.into()[child];
    int at = restStart[child];
    for (int j = 0; j < into.length; j++) {
      double[] column = front[into[j]];
      for (int i = j; i < into.length; i++) {
        column[into[i]] += rest[at++];
      }
    }
  }

  /** Eliminates the front's own columns, four at a time, and keeps them. */
  private void eliminate(int size, int own, int f) {
    int k = 0;
    for (; k + 3 < own; k += 4) {
      panel(k, 4, size);
      for (int j = k + 4; j < size; j++) {
        take4(front[j], front[k], front[k + 1], front[k + 2], front[k + 3], j, size);
      }
    }
    for (; k < own; k++) {
      panel(k, 1, size);
      for (int j = k + 1; j < size; j++) {
        take(front[j], front[k], j, size);
      }
    }
    int at = factorStart[f];
    for (k = 0; k < own; k++) {
      System.arraycopy(front[k], k, factor, at + k, size - k);
      at += size;
    }
  }

  private void panel(int from, int width, int size) {
    for (int k = from; k < from + width; k++) {
      double[] column = front[k];
      for (int l = from; l < k; l++) {
        take(column, front[l], k, size);
      }
      double pivot = column[k];
      double root = pivot > TINY * largest ? Math.sqrt(pivot) : HUGE;
      column[k] = root;
      double scale = 1 / root;
      for (int i = k + 1; i < size; i++) {
        column[i] *= scale;
      }
    }
  }

  private static void take(double[] column, double[] a, int from, int size) {
    double x = a[from];
    for (int i = from; i < size; i++) {
      column[i] -= x * a[i];
    }
  }

  private static void take4(
      double[] column, double[] a, double[] b, double[] c, double[] d, int from, int size) {
    double x = a[from];
    double y = b[from];
    double z = c[from];
    double w = d[from];
    for (int i = from; i < size; i++) {
      column[i] -= (x * a[i] + y * b[i]) + (z * c[i] + w * d[i]);
    }
  }

  /**
   * Solves.
   *
   * @param right by row of A
   * @param to receives the solution, by row of A; may be {@code right}
   */
  public void solve(double[] right, double[] to) {
    for (int i = 0; i < n; i++) {
      x[i] = right[order[i]];
    }
    for (int f = 0; f < fronts.size(); f++) {
      forward(f);
    }
    for (int f = fronts.size() - 1; f >= 0; f--) {
      backward(f);
    }
    for (int i = 0; i < n; i++) {
      to[order[i]] = x[i];
    }
  }

  private void forward(int f) {
    int[] rows = fronts.rows()[f];
    int first = fronts.first()[f];
    int own = fronts.columns(f);
    int at = factorStart[f];
    if (own == 1) {
      double value = x[first] / factor[at];
      x[first] = value;
      for (int i = 1; i < rows.length; i++) {
        x[rows[i]] -= factor[at + i] * value;
      }
      return;
    }
    for (int i = 0; i < rows.length; i++) {
      part[i] = i < own ? x[first + i] : 0;
    }
    for (int k = 0; k < own; k++) {
      double value = part[k] / factor[at + k];
      part[k] = value;
      for (int i = k + 1; i < rows.length; i++) {
        part[i] -= factor[at + i] * value;
      }
      at += rows.length;
    }
    for (int i = 0; i < rows.length; i++) {
      if (i < own) {
        x[first + i] = part[i];
      } else {
        x[rows[i]] += part[i];
      }
    }
  }

  private void backward(int f) {
    int[] rows = fronts.rows()[f];
    int first = fronts.first()[f];
    int own = fronts.columns(f);
    for (int i = own; i < rows.length; i++) {
      part[i] = x[rows[i]];
    }
    for (int k = own - 1; k >= 0; k--) {
      int at = factorStart[f] + k * rows.length;
      double even = 0;
      double odd = 0;
      int i = k + 1;
      for (; i + 1 < rows.length; i += 2) {
        even += factor[at + i] * part[i];
        odd += factor[at + i + 1] * part[i + 1];
      }
      if (i < rows.length) {
        even += factor[at + i] * part[i];
      }
      double value = (x[first + k] - (even + odd)) / factor[at + k];
      part[k] = value;
      x[first + k] = value;
    }
  }
}
