// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Tests prices without trusting a solver. With the node balances priced instead of enforced, the
 * problem falls apart into pieces that are minimised by looking at them: each flow and tank volume
 * on its own, each zone and, by day, each source (a fractional knapsack), each link with pump units
 * by number of running units. Limits that steps or links share are priced as well, with their
 * reliefs. The sum is a lower bound on the cost of every feasible plan, for any prices (weak
 * duality). For a linear program it reaches the optimum if and only if the prices are optimal. With
 * pump units it stays a bound; the limit on starts is left out of it.
 *
 * <p>Thread-safety: stateless.
 */
public final class DualCheck {
  private static final double UNLIMITED = Double.POSITIVE_INFINITY;

  private final Problem problem;
  private final MarginalPrices prices;
  private final double h;
  private final int steps;

  private DualCheck(Problem problem, MarginalPrices prices) {
    this.problem = problem;
    this.prices = prices;
    this.h = problem.stepHours();
    this.steps = problem.steps();
  }

  /**
   * Returns the Lagrangian lower bound, in the problem's currency. O(size of the problem · log
   * steps of a day).
   *
   * @param prices currency per m³, of any sign, for every node and step
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the prices have not the
   *     problem's steps or lack a node; all of them at once
   */
  public static double lowerBound(Problem problem, MarginalPrices prices) {
    Validation validation = new Validation();
    validation.check(
        prices.steps() == problem.steps(),
        "prices",
        prices.steps() + " steps",
        "must have the steps of the problem, " + problem.steps(),
        "");
    for (Node node : problem.network().nodes()) {
      validation.check(
          prices.nodes().contains(node.id()), "prices", node.id(), "must have every node", "");
    }
    validation.throwIfAny(ErrorCode.INVALID_PLAN, "prices for problem '" + problem.name() + "'");
    return new DualCheck(problem, prices).bound();
  }

  private double bound() {
    double bound = 0;
    for (var charge : problem.demandCharges().entrySet()) {
      // What had been reached costs nothing.
      double price = charge.getValue().pricePerKW();
      bound -= Math.min(parts(charge.getKey()), price) * charge.getValue().reachedKW();
    }
    for (var zone : problem.zones().entrySet()) {
      bound += zone(zone.getValue(), prices.prices(zone.getKey()));
    }
    for (var link : problem.links().entrySet()) {
      bound += link(link.getKey(), link.getValue());
    }
    for (var source : problem.sources().entrySet()) {
      bound += source(source.getKey(), source.getValue(), prices.prices(source.getKey()));
    }
    for (var tank : problem.tanks().entrySet()) {
      bound += tank(tank.getValue(), prices.prices(tank.getKey()));
    }
    return bound;
  }

  private double zone(ZoneTerms terms, double[] price) {
    double bound = 0;
    double[] demand = terms.demandM3h();
    double[] reduced = new double[steps];
    double[] most = new double[steps];
    for (int t = 0; t < steps; t++) {
      bound += h * demand[t] * price[t];
      reduced[t] = terms.shortfallCostPerM3() - price[t];
      most[t] = h * terms.maxShortfallM3h(t);
    }
    return bound + knapsack(reduced, most, terms.maxShortfallM3().orElse(UNLIMITED));
  }

