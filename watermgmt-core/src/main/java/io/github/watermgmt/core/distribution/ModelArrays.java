// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns and rows of a linear program that grow as they are added: first the balances, as
 * equalities, then side rows, as upper limits. Thread-safety: confined to one thread.
 */
final class ModelArrays {
  private int[] start = new int[65];
  private int[] index = new int[128];
  private double[] value = new double[128];
  private double[] lower = new double[64];
  private double[] upper = new double[64];
  private double[] cost = new double[64];
  private int columns;
  private final double[] balance;
  private final List<Double> sides = new ArrayList<>();
  private final List<Double> ranges = new ArrayList<>();

  ModelArrays(int balances) {
    this.balance = new double[balances];
  }

  int columns() {
    return columns;
  }

  int balances() {
    return balance.length;
  }

  int rows() {
    return balance.length + sides.size();
  }

  long nonZeros() {
    return start[columns];
  }

  double lower(int column) {
    return lower[column];
  }

  double upper(int column) {
    return upper[column];
  }

  double cost(int column) {
    return cost[column];
  }

  /** Returns what a solution costs. */
  double cost(double[] x) {
    double sum = 0;
    for (int j = 0; j < columns; j++) {
      sum += cost[j] * x[j];
    }
    return sum;
  }

  int[] rowsOf(int column) {
    return Arrays.copyOfRange(index, start[column], start[column + 1]);
  }

  double[] valuesOf(int column) {
    return Arrays.copyOfRange(value, start[column], start[column + 1]);
  }

  /** Returns the right-hand sides of the balances; a copy. */
  double[] balance() {
    return balance.clone();
  }

  /** Returns the right-hand sides of the side rows, which are upper limits; a copy. */
  double[] sides() {
    return sides.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Adds to the right-hand side of a balance. */
  void need(int row, double amount) {
    balance[row] += amount;
  }

  /**
   * Adds a side row, an upper limit.
   *
   * @param most what its columns may add up to
   * @param range by how much they can stay below that; infinite if not known
   * @return the row
   */
  int side(double most, double range) {
    sides.add(most);
    ranges.add(range);
    return balance.length + sides.size() - 1;
  }

  /** Adds a column and returns it. */
  int column(double low, double high, double price, int[] rows, double... values) {
    if (columns == lower.length) {
      lower = Arrays.copyOf(lower, columns * 2);
      upper = Arrays.copyOf(upper, columns * 2);
      cost = Arrays.copyOf(cost, columns * 2);
      start = Arrays.copyOf(start, columns * 2 + 1);
    }
    int at = start[columns];
    while (at + rows.length > index.length) {
      index = Arrays.copyOf(index, 2 * index.length);
      value = Arrays.copyOf(value, 2 * value.length);
    }
    System.arraycopy(rows, 0, index, at, rows.length);
    System.arraycopy(values, 0, value, at, rows.length);
    start[columns + 1] = at + rows.length;
    lower[columns] = low;
    upper[columns] = high;
    cost[columns] = price;
    return columns++;
  }

  /** Sets the cost of a column. */
  void price(int column, double price) {
    cost[column] = price;
  }

  double greatestCost() {
    double greatest = 0;
    for (int j = 0; j < columns; j++) {
      greatest = Math.max(greatest, Math.abs(cost[j]));
    }
    return greatest;
  }

  /** Returns the same with equalities alone: a side row has a slack, columns after the others. */
  SparseProgram program() {
    int slacks = sides.size();
    int entries = start[columns];
    int all = columns + slacks;
    int[] starts = Arrays.copyOf(start, all + 1);
    int[] indices = Arrays.copyOf(index, entries + slacks);
    double[] values = Arrays.copyOf(value, entries + slacks);
    double[] uppers = Arrays.copyOf(upper, all);
    double[] lowers = Arrays.copyOf(lower, all);
    double[] costs = Arrays.copyOf(cost, all);
    double[] right = Arrays.copyOf(balance, rows());
    // Copied at their length up to the last column; what lies beyond is from growing ahead.
    Arrays.fill(lowers, columns, all, 0);
    Arrays.fill(costs, columns, all, 0);
    for (int l = 0; l < slacks; l++) {
      starts[columns + l + 1] = entries + l + 1;
      indices[entries + l] = balance.length + l;
      values[entries + l] = 1;
      uppers[columns + l] = ranges.get(l);
      right[balance.length + l] = sides.get(l);
    }
    return new SparseProgram(rows(), starts, indices, values, costs, lowers, uppers, right);
  }
}
