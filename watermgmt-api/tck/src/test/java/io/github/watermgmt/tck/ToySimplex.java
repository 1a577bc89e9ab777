// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A dense two-phase simplex with Bland's rule: minimise cost·x, A x = b, x ≥ 0. Slow and plain, for
 * toys.
 */
final class ToySimplex {
  private static final double EPS = 1e-9;

  private final int m;
  private final int n;
  private final double[][] tableau; // rows, then columns of A, artificials, right-hand side
  private final int[] basis;
  private final double[] sign;
  private final RunContext run;
  private final boolean patient;

  /** What came of it; null solution if there is none. */
  static final class Result {
    final double[] x;
    final double[] duals;

    Result(double[] x, double[] duals) {
      this.x = x;
      this.duals = duals;
    }
  }

  /** The run was stopped. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private ToySimplex(double[][] a, double[] b, RunContext run, boolean patient) {
    this.m = b.length;
    this.n = a[0].length;
    this.run = run;
    this.patient = patient;
    this.tableau = new double[m][n + m + 1];
    this.basis = new int[m];
    this.sign = new double[m];
    for (int i = 0; i < m; i++) {
      sign[i] = b[i] < 0 ? -1 : 1;
      for (int j = 0; j < n; j++) {
        tableau[i][j] = sign[i] * a[i][j];
      }
      tableau[i][n + i] = 1;
      tableau[i][n + m] = sign[i] * b[i];
      basis[i] = n + i;
    }
  }

  /** Returns the optimum, or a result without x if there is none. */
  static Result minimise(double[][] a, double[] b, double[] cost, RunContext run, boolean patient) {
    ToySimplex simplex = new ToySimplex(a, b, run, patient);
    double[] phaseOne = new double[simplex.n + simplex.m];
    Arrays.fill(phaseOne, simplex.n, phaseOne.length, 1);
    simplex.solve(phaseOne, simplex.n + simplex.m);
    double missing = 0;
    for (int i = 0; i < simplex.m; i++) {
      missing += simplex.basis[i] >= simplex.n ? simplex.tableau[i][simplex.n + simplex.m] : 0;
    }
    if (missing > 1e-7 * (1 + Arrays.stream(b).map(Math::abs).max().orElse(0))) {
      return new Result(null, null);
    }
    double[] phaseTwo = Arrays.copyOf(cost, simplex.n + simplex.m);
    double[] reduced = simplex.solve(phaseTwo, simplex.n);
    double[] x = new double[simplex.n];
    for (int i = 0; i < simplex.m; i++) {
      if (simplex.basis[i] < simplex.n) {
        x[simplex.basis[i]] = simplex.tableau[i][simplex.n + simplex.m];
      }
    }
    double[] duals = new double[simplex.m];
    for (int i = 0; i < simplex.m; i++) {
      duals[i] = -reduced[simplex.n + i] * simplex.sign[i];
    }
    return new Result(x, duals);
  }

  /** Pivots until no allowed column is worth it; returns the reduced costs. */
  private double[] solve(double[] cost, int allowed) {
    double[] reduced = reduced(cost);
    while (true) {
      if (!patient && run.stopRequested()) {
        throw new Stopped();
      }
      if (n > 400) {
        LockSupport.parkNanos(300_000); // so that there is something to interrupt
      }
      int enter = -1;
      for (int j = 0; j < allowed && enter < 0; j++) {
        if (reduced[j] < -EPS * (1 + Math.abs(cost[j]))) {
          enter = j;
        }
      }
      if (enter < 0) {
        return reduced;
      }
      int leave = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < m; i++) {
        // An artificial that lingers at zero must not grow again.
        boolean lingers = basis[i] >= n && allowed == n && Math.abs(tableau[i][enter]) > EPS;
        if (tableau[i][enter] > EPS || lingers) {
          double ratio = lingers ? 0 : tableau[i][n + m] / tableau[i][enter];
          if (ratio < least - EPS || (ratio <= least && leave >= 0 && basis[i] < basis[leave])) {
            least = ratio;
            leave = i;
          }
        }
      }
      if (leave < 0) {
        throw new IllegalStateException("unbounded");
      }
      pivot(leave, enter);
      double factor = reduced[enter];
      for (int j = 0; j < reduced.length; j++) {
        reduced[j] -= factor * tableau[leave][j];
      }
    }
  }

  private double[] reduced(double[] cost) {
    double[] reduced = cost.clone();
    for (int i = 0; i < m; i++) {
      double price = cost[basis[i]];
      for (int j = 0; j < reduced.length && price != 0; j++) {
        reduced[j] -= price * tableau[i][j];
      }
    }
    return reduced;
  }

  private void pivot(int row, int column) {
    double by = tableau[row][column];
    for (int j = 0; j < tableau[row].length; j++) {
      tableau[row][j] /= by;
    }
    for (int i = 0; i < m; i++) {
      double factor = tableau[i][column];
      if (i != row && factor != 0) {
        for (int j = 0; j < tableau[i].length; j++) {
          tableau[i][j] -= factor * tableau[row][j];
        }
      }
    }
    basis[row] = column;
  }
}
