// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A distribution problem as a dense linear program. */
final class ToyProgram {
  private static final double ENOUGH = 1e5;

  /** Row, value, row, value … of a column; zeros are left out. */
  private static final class Entries {
    final List<Double> pairs = new ArrayList<>();

    Entries add(int row, double value) {
      if (value != 0) {
        pairs.add((double) row);
        pairs.add(value);
      }
      return this;
    }
  }

  private final Problem problem;
  private final int steps;
  private final double h;
  private final Map<String, Integer> first = new LinkedHashMap<>();
  private final List<double[]> columns = new ArrayList<>(); // lower, upper, cost
  private final List<double[]> entries = new ArrayList<>(); // row, value, row, value …
  private final List<Double> licences = new ArrayList<>(); // and other limits over columns
  private final Map<String, Integer> firstSide = new LinkedHashMap<>();
  private final double[] balance;

  private final Map<String, double[]> unitsOn;

  ToyProgram(Problem problem, boolean shortfall) {
    this(problem, shortfall, Map.of());
  }

  /** With how many units of each pump run in each step. */
  ToyProgram(Problem problem, boolean shortfall, Map<String, double[]> unitsOn) {
    this.problem = problem;
    this.unitsOn = unitsOn;
    this.steps = problem.steps();
    this.h = problem.stepHours();
    this.balance = new double[problem.network().nodes().size() * steps];
    problem.demandCharges().forEach(this::demandCharge);
    problem.blends().forEach(this::blend);
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    problem.tanks().forEach(this::tank);
    problem.zones().forEach((id, terms) -> zone(id, terms, shortfall));
  }

  private void demandCharge(String name, DemandCharge charge) {
    firstSide.put("p" + name, licences.size());
    Entries entries = new Entries();
    for (int t = 0; t < steps; t += problem.stepsPerHour()) {
      entries.add(balance.length + licences.size(), -1);
      licences.add(charge.reachedKW());
    }
    add(0, ENOUGH, charge.pricePerKW(), entries);
  }

  private void blend(String name, BlendLimit blend) {
    firstSide.put("m" + name, licences.size());
    for (int t = 0; t < steps; t++) {
      licences.add(0.0);
    }
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    first.put("f" + id, columns.size());
    for (int k = 0; k <= terms.segments().size(); k++) {
      flow(id, terms, link.from(), link.to(), k);
    }
    if (terms.bidirectional()) {
      first.put("b" + id, columns.size());
      flow(id, terms, link.to(), link.from(), 0);
    }
  }

  /** The k-th part of a flow: below the first segment, or in one of them. */
  private void flow(String id, LinkTerms terms, String from, String to, int k) {
    double[] price = problem.energyCosts(id);
    double above = k == 0 ? 0 : terms.segments().get(k - 1).aboveM3h();
    double energy = k == 0 ? terms.energyKWhPerM3() : terms.segments().get(k - 1).kWhPerM3();
    double next = k < terms.segments().size() ? terms.segments().get(k).aboveM3h() : ENOUGH;
    for (int t = 0; t < steps; t++) {
      double least = terms.minFlowM3h(t);
      double most = terms.maxFlowM3h(t);
      if (unitsOn.containsKey(id)) {
        double on = unitsOn.get(id)[t];
        PumpUnits units = terms.units().orElseThrow();
        least = on * units.unitMinFlowM3h();
        most = Math.min(most, on * units.unitMaxFlowM3h());
      }
      double arrives = h * (1 - terms.loss());
      Entries entries = new Entries().add(row(from, t), -h).add(row(to, t), arrives);
      int hour = t / problem.stepsPerHour();
      int n = Math.min(problem.stepsPerHour(), steps - hour * problem.stepsPerHour());
      problem
          .demandCharges()
          .forEach(
              (name, charge) -> {
                if (charge.links().contains(id)) {
                  entries.add(side("p" + name, hour), energy / n);
                }
              });
      int step = t;
      problem
          .blends()
          .forEach(
              (name, blend) -> {
                if (blend.node().equals(to)) {
                  entries.add(side("m" + name, step), arrives * blend.weight(id));
                }
              });
      double low = Math.max(0, Math.min(least, next) - above);
      double high = Math.max(0, Math.min(most, next) - above);
      add(low, high, h * (terms.costPerM3() + energy * price[t]), entries);
    }
  }

  private int side(String name, int index) {
    return balance.length + firstSide.get(name) + index;
  }

  private void source(String id, SourceTerms terms) {
    int day = problem.stepsPerDay();
    firstSide.put("v" + id, licences.size());
    terms.volumeLimits().forEach(limit -> licences.add(limit.maxVolumeM3()));
    first.put("s" + id, columns.size());
    for (int t = 0; t < steps; t++) {
      Entries entries = new Entries().add(row(id, t), h);
      for (int k = 0; k < terms.volumeLimits().size(); k++) {
        entries.add(side("v" + id, k), terms.volumeLimits().get(k).covers(t) ? h : 0);
      }
      if (terms.maxDailyVolumeM3().isPresent()) {
        if (t % day == 0) {
          double whole = terms.maxDailyVolumeM3().getAsDouble();
          licences.add(whole * Math.min(day, steps - t) / day);
        }
        entries.add(balance.length + licences.size() - 1, h);
      }
      add(terms.minFlowM3h(t), terms.maxFlowM3h(t), h * terms.costPerM3(), entries);
    }
  }

