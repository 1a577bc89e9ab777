// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Solves linear models with what their structure gives, see {@link ColdStart}, and keeps the basis
 * of the first that it solves. Thread-safety: confined to one thread.
 */
final class StructuredSolver implements LpSolver {
  private final BooleanSupplier stop;
  private @Nullable KeptBasis start;
  private @Nullable KeptBasis first;
  private boolean used;

  /**
   * @param start a basis from which to solve the first model, of its shape; or null
   * @param stop whether to come to an end
   */
  StructuredSolver(@Nullable KeptBasis start, BooleanSupplier stop) {
    this.start = start;
    this.stop = stop;
  }

  /** Returns the basis of the first model that was solved, null if it has none. */
  @Nullable KeptBasis first() {
    return first;
  }

  @Override
  public LpSolution solve(LinearModel model) {
    boolean isFirst = !used;
    used = true;
    KeptBasis from = start;
    start = null;
    Scaling scaling = Scaling.of(model.program());
    SparseProgram program = scaling.scaled();
    if (from != null) {
      Simplex vertex = Simplex.at(program, from.basis());
      LpSolution solution = finished(model, scaling, vertex, "kept basis", isFirst);
      if (solution.status() != LpSolution.Status.UNPROVED || stop.getAsBoolean()) {
        return solution;
      }
    }
    ColdStart cold = ColdStart.of(program, model.balances(), model.steps(), stop);
    return cold.vertex() == null
        ? without(LpSolution.Status.UNPROVED, model, cold.how())
        : finished(model, scaling, cold.vertex(), cold.how(), isFirst);
  }

  private LpSolution finished(
      LinearModel model, Scaling scaling, Simplex vertex, String before, boolean isFirst) {
    Simplex.State ended = vertex.finish(stop);
    String state = before + ", simplex " + ended + " after " + vertex.iterations();
    if (ended != Simplex.State.OPTIMAL) {
      return without(
          ended == Simplex.State.INFEASIBLE
              ? LpSolution.Status.INFEASIBLE
              : LpSolution.Status.UNPROVED,
          model,
          state);
    }
    if (isFirst) {
      first = KeptBasis.of(vertex.basis(), model);
    }
    return new LpSolution(
        LpSolution.Status.OPTIMAL,
        state,
        Arrays.copyOf(scaling.values(vertex.primal()), model.columns()),
        scaling.prices(vertex.prices()));
  }

  private static LpSolution without(LpSolution.Status status, LinearModel model, String state) {
    return new LpSolution(status, state, new double[model.columns()], new double[model.rows()]);
  }
}
