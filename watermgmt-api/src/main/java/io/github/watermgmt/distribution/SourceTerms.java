// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a source can give and costs. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param maxFlowM3h greatest supply, m³/h, at least 0
 * @param costPerM3 currency per m³
 * @param maxDailyVolumeM3 licence: greatest volume of each whole day from the start, m³; pro rata
 *     for a last partial day
 * @param availability share of {@code maxFlowM3h} and {@code minFlowM3h} that is in force in each
 *     step, in [0, 1]: 0 for an outage; all of them if empty
 * @param minFlowM3h least supply, m³/h, at least 0
 * @param volumeLimits licences over spans of steps, such as calendar months
 */
public record SourceTerms(
    double maxFlowM3h,
    double costPerM3,
    OptionalDouble maxDailyVolumeM3,
    Optional<PerStep> availability,
    double minFlowM3h,
    List<VolumeLimit> volumeLimits) {

  /** The terms of a source that is always available and need not give anything. */
  public SourceTerms(double maxFlowM3h, double costPerM3, OptionalDouble maxDailyVolumeM3) {
    this(maxFlowM3h, costPerM3, maxDailyVolumeM3, Optional.empty(), 0, List.of());
  }

  /** Copies the list. */
  public SourceTerms {
    volumeLimits = List.copyOf(volumeLimits);
  }

  /** Returns the terms of a source without a licence. */
  public static SourceTerms of(double maxFlowM3h, double costPerM3) {
    return new SourceTerms(maxFlowM3h, costPerM3, OptionalDouble.empty());
  }

  /** Returns the terms of a source with a daily licence. */
  public static SourceTerms licensed(double maxFlowM3h, double costPerM3, double maxDailyVolumeM3) {
    return new SourceTerms(maxFlowM3h, costPerM3, OptionalDouble.of(maxDailyVolumeM3));
  }

  /** Returns these terms with other shares that are in force in each step, in [0, 1]. */
  public SourceTerms withAvailability(PerStep shares) {
    return new SourceTerms(
        maxFlowM3h, costPerM3, maxDailyVolumeM3, Optional.of(shares), minFlowM3h, volumeLimits);
  }

  /** Returns these terms with another least supply, m³/h. */
  public SourceTerms withMinFlow(double leastM3h) {
    return new SourceTerms(
        maxFlowM3h, costPerM3, maxDailyVolumeM3, availability, leastM3h, volumeLimits);
  }

  /** Returns these terms with other licences over spans of steps. */
  public SourceTerms withVolumeLimits(List<VolumeLimit> limits) {
    return new SourceTerms(
        maxFlowM3h, costPerM3, maxDailyVolumeM3, availability, minFlowM3h, limits);
  }

  /** Returns the greatest supply in a step, m³/h: what is available of the greatest supply. */
  public double maxFlowM3h(int step) {
    return availability.isPresent() ? availability.get().get(step) * maxFlowM3h : maxFlowM3h;
  }

  /** Returns the least supply in a step, m³/h: the same share of the least supply. */
  public double minFlowM3h(int step) {
    return availability.isPresent() ? availability.get().get(step) * minFlowM3h : minFlowM3h;
  }
}
