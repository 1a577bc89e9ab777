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
 * @param how in words
 */
record ColdStart(@Nullable Simplex vertex, String how) {

  /**
   * Finds it.
   *
   * @param balances the first rows: nodes, each with all its steps
   */
  static ColdStart of(SparseProgram program, int balances, int steps, BooleanSupplier stop) {
    int[] order = TimeOrder.of(program, balances / steps, steps);
    InteriorPoint interior = new InteriorPoint(program, new SparseCholesky(program, order));
    InteriorPoint.State reached = interior.solve(stop);
    String how = "interior point " + reached + " after " + interior.iterations();
    if (reached == InteriorPoint.State.STOPPED) {
      return new ColdStart(null, how);
    }
    InteriorPoint.Point p = interior.point();
    return new ColdStart(Crossover.run(program, balances, p.x(), p.w(), p.z(), p.v(), stop), how);
  }

  @Override
  public String toString() {
    return how;
  }
}
