// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.cholesky.SparseCholesky;
import io.github.watermgmt.core.internal.interior.InteriorPoint;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Crossover;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A vertex near the optimum, found from nothing: an interior point whose equations are factored in
 * the order of time, and a crossover.
 *
 * @param vertex null if it was told to stop before
 * @param inside a point between the bounds, before the crossover; null if it was told to stop early
 * @param isNear whether the interior point came as near as it should
 * @param how in words
 */
record ColdStart(@Nullable Simplex vertex, @Nullable Inside inside, boolean isNear, String how) {

  /**
   * A point between the bounds that may miss the rows.
   *
   * @param x by column
   * @param prices by row
   * @param cholesky factors of the rows
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record Inside(double[] x, double[] prices, SparseCholesky cholesky) {

    static Inside of(SparseProgram program, InteriorPoint.Point at, SparseCholesky cholesky) {
      double[] x = new double[program.columns()];
      for (int j = 0; j < x.length; j++) {
        x[j] = Math.min(program.lower()[j] + at.x()[j], program.upper()[j]);
      }
      return new Inside(x, at.y(), cholesky);
    }

    @Override
    public String toString() {
      return "a point of " + x.length + " columns";
    }
  }

  /**
   * Finds it.
   *
   * @param balances the first rows: nodes, each with all its steps
   */
  static ColdStart of(SparseProgram program, int balances, int steps, BooleanSupplier stop) {
    return of(program, balances, TimeOrder.of(program, balances / steps, steps), stop);
  }

  /**
   * Finds it.
   *
   * @param balances the first rows; columns have at most two entries in them
   * @param order of elimination
   */
  static ColdStart of(SparseProgram program, int balances, int[] order, BooleanSupplier stop) {
    SparseCholesky cholesky = SparseCholesky.of(program, order, stop);
    if (cholesky == null) {
      return new ColdStart(null, null, false, "stopped before the interior point");
    }
    InteriorPoint interior = new InteriorPoint(program, cholesky);
    InteriorPoint.State reached = interior.solve(stop);
    String how = "interior point " + reached + " after " + interior.iterations();
    InteriorPoint.Point p = interior.point();
    Inside inside = Inside.of(program, p, cholesky);
    if (reached == InteriorPoint.State.STOPPED) {
      return new ColdStart(null, interior.iterations() == 0 ? null : inside, false, how);
    }
    Simplex vertex = Crossover.run(program, balances, p.x(), p.w(), p.z(), p.v(), stop);
    return new ColdStart(vertex, inside, reached == InteriorPoint.State.NEAR, how);
  }

  @Override
  public String toString() {
    return how;
  }
}
