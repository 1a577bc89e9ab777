// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/** Walks once through problem and plan. */
final class PlanChecker {
  private final Problem problem;
  private final Plan plan;
  private final double h;
  private final int steps;
  private final Map<String, double[]> net = new LinkedHashMap<>();
  private double supplyCost;
  private double transportCost;
  private double energyCost;
  private double shortfallCost;
  private double shortfallM3;
  private double worst;
  private String where = "";

  PlanChecker(Problem problem, Plan plan) {
    this.problem = problem;
    this.plan = plan;
    this.h = problem.stepHours();
    this.steps = problem.steps();
  }

  PlanCheck check() {
    for (Node node : problem.network().nodes()) {
      net.put(node.id(), new double[steps]);
    }
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    problem.zones().forEach(this::zone);
    problem.tanks().forEach(this::tank);
    net.forEach(
        (id, balance) -> {
          for (int t = 0; t < steps; t++) {
            within("balance of", id, t, balance[t], 0, 0);
          }
        });
    double cost = supplyCost + transportCost + energyCost + shortfallCost;
    return new PlanCheck(
        cost, supplyCost, transportCost, energyCost, shortfallCost, shortfallM3, worst, where);
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] flow = plan.values(Kind.FLOW, id);
    double[] tariff = terms.tariff().map(problem::tariff).orElseGet(() -> new double[steps]);
    double[] from = net(link.from());
    double[] to = net(link.to());
    for (int t = 0; t < steps; t++) {
      double f = flow[t];
      within(
          "flow of", id, t, f, terms.bidirectional() ? -terms.maxFlowM3h() : 0, terms.maxFlowM3h());
      double size = Math.abs(f);
      (f >= 0 ? from : to)[t] -= size;
      (f >= 0 ? to : from)[t] += size * (1 - terms.loss());
      transportCost += h * size * terms.costPerM3();
      energyCost += h * size * terms.energyKWhPerM3() * tariff[t];
    }
    terms.units().ifPresent(units -> units(id, units, flow, tariff));
  }

  private void units(String id, PumpUnits units, double[] flow, double[] tariff) {
    double[] on = plan.values(Kind.UNITS_ON, id);
    int day = problem.stepsPerDay();
    double starts = 0;
    for (int t = 0; t < steps; t++) {
      within("units of", id, t, on[t], 0, units.units());
      within("whole units of", id, t, Math.abs(on[t] - Math.rint(on[t])), 0, 0);
      within(
          "flow for the units of",
          id,
          t,
          flow[t],
          on[t] * units.unitMinFlowM3h(),
          on[t] * units.unitMaxFlowM3h());
      energyCost += h * on[t] * units.unitPowerKW() * tariff[t];
      if (t % day == 0) {
        starts = 0;
      }
      starts += Math.max(0, on[t] - (t == 0 ? 0 : on[t - 1]));
      within("starts of", id, t, starts, 0, units.maxStartsPerDay());
    }
  }

  private void source(String id, SourceTerms terms) {
    double[] supply = plan.values(Kind.SUPPLY, id);
    double[] balance = net(id);
    for (int t = 0; t < steps; t++) {
      within("supply of", id, t, supply[t], 0, terms.maxFlowM3h());
      balance[t] += supply[t];
      supplyCost += h * supply[t] * terms.costPerM3();
    }
    if (terms.maxDailyVolumeM3().isPresent()) {
      int day = problem.stepsPerDay();
      for (int a = 0; a < steps; a += day) {
        int n = Math.min(day, steps - a);
        double volume = 0;
        for (int t = a; t < a + n; t++) {
          volume += h * supply[t];
        }
        double licence = terms.maxDailyVolumeM3().getAsDouble() * n / day;
        within("daily volume of", id, a, volume, 0, licence);
      }
    }
  }

  private void zone(String id, ZoneTerms terms) {
    double[] shortfall = plan.values(Kind.SHORTFALL, id);
    double[] demand = terms.demandM3h();
    double[] balance = net(id);
    for (int t = 0; t < steps; t++) {
      within("shortfall of", id, t, shortfall[t], 0, demand[t]);
      balance[t] += shortfall[t] - demand[t];
      shortfallM3 += h * shortfall[t];
      shortfallCost += h * shortfall[t] * terms.shortfallCostPerM3();
    }
  }

  private void tank(String id, TankTerms terms) {
    double[] volume = plan.values(Kind.VOLUME, id);
    double[] balance = net(id);
    double before = terms.initialVolumeM3();
    for (int t = 0; t < steps; t++) {
      double least = terms.minVolumeM3();
      if (t == steps - 1) {
        least = Math.max(least, terms.finalMinVolumeM3());
      }
      within("volume of", id, t, volume[t], least, terms.maxVolumeM3());
      balance[t] -= (volume[t] - before) / h;
      before = volume[t];
    }
  }

  private double[] net(String node) {
    double[] balance = net.get(node);
    if (balance == null) {
      throw new IllegalStateException("node " + node + " is not in the network");
    }
    return balance;
  }

  private void within(String what, String id, int step, double value, double low, double high) {
    double violation = Math.max(low - value, value - high);
    if (violation > worst) {
      worst = violation;
      where = what + " '" + id + "' in step " + step;
    }
  }
}
