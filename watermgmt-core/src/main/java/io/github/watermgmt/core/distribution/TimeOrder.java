// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.cholesky.MinimumDegree;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The order in which the rows of a time-expanded problem are eliminated so that little fills in:
 * step by step, in each step first the nodes that hold no water, by minimum degree in the network,
 * then the side rows that end there, and last the nodes with tanks, by which alone one step knows
 * of the next. Thread-safety: stateless.
 */
final class TimeOrder {
  private TimeOrder() {}

  /**
   * Returns the order.
   *
   * @param program rows are first the nodes, each with all its steps, then side rows
   */
  static int[] of(SparseProgram program, int nodes, int steps) {
    int balances = nodes * steps;
    List<BitSet> neighbours = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      neighbours.add(new BitSet(nodes));
    }
    BitSet holding = new BitSet(nodes);
    int[] lastStep = new int[program.rows() - balances]; // of a side row
    int[] start = program.start();
    int[] index = program.index();
    for (int j = 0; j < program.columns(); j++) {
      int step = 0;
      for (int a = start[j]; a < start[j + 1]; a++) {
        if (index[a] < balances) {
          step = Math.max(step, index[a] % steps);
          for (int b = start[j]; b < a; b++) {
            if (index[b] < balances) {
              join(neighbours, holding, index[a] / steps, index[b] / steps);
            }
          }
        }
      }
      for (int a = start[j]; a < start[j + 1]; a++) {
        if (index[a] >= balances) {
          int side = index[a] - balances;
          lastStep[side] = Math.max(lastStep[side], step);
        }
      }
    }
    int[] passing = MinimumDegree.order(neighbours, holding);
    int[] tanks = holding.stream().toArray();
    int[] order = new int[program.rows()];
    int k = 0;
    int[] sides = sidesByStep(lastStep);
    int nextSide = 0;
    for (int t = 0; t < steps; t++) {
      for (int node : passing) {
        order[k++] = node * steps + t;
      }
      while (nextSide < sides.length && lastStep[sides[nextSide]] == t) {
        order[k++] = balances + sides[nextSide++];
      }
      for (int node : tanks) {
        order[k++] = node * steps + t;
      }
    }
    return order;
  }

  private static void join(List<BitSet> neighbours, BitSet holding, int a, int b) {
    if (a == b) {
      holding.set(a);
    } else {
      neighbours.get(a).set(b);
      neighbours.get(b).set(a);
    }
  }

  private static int[] sidesByStep(int[] lastStep) {
    long[] keys = new long[lastStep.length];
    for (int s = 0; s < keys.length; s++) {
      keys[s] = ((long) lastStep[s] << 32) | s;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }
}
