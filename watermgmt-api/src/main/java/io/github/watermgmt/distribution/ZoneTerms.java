// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Arrays;
import java.util.Objects;

/**
 * What a zone demands. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param demandM3h demand per step, m³/h, at least 0
 * @param shortfallCostPerM3 currency per m³ that is not delivered
 */
public record ZoneTerms(double[] demandM3h, double shortfallCostPerM3) {

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
    return new ZoneTerms(otherM3h, shortfallCostPerM3);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ZoneTerms other
        && Arrays.equals(demandM3h, other.demandM3h)
        && shortfallCostPerM3 == other.shortfallCostPerM3;
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(demandM3h), shortfallCostPerM3);
  }

  @Override
  public String toString() {
    return "zone of "
        + demandM3h.length
        + " steps of demand, shortfall at "
        + shortfallCostPerM3
        + " per m3";
  }
}
