// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The time-expanded problem as arrays: minimise cost·x with lower ≤ x ≤ upper. Rows are first the
 * balances, node by node and step by step, as equalities in m³ (arrivals − departures = what is
 * needed), then the licences, as upper limits in m³. No solver's type is in sight.
 *
 * <p>The elastic form asks whether there is a plan at all: nothing costs anything but water out of
 * nowhere, 1 per m³, which every tank may take. Limits can be dropped from it one by one.
 */
final class LinearModel {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final Problem problem;
  private final int steps;
  private final double h;
  private final Map<String, Integer> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> firstColumn = new LinkedHashMap<>();
  private int[] start = new int[65];
  private int[] index = new int[128];
  private double[] value = new double[128];
  private double[] lower = new double[64];
  private double[] upper = new double[64];
  private double[] cost = new double[64];
  private int columns;
  final double[] balance;
  final List<Double> licences = new ArrayList<>();
  final List<Limit> licenceLimits = new ArrayList<>();
  private final boolean elastic;
  private final double toll;
  private final Set<Limit> dropped;
  private final List<@Nullable Limit> lowerLimits = new ArrayList<>();
  private final List<@Nullable Limit> upperLimits = new ArrayList<>();

  /** The problem itself. */
  LinearModel(Problem problem) {
    this(problem, false, 0, Set.of());
  }

  /** The elastic form, without some of the limits. */
  static LinearModel elastic(Problem problem, Set<Limit> dropped) {
    return new LinearModel(problem, true, 0, dropped);
  }

  /**
   * The problem with a small toll, currency per m³, on two-way links with losses: of all plans of
   * least cost it prefers those that do not send water to and fro.
   */
  static LinearModel withToll(Problem problem, double toll) {
    return new LinearModel(problem, false, toll, Set.of());
  }

  private LinearModel(Problem problem, boolean elastic, double toll, Set<Limit> dropped) {
    this.problem = problem;
    this.elastic = elastic;
    this.toll = toll;
    this.dropped = dropped;
    this.steps = problem.steps();
    this.h = problem.stepHours();
    for (Node node : problem.network().nodes()) {
      nodes.put(node.id(), nodes.size());
    }
    this.balance = new double[nodes.size() * steps];
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    problem.tanks().forEach(this::tank);
    problem.zones().forEach(this::zone);
  }

  int columns() {
    return columns;
  }

  int rows() {
    return balance.length + licences.size();
  }

  long nonZeros() {
    return start[columns];
  }

  double lower(int column) {
    return lower[column];
  }

  double upper(int column) {
    return upper[column];
  }

  double cost(int column) {
    return cost[column];
  }

  int[] rowsOf(int column) {
    return Arrays.copyOfRange(index, start[column], start[column + 1]);
  }

  double[] valuesOf(int column) {
    return Arrays.copyOfRange(value, start[column], start[column + 1]);
  }

  int row(String node, int step) {
    return nodes.getOrDefault(node, 0) * steps + step;
  }

  @Nullable Limit lowerLimit(int column) {
    return lowerLimits.get(column);
  }

  @Nullable Limit upperLimit(int column) {
    return upperLimits.get(column);
  }

  /** Returns the initial volumes that are in force and have a price. */
  List<Limit> initialVolumes(double[] price, double tolerance) {
    List<Limit> priced = new ArrayList<>();
    for (String id : problem.tanks().keySet()) {
      Limit initial = Limit.of(Limit.Kind.INITIAL_VOLUME, id);
      if (Math.abs(price[row(id, 0)]) > tolerance && !dropped.contains(initial)) {
        priced.add(initial);
      }
    }
    return priced;
  }

  double greatestCost() {
    double greatest = 0;
    for (int j = 0; j < columns; j++) {
      greatest = Math.max(greatest, Math.abs(cost[j]));
    }
    return greatest;
  }

