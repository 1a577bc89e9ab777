// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.distribution.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program of a {@link LinearModel}, scaled, with a row for each share, one for the weighted
 * shortfall if that may exceed the least, and columns by which shares rise together:
 *
 * <pre>
 * Σ missing + demanded · (rise of each round) + slack = demanded      for each share
 * Σ weight · missing + slack = what may be missing
 * </pre>
 *
 * <p>The columns are those of the model, the slacks of its rows, those of the new rows, and the
 * rises, one for each round. Every form has the same shape, so that a basis of one is one of the
 * others; and what is feasible in one round is so in the next, with a rise of 0.
 *
 * <p>Thread-safety: immutable.
 */
final class FairProgram {
  private static final double DEAR = 200;
  private final Problem problem;
  private final LinearModel model;
  private final Map<String, Double> weights;
  private final SparseProgram base;
  private final double flow;
  private final double weightScale;
  private final List<FairPart> parts;
  private final double[] demanded;
  private final boolean limited;

  /**
   * @param weights of every zone
   * @param daily whether a zone has a share of each day
   * @param limited whether there is a row for the weighted shortfall
   */
  FairProgram(
      Problem problem,
      LinearModel model,
      Map<String, Double> weights,
      boolean daily,
      boolean limited) {
    this.problem = problem;
    this.model = model;
    this.weights = weights;
    this.limited = limited;
    Scaling scaling = Scaling.of(model.program());
    this.base = scaling.scaled();
    this.flow = scaling.flow();
    double least = weights.values().stream().mapToDouble(w -> w).min().orElse(1);
    double most = weights.values().stream().mapToDouble(w -> w).max().orElse(1);
    this.weightScale = Math.sqrt(least) * Math.sqrt(most);
    this.parts = FairPart.of(problem, daily);
    double unit = problem.stepHours() * flow;
    this.demanded =
        parts.stream().mapToDouble(part -> Math.max(1, part.demandM3() / unit)).toArray();
  }

  LinearModel model() {
    return model;
  }

  List<FairPart> parts() {
    return parts;
  }

  /** Returns how many columns come from the model, slacks included. */
  int modelColumns() {
    return base.columns();
  }

  /** Returns what a value of 1 stands for, m³/h, or m³ of a volume. */
  double flow() {
    return flow;
  }

  double baseLower(int column) {
    return base.lower()[column];
  }

  double baseUpper(int column) {
    return base.upper()[column];
  }

  int shareRow(int part) {
    return base.rows() + part;
  }

  int shareSlack(int part) {
    return base.columns() + part;
  }

  /** Returns the slack of the weighted shortfall, if it has a row. */
  int limitSlack() {
    return base.columns() + parts.size();
  }

  int riseColumn(int round) {
    return base.columns() + parts.size() + (limited ? 1 : 0) + round;
  }

  int columns() {
    return riseColumn(parts.size());
  }

  int shortfallColumn(String zone, int step) {
    return model.firstColumn("shortfall " + zone) + step;
  }

  /** Returns the values of the model's columns, m³/h and m³. */
  double[] values(double[] x) {
    double[] values = new double[model.columns()];
    for (int j = 0; j < values.length; j++) {
      values[j] = x[j] * flow;
    }
    return values;
  }

  // ---------------------------------------------------------------- objectives

  /** Returns the weighted shortfall as costs, see {@link #weightedM3}. */
  double[] shortfallCosts() {
    double[] cost = new double[columns()];
    weights.forEach((zone, w) -> fill(cost, zone, w / weightScale));
    return cost;
  }

  /** Returns the weighted shortfall that a value of {@link #shortfallCosts} stands for, m³. */
  double weightedM3(double value) {
    return value * weightScale * flow * problem.stepHours();
  }

  /** Returns costs of the model as those of this program, see {@link #money}. */
  double[] costs(LinearModel priced) {
    double scale = costScale();
    double[] cost = new double[columns()];
    for (int j = 0; j < priced.columns(); j++) {
      cost[j] = priced.arrays().cost(j) / scale;
    }
    return cost;
  }

  /** Returns the currency that a value of {@link #costs} stands for. */
  double money(double value) {
    return value * costScale() * flow;
  }

  /** What counts as a cost of 1: a power of two near the greatest one that is no shortfall. */
  private double costScale() {
    double most = 0;
    int zones = model.columns();
    for (String zone : problem.zones().keySet()) {
      zones = Math.min(zones, shortfallColumn(zone, 0));
    }
    for (int j = 0; j < model.columns(); j++) {
      most = Math.max(most, j < zones ? Math.abs(model.arrays().cost(j)) : 0);
    }
    most = most > 0 ? most : model.greatestCost();
    return most > 0 ? Math.scalb(1.0, Math.getExponent(most)) : 1;
  }

  /**
   * Returns costs of which the least weighted shortfall is nearly sure to come out, and of that the
   * least cost: for a start.
   */
  double[] startCosts() {
    double[] cost = costs(model);
    double least = weights.values().stream().mapToDouble(w -> w).min().orElse(1);
    double dear = dear(cost);
    weights.forEach(
        (zone, w) -> {
          int first = shortfallColumn(zone, 0);
          for (int j = first; j < first + problem.steps(); j++) {
            cost[j] += dear * w / least;
          }
        });
    return cost;
  }

  /** Returns a price of water beside which all costs are small. */
  double dear(double[] cost) {
    double greatest = 1;
    for (double c : cost) {
      greatest = Math.max(greatest, Math.abs(c));
    }
    return DEAR * greatest;
  }

