// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Basis;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Solves programs whose rows are balances, then side rows, as {@link StructuredSolver} does, but
 * with whatever order of elimination, and keeps the basis of the last one for programs of the same
 * shape. Thread-safety: confined to one thread.
 */
final class ProgramSolver {
  private final BooleanSupplier stop;
  private @Nullable Basis last;

  ProgramSolver(BooleanSupplier stop) {
    this.stop = stop;
  }

  /**
   * What came of a program.
   *
   * @param state how it ended; null if it was told to stop before there was a vertex
   * @param how in words
   * @param x by column
   * @param prices by row
   */
  record Found(Simplex.@Nullable State state, String how, double[] x, double[] prices) {
    boolean isOptimal() {
      return state == Simplex.State.OPTIMAL;
    }

    boolean isInfeasible() {
      return state == Simplex.State.INFEASIBLE;
    }

    @Override
    public String toString() {
      return how;
    }
  }

  /**
   * Solves from nothing.
   *
   * @param forest the first rows; columns have at most two entries in them
   * @param order of elimination
   */
  Found cold(SparseProgram program, int forest, int[] order) {
    Scaling scaling = Scaling.of(program);
    ColdStart cold = ColdStart.of(scaling.scaled(), forest, order, stop);
    return cold.vertex() == null
        ? new Found(null, cold.how(), new double[0], new double[0])
        : finish(cold.vertex(), scaling, cold.how());
  }

  /** Solves a program of the shape of the one before from its basis, from nothing if that fails. */
  Found warm(SparseProgram program, int forest, int steps) {
    if (last != null) {
      Scaling scaling = Scaling.of(program);
      Found found = finish(Simplex.at(scaling.scaled(), last), scaling, "kept basis");
      if (found.isOptimal() || stop.getAsBoolean()) {
        return found;
      }
    }
    return cold(program, forest, TimeOrder.of(program, forest / steps, steps));
  }

  private Found finish(Simplex vertex, Scaling scaling, String before) {
    Simplex.State ended = vertex.finish(stop);
    if (ended == Simplex.State.OPTIMAL) {
      last = vertex.basis();
    }
    String how = before + ", simplex " + ended + " after " + vertex.iterations();
    return new Found(ended, how, scaling.values(vertex.primal()), scaling.prices(vertex.prices()));
  }

  /**
   * Returns what every point that keeps the rows and bounds costs at least, by prices of the rows:
   * no trust in whoever found them.
   */
  static double bound(SparseProgram p, double[] prices) {
    double bound = 0;
    for (int i = 0; i < p.rows(); i++) {
      bound += prices[i] * p.right()[i];
    }
    for (int j = 0; j < p.columns(); j++) {
      double reduced = p.cost()[j] - p.dot(j, prices);
      if (reduced != 0) {
        bound += reduced * (reduced > 0 ? p.lower()[j] : p.upper()[j]);
      }
    }
    return bound;
  }
}
