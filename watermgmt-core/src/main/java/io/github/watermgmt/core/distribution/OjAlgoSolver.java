// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import org.jspecify.annotations.Nullable;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.linear.LinearSolver;
import org.ojalgo.structure.Access1D;
import org.ojalgo.structure.Mutate2D;

/** Hands a linear model to ojAlgo. */
final class OjAlgoSolver {

  private OjAlgoSolver() {}

  /**
   * Solves; stops before the next iteration once the thread is interrupted. The model goes straight
   * to the simplex: ojAlgo's presolve would take rows away, and their multipliers with them.
   */
  static LpSolution solve(LinearModel model, boolean sparse) {
    int n = model.columns();
    ModelArrays arrays = model.arrays();
    int balances = model.balances();
    double unit = unit(arrays.greatestCost());
    double[] cost = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    double[] limits = arrays.sides();
    for (int j = 0; j < n; j++) {
      cost[j] = arrays.cost(j) / unit;
      lower[j] = arrays.lower(j);
      upper[j] = arrays.upper(j);
    }
    LinearSolver.Builder builder = LinearSolver.newBuilder(cost).lower(lower).upper(upper);
    Mutate2D equalities = builder.equalities(arrays.balance());
    @Nullable Mutate2D inequalities = limits.length == 0 ? null : builder.inequalities(limits);
    for (int j = 0; j < n; j++) {
      int[] rows = arrays.rowsOf(j);
      double[] values = arrays.valuesOf(j);
      for (int k = 0; k < rows.length; k++) {
        if (rows[k] < balances) {
          equalities.set(rows[k], j, values[k]);
        } else if (inequalities != null) {
          inequalities.set(rows[k] - balances, j, values[k]);
        }
      }
    }
    Optimisation.Options options = new Optimisation.Options();
    options.sparse = sparse;
    // The caller's deadline counts, not a limit of ojAlgo's own.
    options.time_abort = Long.MAX_VALUE;
    options.time_suffice = Long.MAX_VALUE;
    Optimisation.Result result = builder.build(options).solve();
    Optimisation.State state = result.getState();
    if (!state.isOptimal()) {
      return LpSolution.without(
          state == Optimisation.State.INFEASIBLE
              ? LpSolution.Status.INFEASIBLE
              : LpSolution.Status.UNPROVED,
          "state " + state);
    }
    double[] x = new double[n];
    double[] multipliers = new double[model.rows()];
    for (int j = 0; j < n; j++) {
      x[j] = result.doubleValue(j);
    }
    // Inequalities come first in ojAlgo, side rows last here; its sign is the other one.
    Access1D<?> duals = result.getDualSolution().orElseThrow().get();
    for (int i = 0; i < multipliers.length; i++) {
      multipliers[i] = -unit * duals.doubleValue(i < balances ? limits.length + i : i - balances);
    }
    return new LpSolution(LpSolution.Status.OPTIMAL, "state " + state, x, multipliers);
  }

  /**
   * Returns what a cost of 1 stands for: a power of two, so that nothing is rounded. Small costs
   * would be lost in ojAlgo's tolerances.
   */
  private static double unit(double greatestCost) {
    return greatestCost > 0 && greatestCost < 1
        ? Math.scalb(1.0, Math.getExponent(greatestCost))
        : 1;
  }
}
