// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes the cost of a plan apart, by the formulas of {@link
 * io.github.watermgmt.distribution.PlanCheck}. Thread-safety: confined to one thread.
 */
final class CostBreakdown {
  private final Problem problem;
  private final Plan plan;
  private final double h;
  private final int steps;
  private final List<CostShare> shares = new ArrayList<>();

  private CostBreakdown(Problem problem, Plan plan) {
    this.problem = problem;
    this.plan = plan;
    this.h = problem.stepHours();
    this.steps = problem.steps();
  }

  /** Returns all that costs or earns something, kind by kind, in the problem's order. */
  static List<CostShare> of(Problem problem, Plan plan) {
    CostBreakdown breakdown = new CostBreakdown(problem, plan);
    breakdown.sources();
    breakdown.links();
    problem.demandCharges().forEach(breakdown::charge);
    breakdown.zones();
    breakdown.tanks();
    return List.copyOf(breakdown.shares);
  }

  private void sources() {
    problem
        .sources()
        .forEach(
            (id, terms) -> add(CostKind.SUPPLY, id, times(plan.supply(id), h * terms.costPerM3())));
  }

  private void links() {
    Map<String, LinkTerms> links = problem.links();
    for (Map.Entry<String, LinkTerms> link : links.entrySet()) {
      double[] cost = plan.flow(link.getKey());
      for (int t = 0; t < steps; t++) {
        cost[t] = h * Math.abs(cost[t]) * link.getValue().costPerM3();
      }
      add(CostKind.TRANSPORT, link.getKey(), cost);
    }
    for (Map.Entry<String, LinkTerms> link : links.entrySet()) {
      if (link.getValue().tariff().isPresent()) {
        double[] cost = problem.tariff(link.getValue().tariff().get());
        add(
            CostKind.ENERGY,
            link.getKey(),
            times(cost, h, power(plan, link.getKey(), link.getValue())));
      }
    }
    problem
        .emissions()
        .ifPresent(
            emissions -> {
              for (Map.Entry<String, LinkTerms> link : links.entrySet()) {
                double[] kg = emissions.kgPerKWh().values();
                double[] power = power(plan, link.getKey(), link.getValue());
                add(
                    CostKind.EMISSIONS,
                    link.getKey(),
                    times(kg, h * emissions.pricePerKg(), power));
              }
            });
  }

  /** Returns the power of a link, pump units included, kW by step. */
  static double[] power(Plan plan, String id, LinkTerms terms) {
    double[] power = plan.flow(id);
    double[] on = plan.unitsOn(id).orElse(new double[power.length]);
    for (int t = 0; t < power.length; t++) {
      power[t] = terms.powerKW(power[t]);
      if (terms.units().isPresent()) {
        power[t] += on[t] * terms.units().get().unitPowerKW();
      }
    }
    return power;
  }

  /** Returns the mean power of each hour of a demand charge, kW. */
  static double[] hourly(Problem problem, Plan plan, DemandCharge charge) {
    int hour = problem.stepsPerHour();
    int steps = problem.steps();
    double[] means = new double[(steps + hour - 1) / hour];
    problem
        .links()
        .forEach(
            (id, terms) -> {
              if (charge.links().contains(id)) {
                double[] power = power(plan, id, terms);
                for (int t = 0; t < steps; t++) {
                  means[t / hour] += power[t] / Math.min(hour, steps - t / hour * hour);
                }
              }
            });
    return means;
  }

  private void charge(String name, DemandCharge charge) {
    double[] means = hourly(problem, plan, charge);
    int highest = 0;
    for (int k = 1; k < means.length; k++) {
      highest = means[k] > means[highest] ? k : highest;
    }
    int hour = problem.stepsPerHour();
    int from = highest * hour;
    int n = Math.min(hour, steps - from);
    double[] cost = new double[steps];
    double paid = Math.max(0, means[highest] - charge.reachedKW()) * charge.pricePerKW();
    for (int t = from; t < from + n; t++) {
      cost[t] = paid / n;
    }
    add(CostKind.DEMAND_CHARGE, name, cost);
  }

  private void zones() {
    problem
        .zones()
        .forEach(
            (id, terms) ->
                add(
                    CostKind.SHORTFALL,
                    id,
                    times(plan.shortfall(id), h * terms.shortfallCostPerM3())));
  }

  private void tanks() {
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              double[] cost = new double[steps];
              cost[steps - 1] = -plan.volume(id, steps - 1) * terms.finalValuePerM3();
              add(CostKind.STORED_VALUE, id, cost);
            });
  }

  private static double[] times(double[] values, double factor) {
    for (int t = 0; t < values.length; t++) {
      values[t] *= factor;
    }
    return values;
  }

  private static double[] times(double[] values, double factor, double[] others) {
    for (int t = 0; t < values.length; t++) {
      values[t] *= factor * others[t];
    }
    return values;
  }

  private void add(CostKind kind, String element, double[] byStep) {
    double sum = 0;
    boolean any = false;
    for (double cost : byStep) {
      sum += cost;
      any |= cost != 0;
    }
    if (any) {
      shares.add(new CostShare(kind, element, sum, PerStep.of(byStep)));
    }
  }
}
