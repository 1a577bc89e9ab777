// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.interior.Restoration;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Solves linear models with what their structure gives, see {@link ColdStart}, and keeps the basis
 * of the first that it solves. Told to stop, it gives the interior point that it has come to, moved
 * on to the rows, if there is time for that. Thread-safety: confined to one thread.
 */
final class StructuredSolver implements LpSolver {
  /** By how much, in m³, a point may miss a balance that was moved on to the rows. */
  private static final double ROWS = 1e-8;

  private final Engine engine;
  private final BooleanSupplier stop;
  private final BooleanSupplier over;
  private @Nullable KeptBasis start;
  private @Nullable KeptBasis first;
  private boolean used;

  /**
   * @param start a basis from which to solve the first model, of its shape; or null
   * @param engine what solves the others
   * @param stop whether to come to an end
   * @param over whether there is, after that, no more time to make something of where it ended
   */
  StructuredSolver(
      @Nullable KeptBasis start, Engine engine, BooleanSupplier stop, BooleanSupplier over) {
    this.start = start;
    this.engine = engine;
    this.stop = stop;
    this.over = over;
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
    if (stop.getAsBoolean()) {
      return LpSolution.without(LpSolution.Status.STOPPED, "stopped before the solver");
    }
    if (from != null) {
      Simplex vertex = Simplex.at(program, from.basis());
      LpSolution solution = finished(model, scaling, vertex, "kept basis", isFirst);
      if (solution.status() != LpSolution.Status.UNPROVED) {
        return solution;
      }
    }
    if (engine.chosen(model.rows()) == Engine.SIMPLEX) {
      return finished(model, scaling, Simplex.ofUnits(program), "unit columns", isFirst);
    }
    ColdStart cold = ColdStart.of(program, model.balances(), model.steps(), stop);
    LpSolution solution =
        cold.vertex() == null
            ? LpSolution.without(LpSolution.Status.STOPPED, cold.how())
            : finished(model, scaling, cold.vertex(), cold.how(), isFirst);
    return solution.status() == LpSolution.Status.STOPPED && !over.getAsBoolean()
        ? halfway(model, scaling, cold, solution.state())
        : solution;
  }

  private LpSolution finished(
      LinearModel model, Scaling scaling, Simplex vertex, String before, boolean isFirst) {
    Simplex.State ended = vertex.finish(stop);
    String state = before + ", simplex " + ended + " after " + vertex.iterations();
    if (ended != Simplex.State.OPTIMAL) {
      return LpSolution.without(
          switch (ended) {
            case INFEASIBLE -> LpSolution.Status.INFEASIBLE;
            case STOPPED -> LpSolution.Status.STOPPED;
            default -> LpSolution.Status.UNPROVED;
          },
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

  private LpSolution halfway(LinearModel model, Scaling scaling, ColdStart cold, String state) {
    ColdStart.Inside inside = cold.inside();
    if (inside == null) {
      return LpSolution.without(LpSolution.Status.STOPPED, state);
    }
    double[] x = inside.x();
    BitSet netted = model.net(x);
    boolean met =
        Restoration.run(
            scaling.scaled(), inside.cholesky(), x, netted, ROWS / scaling.flow(), over);
    return new LpSolution(
        LpSolution.Status.STOPPED,
        state + (met ? ", moved on to the rows" : ", too far from the rows for a plan"),
        Arrays.copyOf(scaling.values(x), model.columns()),
        scaling.prices(Arrays.copyOf(inside.prices(), model.rows())));
  }
}
