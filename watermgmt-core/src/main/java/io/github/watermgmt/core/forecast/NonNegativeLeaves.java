// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * The nearest leaves that are not negative, in the metric of the projection: the quadratic program
 * min (b − b̃)ᵀ V⁻¹ (b − b̃) with b ≥ 0, whose solution is b = b̃ + V μ with μ ≥ 0 only where b =
 * 0. Solved exactly by block principal pivoting (Júdice and Pires, Computers and Operations
 * Research 21, 1994), which falls back to single pivots and so ends.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class NonNegativeLeaves {
  static final int MOST_AT_ZERO = 200;
  private static final int ROUNDS = 500;
  private static final int PATIENCE = 3;
  private static final double ROUNDING = 1e-12;

  private final HierarchyProjection projection;
  private final boolean[] bounded;
  private final int[] atZero;
  private int count;
  private double[] push = new double[0];
  private double strongest;
  private double[] moved = new double[0];

  NonNegativeLeaves(HierarchyProjection projection, boolean[] bounded) {
    this.projection = projection;
    this.bounded = bounded;
    this.atZero = new int[bounded.length];
  }

  /**
   * Moves the leaves, in place.
   *
   * @return false if too many would have to be held at zero: then each negative one is set to zero
   *     by itself
   */
  boolean move(double[] leaves) {
    boolean[] held = new boolean[leaves.length];
    double scale = 0;
    for (int i = 0; i < leaves.length; i++) {
      held[i] = bounded[i] && leaves[i] < 0;
      scale = Math.max(scale, Math.abs(leaves[i]));
    }
    double tolerance = ROUNDING * scale;
    int fewest = Integer.MAX_VALUE;
    int patience = PATIENCE;
    for (int round = 0; round < ROUNDS; round++) {
      if (!solve(leaves, held)) {
        break;
      }
      int wrong = 0;
      int last = -1;
      for (int i = 0; i < leaves.length; i++) {
        if (isWrong(i, held, tolerance)) {
          wrong++;
          last = i;
        }
      }
      if (wrong == 0) {
        for (int i = 0; i < leaves.length; i++) {
          leaves[i] = held[i] ? 0 : bounded[i] ? Math.max(0, moved[i]) : moved[i];
        }
        return true;
      }
      patience = wrong < fewest ? PATIENCE : patience - 1;
      fewest = Math.min(fewest, wrong);
      boolean[] before = held.clone();
      for (int i = 0; i < leaves.length; i++) {
        if (patience >= 0 ? isWrong(i, before, tolerance) : i == last) {
          held[i] = !held[i];
        }
      }
    }
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = bounded[i] ? Math.max(0, leaves[i]) : leaves[i];
    }
    return false;
  }

  /** Whether a leaf is wrong: it is held and would rise, or it is free and negative. */
  private boolean isWrong(int leaf, boolean[] held, double tolerance) {
    if (held[leaf]) {
      int at = Arrays.binarySearch(atZero, 0, count, leaf);
      return push[at] < -ROUNDING * strongest;
    }
    return bounded[leaf] && moved[leaf] < -tolerance;
  }

  private boolean solve(double[] leaves, boolean[] held) {
    count = 0;
    for (int i = 0; i < held.length; i++) {
      if (held[i]) {
        atZero[count++] = i;
      }
    }
    if (count > MOST_AT_ZERO) {
      return false;
    }
    double[] system = new double[Cholesky.places(count)];
    push = new double[count];
    for (int a = 0; a < count; a++) {
      double[] column = projection.column(atZero[a]);
      for (int b = 0; b <= a; b++) {
        system[Cholesky.at(a, b)] = column[atZero[b]];
      }
      push[a] = -leaves[atZero[a]];
    }
    if (!Cholesky.factor(system, count)) {
      return false;
    }
    Cholesky.solve(system, push);
    strongest = 0;
    for (double one : push) {
      strongest = Math.max(strongest, Math.abs(one));
    }
    moved = leaves.clone();
    for (int a = 0; a < count; a++) {
      double[] column = projection.column(atZero[a]);
      for (int i = 0; i < moved.length; i++) {
        moved[i] += push[a] * column[i];
      }
    }
    return true;
  }
}
