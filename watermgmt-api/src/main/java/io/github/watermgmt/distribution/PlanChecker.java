// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.PlanCheck.Violation;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Walks once through problem and plan; used once. */
final class PlanChecker {
  private static final double UNLIMITED = Double.POSITIVE_INFINITY;

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
  private double storedValue;
  private double co2Kg;
  private final Map<String, double[]> power = new LinkedHashMap<>();
  private final Map<String, Violation> violations = new LinkedHashMap<>();

  PlanChecker(Problem problem, Plan plan) {
    this.problem = problem;
    this.plan = plan;
    this.h = problem.stepHours();
    this.steps = problem.steps();
  }

  PlanCheck check() {
    belongs();
    for (Node node : problem.network().nodes()) {
      net.put(node.id(), new double[steps]);
    }
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    problem.zones().forEach(this::zone);
    problem.tanks().forEach(this::tank);
    double co2Cost = co2Kg * problem.emissions().map(Emissions::pricePerKg).orElse(0.0);
    double demandCharge = 0;
    for (Map.Entry<String, DemandCharge> charge : problem.demandCharges().entrySet()) {
      demandCharge += charge(charge.getKey(), charge.getValue());
    }
    problem.blends().forEach(this::blend);
    net.forEach(
        (id, balance) -> {
          for (int t = 0; t < steps; t++) {
            within("balance of", id, t, balance[t], 0, 0);
          }
        });
    List<Violation> worstFirst = new ArrayList<>(violations.values());
    worstFirst.sort(Comparator.comparingDouble(Violation::amount).reversed());
    return new PlanCheck(
        supplyCost
            + transportCost
            + energyCost
            + co2Cost
            + demandCharge
            + shortfallCost
            - storedValue,
        supplyCost,
        transportCost,
        energyCost,
        shortfallCost,
        shortfallM3,
        worstFirst.isEmpty() ? 0 : worstFirst.get(0).amount(),
        worstFirst.isEmpty() ? "" : worstFirst.get(0).toString(),
        worstFirst.stream().filter(v -> v.amount() > PlanCheck.TOLERANCE).toList(),
        storedValue,
        co2Cost,
        co2Kg,
        demandCharge);
  }

  private void belongs() {
    Validation validation = new Validation();
    validation.check(
        plan.axis().equals(problem.axis()),
        "steps",
        plan.axis(),
        "must be those of the problem, " + problem.axis(),
        "");
    rows(validation, Kind.FLOW, problem.links().keySet());
    rows(validation, Kind.SUPPLY, problem.sources().keySet());
    rows(validation, Kind.VOLUME, problem.tanks().keySet());
    rows(validation, Kind.SHORTFALL, problem.zones().keySet());
    rows(
        validation,
        Kind.UNITS_ON,
        problem.links().entrySet().stream()
            .filter(link -> link.getValue().units().isPresent())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
    validation.throwIfAny(ErrorCode.INVALID_PLAN, "plan for problem '" + problem.name() + "'");
  }

  private void rows(Validation validation, Kind kind, Set<String> wanted) {
    for (String id : wanted) {
      validation.check(plan.has(kind, id), kind.toString(), id, "must have a row in the plan", "");
    }
    for (String id : plan.ids(kind)) {
      validation.check(
          wanted.contains(id), kind.toString(), id, "is not in the problem", "drop the row");
    }
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] flow = plan.values(Kind.FLOW, id);
    double[] tariff = EnergyPrices.tariff(problem, terms);
    double[] energy = new double[steps]; // kWh of each step
    double[] from = net(link.from());
    double[] to = net(link.to());
    for (int t = 0; t < steps; t++) {
      double f = flow[t];
      double most = terms.maxFlowM3h(t);
      within("flow of", id, t, f, terms.bidirectional() ? -most : terms.minFlowM3h(t), most);
      double size = Math.abs(f);
      (f >= 0 ? from : to)[t] -= size;
      (f >= 0 ? to : from)[t] += size * (1 - terms.loss());
      transportCost += h * size * terms.costPerM3();
      energy[t] = h * terms.powerKW(size);
    }
    terms.units().ifPresent(units -> units(id, units, flow, energy));
    for (int t = 0; t < steps; t++) {
      energyCost += energy[t] * tariff[t];
      if (problem.emissions().isPresent()) {
        co2Kg += energy[t] * problem.emissions().get().kgPerKWh().get(t);
      }
    }
    problem
        .demandCharges()
        .forEach(
            (name, charge) -> {
              if (charge.links().contains(id)) {
                double[] metered = power.computeIfAbsent(name, k -> new double[steps]);
                for (int t = 0; t < steps; t++) {
                  metered[t] += energy[t] / h;
                }
              }
            });
  }

