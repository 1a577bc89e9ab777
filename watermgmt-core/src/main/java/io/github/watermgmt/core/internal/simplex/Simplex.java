// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A basis of a linear program, and the primal and the dual simplex method on it, both with bounded
 * variables and Harris' ratio test (Mathematical Programming 5, 1973), the dual one with bound
 * flips (Maros, Computational Techniques of the Simplex Method, 2003) and both with devex weights
 * (Forrest and Goldfarb, Mathematical Programming 57, 1992).
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class Simplex {
  static final byte BASIC = 0;
  static final byte LOWER = 1;
  static final byte UPPER = 2;
  static final byte BETWEEN = 3; // not basic, and at neither bound: until crossover pushes it

  private static final double PRIMAL = 1e-9; // how far a variable may be beyond a bound
  private static final double DUAL = 1e-9; // how wrong the sign of a reduced cost may be
  private static final double REPRICED = 1e-7; // the same after all has been found anew
  private static final double PIVOT = 1e-7;
  private static final int ROUNDS = 8; // of the dual and the primal method in turn
  private static final int POLL = 15; // iterations between looks at the clock, as a mask

  /** How a search ended. */
  public enum State {
    /** Within the tolerances. */
    OPTIMAL,
    /** No point is within all bounds. */
    INFEASIBLE,
    /** The cost falls for ever. */
    UNBOUNDED,
    /** It was told to stop. */
    STOPPED,
    /** It went on for too long. */
    STALLED
  }

  final SparseProgram p;
  final int m;
  final int n;
  final int all;
  final int[] basis;
  final byte[] status;
  final double[] x;
  final double[] d; // reduced costs of what is not basic
  final double[] y;
  final BasisFactor factor;
  private final int[] rowStart;
  private final int[] rowColumn;
  private final double[] rowValue;
  final Sparse alpha; // a column of the tableau, by slot
  private final Sparse rho; // a row of the inverse, by row of A
  private final double[] row; // a row of the tableau, by column
  private final int[] touched; // columns of it that are not 0
  private int touchedCount;
  private final Sparse right; // by row
  private final Sparse costs; // by slot
  private final Sparse shift; // what flips change, by slot
  private final double[] weight;
  private final int[] candidates; // to enter, of the dual method
  private int flips; // whose effect is not yet taken
  private int iterations;

  /** Creates an empty state. */
  Simplex(SparseProgram program) {
    this.p = program;
    this.m = program.rows();
    this.n = program.columns();
    this.all = n + m;
    this.basis = new int[m];
    this.status = new byte[all];
    this.x = new double[all];
    this.d = new double[all];
    this.y = new double[m];
    this.factor = new BasisFactor(program);
    this.alpha = new Sparse(m);
    this.rho = new Sparse(m);
    this.row = new double[all];
    this.touched = new int[all];
    this.candidates = new int[all];
    this.right = new Sparse(m);
    this.costs = new Sparse(m);
    this.shift = new Sparse(m);
    this.weight = new double[all];
    this.rowStart = new int[m + 1];
    for (int i : program.index()) {
      rowStart[i + 1]++;
    }
    for (int i = 0; i < m; i++) {
      rowStart[i + 1] += rowStart[i];
    }
    this.rowColumn = new int[program.index().length];
    this.rowValue = new double[rowColumn.length];
    int[] next = Arrays.copyOf(rowStart, m);
    for (int j = 0; j < n; j++) {
      for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
        int at = next[program.index()[e]]++;
        rowColumn[at] = j;
        rowValue[at] = program.value()[e];
      }
    }
  }

  /**
   * Creates a state at a basis.
   *
   * @throws IllegalArgumentException if the program has other numbers of rows and columns
   */
  public static Simplex at(SparseProgram program, Basis basis) {
    Simplex simplex = new Simplex(program);
    byte[] status = basis.status();
    int[] basic = basis.basic();
    if (status.length != simplex.all || basic.length != simplex.m) {
      throw new IllegalArgumentException(basis + " is not one of " + program);
    }
    System.arraycopy(status, 0, simplex.status, 0, status.length);
    System.arraycopy(basic, 0, simplex.basis, 0, basic.length);
    for (int j = 0; j < simplex.n; j++) {
      simplex.x[j] = status[j] == UPPER ? program.upper()[j] : program.lower()[j];
    }
    simplex.refresh();
    return simplex;
  }

  /** Creates a state at the basis of the rows' unit columns, with all others at a bound. */
  public static Simplex ofUnits(SparseProgram program) {
    Simplex simplex = new Simplex(program);
    Arrays.fill(simplex.status, LOWER);
    for (int i = 0; i < simplex.m; i++) {
      simplex.basis[i] = simplex.n + i;
      simplex.status[simplex.n + i] = BASIC;
    }
    System.arraycopy(program.lower(), 0, simplex.x, 0, simplex.n);
    simplex.refresh();
    return simplex;
  }

  /** Returns the basis as it is. */
  public Basis basis() {
    return new Basis(status, basis);
  }

  double lower(int j) {
    return j < n ? p.lower()[j] : 0;
  }

  double upper(int j) {
    return j < n ? p.upper()[j] : 0;
  }

  double cost(int j) {
    return j < n ? p.cost()[j] : 0;
  }

  /** Returns the columns at their values. */
  public double[] primal() {
    return Arrays.copyOf(x, n);
  }

  /** Returns the prices of the rows. */
  public double[] prices() {
    return y.clone();
  }

  /** Returns what the columns cost. */
  public double objective() {
    return p.objective(x);
  }

  /** Returns how many exchanges and flips there were. */
  public int iterations() {
    return iterations;
  }

  /**
   * Goes on to the optimum from any basis: with the dual method while values are beyond their
   * bounds, then with the primal one for reduced costs of the wrong sign.
   */
  public State finish(BooleanSupplier stop) {
    State state = State.STALLED;
    for (int round = 0; round < ROUNDS; round++) {
      if (infeasibility() > PRIMAL) {
        flipToDual();
        state = dual(stop);
        if (state == State.STOPPED || state == State.INFEASIBLE) {
          return state;
        }
        refresh();
      }
      state = primal(stop);
      if (state == State.STOPPED || state == State.UNBOUNDED) {
        return state;
      }
      refresh();
      if (state == State.OPTIMAL && infeasibility() <= PRIMAL && mispriced() <= REPRICED) {
        return state;
      }
    }
    return State.STALLED;
  }

  /** Returns by how much the value that is farthest beyond its bounds is so. */
  double infeasibility() {
    double worst = 0;
    for (int s = 0; s < m; s++) {
      int j = basis[s];
      worst = Math.max(worst, Math.max(lower(j) - x[j], x[j] - upper(j)));
    }
    return worst;
  }

  /** Returns the reduced cost that is farthest on the wrong side of 0. */
  private double mispriced() {
    double worst = 0;
    for (int j = 0; j < n; j++) {
      if (status[j] != BASIC && p.lower()[j] != p.upper()[j]) {
        worst = Math.max(worst, status[j] == LOWER ? -d[j] : d[j]);
      }
    }
    return worst;
  }

  /** Factors the basis anew and finds values and prices; what was dependent leaves at a bound. */
  void refresh() {
    int[] before = basis.clone();
    if (factor.factor(basis) > 0) {
      for (int s = 0; s < m; s++) {
        if (basis[s] != before[s]) {
          int gone = before[s];
          status[gone] = nearest(gone);
          x[gone] = status[gone] == LOWER ? lower(gone) : upper(gone);
          status[basis[s]] = BASIC;
        }
      }
    }
    findValues();
    findPrices();
  }

  private byte nearest(int j) {
    return x[j] - lower(j) <= upper(j) - x[j] ? LOWER : UPPER;
  }

  void findValues() {
    double[] b = p.right().clone();
    for (int j = 0; j < n; j++) {
      if (status[j] != BASIC && x[j] != 0) {
        for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
          b[p.index()[e]] -= p.value()[e] * x[j];
        }
      }
    }
    right.clear();
    for (int i = 0; i < m; i++) {
      if (b[i] != 0) {
        right.put(i, b[i]);
      }
    }
    factor.forward(right, alpha);
    for (int s = 0; s < m; s++) {
      x[basis[s]] = alpha.value[s];
    }
  }

  void findPrices() {
    costs.clear();
    for (int s = 0; s < m; s++) {
      double c = cost(basis[s]);
      if (c != 0) {
        costs.put(s, c);
      }
    }
    factor.backward(costs, rho);
    System.arraycopy(rho.value, 0, y, 0, m);
    for (int j = 0; j < n; j++) {
      d[j] = status[j] == BASIC ? 0 : p.cost()[j] - p.dot(j, y);
    }
    for (int i = 0; i < m; i++) {
      d[n + i] = status[n + i] == BASIC ? 0 : -y[i];
    }
  }

  /** Finds the column of the tableau of a variable. */
  void column(int j) {
    if (j >= n) {
      right.put(j - n, 1);
    } else {
      for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
        right.put(p.index()[e], p.value()[e]);
      }
    }
    factor.forward(right, alpha);
  }

  /** Finds the row of the tableau of a slot, for what is not basic. */
  void row(int slot) {
    for (int t = 0; t < touchedCount; t++) {
      row[touched[t]] = 0;
    }
    touchedCount = 0;
    costs.put(slot, 1);
    factor.backward(costs, rho);
    for (int c = 0; c < rho.count; c++) {
      int i = rho.index[c];
      double value = rho.value[i];
      for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
        int j = rowColumn[e];
        if (status[j] != BASIC) {
          if (row[j] == 0) {
            touched[touchedCount++] = j;
            row[j] = Double.MIN_VALUE; // listed, whatever it adds up to
          }
          row[j] += rowValue[e] * value;
        }
      }
      if (status[n + i] != BASIC) {
        touched[touchedCount++] = n + i;
        row[n + i] = value;
      }
    }
  }

  double rowValue(int j) {
    return row[j];
  }

  int[] touched() {
    return touched;
  }

  int touchedCount() {
    return touchedCount;
  }

  /** Lets a column into a slot; {@link #alpha} is its column. The one that leaves gets a status. */
  void exchange(int slot, int j, byte leaving) {
    int gone = basis[slot];
    factor.exchange(slot, alpha);
    basis[slot] = j;
    status[gone] = leaving;
    status[j] = BASIC;
  }

  private int mostIterations() {
    return 1000 + 20 * (m + n);
  }

  // ---------------------------------------------------------------- primal

  /** Goes on with the primal simplex method from a basis that is feasible. */
  State primal(BooleanSupplier stop) {
    Arrays.fill(weight, 1);
    for (int k = 0; k < mostIterations(); k++) {
      if (factor.isOld()) {
        refresh();
      }
      if ((k & POLL) == 0 && stop.getAsBoolean()) {
        return State.STOPPED;
      }
      int entering = -1;
      double best = 0;
      for (int j = 0; j < n; j++) {
        if (status[j] == BASIC || p.lower()[j] == p.upper()[j]) {
          continue;
        }
        double wrong = status[j] == LOWER ? -d[j] : d[j];
        if (wrong > DUAL && wrong * wrong > best * weight[j]) {
          best = wrong * wrong / weight[j];
          entering = j;
        }
      }
      if (entering < 0) {
        return State.OPTIMAL;
      }
      iterations++;
      column(entering);
      int direction = status[entering] == LOWER ? 1 : -1;
      double reach = upper(entering) - lower(entering);
      int slot = blocking(direction, reach);
      if (slot < 0) {
        if (reach == Double.POSITIVE_INFINITY) {
          return State.UNBOUNDED;
        }
        move(entering, direction * reach);
        status[entering] = status[entering] == LOWER ? UPPER : LOWER;
        x[entering] = status[entering] == LOWER ? lower(entering) : upper(entering);
        continue;
      }
      int gone = basis[slot];
      boolean down = direction * alpha.value[slot] > 0;
      double bound = down ? lower(gone) : upper(gone);
      double step = Math.max(0, (x[gone] - bound) / (direction * alpha.value[slot]));
      double pivot = alpha.value[slot];
      row(slot);
      double ratio = d[entering] / pivot;
      double reference = weight[entering];
      for (int t = 0; t < touchedCount; t++) {
        int j = touched[t];
        d[j] -= ratio * row[j];
        double share = row[j] / pivot;
        weight[j] = Math.max(weight[j], share * share * reference);
      }
      d[entering] = 0;
      d[gone] = -ratio;
      weight[gone] = Math.max(1, reference / (pivot * pivot));
      move(entering, direction * step);
      x[gone] = bound;
      exchange(slot, entering, down ? LOWER : UPPER);
    }
    return State.STALLED;
  }

  /**
   * Moves a variable that is not basic, and the basic ones with it; {@link #alpha} is its column.
   */
  void move(int j, double by) {
    if (by != 0) {
      x[j] += by;
      for (int c = 0; c < alpha.count; c++) {
        int s = alpha.index[c];
        x[basis[s]] -= by * alpha.value[s];
      }
    }
  }

  /**
   * Returns the slot that blocks a move first, of those that do at about the same step the one with
   * the largest pivot; −1 if none does within reach.
   */
  int blocking(int direction, double reach) {
    double most = reach;
    for (int c = 0; c < alpha.count; c++) {
      int s = alpha.index[c];
      double a = direction * alpha.value[s];
      if (a > PIVOT) {
        most = Math.min(most, (x[basis[s]] - lower(basis[s]) + PRIMAL) / a);
      } else if (a < -PIVOT) {
        most = Math.min(most, (x[basis[s]] - upper(basis[s]) - PRIMAL) / a);
      }
    }
    int slot = -1;
    double largest = PIVOT;
    for (int c = 0; c < alpha.count; c++) {
      int s = alpha.index[c];
      double a = direction * alpha.value[s];
      double size = Math.abs(a);
      if (size > largest || (size == largest && slot > s)) {
        double bound = a > 0 ? lower(basis[s]) : upper(basis[s]);
        double step = (x[basis[s]] - bound) / a;
        if (step <= most && step < reach) {
          slot = s;
          largest = size;
        }
      }
    }
    return slot;
  }

  // ---------------------------------------------------------------- dual

  /** Puts every variable that is not basic at the bound that its reduced cost asks for. */
  void flipToDual() {
    for (int j = 0; j < n; j++) {
      if (status[j] != BASIC) {
        byte wanted =
            d[j] > DUAL
                ? LOWER
                : d[j] < -DUAL ? UPPER : status[j] == BETWEEN ? nearest(j) : status[j];
        if (wanted == UPPER && upper(j) == Double.POSITIVE_INFINITY) {
          wanted = LOWER;
        }
        status[j] = wanted;
        x[j] = wanted == LOWER ? lower(j) : upper(j);
      }
    }
    findValues();
  }

  /** Goes on with the dual simplex method from a basis that is dual feasible. */
  State dual(BooleanSupplier stop) {
    double[] slotWeight = new double[m];
    Arrays.fill(slotWeight, 1);
    for (int k = 0; k < mostIterations(); k++) {
      if (factor.isOld()) {
        refresh();
        flipToDual();
      }
      if ((k & POLL) == 0 && stop.getAsBoolean()) {
        return State.STOPPED;
      }
      int slot = -1;
      double best = 0;
      for (int s = 0; s < m; s++) {
        int j = basis[s];
        double beyond = Math.max(lower(j) - x[j], x[j] - upper(j));
        if (beyond > PRIMAL && beyond * beyond > best * slotWeight[s]) {
          best = beyond * beyond / slotWeight[s];
          slot = s;
        }
      }
      if (slot < 0) {
        return State.OPTIMAL;
      }
      iterations++;
      int gone = basis[slot];
      boolean below = x[gone] < lower(gone);
      double target = below ? lower(gone) : upper(gone);
      double missing = below ? target - x[gone] : x[gone] - target;
      row(slot);
      // x[gone] rises with −row[j] · x[j].
      int entering = dualRatio(below ? -1 : 1, missing);
      if (entering < 0) {
        return State.INFEASIBLE;
      }
      takeFlips();
      column(entering);
      double pivot = alpha.value[slot];
      if (Math.abs(pivot - row[entering]) > 1e-6 * (1 + Math.abs(pivot)) && !factor.isFresh()) {
        refresh();
        flipToDual();
        continue;
      }
      double ratio = d[entering] / row[entering];
      for (int t = 0; t < touchedCount; t++) {
        int j = touched[t];
        d[j] -= ratio * row[j];
      }
      d[entering] = 0;
      d[gone] = -ratio;
      double step = (x[gone] - target) / pivot;
      double reference = slotWeight[slot];
      for (int c = 0; c < alpha.count; c++) {
        int s = alpha.index[c];
        if (s != slot) {
          double share = alpha.value[s] / pivot;
          slotWeight[s] = Math.max(slotWeight[s], share * share * reference);
        }
      }
      slotWeight[slot] = Math.max(1, reference / (pivot * pivot));
      move(entering, step);
      x[gone] = target;
      exchange(slot, entering, below ? LOWER : UPPER);
    }
    return State.STALLED;
  }

  /**
   * Chooses what enters: the bounds of those whose reduced cost would change sign first are flipped
   * as long as that helps.
   */
  private int dualRatio(int sign, double missing) {
    flips = 0;
    int count = 0;
    for (int t = 0; t < touchedCount; t++) {
      int j = touched[t];
      if (j >= n || p.lower()[j] == p.upper()[j]) {
        continue;
      }
      double a = sign * row[j];
      if (status[j] == LOWER ? a > PIVOT : a < -PIVOT) {
        candidates[count++] = j;
      }
    }
    double slope = missing;
    while (count > 0) {
      // Harris: the longest step that leaves no reduced cost wrong by more than the tolerance.
      double most = Double.POSITIVE_INFINITY;
      for (int c = 0; c < count; c++) {
        int j = candidates[c];
        most = Math.min(most, (Math.abs(d[j]) + DUAL) / Math.abs(row[j]));
      }
      double room = 0;
      int chosen = -1;
      for (int c = 0; c < count; c++) {
        int j = candidates[c];
        if (Math.abs(d[j]) / Math.abs(row[j]) <= most) {
          room += Math.abs(row[j]) * (upper(j) - lower(j));
          if (chosen < 0 || Math.abs(row[j]) > Math.abs(row[chosen])) {
            chosen = j;
          }
        }
      }
      if (slope - room <= PRIMAL) {
        return chosen;
      }
      // All of them can be flipped and it is still not enough.
      int kept = 0;
      for (int c = 0; c < count; c++) {
        int j = candidates[c];
        if (Math.abs(d[j]) / Math.abs(row[j]) <= most) {
          double by = status[j] == LOWER ? upper(j) - lower(j) : lower(j) - upper(j);
          status[j] = status[j] == LOWER ? UPPER : LOWER;
          x[j] = status[j] == LOWER ? lower(j) : upper(j);
          for (int e = p.start()[j]; e < p.start()[j + 1]; e++) {
            int i = p.index()[e];
            right.set(i, right.value[i] + p.value()[e] * by);
          }
          flips++;
        } else {
          candidates[kept++] = j;
        }
      }
      slope -= room;
      count = kept;
    }
    takeFlips();
    return -1;
  }

  private void takeFlips() {
    if (flips > 0) {
      factor.forward(right, shift);
      for (int c = 0; c < shift.count; c++) {
        int s = shift.index[c];
        x[basis[s]] -= shift.value[s];
      }
      flips = 0;
    }
  }
}
