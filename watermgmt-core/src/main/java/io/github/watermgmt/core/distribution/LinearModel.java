// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
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

/**
 * The time-expanded problem as arrays: minimise cost·x with lower ≤ x ≤ upper. Rows are first the
 * balances, node by node and step by step, as equalities in m³ (arrivals − departures = what is
 * needed), then the licences, as upper limits in m³. No solver's type is in sight.
 */
final class LinearModel {
  private final Problem problem;
  private final int steps;
  private final double h;
  private final Map<String, Integer> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> firstColumn = new LinkedHashMap<>();
  private final List<int[]> entryRows = new ArrayList<>();
  private final List<double[]> entryValues = new ArrayList<>();
  private double[] lower = new double[64];
  private double[] upper = new double[64];
  private double[] cost = new double[64];
  private int columns;
  final double[] balance;
  final List<Double> licences = new ArrayList<>();
  private final Map<String, Integer> firstLicence = new LinkedHashMap<>();

  LinearModel(Problem problem) {
    this.problem = problem;
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
    return entryRows.stream().mapToLong(r -> r.length).sum();
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
    return entryRows.get(column);
  }

  double[] valuesOf(int column) {
    return entryValues.get(column);
  }

  int row(String node, int step) {
    return nodes.getOrDefault(node, 0) * steps + step;
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] prices = problem.linkCosts(id);
    double arrives = h * (1 - terms.loss());
    firstColumn.put("flow " + id, columns);
    for (int t = 0; t < steps; t++) {
      int from = row(link.from(), t);
      int to = row(link.to(), t);
      column(0, terms.maxFlowM3h(), h * prices[t], new int[] {from, to}, -h, arrives);
    }
    if (terms.bidirectional()) {
      firstColumn.put("back " + id, columns);
      for (int t = 0; t < steps; t++) {
        int from = row(link.to(), t);
        int to = row(link.from(), t);
        column(0, terms.maxFlowM3h(), h * prices[t], new int[] {from, to}, -h, arrives);
      }
    }
  }

  private void source(String id, SourceTerms terms) {
    int day = problem.stepsPerDay();
    firstColumn.put("supply " + id, columns);
    boolean licensed = terms.maxDailyVolumeM3().isPresent();
    firstLicence.put(id, licences.size());
    for (int t = 0; t < steps; t++) {
      if (licensed && t % day == 0) {
        double volume = terms.maxDailyVolumeM3().getAsDouble();
        licences.add(volume * Math.min(day, steps - t) / day);
      }
      int licence = balance.length + licences.size() - 1;
      int[] rows = licensed ? new int[] {row(id, t), licence} : new int[] {row(id, t)};
      double[] values = new double[rows.length];
      Arrays.fill(values, h);
      column(0, terms.maxFlowM3h(), h * terms.costPerM3(), rows, values);
    }
  }

  private void tank(String id, TankTerms terms) {
    firstColumn.put("volume " + id, columns);
    balance[row(id, 0)] -= terms.initialVolumeM3();
    for (int t = 0; t < steps; t++) {
      boolean last = t == steps - 1;
      double least =
          last ? Math.max(terms.minVolumeM3(), terms.finalMinVolumeM3()) : terms.minVolumeM3();
      int here = row(id, t);
      int[] rows = last ? new int[] {here} : new int[] {here, here + 1};
      double[] values = last ? new double[] {-1} : new double[] {-1, 1};
      column(least, terms.maxVolumeM3(), 0, rows, values);
    }
  }

  private void zone(String id, ZoneTerms terms) {
    firstColumn.put("shortfall " + id, columns);
    double[] demand = terms.demandM3h();
    for (int t = 0; t < steps; t++) {
      balance[row(id, t)] += h * demand[t];
      column(0, demand[t], h * terms.shortfallCostPerM3(), new int[] {row(id, t)}, h);
    }
  }

  private void column(double low, double high, double price, int[] rows, double... values) {
    if (columns == lower.length) {
      lower = Arrays.copyOf(lower, columns * 2);
      upper = Arrays.copyOf(upper, columns * 2);
      cost = Arrays.copyOf(cost, columns * 2);
    }
    lower[columns] = low;
    upper[columns] = high;
    cost[columns++] = price;
    entryRows.add(rows);
    entryValues.add(values);
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
