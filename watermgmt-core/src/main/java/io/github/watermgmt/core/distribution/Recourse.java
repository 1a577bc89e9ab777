// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;

/**
 * What is left of a model when its first steps are decided: the columns and rows of the later ones,
 * with what the first ones put into these rows taken off their right-hand sides.
 *
 * <p>Thread-safety: immutable.
 *
 * @param program balances of the later steps, node by node, then the side rows
 * @param column by column of the model, its column; -1 for one of the first steps
 */
record Recourse(SparseProgram program, int[] column) {

  /**
   * Returns it.
   *
   * @param whole the model's program
   * @param x its columns; those of the first steps count
   */
  static Recourse of(SparseProgram whole, Stages stages, double[] x) {
    int rows = stages.nodes * stages.later();
    int[] row = new int[whole.rows()];
    for (int i = 0; i < row.length; i++) {
      boolean balance = i < stages.balances;
      row[i] = !stages.lateRow[i] ? -1 : balance ? stages.place(i) : rows++;
    }
    double[] right = new double[rows];
    for (int i = 0; i < row.length; i++) {
      if (row[i] >= 0) {
        right[row[i]] = whole.right()[i];
      }
    }
    ProgramBuilder builder = new ProgramBuilder();
    int[] column = new int[whole.columns()];
    for (int j = 0; j < column.length; j++) {
      column[j] = -1;
      for (int e = whole.start()[j]; e < whole.start()[j + 1]; e++) {
        int i = row[whole.index()[e]];
        if (stages.lateColumn[j]) {
          builder.entry(i, whole.value()[e]);
        } else if (i >= 0) {
          right[i] -= whole.value()[e] * x[j];
        }
      }
      if (stages.lateColumn[j]) {
        column[j] = builder.column(whole.cost()[j], whole.lower()[j], whole.upper()[j]);
      }
    }
    return new Recourse(builder.program(right), column);
  }

  /** Returns the columns of the model: those of the first steps as given, the others as found. */
  double[] values(double[] firstSteps, double[] found) {
    double[] values = new double[column.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = column[j] < 0 ? firstSteps[j] : found[column[j]];
    }
    return values;
  }

  @Override
  public String toString() {
    return "the later steps: " + program;
  }
}
