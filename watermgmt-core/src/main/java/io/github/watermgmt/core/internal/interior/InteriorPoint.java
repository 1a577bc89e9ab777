// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.interior;

import io.github.watermgmt.core.internal.cholesky.SparseCholesky;
import io.github.watermgmt.core.internal.lp.Columns;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Comes near the optimum of a linear program by Mehrotra's predictor and corrector (SIAM J.
 * Optimization 2, 1992) with Gondzio's further correctors (Computational Optimization and
 * Applications 6, 1996). Variables lie between their bounds; those without an upper one are held
 * from below only.
 *
 * <p>With x from the lower bound and w to the upper one, prices y and duals z and v of the bounds,
 * each iteration solves for a direction from {@code A x = b}, {@code x + w = u}, {@code Aᵀ y + z −
 * v = c} and products x z and w v that shrink together.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class InteriorPoint {
  private static final int MOST_ITERATIONS = 100;
  private static final int PATIENCE = 20; // iterations without progress
  private static final double STEP = 0.9975; // of the way to the bounds
  private static final double TOLERANCE = 1e-8;
  private static final int CORRECTORS = 2;
  private static final double LONG_STEP = 0.9; // that needs no further corrector
  private static final double REGULARISATION = 1e-13;
  private static final double NARROW = 1e-9; // bounds so near are taken for this far apart
  private static final double FREE = 1e300; // w of a variable without an upper bound
  private static final double EDGE = 0.05; // of the bounds, that the start keeps away
  private static final double START = 0.3; // of the mean product at the start

  /** How a search ended. */
  public enum State {
    /** Within the tolerance. */
    NEAR,
    /** No progress any more: rounding, or there is no solution. */
    STALLED,
    /** It was told to stop. */
    STOPPED
  }

  /**
   * A point inside the bounds.
   *
   * @param x by column, from the lower bound
   * @param w by column, to the upper bound
   * @param y prices by row
   * @param z duals of the lower bounds
   * @param v duals of the upper bounds
   */
  public record Point(double[] x, double[] w, double[] y, double[] z, double[] v) {

    Point(int columns, int rows) {
      this(
          new double[columns],
          new double[columns],
          new double[rows + 1],
          new double[columns],
          new double[columns]);
    }

    void set(Point other) {
      System.arraycopy(other.x, 0, x, 0, x.length);
      System.arraycopy(other.w, 0, w, 0, w.length);
      System.arraycopy(other.y, 0, y, 0, y.length);
      System.arraycopy(other.z, 0, z, 0, z.length);
      System.arraycopy(other.v, 0, v, 0, v.length);
    }

    @Override
    public String toString() {
      return "a point of " + x.length + " columns";
    }
  }

  private final SparseProgram p;
  private final Columns columns;
  private final SparseCholesky cholesky;
  private final int m;
  private final int n;
  private final double[] b; // right-hand side for x from the lower bound
  private final double[] u; // reach of each variable
  private final Point at;
  private final Point way; // the direction
  private final Point kept; // the direction before a corrector
  private final double[] perX; // 1 / x
  private final double[] perW; // 1 / w, 0 where there is no upper bound
  private final double[] d;
  private final double[] rowError;
  private final double[] boundError;
  private final double[] costError;
  private final double[] productX; // wanted change of x z, to first order
  private final double[] productW;
  private final double[] pull;
  private final double[] byColumn;
  private final double[] right;
  private final double[] rest;
  private int pairs;
  private int iterations;
  private double gap = Double.POSITIVE_INFINITY;

  /**
   * Creates a search.
   *
   * @param cholesky factors of the program's rows
   */
  public InteriorPoint(SparseProgram program, SparseCholesky cholesky) {
    this.p = program;
    this.columns = new Columns(program);
    this.cholesky = cholesky;
    this.m = program.rows();
    this.n = program.columns();
    this.b = Arrays.copyOf(program.right(), m + 1);
    this.u = new double[n];
    this.at = new Point(n, m);
    this.way = new Point(n, m);
    this.kept = new Point(n, m);
    this.perX = new double[n];
    this.perW = new double[n];
    this.d = new double[n];
    this.rowError = new double[m + 1];
    this.boundError = new double[n];
    this.costError = new double[n];
    this.productX = new double[n];
    this.productW = new double[n];
    this.pull = new double[n];
    this.byColumn = new double[n];
    this.right = new double[m + 1];
    this.rest = new double[m + 1];
    for (int j = 0; j < n; j++) {
      u[j] = Math.max(NARROW, program.upper()[j] - program.lower()[j]);
      byColumn[j] = -program.lower()[j];
      pairs += u[j] < FREE ? 2 : 1;
    }
    columns.add(byColumn, b);
  }

  /** Returns how many iterations it took. */
  public int iterations() {
    return iterations;
  }

  /** Returns the point that was reached. Its arrays are the search's own. */
  public Point point() {
    return at;
  }

  /** Searches. */
  public State solve(BooleanSupplier stop) {
    if (!start(stop)) {
      return State.STOPPED;
    }
    double rowSize = 1 + norm(b);
    double costSize = 1 + norm(p.cost());
    double best = Double.POSITIVE_INFINITY;
    int stalled = 0;
    for (iterations = 0; iterations < MOST_ITERATIONS; iterations++) {
      if (stop.getAsBoolean()) {
        return State.STOPPED;
      }
      errors();
      double error =
          Math.max(
              Math.max(gap, norm(costError) / costSize),
              Math.max(norm(rowError), norm(boundError)) / rowSize);
      if (error < TOLERANCE) {
        return State.NEAR;
      }
      stalled = error < 0.9 * best ? 0 : stalled + 1;
      best = Math.min(best, error);
      if (stalled > PATIENCE || !(error < Double.POSITIVE_INFINITY)) {
        return State.STALLED;
      }
      if (!iterate(stop)) {
        return State.STOPPED;
      }
    }
    return State.STALLED;
  }

  // ---------------------------------------------------------------- one iteration

  private boolean iterate(BooleanSupplier stop) {
    double[] x = at.x;
    double[] w = at.w;
    double[] z = at.z;
    double[] v = at.v;
    double mu = 0;
    for (int j = 0; j < n; j++) {
      perX[j] = 1 / x[j];
      perW[j] = u[j] < FREE ? 1 / w[j] : 0;
    }
    for (int j = 0; j < n; j++) {
      d[j] = 1 / (z[j] * perX[j] + v[j] * perW[j]);
      double xz = x[j] * z[j];
      double wv = perW[j] == 0 ? 0 : w[j] * v[j];
      productX[j] = -xz;
      productW[j] = -wv;
      mu += xz + wv;
    }
    mu /= pairs;
    if (!cholesky.factor(d, REGULARISATION, stop)) {
      return false;
    }
    direct();
    double primal = step(way.x, perX, way.w, perW);
    double dual = dualStep();
    double after = 0;
    for (int j = 0; j < n; j++) {
      after += (x[j] + primal * way.x[j]) * (z[j] + dual * way.z[j]);
      after += perW[j] == 0 ? 0 : (w[j] + primal * way.w[j]) * (v[j] + dual * way.v[j]);
    }
    double ratio = after / pairs / mu;
    double target = mu * ratio * ratio * ratio;
    for (int j = 0; j < n; j++) {
      productX[j] += target - way.x[j] * way.z[j];
      productW[j] += perW[j] == 0 ? 0 : target - way.w[j] * way.v[j];
    }
    direct();
    primal = step(way.x, perX, way.w, perW);
    dual = dualStep();
    for (int k = 0; k < CORRECTORS && Math.min(primal, dual) < LONG_STEP; k++) {
      kept.set(way);
      correct(target, Math.min(1, 1.08 * primal + 0.08), Math.min(1, 1.08 * dual + 0.08));
      direct();
      double nextPrimal = step(way.x, perX, way.w, perW);
      double nextDual = dualStep();
      boolean longer = nextPrimal + nextDual >= primal + dual;
      boolean enough = nextPrimal + nextDual >= primal + dual + 0.02;
      if (longer) {
        primal = nextPrimal;
        dual = nextDual;
      } else {
        way.set(kept);
      }
      if (!enough) {
        break;
      }
    }
    move(STEP * primal, STEP * dual);
    return true;
  }

  /** Draws products that would leave the neighbourhood of the target back to it. */
  private void correct(double target, double primal, double dual) {
    double low = 0.1 * target;
    double high = 10 * target;
    for (int j = 0; j < n; j++) {
      double xz = (at.x[j] + primal * way.x[j]) * (at.z[j] + dual * way.z[j]);
      productX[j] += towards(xz, low, high);
      if (perW[j] != 0) {
        double wv = (at.w[j] + primal * way.w[j]) * (at.v[j] + dual * way.v[j]);
        productW[j] += towards(wv, low, high);
      }
    }
  }

  private static double towards(double product, double low, double high) {
    if (product < low) {
      return low - product;
    }
    return product > high ? Math.max(high - product, -high) : 0;
  }

  private void move(double primal, double dual) {
    for (int j = 0; j < n; j++) {
      at.x[j] += primal * way.x[j];
      at.z[j] += dual * way.z[j];
    }
    for (int j = 0; j < n; j++) {
      at.w[j] += perW[j] == 0 ? 0 : primal * way.w[j];
      at.v[j] += dual * way.v[j];
    }
    for (int i = 0; i < m; i++) {
      at.y[i] += dual * way.y[i];
    }
  }

  /** Finds what is not yet as it should be. */
  private void errors() {
    double[] c = p.cost();
    columns.transposed(at.y, byColumn);
    double cost = 0;
    double upper = 0;
    for (int j = 0; j < n; j++) {
      costError[j] = c[j] - byColumn[j] - at.z[j] + at.v[j];
      boolean bounded = u[j] < FREE;
      boundError[j] = bounded ? u[j] - at.x[j] - at.w[j] : 0;
      cost += c[j] * at.x[j];
      upper += bounded ? u[j] * at.v[j] : 0;
    }
    for (int j = 0; j < n; j++) {
      byColumn[j] = -at.x[j];
    }
    System.arraycopy(b, 0, rowError, 0, m);
    columns.add(byColumn, rowError);
    double worth = 0;
    for (int i = 0; i < m; i++) {
      worth += b[i] * at.y[i];
    }
    gap = Math.abs(cost - (worth - upper)) / (1 + Math.abs(cost));
  }

  /** Solves for the direction that mends all errors and changes the products as wanted. */
  private void direct() {
    for (int j = 0; j < n; j++) {
      double h = costError[j] - productX[j] * perX[j];
      h += (productW[j] - at.v[j] * boundError[j]) * perW[j];
      pull[j] = h;
      byColumn[j] = d[j] * h;
    }
    System.arraycopy(rowError, 0, right, 0, m);
    columns.add(byColumn, right);
    cholesky.solve(right, way.y);
    refine();
    for (int j = 0; j < n; j++) {
      double dx = d[j] * (byColumn[j] - pull[j]);
      double dw = boundError[j] - dx;
      way.x[j] = dx;
      way.w[j] = dw;
      way.z[j] = (productX[j] - at.z[j] * dx) * perX[j];
      way.v[j] = (productW[j] - at.v[j] * dw) * perW[j];
    }
  }

  /** Leaves Aᵀ dy in {@link #byColumn}, after one step of refinement if that is needed. */
  private void refine() {
    columns.transposed(way.y, byColumn);
    for (int j = 0; j < n; j++) {
      byColumn[j] *= -d[j];
    }
    System.arraycopy(right, 0, rest, 0, m);
    columns.add(byColumn, rest);
    if (norm(rest) > 1e-10 * norm(right)) {
      cholesky.solve(rest, rest);
      for (int i = 0; i < m; i++) {
        way.y[i] += rest[i];
      }
    }
    columns.transposed(way.y, byColumn);
  }

  /** Returns how far along a direction two positive vectors stay positive. */
  private double step(double[] da, double[] perA, double[] dc, double[] perC) {
    double fastest = STEP;
    for (int j = 0; j < n; j++) {
      fastest = Math.max(fastest, Math.max(-da[j] * perA[j], -dc[j] * perC[j]));
    }
    return 1 / fastest;
  }

  private double dualStep() {
    double fastest = STEP;
    for (int j = 0; j < n; j++) {
      fastest = Math.max(fastest, -way.z[j] / at.z[j]);
    }
    for (int j = 0; j < n; j++) {
      if (way.v[j] < 0) {
        fastest = Math.max(fastest, -way.v[j] / at.v[j]);
      }
    }
    return 1 / fastest;
  }

  // ---------------------------------------------------------------- start

  /**
   * Starts from the point nearest to the middle of the bounds that meets the rows, drawn inside,
   * and prices of least squares; reduced costs are split so that all products are about the same.
   */
  private boolean start(BooleanSupplier stop) {
    double[] c = p.cost();
    for (int j = 0; j < n; j++) {
      double reach = u[j] < FREE ? u[j] : 1;
      at.x[j] = reach / 2;
      d[j] = Math.max(1e-6, reach * reach);
      byColumn[j] = -at.x[j];
    }
    if (!cholesky.factor(d, REGULARISATION, stop)) {
      return false;
    }
    System.arraycopy(b, 0, right, 0, m);
    columns.add(byColumn, right);
    cholesky.solve(right, way.y);
    columns.transposed(way.y, byColumn);
    for (int j = 0; j < n; j++) {
      double near = at.x[j] + d[j] * byColumn[j];
      if (u[j] < FREE) {
        at.x[j] = Math.max(EDGE * u[j], Math.min((1 - EDGE) * u[j], near));
        at.w[j] = u[j] - at.x[j];
      } else {
        at.x[j] = Math.max(1, near);
        at.w[j] = FREE;
      }
    }
    for (int j = 0; j < n; j++) {
      byColumn[j] = d[j] * c[j];
    }
    Arrays.fill(right, 0);
    columns.add(byColumn, right);
    cholesky.solve(right, at.y);
    columns.transposed(at.y, byColumn);
    double product = 0;
    for (int j = 0; j < n; j++) {
      product += Math.abs(c[j] - byColumn[j]) * Math.min(u[j], at.x[j] * 2);
    }
    product = Math.max(1e-3, START * product / n);
    for (int j = 0; j < n; j++) {
      double s = c[j] - byColumn[j];
      if (u[j] < FREE) {
        double delta = 2 * product / u[j];
        double root = Math.sqrt(s * s + 4 * delta * delta);
        double larger = (Math.abs(s) + root) / 2;
        double smaller = delta * delta / larger;
        at.z[j] = s >= 0 ? larger : smaller;
        at.v[j] = s >= 0 ? smaller : larger;
      } else {
        at.z[j] = Math.max(s, product / at.x[j]);
      }
    }
    return true;
  }

  private static double norm(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }
}
