// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Optional;

/**
 * What a link can carry and costs.
 *
 * @param maxFlowM3h greatest flow, m³/h
 * @param bidirectional whether it may carry flow the other way under the same terms
 * @param loss fraction of the flow that does not arrive, in [0, 1)
 * @param costPerM3 currency per m³ that enters
 * @param energyKWhPerM3 energy per m³ that enters, kWh
 * @param tariff name of the tariff that prices the energy; without one energy costs nothing
 * @param units pump units, if flow is switched
 */
public record LinkTerms(
    double maxFlowM3h,
    boolean bidirectional,
    double loss,
    double costPerM3,
    double energyKWhPerM3,
    Optional<String> tariff,
    Optional<PumpUnits> units) {

  /** Returns the terms of a link without energy. */
  public static LinkTerms pipe(
      double maxFlowM3h, boolean bidirectional, double loss, double costPerM3) {
    return new LinkTerms(
        maxFlowM3h, bidirectional, loss, costPerM3, 0, Optional.empty(), Optional.empty());
  }

  /** Returns these terms with another capacity. */
  public LinkTerms withMaxFlow(double otherM3h) {
    return new LinkTerms(otherM3h, bidirectional, loss, costPerM3, energyKWhPerM3, tariff, units);
  }
}
