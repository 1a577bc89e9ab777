// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

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
 */
public record SourceTerms(double maxFlowM3h, double costPerM3, OptionalDouble maxDailyVolumeM3) {

  /** Returns the terms of a source without a licence. */
  public static SourceTerms of(double maxFlowM3h, double costPerM3) {
    return new SourceTerms(maxFlowM3h, costPerM3, OptionalDouble.empty());
  }

  /** Returns the terms of a source with a daily licence. */
  public static SourceTerms licensed(double maxFlowM3h, double costPerM3, double maxDailyVolumeM3) {
    return new SourceTerms(maxFlowM3h, costPerM3, OptionalDouble.of(maxDailyVolumeM3));
  }
}
