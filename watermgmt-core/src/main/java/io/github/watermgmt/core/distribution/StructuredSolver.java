// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.cholesky.SparseCholesky;
import io.github.watermgmt.core.internal.interior.InteriorPoint;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Crossover;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Solves linear models with what their structure gives: an interior point whose equations are
 * factored in the order of time, then a crossover to a vertex. Thread-safety: immutable.
 *
 * @param stop whether to come to an end
 */
record StructuredSolver(BooleanSupplier stop) implements LpSolver {

  @Override
  public LpSolution solve(LinearModel model) {
    return tracked(null).solve(model);
  }

  /**
   * Returns this solver as one that keeps the basis of the first model that it solves.
   *
   * @param kept a basis from which to solve that model, or null
   */
  Tracked tracked(@Nullable KeptBasis kept) {
    return new Tracked(this, kept);
  }

  /** A solver that remembers. Thread-safety: confined to one thread. */
  static final class Tracked implements LpSolver {
    private final StructuredSolver solver;
    private @Nullable KeptBasis start;
    private @Nullable KeptBasis first;
    private boolean used;

    Tracked(StructuredSolver solver, @Nullable KeptBasis start) {
      this.solver = solver;
      this.start = start;
    }

    @Override
    public LpSolution solve(LinearModel model) {
      boolean isFirst = !used;
      used = true;
      KeptBasis from = isFirst ? start : null;
      LpSolution solution =
          solver.solve(
              model,
              from,
              vertex -> {
                if (isFirst) {
                  first = KeptBasis.of(vertex.basis(), model);
                }
              });
      return solution;
    }

    /** Returns the basis of the first solution, null if there is none. */
    @Nullable KeptBasis first() {
      return first;
    }
  }

  private LpSolution solve(LinearModel model, @Nullable KeptBasis kept, Consumer<Simplex> optimum) {
    Scaling scaling = Scaling.of(model.program());
    SparseProgram program = scaling.scaled();
    if (kept != null) {
      Simplex vertex = Simplex.at(program, kept.basis());
      LpSolution solution = finished(model, scaling, vertex, "kept basis", optimum);
      if (solution.status() != LpSolution.Status.UNPROVED || stop.getAsBoolean()) {
        return solution;
      }
    }
    int nodes = model.balances() / model.steps();
    int[] order = TimeOrder.of(program, nodes, model.steps());
    SparseCholesky cholesky = new SparseCholesky(program, order);
    InteriorPoint interior = new InteriorPoint(program, cholesky);
    InteriorPoint.State reached = interior.solve(stop);
    InteriorPoint.Point point = interior.point();
    String state = "interior point " + reached + " after " + interior.iterations();
    if (reached == InteriorPoint.State.STOPPED) {
      return without(LpSolution.Status.UNPROVED, model, state);
    }
    Simplex vertex =
        Crossover.run(program, model.balances(), point.x(), point.w(), point.z(), point.v(), stop);
    return finished(model, scaling, vertex, state, optimum);
  }

  private LpSolution finished(
      LinearModel model,
      Scaling scaling,
      Simplex vertex,
      String before,
      Consumer<Simplex> optimum) {
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
    optimum.accept(vertex);
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
