// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.List;
import java.util.Optional;

/**
 * What a link can carry and costs. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param maxFlowM3h greatest flow, m³/h
 * @param bidirectional whether it may carry flow the other way under the same terms
 * @param loss fraction of the flow that does not arrive, in [0, 1)
 * @param costPerM3 currency per m³ that enters
 * @param energyKWhPerM3 energy per m³ that enters, kWh
 * @param tariff name of the tariff that prices the energy; without one energy costs nothing
 * @param units pump units, if flow is switched
 * @param availability share of {@code maxFlowM3h} and {@code minFlowM3h} that is in force in each
 *     step, in [0, 1]: 0 where the link is closed; all of them if empty
 * @param minFlowM3h least flow in its direction, m³/h, at least 0; only of a one-way link without
 *     units
 * @param segments what energy further m³ need where the flow is greater, in the order of flows;
 *     only of a one-way link without units. A linear program can plan them where the energy of a m³
 *     does not fall as the flow rises, see {@link Problem#features()}
 */
public record LinkTerms(
    double maxFlowM3h,
    boolean bidirectional,
    double loss,
    double costPerM3,
    double energyKWhPerM3,
    Optional<String> tariff,
    Optional<PumpUnits> units,
    Optional<PerStep> availability,
    double minFlowM3h,
    List<EnergySegment> segments) {

  /** The terms of a link that is always available and need not carry anything. */
  public LinkTerms(
      double maxFlowM3h,
      boolean bidirectional,
      double loss,
      double costPerM3,
      double energyKWhPerM3,
      Optional<String> tariff,
      Optional<PumpUnits> units) {
    this(
        maxFlowM3h,
        bidirectional,
        loss,
        costPerM3,
        energyKWhPerM3,
        tariff,
        units,
        Optional.empty(),
        0,
        List.of());
  }

  /** Copies the list. */
  public LinkTerms {
    segments = List.copyOf(segments);
  }

  /** Returns the terms of a link without energy. */
  public static LinkTerms pipe(
      double maxFlowM3h, boolean bidirectional, double loss, double costPerM3) {
    return new LinkTerms(
        maxFlowM3h, bidirectional, loss, costPerM3, 0, Optional.empty(), Optional.empty());
  }

  /** Returns the terms of a one-way link without loss whose energy is priced by a tariff. */
  public static LinkTerms pump(
      double maxFlowM3h, double costPerM3, double energyKWhPerM3, String tariff) {
    return new LinkTerms(
        maxFlowM3h, false, 0, costPerM3, energyKWhPerM3, Optional.of(tariff), Optional.empty());
  }

  /** Returns these terms with pumps that are switched one by one. */
  public LinkTerms withUnits(PumpUnits pumps) {
    return new LinkTerms(
        maxFlowM3h,
        bidirectional,
        loss,
        costPerM3,
        energyKWhPerM3,
        tariff,
        Optional.of(pumps),
        availability,
        minFlowM3h,
        segments);
  }

  /** Returns these terms with another capacity. */
  public LinkTerms withMaxFlow(double otherM3h) {
    return new LinkTerms(
        otherM3h,
        bidirectional,
        loss,
        costPerM3,
        energyKWhPerM3,
        tariff,
        units,
        availability,
        minFlowM3h,
        segments);
  }

  /** Returns these terms with other shares that are in force in each step, in [0, 1]. */
  public LinkTerms withAvailability(PerStep shares) {
    return new LinkTerms(
        maxFlowM3h,
        bidirectional,
        loss,
        costPerM3,
        energyKWhPerM3,
        tariff,
        units,
        Optional.of(shares),
        minFlowM3h,
        segments);
  }

  /** Returns the greatest flow in a step, m³/h: what is available of the greatest flow. */
  public double maxFlowM3h(int step) {
    return availability.isPresent() ? availability.get().get(step) * maxFlowM3h : maxFlowM3h;
  }

  /** Returns these terms with another least flow, m³/h. */
  public LinkTerms withMinFlow(double leastM3h) {
    return new LinkTerms(
        maxFlowM3h,
        bidirectional,
        loss,
        costPerM3,
        energyKWhPerM3,
        tariff,
        units,
        availability,
        leastM3h,
        segments);
  }

  /** Returns the least flow in a step, m³/h: what is in force of the least flow. */
  public double minFlowM3h(int step) {
    return availability.isPresent() ? availability.get().get(step) * minFlowM3h : minFlowM3h;
  }

  /** Returns these terms with other segments of their energy curve. */
  public LinkTerms withSegments(List<EnergySegment> others) {
    return new LinkTerms(
        maxFlowM3h,
        bidirectional,
        loss,
        costPerM3,
        energyKWhPerM3,
        tariff,
        units,
        availability,
        minFlowM3h,
        others);
  }

  /**
   * Returns the power that a flow needs by the energy curve, kW; that of pump units comes to it.
   *
   * @param flowM3h the flow, m³/h, of either direction
   */
  public double powerKW(double flowM3h) {
    double size = Math.abs(flowM3h);
    double power = energyKWhPerM3 * size;
    double before = energyKWhPerM3;
    for (EnergySegment segment : segments) {
      power += (segment.kWhPerM3() - before) * Math.max(0, size - segment.aboveM3h());
      before = segment.kWhPerM3();
    }
    return power;
  }
}
