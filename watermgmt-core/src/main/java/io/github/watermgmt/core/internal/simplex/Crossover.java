// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From a point near the optimum to a vertex near it: a basis of the columns that lie deepest
 * between their bounds, and the others pushed to a bound one by one (Megiddo, ORSA Journal on
 * Computing 3, 1991; Bixby and Saltzman, Operations Research Letters 15, 1994). What rounding left
 * is for the simplex method, see {@link Simplex#finish}.
 *
 * <p>Before the pushes, slacks of side rows that are tight leave the basis for the deepest column
 * that can take their place: else pushes would move along these rows at the wrong price.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class Crossover {
  private static final int POLL = 15; // slots between looks at the clock, as a mask
  private static final double LEAST_PIVOT = 1e-3; // of a column that takes the place of a slack

  private final SparseProgram p;
  private final Simplex simplex;

  /** How much deeper a column lies between its bounds than their duals are large. */
  private final double[] depth;

  private Crossover(SparseProgram p) {
    this.p = p;
    this.simplex = new Simplex(p);
    this.depth = new double[p.columns()];
  }

  /** Returns the simplex method at a vertex, see {@link #run} with a way to stop. */
  public static Simplex run(
      SparseProgram p, int nodeRows, double[] x, double[] w, double[] z, double[] v) {
    return Objects.requireNonNull(run(p, nodeRows, x, w, z, v, () -> false));
  }

  /**
   * Returns the simplex method at a vertex.
   *
   * @param nodeRows the first rows; columns have at most two entries in them
   * @param x by column, from the lower bound, positive
   * @param w to the upper bound, positive
   * @param z duals of the lower bounds, positive
   * @param v duals of the upper bounds, not negative
   * @param stop whether to come to an end
   * @return null if it did so before
   */
  public static @Nullable Simplex run(
      SparseProgram p,
      int nodeRows,
      double[] x,
      double[] w,
      double[] z,
      double[] v,
      BooleanSupplier stop) {
    Crossover crossover = new Crossover(p);
    crossover.sort(x, w, z, v);
    if (stop.getAsBoolean()) {
      return null;
    }
    new StartingBasis(p, nodeRows, crossover.depth).into(crossover.simplex);
    if (stop.getAsBoolean()) {
      return null;
    }
    crossover.simplex.refresh();
    if (!crossover.tighten(nodeRows, stop) || !crossover.push(stop)) {
      return null;
    }
    crossover.simplex.refresh();
    return crossover.simplex;
  }

  /** Tells what is at a bound from what is between: a value that is less than its dual is at it. */
  private void sort(double[] x, double[] w, double[] z, double[] v) {
    for (int j = 0; j < depth.length; j++) {
      boolean bounded = p.upper()[j] < Double.POSITIVE_INFINITY;
      double below = x[j] / z[j];
      double above = bounded ? w[j] / v[j] : Double.POSITIVE_INFINITY;
      depth[j] = Math.min(below, above);
      if (Math.min(below, above) >= 1) {
        simplex.status[j] = Simplex.BETWEEN;
        simplex.x[j] = p.lower()[j] + x[j];
      } else if (below <= above) {
        simplex.status[j] = Simplex.LOWER;
        simplex.x[j] = p.lower()[j];
      } else {
        simplex.status[j] = Simplex.UPPER;
        simplex.x[j] = p.upper()[j];
      }
    }
  }

  private boolean tighten(int nodeRows, BooleanSupplier stop) {
    for (int slot = 0; slot < simplex.m; slot++) {
      if ((slot & POLL) == 0 && stop.getAsBoolean()) {
        return false;
      }
      int slack = simplex.basis[slot];
      boolean unit = slack >= p.columns();
      if (!unit && !(isSlack(slack, nodeRows) && depth[slack] < 1)) {
        continue;
      }
      int best = deepest(slot);
      if (best < 0) {
        continue;
      }
      simplex.column(best);
      double low = simplex.lower(slack);
      double high = simplex.upper(slack);
      boolean down = unit || simplex.x[slack] - low <= high - simplex.x[slack];
      double bound = down ? low : high;
      simplex.move(best, (simplex.x[slack] - bound) / simplex.alpha.value[slot]);
      simplex.x[slack] = bound;
      simplex.exchange(slot, best, down ? Simplex.LOWER : Simplex.UPPER);
      if (simplex.factor.isOld()) {
        simplex.refresh();
      }
    }
    return true;
  }

  private boolean isSlack(int j, int nodeRows) {
    int from = p.start()[j];
    return p.start()[j + 1] - from == 1 && p.index()[from] >= nodeRows;
  }

  /** Returns the column between its bounds that is best suited for a slot, -1 for none. */
  private int deepest(int slot) {
    simplex.row(slot);
    int best = -1;
    double most = 0;
    for (int t = 0; t < simplex.touchedCount(); t++) {
      int j = simplex.touched()[t];
      if (j < p.columns() && simplex.status[j] == Simplex.BETWEEN) {
        double pivot = Math.abs(simplex.rowValue(j));
        double score = depth[j] * pivot * pivot;
        if (pivot > LEAST_PIVOT && (score > most || (score == most && j < best))) {
          most = score;
          best = j;
        }
      }
    }
    return best;
  }

  /** Pushes what is between its bounds and not basic to one of them, the shallowest first. */
  private boolean push(BooleanSupplier stop) {
    int count = 0;
    long[] order = new long[depth.length];
    for (int j = 0; j < depth.length; j++) {
      if (simplex.status[j] == Simplex.BETWEEN) {
        order[count++] = StartingBasis.key(depth[j], j);
      }
    }
    Arrays.sort(order, 0, count);
    for (int k = 0; k < count; k++) {
      if (stop.getAsBoolean()) {
        return false;
      }
      if (simplex.factor.isOld()) {
        simplex.refresh();
      }
      push((int) order[k]);
    }
    return true;
  }

  private void push(int j) {
    simplex.column(j);
    double down = simplex.x[j] - simplex.lower(j);
    double up = simplex.upper(j) - simplex.x[j];
    int direction = down <= up ? -1 : 1;
    int slot = simplex.blocking(direction, Math.min(down, up));
    if (slot >= 0) {
      int other = simplex.blocking(-direction, Math.max(down, up));
      boolean better =
          other < 0
              || Math.abs(simplex.alpha.value[other]) > 10 * Math.abs(simplex.alpha.value[slot]);
      if (better && Math.max(down, up) < Double.POSITIVE_INFINITY) {
        slot = other;
        direction = -direction;
      }
    }
    if (slot < 0) {
      simplex.move(j, direction < 0 ? -down : up);
      simplex.status[j] = direction < 0 ? Simplex.LOWER : Simplex.UPPER;
      simplex.x[j] = direction < 0 ? simplex.lower(j) : simplex.upper(j);
      return;
    }
    int gone = simplex.basis[slot];
    double speed = direction * simplex.alpha.value[slot];
    double bound = speed > 0 ? simplex.lower(gone) : simplex.upper(gone);
    simplex.move(j, direction * Math.max(0, (simplex.x[gone] - bound) / speed));
    simplex.x[gone] = bound;
    simplex.exchange(slot, j, speed > 0 ? Simplex.LOWER : Simplex.UPPER);
  }
}
