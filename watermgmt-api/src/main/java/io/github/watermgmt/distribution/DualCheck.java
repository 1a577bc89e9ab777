// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.network.Link;
import java.util.Arrays;

/**
 * Tests prices without trusting a solver. With the node balances priced instead of enforced, the
 * problem falls apart into pieces that are minimised by looking at them: each flow, shortfall and
 * tank volume on its own, each source by day (a fractional knapsack). The sum is a lower bound on
 * the optimum for any prices (weak duality), and equals it if and only if they are optimal.
 *
 * <p>Thread-safety: stateless.
 */
public final class DualCheck {
  private DualCheck() {}

  /**
   * Returns the Lagrangian lower bound for a problem without pump units. O(size · log steps).
   *
   * @param prices currency per m³ for every node and step
   */
  public static double lowerBound(Problem problem, MarginalPrices prices) {
    double bound = 0;
    for (var zone : problem.zones().entrySet()) {
      bound += zone(problem, zone.getValue(), prices.prices(zone.getKey()));
    }
    for (var link : problem.links().entrySet()) {
      bound += link(problem, link.getKey(), link.getValue(), prices);
    }
    for (var source : problem.sources().entrySet()) {
      bound += source(problem, source.getValue(), prices.prices(source.getKey()));
    }
    for (var tank : problem.tanks().entrySet()) {
      bound += tank(tank.getValue(), prices.prices(tank.getKey()));
    }
    return bound;
  }

  private static double zone(Problem problem, ZoneTerms terms, double[] price) {
    double bound = 0;
    double[] demand = terms.demandM3h();
    for (int t = 0; t < price.length; t++) {
      double volume = problem.stepHours() * demand[t];
      bound += volume * (price[t] + Math.min(0, terms.shortfallCostPerM3() - price[t]));
    }
    return bound;
  }

  private static double link(Problem problem, String id, LinkTerms terms, MarginalPrices prices) {
    Link link = problem.network().link(id);
    double[] from = prices.prices(link.from());
    double[] to = prices.prices(link.to());
    double[] cost = problem.linkCosts(id);
    double most = problem.stepHours() * terms.maxFlowM3h();
    double bound = 0;
    for (int t = 0; t < cost.length; t++) {
      double forward = cost[t] + from[t] - (1 - terms.loss()) * to[t];
      bound += most * Math.min(0, forward);
      if (terms.bidirectional()) {
        double backward = cost[t] + to[t] - (1 - terms.loss()) * from[t];
        bound += most * Math.min(0, backward);
      }
    }
    return bound;
  }

  private static double source(Problem problem, SourceTerms terms, double[] price) {
    double h = problem.stepHours();
    int day = problem.stepsPerDay();
    double bound = 0;
    for (int a = 0; a < price.length; a += day) {
      int n = Math.min(day, price.length - a);
      double[] reduced = new double[n];
      for (int t = 0; t < n; t++) {
        reduced[t] = terms.costPerM3() - price[a + t];
      }
      Arrays.sort(reduced);
      double left =
          terms.maxDailyVolumeM3().isPresent()
              ? terms.maxDailyVolumeM3().getAsDouble() * n / day
              : Double.POSITIVE_INFINITY;
      for (double cost : reduced) {
        double volume = Math.min(left, h * terms.maxFlowM3h());
        bound += volume * Math.min(0, cost);
        left -= cost < 0 ? volume : 0;
      }
    }
    return bound;
  }

  private static double tank(TankTerms terms, double[] price) {
    int last = price.length - 1;
    double bound = -terms.initialVolumeM3() * price[0];
    for (int t = 0; t <= last; t++) {
      double least = terms.minVolumeM3();
      if (t == last) {
        least = Math.max(least, terms.finalMinVolumeM3());
      }
      double worth = price[t] - (t < last ? price[t + 1] : 0);
      bound += worth * (worth > 0 ? least : terms.maxVolumeM3());
    }
    return bound;
  }
}
