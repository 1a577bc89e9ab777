// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolver;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.RunContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Columns and rows of a program under names such as {@code flow L7}, most of them with one for each
 * step of a problem.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Grid {
  static final double INFINITE = MPSolver.infinity();

  private final Problem problem;
  private final Program program;
  private final RunContext run;
  private final double unit;
  private final Map<String, int[]> columns = new LinkedHashMap<>();
  private final Map<String, int[]> rows = new LinkedHashMap<>();
  private long entries;

  /**
   * Creates a grid without columns or rows.
   *
   * @param unit the currency in which the program counts, so that costs are of the size of 1
   */
  Grid(Problem problem, Program program, double unit, RunContext run) {
    this.problem = problem;
    this.program = program;
    this.unit = unit;
    this.run = run;
  }

  Problem problem() {
    return problem;
  }

  int steps() {
    return problem.steps();
  }

  /** The length of a step in hours. */
  double hours() {
    return problem.stepHours();
  }

  /**
   * Adds columns from 0 on, and returns them.
   *
   * @param costs currency per unit of each
   * @throws io.github.watermgmt.error.CancelledException if the run was cancelled meanwhile
   * @throws io.github.watermgmt.error.DeadlineExceededException if its deadline passed
   */
  int[] columns(String name, double[] costs) {
    return columns(name, costs, false);
  }

  /** Adds columns that must be whole numbers, and returns them. */
  int[] wholeColumns(String name, double[] costs) {
    return columns(name, costs, true);
  }

  private int[] columns(String name, double[] costs, boolean whole) {
    run.checkpoint("model");
    int[] made = new int[costs.length];
    for (int k = 0; k < made.length; k++) {
      made[k] = program.column(costs[k] / unit, whole);
    }
    columns.put(name, made);
    return made;
  }

  /** Adds rows with the same bounds, and returns them. */
  int[] rows(String name, int count, double low, double high) {
    run.checkpoint("model");
    int[] made = new int[count];
    for (int k = 0; k < count; k++) {
      made[k] = program.row(low, high);
    }
    rows.put(name, made);
    return made;
  }

  /** Adds a row that no one asks for by name, and returns it. */
  int row(double low, double high) {
    return program.row(low, high);
  }

  void entry(int row, int column, double value) {
    program.entry(row, column, value);
    entries++;
  }

  void boundColumn(int column, double low, double high) {
    program.boundColumn(column, low, high);
  }

  void boundRow(int row, double low, double high) {
    program.boundRow(row, low, high);
  }

  /** The columns of a name. */
  int[] columns(String name) {
    return Objects.requireNonNull(columns.get(name), name);
  }

  boolean hasColumns(String name) {
    return columns.containsKey(name);
  }

  /** The rows of a name. */
  int[] rows(String name) {
    return Objects.requireNonNull(rows.get(name), name);
  }

  /** The balances of a node, one per step. */
  int[] balance(String node) {
    return rows("balance " + node);
  }

  /** The values of the columns of a name in the last solution. */
  double[] values(String name) {
    int[] which = columns(name);
    double[] values = new double[which.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = program.value(which[k]);
    }
    return values;
  }

  /** What one more unit costs that the rows of a name ask for, currency. */
  double[] multipliers(String name) {
    int[] which = rows(name);
    double[] values = new double[which.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = program.multiplier(which[k]) * unit;
    }
    return values;
  }

  /** What every plan costs at least, as far as the last solve knows, currency; else NaN. */
  double bound() {
    return program.bound() * unit;
  }

  /** The number of coefficients that are set. */
  long entries() {
    return entries;
  }
}
