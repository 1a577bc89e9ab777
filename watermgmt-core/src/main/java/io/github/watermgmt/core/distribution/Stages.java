// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;

/**
 * Which columns and rows of a model belong to its first steps, and which to those after. What has
 * no step of its own, such as the highest power of a month, belongs to those after; so does a side
 * row that reaches into them, whatever of the first steps it holds as well.
 *
 * <p>Thread-safety: immutable; its arrays are not to be written to.
 */
final class Stages {
  final int nodes;
  final int steps;
  final int first; // steps of the first stage
  final int balances;
  final boolean[] lateColumn;
  final boolean[] lateRow;

  /**
   * @param program the model's, with its slacks
   * @param balances its first rows, node by node and step by step
   * @param first how many steps come first
   */
  Stages(SparseProgram program, int balances, int steps, int first) {
    this.nodes = balances / steps;
    this.steps = steps;
    this.first = first;
    this.balances = balances;
    this.lateColumn = new boolean[program.columns()];
    this.lateRow = new boolean[program.rows()];
    for (int i = 0; i < balances; i++) {
      lateRow[i] = i % steps >= first;
    }
    int[] start = program.start();
    int[] index = program.index();
    for (int j = 0; j < program.columns(); j++) {
      if (isSlack(program, j)) {
        continue;
      }
      int step = Integer.MAX_VALUE;
      for (int e = start[j]; e < start[j + 1]; e++) {
        if (index[e] < balances) {
          step = Math.min(step, index[e] % steps);
        }
      }
      lateColumn[j] = step >= first;
      for (int e = start[j]; e < start[j + 1] && lateColumn[j]; e++) {
        lateRow[index[e]] = true;
      }
    }
    for (int j = 0; j < program.columns(); j++) {
      lateColumn[j] |= isSlack(program, j) && lateRow[index[start[j]]];
    }
  }

  /** Slacks come last, one for each side row. */
  private boolean isSlack(SparseProgram program, int j) {
    return j >= program.columns() - (program.rows() - balances);
  }

  /** Returns the number of steps after the first ones. */
  int later() {
    return steps - first;
  }

  /** Returns where a balance is among those of its stage, node by node. */
  int place(int balance) {
    int node = balance / steps;
    int step = balance % steps;
    return step < first ? node * first + step : node * later() + step - first;
  }
}
