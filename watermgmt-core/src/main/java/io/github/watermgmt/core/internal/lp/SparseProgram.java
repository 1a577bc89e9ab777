// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.lp;

/**
 * A linear program with sparse columns: minimise {@code cost · x} with {@code A x = right} and
 * {@code lower ≤ x ≤ upper}. An inequality has a slack column of its own.
 *
 * <p>Arrays are shared, not copied: whoever builds a program hands them over and writes no more.
 * Thread-safety: immutable after that.
 *
 * @param rows number of rows
 * @param start where each column begins in {@code index} and {@code value}; one longer than there
 *     are columns
 * @param index rows of the entries
 * @param value values of the entries, not 0
 * @param cost by column
 * @param lower by column, finite
 * @param upper by column, may be infinite
 * @param right by row
 */
public record SparseProgram(
    int rows,
    int[] start,
    int[] index,
    double[] value,
    double[] cost,
    double[] lower,
    double[] upper,
    double[] right) {

  /** Returns the number of columns. */
  public int columns() {
    return cost.length;
  }

  /** Adds {@code factor · A x} to a vector by row. */
  public void multiply(double factor, double[] x, double[] to) {
    for (int j = 0; j < cost.length; j++) {
      double xj = factor * x[j];
      if (xj != 0) {
        for (int e = start[j]; e < start[j + 1]; e++) {
          to[index[e]] += value[e] * xj;
        }
      }
    }
  }

  /** Returns the product of a column and a vector by row. */
  public double dot(int column, double[] y) {
    double sum = 0;
    for (int e = start[column]; e < start[column + 1]; e++) {
      sum += value[e] * y[index[e]];
    }
    return sum;
  }

  /** Returns what a point costs. */
  public double objective(double[] x) {
    double sum = 0;
    for (int j = 0; j < cost.length; j++) {
      sum += cost[j] * x[j];
    }
    return sum;
  }

  @Override
  public String toString() {
    return rows + " rows, " + columns() + " columns, " + index.length + " entries";
  }
}
