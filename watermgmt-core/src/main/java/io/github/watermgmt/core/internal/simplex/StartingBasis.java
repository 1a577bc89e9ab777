// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * A basis of the deepest columns that are independent in the rows of the nodes: a forest in which
 * each tree has either one column of a single entry or one cycle, found greedily as a spanning tree
 * is (Kruskal 1956). Side rows have their slack.
 */
final class StartingBasis {
  private final SparseProgram p;
  private final int nodeRows;
  private final double[] depth;
  private final int[] root;
  private final boolean[] closed; // by root: whether its tree has its single entry or its cycle
  private final double[] gain; // along the way to the root

  StartingBasis(SparseProgram p, int nodeRows, double[] depth) {
    this.p = p;
    this.nodeRows = nodeRows;
    this.depth = depth;
    this.root = new int[nodeRows];
    this.closed = new boolean[nodeRows];
    this.gain = new double[nodeRows];
  }

  void into(Simplex simplex) {
    for (int i = 0; i < nodeRows; i++) {
      root[i] = i;
      gain[i] = 1;
    }
    long[] byDepth = new long[p.columns()];
    for (int j = 0; j < byDepth.length; j++) {
      byDepth[j] = key(-depth[j], j);
    }
    Arrays.sort(byDepth);
    int slot = 0;
    for (long key : byDepth) {
      int j = (int) key;
      if (p.lower()[j] < p.upper()[j] && takes(j)) {
        put(simplex, slot++, j);
      }
    }
    boolean[] hasSlack = new boolean[p.rows()];
    for (int j = 0; j < p.columns(); j++) {
      int from = p.start()[j];
      if (simplex.status[j] != Simplex.BASIC
          && p.start()[j + 1] - from == 1
          && p.index()[from] >= nodeRows
          && !hasSlack[p.index()[from]]) {
        hasSlack[p.index()[from]] = true;
        put(simplex, slot++, j);
      }
    }
    Arrays.fill(simplex.status, p.columns(), simplex.all, Simplex.LOWER);
    for (int i = 0; i < p.rows(); i++) {
      boolean lacks = i < nodeRows ? find(i) == i && !closed[i] : !hasSlack[i];
      if (lacks) { // a tree that nothing closed, or an equality
        put(simplex, slot++, p.columns() + i);
      }
    }
  }

  /** Returns a number that sorts by a value, then by a column, which is its lower half. */
  static long key(double value, int column) {
    int rank = Float.floatToRawIntBits((float) value);
    rank ^= (rank >> 31) & Integer.MAX_VALUE;
    return ((long) rank << 32) | column;
  }

  private static void put(Simplex simplex, int slot, int j) {
    simplex.basis[slot] = j;
    simplex.status[j] = Simplex.BASIC;
  }

  private int find(int i) {
    int r = i;
    double g = 1;
    while (root[r] != r) {
      g *= gain[r];
      r = root[r];
    }
    // Shorten the way.
    int at = i;
    while (root[at] != r && at != r) {
      int up = root[at];
      double own = gain[at];
      root[at] = r;
      gain[at] = g;
      g /= own;
      at = up;
    }
    return r;
  }

  /** Takes a column if it is independent of those taken. */
  private boolean takes(int j) {
    int a = -1;
    int b = -1;
    double va = 0;
    double vb = 0;
    for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
      if (p.index()[e] < nodeRows) {
        if (a < 0) {
          a = p.index()[e];
          va = p.value()[e];
        } else {
          b = p.index()[e];
          vb = p.value()[e];
        }
      }
    }
    if (a < 0) {
      return false;
    }
    int ra = find(a);
    if (b < 0) {
      if (closed[ra]) {
        return false;
      }
      closed[ra] = true;
      return true;
    }
    int rb = find(b);
    // Prices along a tree: y[a] = gain[a] · y[root]; an edge says va · y[a] + vb · y[b] = 0.
    if (ra == rb) {
      double sum = va * gainOf(a) + vb * gainOf(b);
      double size = Math.abs(va * gainOf(a)) + Math.abs(vb * gainOf(b));
      if (closed[ra] || Math.abs(sum) < 1e-6 * size) {
        return false;
      }
      closed[ra] = true;
      return true;
    }
    if (closed[ra] && closed[rb]) {
      return false;
    }
    // y[rb] = −va · gain[a] / (vb · gain[b]) · y[ra]
    root[rb] = ra;
    gain[rb] = -va * gainOf(a) / (vb * gainOf(b));
    closed[ra] |= closed[rb];
    return true;
  }

  private double gainOf(int i) {
    return root[i] == i ? 1 : gain[i];
  }
}
