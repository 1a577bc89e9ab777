// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.cholesky;

import java.util.Arrays;

/**
 * Which columns of a Cholesky factor are found together, and from which others they take: a tree of
 * dense fronts (Duff and Reid 1983; Liu, The multifrontal method for sparse matrix solution, SIAM
 * Review 34, 1992). Columns are in an order of elimination that is a postorder of the tree.
 *
 * <p>Thread-safety: immutable.
 *
 * @param first by front, its first column; one longer than there are fronts
 * @param rows by front, the rows of its columns, ascending, its own columns first
 * @param parent by front, the one that it hands its rest to, −1 for none
 * @param into by front, where its rows beyond its own columns lie in its parent
 */
record Fronts(int[] first, int[][] rows, int[] parent, int[][] into) {
  private static final int SMALL = 12; // columns
  private static final double ZEROS = 0.3; // share of a joined front

  int size() {
    return rows.length;
  }

  int columns(int front) {
    return first[front + 1] - first[front];
  }

  @Override
  public String toString() {
    return size() + " fronts of " + first[size()] + " columns";
  }

  /** Returns the parent of each column in the elimination tree, −1 for none. */
  static int[] tree(int n, int[] start, int[] row) {
    // Liu's algorithm wants rows; entries of a column are the columns of that row mirrored.
    int[] count = new int[n + 1];
    for (int c = 0; c < n; c++) {
      for (int e = start[c]; e < start[c + 1]; e++) {
        count[row[e] + 1]++;
      }
    }
    for (int i = 0; i < n; i++) {
      count[i + 1] += count[i];
    }
    int[] column = new int[row.length];
    int[] next = Arrays.copyOf(count, n);
    for (int c = 0; c < n; c++) {
      for (int e = start[c]; e < start[c + 1]; e++) {
        column[next[row[e]]++] = c;
      }
    }
    int[] parent = new int[n];
    int[] ancestor = new int[n];
    for (int i = 0; i < n; i++) {
      parent[i] = -1;
      ancestor[i] = -1;
      for (int e = count[i]; e < count[i + 1]; e++) {
        int c = column[e];
        while (c != -1 && c < i) {
          int up = ancestor[c];
          ancestor[c] = i;
          if (up == -1) {
            parent[c] = i;
          }
          c = up;
        }
      }
    }
    return parent;
  }

  /** Returns a postorder of a tree: the columns in their new order. */
  static int[] postorder(int[] parent) {
    int n = parent.length;
    int[] head = new int[n];
    int[] next = new int[n];
    Arrays.fill(head, -1);
    for (int c = n - 1; c >= 0; c--) {
      if (parent[c] >= 0) {
        next[c] = head[parent[c]];
        head[parent[c]] = c;
      }
    }
    int[] order = new int[n];
    int[] stack = new int[n];
    int k = 0;
    for (int root = 0; root < n; root++) {
      if (parent[root] >= 0) {
        continue;
      }
      int top = 0;
      stack[0] = root;
      while (top >= 0) {
        int c = stack[top];
        int child = head[c];
        if (child >= 0) {
          head[c] = next[child];
          stack[++top] = child;
        } else {
          order[k++] = c;
          top--;
        }
      }
    }
    return order;
  }

  /** Finds the fronts of a matrix whose columns are in postorder. */
  static Fronts of(NormalMatrix matrix, int[] parent) {
    int n = matrix.n;
    int[] children = new int[n];
    for (int c = 0; c < n; c++) {
      if (parent[c] >= 0) {
        children[parent[c]]++;
      }
    }
    int[] mark = new int[n];
    Arrays.fill(mark, -1);
    int[][] rows = new int[n][];
    int[] first = new int[n + 1];
    int[] frontOf = new int[n];
    int[] headOfChild = new int[n]; // fronts that hand to a column, as a list
    int[] nextOfChild = new int[n];
    Arrays.fill(headOfChild, -1);
    int fronts = 0;
    int[] merged = new int[64];
    for (int c = 0; c < n; c++) {
      // Rows of this column: its own and those of the fronts below it.
      int size = 0;
      for (int e = matrix.start[c]; e < matrix.start[c + 1]; e++) {
        mark[matrix.row[e]] = c;
        merged = put(merged, size++, matrix.row[e]);
      }
      for (int f = headOfChild[c]; f >= 0; f = nextOfChild[f]) {
        int[] below = rows[f];
        for (int i = first[f + 1] - first[f]; i < below.length; i++) {
          if (mark[below[i]] != c) {
            mark[below[i]] = c;
            merged = put(merged, size++, below[i]);
          }
        }
      }
      int last = fronts - 1;
      boolean follows = last >= 0 && first[last + 1] == c && parent[c - 1] == c;
      if (follows && joins(rows[last], first[last + 1] - first[last], size, children[c] == 1)) {
        // The front goes on with this column.
        int own = c - first[last];
        int[] all = new int[own + size];
        for (int i = 0; i < own; i++) {
          all[i] = first[last] + i;
        }
        System.arraycopy(merged, 0, all, own, size);
        Arrays.sort(all, own, all.length);
        rows[last] = all;
        first[last + 1] = c + 1;
        frontOf[c] = last;
      } else {
        int[] all = Arrays.copyOf(merged, size);
        Arrays.sort(all);
        rows[fronts] = all;
        first[fronts] = c;
        first[++fronts] = c + 1;
        frontOf[c] = fronts - 1;
      }
      // A front hands to the first row beyond its own columns. If that joins it, it hands on again.
      int front = frontOf[c];
      int own = first[front + 1] - first[front];
      if (rows[front].length > own) {
        int to = rows[front][own];
        nextOfChild[front] = headOfChild[to];
        headOfChild[to] = front;
      }
    }
    return link(Arrays.copyOf(first, fronts + 1), Arrays.copyOf(rows, fronts), frontOf);
  }

  private static int[] put(int[] list, int at, int value) {
    int[] to = at == list.length ? Arrays.copyOf(list, 2 * at) : list;
    to[at] = value;
    return to;
  }

  private static boolean joins(int[] rows, int own, int size, boolean onlyChild) {
    int below = rows.length - own; // of the front before, the column's diagonal among them
    if (below == size && onlyChild) {
      return true;
    }
    int extra = size - below; // rows that only the new column brings
    double zeros = (double) own * extra;
    double all = (double) own * (own + 1) / 2 + (double) own * size + size;
    return own < SMALL && zeros < ZEROS * all;
  }

  private static Fronts link(int[] first, int[][] rows, int[] frontOf) {
    int n = rows.length;
    int[] parent = new int[n];
    int[][] into = new int[n][];
    for (int f = 0; f < n; f++) {
      int own = first[f + 1] - first[f];
      int[] mine = rows[f];
      into[f] = new int[mine.length - own];
      parent[f] = mine.length > own ? frontOf[mine[own]] : -1;
      if (parent[f] < 0) {
        continue;
      }
      int[] theirs = rows[parent[f]];
      int at = 0;
      for (int i = own; i < mine.length; i++) {
        while (theirs[at] != mine[i]) {
          at++;
        }
        into[f][i - own] = at;
      }
    }
    return new Fronts(first, rows, parent, into);
  }
}
