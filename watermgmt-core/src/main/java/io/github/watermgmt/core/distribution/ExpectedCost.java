// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PlanCheck;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The means of what plans cost over scenarios, by probability, in the problem's currency; infinite
 * if some scenario has no plan.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param cost the sum of the shares, less {@code storedValue}
 * @param supplyCost share of the sources
 * @param transportCost share of the links but their energy
 * @param energyCost share of energy by tariff
 * @param co2Cost share of what the energy emits
 * @param demandCharge share of the highest powers
 * @param shortfallCost share of the shortfalls
 * @param storedValue what the water is worth that is in the tanks at the end
 * @param shortfallM3 volume that is not delivered, m³
 */
public record ExpectedCost(
    double cost,
    double supplyCost,
    double transportCost,
    double energyCost,
    double co2Cost,
    double demandCharge,
    double shortfallCost,
    double storedValue,
    double shortfallM3) {

  static ExpectedCost of(List<ScenarioBranch> branches, boolean whole) {
    return new ExpectedCost(
        mean(branches, whole, PlanCheck::cost),
        mean(branches, whole, PlanCheck::supplyCost),
        mean(branches, whole, PlanCheck::transportCost),
        mean(branches, whole, PlanCheck::energyCost),
        mean(branches, whole, PlanCheck::co2Cost),
        mean(branches, whole, PlanCheck::demandCharge),
        mean(branches, whole, PlanCheck::shortfallCost),
        mean(branches, whole, PlanCheck::storedValue),
        mean(branches, whole, PlanCheck::shortfallM3));
  }

  private static double mean(
      List<ScenarioBranch> branches, boolean whole, ToDoubleFunction<PlanCheck> part) {
    double mean = 0;
    for (ScenarioBranch branch : branches) {
      mean += branch.probability() * part.applyAsDouble(branch.check());
    }
    return whole ? mean : Double.POSITIVE_INFINITY;
  }

  /** Returns what it costs but for shortfalls: the money that is spent. */
  public double spent() {
    return cost - shortfallCost;
  }
}
