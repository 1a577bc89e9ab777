// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A distribution problem as a dense linear program. */
final class ToyProgram {
  private final Problem problem;
  private final int steps;
  private final double h;
  private final Map<String, Integer> first = new LinkedHashMap<>();
  private final List<double[]> columns = new ArrayList<>(); // lower, upper, cost
  private final List<double[]> entries = new ArrayList<>(); // row, value, row, value …
  private final List<Double> licences = new ArrayList<>();
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
    problem
        .links()
        .forEach(
            (id, terms) -> {
              Link link = problem.network().link(id);
              double[] cost = problem.linkCosts(id);
              double arrives = h * (1 - terms.loss());
              for (String way :
                  terms.bidirectional() ? new String[] {"f", "b"} : new String[] {"f"}) {
                first.put(way + id, columns.size());
                for (int t = 0; t < steps; t++) {
                  int from = row(way.equals("f") ? link.from() : link.to(), t);
                  int to = row(way.equals("f") ? link.to() : link.from(), t);
                  double least = 0;
                  double most = terms.maxFlowM3h();
                  if (unitsOn.containsKey(id)) {
                    double on = unitsOn.get(id)[t];
                    PumpUnits units = terms.units().orElseThrow();
                    least = on * units.unitMinFlowM3h();
                    most = Math.min(most, on * units.unitMaxFlowM3h());
                  }
                  add(least, most, h * cost[t], from, -h, to, arrives);
                }
              }
            });
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              first.put("s" + id, columns.size());
              int day = problem.stepsPerDay();
              for (int t = 0; t < steps; t++) {
                if (terms.maxDailyVolumeM3().isPresent() && t % day == 0) {
                  double whole = terms.maxDailyVolumeM3().getAsDouble();
                  licences.add(whole * Math.min(day, steps - t) / day);
                }
                int licence = balance.length + licences.size() - 1;
                double counts = terms.maxDailyVolumeM3().isPresent() ? h : 0;
                double cost = h * terms.costPerM3();
                add(0, terms.maxFlowM3h(), cost, row(id, t), h, Math.max(0, licence), counts);
              }
            });
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              first.put("t" + id, columns.size());
              balance[row(id, 0)] -= terms.initialVolumeM3();
              for (int t = 0; t < steps; t++) {
                boolean last = t == steps - 1;
                double least =
                    last
                        ? Math.max(terms.minVolumeM3(), terms.finalMinVolumeM3())
                        : terms.minVolumeM3();
                int next = last ? 0 : row(id, t + 1);
                add(least, terms.maxVolumeM3(), 0, row(id, t), -1, next, last ? 0 : 1);
              }
            });
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              first.put("z" + id, columns.size());
              double[] demand = terms.demandM3h();
              for (int t = 0; t < steps; t++) {
                balance[row(id, t)] += h * demand[t];
                double most = shortfall ? demand[t] : 0;
                add(0, most, h * terms.shortfallCostPerM3(), row(id, t), h, 0, 0);
              }
            });
  }

  private int row(String node, int step) {
    return problem.network().nodeIndex(node) * steps + step;
  }

  private void add(double lower, double upper, double cost, double... entry) {
    columns.add(new double[] {lower, upper, cost});
    entries.add(entry);
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
