// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/** Columns of a program as they are added. Thread-safety: confined to one thread. */
final class ProgramBuilder {
  private int[] start = new int[65];
  private int[] index = new int[128];
  private double[] value = new double[128];
  private double[] cost = new double[64];
  private double[] lower = new double[64];
  private double[] upper = new double[64];
  private int columns;
  private int entries;

  int columns() {
    return columns;
  }

  /** Adds an entry of the column that comes next, unless it is 0. */
  void entry(int row, double number) {
    if (number == 0) {
      return;
    }
    if (entries == index.length) {
      index = Arrays.copyOf(index, 2 * entries);
      value = Arrays.copyOf(value, 2 * entries);
    }
    index[entries] = row;
    value[entries++] = number;
  }

  /** Ends the column whose entries were added, and returns it. */
  int column(double price, double low, double high) {
    if (columns == cost.length) {
      cost = Arrays.copyOf(cost, 2 * columns);
      lower = Arrays.copyOf(lower, 2 * columns);
      upper = Arrays.copyOf(upper, 2 * columns);
      start = Arrays.copyOf(start, 2 * columns + 1);
    }
    cost[columns] = price;
    lower[columns] = low;
    upper[columns] = high;
    start[++columns] = entries;
    return columns - 1;
  }

  SparseProgram program(double[] right) {
    return new SparseProgram(
        right.length,
        Arrays.copyOf(start, columns + 1),
        Arrays.copyOf(index, entries),
        Arrays.copyOf(value, entries),
        Arrays.copyOf(cost, columns),
        Arrays.copyOf(lower, columns),
        Arrays.copyOf(upper, columns),
        right);
  }
}