  private void blend(String name, BlendLimit blend) {
    double[] some = new double[steps];
    double[] all = new double[steps];
    for (Link link : problem.network().links()) {
      LinkTerms terms = problem.links().get(link.id());
      if (terms != null && link.to().equals(blend.node())) {
        double[] flow = plan.values(Kind.FLOW, link.id());
        for (int t = 0; t < steps; t++) {
          double arriving = flow[t] * (1 - terms.loss());
          all[t] += arriving;
          some[t] += blend.links().contains(link.id()) ? arriving : 0;
        }
      }
    }
    for (int t = 0; t < steps; t++) {
      within("share of", name, t, some[t] - blend.maxShare() * all[t], -UNLIMITED, 0);
    }
  }

  /** What the highest mean power of an hour costs beyond what had been reached. */
  private double charge(String name, DemandCharge charge) {
    double[] metered = power.getOrDefault(name, new double[steps]);
    int hour = problem.stepsPerHour();
    double highest = charge.reachedKW();
    for (int a = 0; a < steps; a += hour) {
      int n = Math.min(hour, steps - a);
      double mean = 0;
      for (int t = a; t < a + n; t++) {
        mean += metered[t] / n;
      }
      highest = Math.max(highest, mean);
    }
    return (highest - charge.reachedKW()) * charge.pricePerKW();
  }

  private void units(String id, PumpUnits units, double[] flow, double[] energy) {
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
      energy[t] += h * on[t] * units.unitPowerKW();
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
      within("supply of", id, t, supply[t], terms.minFlowM3h(t), terms.maxFlowM3h(t));
      balance[t] += supply[t];
      supplyCost += h * supply[t] * terms.costPerM3();
    }
    volumes(id, terms, supply);
    if (terms.maxDailyVolumeM3().isPresent()) {
      int day = problem.stepsPerDay();
      for (int a = 0; a < steps; a += day) {
        int n = Math.min(day, steps - a);
        double volume = 0;
        for (int t = a; t < a + n; t++) {
          volume += h * supply[t];
        }
        within("daily volume of", id, a, volume, 0, problem.licence(terms, n));
      }
    }
  }

  private void volumes(String id, SourceTerms terms, double[] supply) {
    for (VolumeLimit limit : terms.volumeLimits()) {
      double volume = 0;
      for (int t = limit.fromStep(); t < limit.toStep(); t++) {
        volume += h * supply[t];
      }
      within("limited volume of", id, limit.fromStep(), volume, 0, limit.maxVolumeM3());
    }
  }

  private void zone(String id, ZoneTerms terms) {
    double[] shortfall = plan.values(Kind.SHORTFALL, id);
    double[] demand = terms.demandM3h();
    double[] balance = net(id);
    double missing = 0;
    for (int t = 0; t < steps; t++) {
      double supplied = demand[t] - shortfall[t];
      within("shortfall of", id, t, shortfall[t], 0, demand[t]);
      within("guaranteed supply of", id, t, supplied, terms.guaranteedM3h(t), UNLIMITED);
      missing += h * shortfall[t];
      balance[t] += shortfall[t] - demand[t];
      shortfallM3 += h * shortfall[t];
      shortfallCost += h * shortfall[t] * terms.shortfallCostPerM3();
    }
    if (terms.maxShortfallM3().isPresent()) {
      within("total shortfall of", id, 0, missing, 0, terms.maxShortfallM3().getAsDouble());
    }
  }

  private void tank(String id, TankTerms terms) {
    double[] volume = plan.values(Kind.VOLUME, id);
    double[] balance = net(id);
    double before = terms.initialVolumeM3();
    for (int t = 0; t < steps; t++) {
      within("volume of", id, t, volume[t], problem.leastVolume(terms, t), terms.maxVolumeM3(t));
      balance[t] -= (volume[t] - before) / h;
      before = volume[t];
    }
    storedValue += before * terms.finalValuePerM3();
  }

  private double[] net(String node) {
    double[] balance = net.get(node);
    if (balance == null) {
      throw new IllegalStateException("node " + node + " is not in the network");
    }
    return balance;
  }

  private void within(String rule, String id, int step, double value, double low, double high) {
    // Numbers too large to add up break every rule.
    double amount =
        Double.isFinite(value) ? Math.max(low - value, value - high) : Double.POSITIVE_INFINITY;
    if (amount > 0) {
      Violation violation = new Violation(rule, id, step, amount);
      violations.merge(
          rule + ' ' + id, violation, (old, now) -> now.amount() > old.amount() ? now : old);
    }
  }
}
