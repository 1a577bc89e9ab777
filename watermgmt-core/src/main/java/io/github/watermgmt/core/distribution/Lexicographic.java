// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Basis;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Several objectives over one set of columns, one after another: each is minimised among the points
 * that are best in all before it. These points are a face: a point is optimal if and only if every
 * column whose reduced cost is not 0 stays at its bound (complementary slackness). So columns are
 * fixed there instead of holding the objective by a row: no row that touches everything, none that
 * is tight to the last digit, and the basis stays feasible for the next objective.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Lexicographic {
  /** Reduced costs below count as nothing; costs are scaled to about 1. */
  static final double PRICED = 1e-7;

  private static final double AT_BOUND = 1e-7;
  private static final int ROUNDS = 5;

  private final BooleanSupplier stop;
  private SparseProgram program;
  private double[] lower;
  private double[] upper;
  private Basis basis;
  private double[] cost = new double[0];
  private double[] x = new double[0];
  private double[] prices = new double[0];
  private double[] reduced = new double[0];
  private int iterations;
  private final int[] since; // by column: which of the objectives fixed it, 0 for none
  private int kept;

  /**
   * @param basis where to start
   */
  Lexicographic(SparseProgram program, Basis basis, BooleanSupplier stop) {
    this.program = program;
    this.lower = program.lower().clone();
    this.upper = program.upper().clone();
    this.basis = basis;
    this.stop = stop;
    this.since = new int[program.columns()];
  }

  /**
   * Minimises from where the objective before ended.
   *
   * @param most about how many exchanges, before it is {@link Simplex.State#STOPPED}
   */
  Simplex.State minimise(double[] by, int most) {
    SparseProgram now = program(by);
    int left = most;
    for (int round = 0; round < ROUNDS; round++) {
      Simplex simplex = Simplex.at(now, basis);
      int few = left;
      Simplex.State state = simplex.finish(() -> simplex.iterations() > few || stop.getAsBoolean());
      iterations += simplex.iterations();
      left -= simplex.iterations();
      if (state != Simplex.State.OPTIMAL) {
        return state;
      }
      cost = by;
      basis = simplex.basis();
      x = simplex.primal();
      prices = simplex.prices();
      reduced = new double[x.length];
      for (int j = 0; j < reduced.length; j++) {
        reduced[j] = by[j] - now.dot(j, prices);
      }
      // A basis that turns out singular at the very end loses a column and is optimal no more.
      if (isOptimal()) {
        return state;
      }
    }
    return Simplex.State.STALLED;
  }

  /** Returns whether every column that has a price is at the bound that the price asks for. */
  private boolean isOptimal() {
    for (int j = 0; j < reduced.length; j++) {
      boolean isWrong =
          reduced[j] > PRICED
              ? x[j] - lower[j] > AT_BOUND
              : reduced[j] < -PRICED && upper[j] - x[j] > AT_BOUND;
      if (isWrong) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes to an optimum from nothing, where it is far from the one before; the next objective starts
   * there.
   *
   * @param tries costs of which the first that the interior point comes near to is taken, or the
   *     last
   * @return in words how that went
   */
  String restart(List<double[]> tries, int balances, int steps) {
    String how = "";
    for (int k = 0; k < tries.size() && !stop.getAsBoolean(); k++) {
      ColdStart cold = ColdStart.of(program(tries.get(k)), balances, steps, stop);
      how = cold.how();
      Simplex vertex = cold.vertex();
      if (vertex != null && (cold.isNear() || k == tries.size() - 1)) {
        Simplex.State state = vertex.finish(stop);
        iterations += vertex.iterations();
        if (state == Simplex.State.OPTIMAL) {
          basis = vertex.basis();
        }
        return how + ", simplex " + state + " after " + vertex.iterations();
      }
    }
    return how;
  }

  private SparseProgram program(double[] by) {
    return new SparseProgram(
        program.rows(),
        program.start(),
        program.index(),
        program.value(),
        by,
        lower.clone(),
        upper.clone(),
        program.right());
  }

  /** Lets only optimal points count from now on. */
  void keep() {
    kept++;
    for (int j = 0; j < reduced.length; j++) {
      if (reduced[j] > PRICED) {
        fix(j, lower[j]);
      } else if (reduced[j] < -PRICED) {
        fix(j, upper[j]);
      }
    }
  }

  private void fix(int j, double value) {
    if (!isFixed(j)) {
      since[j] = kept;
    }
    lower[j] = value;
    upper[j] = value;
  }

  /** Returns which of the objectives kept fixed a column, counted from 1; 0 for none. */
  int since(int column) {
    return since[column];
  }

  /** Goes on with other entries or right-hand sides; the bounds reached stay. */
  void change(SparseProgram to) {
    program = to;
  }

  /** Sets the bounds of a column. */
  void bounds(int column, double low, double high) {
    lower[column] = low;
    upper[column] = high;
  }

  boolean isFixed(int column) {
    return upper[column] <= lower[column];
  }

  double lower(int column) {
    return lower[column];
  }

  double upper(int column) {
    return upper[column];
  }

  double x(int column) {
    return x[column];
  }

  double[] x() {
    return x.clone();
  }

  double price(int row) {
    return prices[row];
  }

  double reduced(int column) {
    return reduced[column];
  }

  int iterations() {
    return iterations;
  }

  /** Returns the value of the last objective. */
  double objective() {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += cost[j] * x[j];
    }
    return sum;
  }

  /**
   * Returns what no point can be below in the last objective, from its prices alone: each column at
   * the bound that is best for it (weak duality). True whatever the prices are.
   */
  double bound() {
    double sum = 0;
    for (int i = 0; i < prices.length; i++) {
      sum += prices[i] * program.right()[i];
    }
    for (int j = 0; j < reduced.length; j++) {
      double d = reduced[j];
      if (d > 0) {
        sum += d * lower[j];
      } else if (d < 0 && (upper[j] < Double.POSITIVE_INFINITY || d < -PRICED)) {
        sum += d * upper[j];
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return program + " after " + iterations + " exchanges";
  }
}