  private double link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] from = prices.prices(link.from());
    double[] to = prices.prices(link.to());
    double[] energy = energy(id);
    double arriving = 1 - terms.loss();
    double bound = 0;
    for (int t = 0; t < steps; t++) {
      double cost = terms.costPerM3() + terms.energyKWhPerM3() * energy[t];
      double forward = cost + from[t] - arriving * (to[t] - blending(id, link.to(), t));
      if (terms.units().isPresent()) {
        bound += h * units(terms.maxFlowM3h(t), terms.units().get(), forward, energy[t]);
        continue;
      }
      if (!terms.segments().isEmpty()) {
        bound += h * curve(terms, forward - terms.energyKWhPerM3() * energy[t], energy[t], t);
        continue;
      }
      if (!terms.bidirectional()) {
        bound += h * forward * (forward > 0 ? terms.minFlowM3h(t) : terms.maxFlowM3h(t));
        continue;
      }
      // The two directions exclude each other: the better of them, not their sum.
      double back = cost + to[t] - arriving * from[t];
      double least = Math.min(0, Math.min(forward, back));
      bound += h * terms.maxFlowM3h(t) * least;
    }
    return bound;
  }

  /** The least that a link with a curve costs per hour: at a corner, or where it must end. */
  private static double curve(LinkTerms terms, double cost, double energy, int step) {
    double most = terms.maxFlowM3h(step);
    double low = terms.minFlowM3h(step);
    double least =
        Math.min(
            cost * low + energy * terms.powerKW(low), cost * most + energy * terms.powerKW(most));
    for (EnergySegment segment : terms.segments()) {
      double flow = segment.aboveM3h();
      if (low < flow && flow < most) {
        least = Math.min(least, cost * flow + energy * terms.powerKW(flow));
      }
    }
    return least;
  }

  /** What a m³ that arrives over a link costs for the waters with which it may be mixed. */
  private double blending(String link, String node, int step) {
    double cost = 0;
    for (Map.Entry<String, BlendLimit> blend : problem.blends().entrySet()) {
      if (blend.getValue().node().equals(node)) {
        double relief = prices.relief(SharedLimit.blend(blend.getKey(), step));
        cost += relief * blend.getValue().weight(link);
      }
    }
    return cost;
  }

  /** What a kWh of a link costs, its part in the highest powers included, currency per step. */
  private double[] energy(String link) {
    double[] energy = problem.energyCosts(link);
    problem
        .demandCharges()
        .forEach(
            (name, charge) -> {
              if (charge.links().contains(link)) {
                addPower(name, charge, energy);
              }
            });
    return energy;
  }

  /** Adds the part of each step in a highest power, currency per kWh. */
  private void addPower(String name, DemandCharge charge, double[] energy) {
    int hour = problem.stepsPerHour();
    double scale = scale(name, charge);
    for (int t = 0; t < steps; t++) {
      int n = Math.min(hour, steps - t / hour * hour);
      double part = scale * prices.relief(SharedLimit.highestPower(name, t / hour));
      energy[t] += part / (n * h); // kW are the mean of n steps, kWh those of each
    }
  }

  /** All hours together have at most the price: what is more is scaled down to it. */
  private double scale(String name, DemandCharge charge) {
    double sum = parts(name);
    return sum > charge.pricePerKW() ? charge.pricePerKW() / sum : 1;
  }

  private double parts(String name) {
    double sum = 0;
    for (int hour = 0; hour * problem.stepsPerHour() < steps; hour++) {
      sum += prices.relief(SharedLimit.highestPower(name, hour));
    }
    return sum;
  }

  /** The least that a link with units costs per hour, over how many of them run. */
  private static double units(double most, PumpUnits units, double reducedCost, double tariff) {
    double least = 0;
    for (int u = 1; u <= units.units(); u++) {
      double low = u * units.unitMinFlowM3h();
      double high = Math.min(u * units.unitMaxFlowM3h(), most);
      if (low <= high) {
        double flow = reducedCost < 0 ? high : low;
        least = Math.min(least, u * units.unitPowerKW() * tariff + flow * reducedCost);
      }
    }
    return least;
  }

  private double source(String id, SourceTerms terms, double[] price) {
    int day = problem.stepsPerDay();
    double bound = 0;
    double[] limited = new double[steps];
    for (int k = 0; k < terms.volumeLimits().size(); k++) {
      VolumeLimit limit = terms.volumeLimits().get(k);
      double relief = prices.relief(SharedLimit.volumeLimit(id, k));
      bound -= relief * limit.maxVolumeM3();
      for (int t = limit.fromStep(); t < limit.toStep(); t++) {
        limited[t] += relief;
      }
    }
    for (int a = 0; a < steps; a += day) {
      int n = Math.min(day, steps - a);
      double[] reduced = new double[n];
      double[] most = new double[n];
      double left = problem.licence(terms, n);
      for (int t = 0; t < n; t++) {
        double least = h * terms.minFlowM3h(a + t);
        reduced[t] = terms.costPerM3() + limited[a + t] - price[a + t];
        most[t] = h * terms.maxFlowM3h(a + t) - least;
        bound += least * reduced[t];
        left -= least;
      }
      // If the least alone is too much there is no plan, and any bound is one.
      bound += knapsack(reduced, most, Math.max(0, left));
    }
    return bound;
  }

  /**
   * The least cost of volumes of which each has its cost and its limit, and all together one more:
   * what saves most comes first, until that is used up.
   */
  private static double knapsack(double[] cost, double[] most, double together) {
    Integer[] order = IntStream.range(0, cost.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> cost[i]));
    double least = 0;
    double left = together;
    for (int i : order) {
      if (cost[i] < 0) {
        double volume = Math.min(left, most[i]);
        least += volume * cost[i];
        left -= volume;
      }
    }
    return least;
  }

  private double tank(TankTerms terms, double[] price) {
    double bound = -terms.initialVolumeM3() * price[0];
    for (int t = 0; t < steps; t++) {
      // What is stored at the end of a step is bought at its price and sold at the next.
      double worth = price[t] - (t < steps - 1 ? price[t + 1] : terms.finalValuePerM3());
      bound += worth * (worth > 0 ? problem.leastVolume(terms, t) : terms.maxVolumeM3(t));
    }
    return bound;
  }
}