  private void fill(double[] cost, String zone, double value) {
    int first = shortfallColumn(zone, 0);
    Arrays.fill(cost, first, first + problem.steps(), value);
  }

  // ---------------------------------------------------------------- programs

  /**
   * Returns the program for a start from nothing: the rows of shares hold their slack alone, else
   * they would join all steps of a zone, and the order of time would be of little use.
   *
   * @param cost what to minimise
   * @param limit what may be missing, as a value of {@link #shortfallCosts}; infinite if anything
   */
  SparseProgram unlinked(double[] cost, double limit) {
    Form form = new Form();
    boolean isLimit = limited && limit < Double.POSITIVE_INFINITY;
    double[] weight = shortfallCosts();
    for (int j = 0; j < base.columns(); j++) {
      form.copy(j);
      if (isLimit && weight[j] != 0) {
        form.entry(limitRow(), weight[j]);
      }
      form.end();
    }
    for (int g = 0; g < parts.size(); g++) {
      form.slack(shareRow(g), 1, 0, 2);
    }
    if (limited) {
      form.slack(limitRow(), isLimit ? limit : 1, 0, isLimit ? limit : 2);
    }
    double[] costs = cost.clone();
    for (int k = 0; k < parts.size(); k++) {
      // What has no entries yet is to stay at 0.
      costs[riseColumn(k)] = 1;
      form.bounds(0, 1);
      form.end();
    }
    return form.program(costs);
  }

  /**
   * Returns the program itself.
   *
   * @param rounds the parts of each round so far
   * @param limit what may be missing, as a value of {@link #shortfallCosts}; infinite if anything
   */
  SparseProgram linked(List<int[]> rounds, double limit) {
    Form form = new Form();
    int[] partOf = new int[base.columns()];
    double[] share = new double[base.columns()];
    for (int g = 0; g < parts.size(); g++) {
      FairPart part = parts.get(g);
      for (int t = part.from(); t < part.to(); t++) {
        int j = shortfallColumn(part.zone(), t);
        partOf[j] = g;
        share[j] = demanded[g] * problem.stepHours() * flow / part.demandM3();
      }
    }
    double[] weight = shortfallCosts();
    double all = 0;
    for (int j = 0; j < base.columns(); j++) {
      form.copy(j);
      if (share[j] != 0) {
        form.entry(shareRow(partOf[j]), share[j]);
      }
      if (limited && weight[j] != 0) {
        form.entry(limitRow(), weight[j]);
        all += weight[j] * base.upper()[j];
      }
      form.end();
    }
    for (int g = 0; g < parts.size(); g++) {
      // Bounds that are never reached: before there are rounds this row must not have a price.
      form.slack(shareRow(g), demanded[g], -demanded[g], mostSlack(g));
    }
    if (limited) {
      form.slack(limitRow(), Math.min(all, limit), 0, Math.min(all, limit));
    }
    for (int k = 0; k < parts.size(); k++) {
      form.bounds(0, 0);
      int[] round = k < rounds.size() ? rounds.get(k) : new int[0];
      double rise = unitsOf(round);
      for (int g : round) {
        form.entry(shareRow(g), demanded[g] / rise);
      }
      form.end();
    }
    return form.program(new double[columns()]);
  }

  /**
   * Returns how many units of its column a rise by 1 is: so many that it is about the water that it
   * takes, and a unit has about the price of a unit of water.
   */
  double unitsOf(int[] round) {
    double sum = 0;
    for (int g : round) {
      sum += demanded[g];
    }
    return sum;
  }

  /** Returns an upper bound of the slack of a share that is never reached. */
  double mostSlack(int part) {
    return 2 * demanded[part];
  }

  /** Returns the volume that a unit in the row of a share stands for, m³. */
  double shareUnitM3(int part) {
    return parts.get(part).demandM3() / demanded[part];
  }

  private int limitRow() {
    return base.rows() + parts.size();
  }

  /** A program as it is put together, column by column. */
  private final class Form {
    final double[] right =
        Arrays.copyOf(base.right(), base.rows() + parts.size() + (limited ? 1 : 0));
    private final int[] start = new int[columns() + 1];
    private final double[] lower = new double[columns()];
    private final double[] upper = new double[columns()];
    private int[] index = new int[base.index().length * 2 + 16];
    private double[] value = new double[index.length];
    private int column;
    private int entries;

    void entry(int row, double entry) {
      if (entries == index.length) {
        index = Arrays.copyOf(index, 2 * entries);
        value = Arrays.copyOf(value, 2 * entries);
      }
      index[entries] = row;
      value[entries++] = entry;
    }

    void copy(int j) {
      bounds(base.lower()[j], base.upper()[j]);
      for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
        entry(base.index()[e], base.value()[e]);
      }
    }

    void slack(int row, double side, double least, double most) {
      right[row] = side;
      bounds(least, most);
      entry(row, 1);
      end();
    }

    void bounds(double low, double high) {
      lower[column] = low;
      upper[column] = high;
    }

    void end() {
      start[++column] = entries;
    }

    SparseProgram program(double[] cost) {
      return new SparseProgram(
          right.length,
          start,
          Arrays.copyOf(index, entries),
          Arrays.copyOf(value, entries),
          cost,
          lower,
          upper,
          right);
    }
  }

  @Override
  public String toString() {
    return parts.size() + " shares in " + base;
  }
}
