// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;

/**
 * What a step costs, in the problem's currency, by the formula of {@link
 * io.github.watermgmt.distribution.PlanCheck}, for the plain terms: energy curves, emissions, pump
 * units, demand charges and stored water have no share here. {@link PlanExplanation} knows all.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param supply share of the sources
 * @param transport share of the links but their energy
 * @param energy share of energy
 * @param shortfall share of what was not delivered
 */
public record StepCost(double supply, double transport, double energy, double shortfall) {

  /**
   * Returns the cost of what flowed. Volumes and overflows cost nothing.
   *
   * @param problem whose costs and tariffs hold
   * @param step the step of the problem, from 0
   * @throws IllegalArgumentException if what flowed lacks a source, link or zone of the problem
   */
  public static StepCost of(Problem problem, int step, StepFlows flows) {
    double h = problem.stepHours();
    double supply = 0;
    for (var source : problem.sources().entrySet()) {
      double flow = StepFlows.of(flows.supplyM3h(), source.getKey());
      supply += h * flow * source.getValue().costPerM3();
    }
    double transport = 0;
    double energy = 0;
    for (var link : problem.links().entrySet()) {
      LinkTerms terms = link.getValue();
      double volume = h * Math.abs(StepFlows.of(flows.flowM3h(), link.getKey()));
      double tariff = terms.tariff().map(name -> problem.tariff(name)[step]).orElse(0.0);
      transport += volume * terms.costPerM3();
      energy += volume * terms.energyKWhPerM3() * tariff;
    }
    double shortfall = 0;
    for (var zone : problem.zones().entrySet()) {
      double flow = StepFlows.of(flows.shortfallM3h(), zone.getKey());
      shortfall += h * flow * zone.getValue().shortfallCostPerM3();
    }
    return new StepCost(supply, transport, energy, shortfall);
  }

  /** Returns the sum of all shares. */
  public double total() {
    return supply + transport + energy + shortfall;
  }

  /** Returns the sum of this and another cost, share by share. */
  public StepCost plus(StepCost other) {
    return new StepCost(
        supply + other.supply,
        transport + other.transport,
        energy + other.energy,
        shortfall + other.shortfall);
  }
}