  private void tank(String id, TankTerms terms) {
    first.put("t" + id, columns.size());
    balance[row(id, 0)] -= terms.initialVolumeM3();
    for (int t = 0; t < steps; t++) {
      boolean last = t == steps - 1;
      double least = Math.max(terms.minVolumeM3(t), last ? terms.finalMinVolumeM3() : 0);
      Entries entries = new Entries().add(row(id, t), -1);
      if (!last) {
        entries.add(row(id, t + 1), 1);
      }
      add(least, terms.maxVolumeM3(t), last ? -terms.finalValuePerM3() : 0, entries);
    }
  }

  private void zone(String id, ZoneTerms terms, boolean shortfall) {
    double[] demand = terms.demandM3h();
    int total = balance.length + licences.size();
    terms.maxShortfallM3().ifPresent(licences::add);
    first.put("z" + id, columns.size());
    for (int t = 0; t < steps; t++) {
      balance[row(id, t)] += h * demand[t];
      Entries entries = new Entries().add(row(id, t), h);
      entries.add(total, terms.maxShortfallM3().isPresent() ? h : 0);
      double most = shortfall ? terms.maxShortfallM3h(t) : 0;
      add(0, most, h * terms.shortfallCostPerM3(), entries);
    }
  }

  private int row(String node, int step) {
    return problem.network().nodeIndex(node) * steps + step;
  }

  private void add(double lower, double upper, double cost, Entries column) {
    columns.add(new double[] {lower, upper, cost});
    entries.add(column.pairs.stream().mapToDouble(Double::doubleValue).toArray());
  }

  Problem problem() {
    return problem;
  }

  double relief(String side, int index, double[] duals) {
    return Math.max(0, -duals[side(side, index)]);
  }

  /** Rows: balances, licences with a slack, upper bounds with a slack. */
  ToySimplex.Result minimise(RunContext run, boolean patient) {
    int n = columns.size();
    int top = balance.length + licences.size();
    double[][] a = new double[top + n][n + licences.size() + n];
    double[] b = Arrays.copyOf(balance, top + n);
    double[] cost = new double[a[0].length];
    for (int k = 0; k < licences.size(); k++) {
      b[balance.length + k] = licences.get(k);
      a[balance.length + k][n + k] = 1;
    }
    for (int j = 0; j < n; j++) {
      double[] column = columns.get(j);
      double[] entry = entries.get(j);
      for (int k = 0; k < entry.length; k += 2) {
        a[(int) entry[k]][j] += entry[k + 1];
        b[(int) entry[k]] -= entry[k + 1] * column[0];
      }
      cost[j] = column[2];
      a[top + j][j] = 1;
      a[top + j][n + licences.size() + j] = 1;
      b[top + j] = column[1] - column[0];
    }
    return ToySimplex.minimise(a, b, cost, run, patient);
  }

  /** The program's own idea of the cost, in which water may go to and fro at once. */
  double cost(double[] x) {
    double sum = 0;
    for (int j = 0; j < columns.size(); j++) {
      sum += columns.get(j)[2] * (x[j] + columns.get(j)[0]);
    }
    return sum;
  }

  double[] prices(String node, double[] duals) {
    return Arrays.copyOfRange(duals, row(node, 0), row(node, 0) + steps);
  }

  Plan plan(double[] x) {
    Plan.Builder plan = Plan.builder(problem.axis());
    problem
        .links()
        .forEach(
            (id, terms) -> {
              double[] flow = values(x, "f" + id);
              double[] back = terms.bidirectional() ? values(x, "b" + id) : new double[steps];
              for (int t = 0; t < steps; t++) {
                flow[t] -= back[t];
              }
              for (int j = steps; j < steps * (1 + terms.segments().size()); j++) {
                int column = first.get("f" + id) + j;
                flow[j % steps] += x[column] + columns.get(column)[0];
              }
              plan.put(Kind.FLOW, id, flow);
            });
    unitsOn.forEach((id, on) -> plan.put(Kind.UNITS_ON, id, on));
    problem.sources().keySet().forEach(id -> plan.put(Kind.SUPPLY, id, values(x, "s" + id)));
    problem.tanks().keySet().forEach(id -> plan.put(Kind.VOLUME, id, values(x, "t" + id)));
    problem.zones().keySet().forEach(id -> plan.put(Kind.SHORTFALL, id, values(x, "z" + id)));
    return plan.build();
  }

  private double[] values(double[] x, String name) {
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      int j = first.get(name) + t;
      values[t] = x[j] + columns.get(j)[0];
    }
    return values;
  }
}
