// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.cholesky;

import java.util.BitSet;
import java.util.List;

/**
 * An order of elimination of a graph that fills in little: always a vertex that has the fewest
 * neighbours left (Tinney and Walker 1967; George and Liu, SIAM Review 31, 1989). The graphs are
 * those of networks in space, some thousand vertices at most; the least number breaks ties.
 * Thread-safety: stateless.
 */
public final class MinimumDegree {
  private MinimumDegree() {}

  /**
   * Returns an order of the vertices that may be eliminated; the others stay to the end.
   *
   * @param neighbours by vertex, both ways; overwritten
   * @param kept vertices that are not to be eliminated
   */
  public static int[] order(List<BitSet> neighbours, BitSet kept) {
    int n = neighbours.size();
    int[] degree = new int[n];
    int left = 0;
    for (int v = 0; v < n; v++) {
      neighbours.get(v).clear(v);
      degree[v] = neighbours.get(v).cardinality();
      left += kept.get(v) ? 0 : 1;
    }
    int[] order = new int[left];
    BitSet open = new BitSet(n);
    open.set(0, n);
    open.andNot(kept);
    for (int k = 0; k < order.length; k++) {
      int best = open.nextSetBit(0);
      for (int v = best; v >= 0 && degree[best] > 0; v = open.nextSetBit(v + 1)) {
        if (degree[v] < degree[best]) {
          best = v;
        }
      }
      order[k] = best;
      open.clear(best);
      BitSet around = neighbours.get(best);
      for (int v = around.nextSetBit(0); v >= 0; v = around.nextSetBit(v + 1)) {
        BitSet theirs = neighbours.get(v);
        theirs.or(around);
        theirs.clear(v);
        theirs.clear(best);
        degree[v] = theirs.cardinality();
      }
    }
    return order;
  }
}