  /** Returns the same with equalities alone: a licence has a slack, columns after the others. */
  SparseProgram program() {
    int slacks = licences.size();
    int entries = start[columns];
    int all = columns + slacks;
    int[] starts = Arrays.copyOf(start, all + 1);
    int[] indices = Arrays.copyOf(index, entries + slacks);
    double[] values = Arrays.copyOf(value, entries + slacks);
    double[] uppers = Arrays.copyOf(upper, all);
    double[] right = Arrays.copyOf(balance, rows());
    for (int l = 0; l < slacks; l++) {
      starts[columns + l + 1] = entries + l + 1;
      indices[entries + l] = balance.length + l;
      values[entries + l] = 1;
      uppers[columns + l] = licences.get(l);
      right[balance.length + l] = licences.get(l);
    }
    return new SparseProgram(
        rows(),
        starts,
        indices,
        values,
        Arrays.copyOf(cost, all),
        Arrays.copyOf(lower, all),
        uppers,
        right);
  }

  /** Returns the column of the first step of a kind and an element, such as {@code flow L1}. */
  int firstColumn(String name) {
    return firstColumn.getOrDefault(name, -1);
  }

  /** Returns the number of rows that are balances of nodes; the others are licences. */
  int balances() {
    return balance.length;
  }

  int steps() {
    return steps;
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] prices = problem.linkCosts(id);
    if (terms.bidirectional() && terms.loss() > 0) {
      for (int t = 0; t < steps; t++) {
        prices[t] += toll;
      }
    }
    Limit limit = Limit.of(Limit.Kind.LINK_FLOW, id);
    double arrives = h * (1 - terms.loss());
    firstColumn.put("flow " + id, columns);
    for (int t = 0; t < steps; t++) {
      int from = row(link.from(), t);
      int to = row(link.to(), t);
      column(null, limit, 0, terms.maxFlowM3h(), h * prices[t], new int[] {from, to}, -h, arrives);
    }
    if (terms.bidirectional()) {
      firstColumn.put("back " + id, columns);
      for (int t = 0; t < steps; t++) {
        int from = row(link.to(), t);
        int to = row(link.from(), t);
        column(
            null, limit, 0, terms.maxFlowM3h(), h * prices[t], new int[] {from, to}, -h, arrives);
      }
    }
  }

  private void source(String id, SourceTerms terms) {
    int day = problem.stepsPerDay();
    Limit limit = Limit.of(Limit.Kind.SOURCE_FLOW, id);
    firstColumn.put("supply " + id, columns);
    boolean licensed = false;
    for (int t = 0; t < steps; t++) {
      if (terms.maxDailyVolumeM3().isPresent() && t % day == 0) {
        Limit licence = Limit.of(Limit.Kind.DAILY_VOLUME, id);
        licensed = !dropped.contains(licence);
        if (licensed) {
          double volume = terms.maxDailyVolumeM3().getAsDouble();
          licences.add(volume * Math.min(day, steps - t) / day);
          licenceLimits.add(licence);
        }
      }
      int licence = balance.length + licences.size() - 1;
      int[] rows = licensed ? new int[] {row(id, t), licence} : new int[] {row(id, t)};
      double[] values = new double[rows.length];
      Arrays.fill(values, h);
      column(null, limit, 0, terms.maxFlowM3h(), h * terms.costPerM3(), rows, values);
    }
  }

  private void tank(String id, TankTerms terms) {
    Limit most = Limit.of(Limit.Kind.MAX_VOLUME, id);
    Limit initial = Limit.of(Limit.Kind.INITIAL_VOLUME, id);
    Limit least = Limit.of(Limit.Kind.MIN_VOLUME, id);
    Limit last = new Limit(Limit.Kind.FINAL_VOLUME, id, steps - 1);
    firstColumn.put("volume " + id, columns);
    if (!dropped.contains(initial)) {
      balance[row(id, 0)] -= terms.initialVolumeM3();
    }
    for (int t = 0; t < steps; t++) {
      Limit lower = least;
      double low = dropped.contains(least) ? 0 : terms.minVolumeM3();
      if (t == steps - 1 && !dropped.contains(last) && terms.finalMinVolumeM3() > low) {
        lower = last;
        low = terms.finalMinVolumeM3();
      }
      int here = row(id, t);
      int[] rows = t == steps - 1 ? new int[] {here} : new int[] {here, here + 1};
      double[] values = t == steps - 1 ? new double[] {-1} : new double[] {-1, 1};
      column(lower, most, low, terms.maxVolumeM3(), 0, rows, values);
    }
    if (dropped.contains(initial)) {
      column(null, most, 0, terms.maxVolumeM3(), 0, new int[] {row(id, 0)}, 1);
    }
    if (elastic) {
      for (int t = 0; t < steps; t++) {
        column(null, null, 0, INFINITE, 0, new int[] {row(id, t)}, 1);
        cost[columns - 1] = 1;
      }
    }
  }

  private void zone(String id, ZoneTerms terms) {
    firstColumn.put("shortfall " + id, columns);
    double[] demand = terms.demandM3h();
    for (int t = 0; t < steps; t++) {
      balance[row(id, t)] += h * demand[t];
      column(null, null, 0, demand[t], h * terms.shortfallCostPerM3(), new int[] {row(id, t)}, h);
    }
  }

  private void column(
      @Nullable Limit lowerLimit,
      @Nullable Limit upperLimit,
      double low,
      double high,
      double price,
      int[] rows,
      double... values) {
    if (columns == lower.length) {
      lower = Arrays.copyOf(lower, columns * 2);
      upper = Arrays.copyOf(upper, columns * 2);
      cost = Arrays.copyOf(cost, columns * 2);
      start = Arrays.copyOf(start, columns * 2 + 1);
    }
    int at = start[columns];
    if (at + rows.length > index.length) {
      index = Arrays.copyOf(index, 2 * index.length);
      value = Arrays.copyOf(value, 2 * value.length);
    }
    System.arraycopy(rows, 0, index, at, rows.length);
    System.arraycopy(values, 0, value, at, rows.length);
    start[columns + 1] = at + rows.length;
    lower[columns] = low;
    upper[columns] = upperLimit != null && dropped.contains(upperLimit) ? INFINITE : high;
    cost[columns++] = elastic ? 0 : price;
    if (elastic) {
      lowerLimits.add(lowerLimit);
      upperLimits.add(upperLimit);
    }
  }

  /** Returns a two-way link that carries water both ways in one step just to lose it, if any. */
  Optional<String> toAndFro(double[] x) {
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      Integer back = firstColumn.get("back " + link.getKey());
      if (back != null && link.getValue().loss() > 0) {
        int there = firstColumn.getOrDefault("flow " + link.getKey(), 0);
        for (int t = 0; t < steps; t++) {
          if (Math.min(x[there + t], x[back + t]) > PlanCheck.TOLERANCE) {
            return Optional.of(link.getKey());
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Makes a plan of a solution: rounding beyond the bounds is cut off, and what flows both ways at
   * once is netted. Whether the balances still hold is for the caller to check.
   */
  Plan plan(double[] x) {
    Plan.Builder plan = Plan.builder(problem.axis());
    problem
        .links()
        .forEach(
            (id, terms) -> {
              double[] flow = slice(x, "flow " + id);
              if (terms.bidirectional()) {
                double[] back = slice(x, "back " + id);
                for (int t = 0; t < steps; t++) {
                  flow[t] -= back[t];
                }
              }
              plan.put(Kind.FLOW, id, flow);
            });
    problem.sources().keySet().forEach(id -> plan.put(Kind.SUPPLY, id, slice(x, "supply " + id)));
    problem.tanks().keySet().forEach(id -> plan.put(Kind.VOLUME, id, slice(x, "volume " + id)));
    problem
        .zones()
        .keySet()
        .forEach(id -> plan.put(Kind.SHORTFALL, id, slice(x, "shortfall " + id)));
    return plan.build();
  }

  private double[] slice(double[] x, String name) {
    int first = firstColumn.getOrDefault(name, 0);
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      int j = first + t;
      values[t] = Math.min(Math.max(x[j], lower[j]), upper[j]);
    }
    return values;
  }
}
