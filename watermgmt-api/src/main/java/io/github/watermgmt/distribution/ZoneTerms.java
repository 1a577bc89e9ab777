// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a zone demands. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param demandM3h demand per step, m³/h, at least 0
 * @param shortfallCostPerM3 currency per m³ that is not delivered
 * @param guaranteedM3h supply per step that cannot be refused, m³/h, at least 0: where demand is
 *     less, all of the demand; nothing if empty
 * @param guaranteedShare share of the demand that cannot be refused, in [0, 1]; where both are
 *     given, the greater counts
 * @param maxShortfallM3 greatest volume over all steps that may be missing, m³, at least 0
 */
public record ZoneTerms(
    double[] demandM3h,
    double shortfallCostPerM3,
    Optional<PerStep> guaranteedM3h,
    double guaranteedShare,
    OptionalDouble maxShortfallM3) {

  /** The terms of a zone of which all demand may be refused. */
  public ZoneTerms(double[] demandM3h, double shortfallCostPerM3) {
    this(demandM3h, shortfallCostPerM3, Optional.empty(), 0, OptionalDouble.empty());
  }

  /** Copies the array. */
  public ZoneTerms {
    demandM3h = demandM3h.clone();
  }

  /** Returns a copy. */
  @Override
  public double[] demandM3h() {
    return demandM3h.clone();
  }

  /** Returns these terms with another demand, m³/h per step; the array is copied. */
  public ZoneTerms withDemand(double[] otherM3h) {
    return new ZoneTerms(
        otherM3h, shortfallCostPerM3, guaranteedM3h, guaranteedShare, maxShortfallM3);
  }

  /** Returns these terms with another supply per step that cannot be refused, m³/h. */
  public ZoneTerms withGuaranteed(PerStep supplyM3h) {
    return new ZoneTerms(
        demandM3h, shortfallCostPerM3, Optional.of(supplyM3h), guaranteedShare, maxShortfallM3);
  }

  /** Returns these terms with another share of the demand that cannot be refused, in [0, 1]. */
  public ZoneTerms withGuaranteedShare(double share) {
    return new ZoneTerms(demandM3h, shortfallCostPerM3, guaranteedM3h, share, maxShortfallM3);
  }

  /** Returns these terms with another greatest volume over all steps that may be missing, m³. */
  public ZoneTerms withMaxShortfall(double volumeM3) {
    return new ZoneTerms(
        demandM3h, shortfallCostPerM3, guaranteedM3h, guaranteedShare, OptionalDouble.of(volumeM3));
  }

  /** Returns the supply that cannot be refused in a step, m³/h, at most the demand. */
  public double guaranteedM3h(int step) {
    double supply = guaranteedM3h.isPresent() ? guaranteedM3h.get().get(step) : 0;
    return Math.max(Math.min(demandM3h[step], supply), guaranteedShare * demandM3h[step]);
  }

  /** Returns the greatest shortfall in a step, m³/h: the demand that may be refused. */
  public double maxShortfallM3h(int step) {
    return demandM3h[step] - guaranteedM3h(step);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ZoneTerms other
        && Arrays.equals(demandM3h, other.demandM3h)
        && shortfallCostPerM3 == other.shortfallCostPerM3
        && guaranteedM3h.equals(other.guaranteedM3h)
        && guaranteedShare == other.guaranteedShare
        && maxShortfallM3.equals(other.maxShortfallM3);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        Arrays.hashCode(demandM3h),
        shortfallCostPerM3,
        guaranteedM3h,
        guaranteedShare,
        maxShortfallM3);
  }

  @Override
  public String toString() {
    return "zone of "
        + demandM3h.length
        + " steps of demand, shortfall at "
        + shortfallCostPerM3
        + " per m3"
        + guaranteedM3h.map(supply -> ", guaranteed " + supply).orElse("")
        + (guaranteedShare > 0 ? ", guaranteed share " + guaranteedShare : "")
        + (maxShortfallM3.isPresent() ? ", at most " + maxShortfallM3.getAsDouble() + " m3" : "");
  }
}
