// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.error.Validation;
import java.util.OptionalDouble;

/**
 * How far a {@link Controller} looks ahead and how firmly it keeps its word.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param horizonSteps how many steps each plan looks beyond the day in which it starts, at least 1.
 *     Days are those of the licences: counted from the start of the period
 * @param committedSteps how many steps ahead what is to be done stands firm, at least 0; with 0
 *     each step is decided when it begins
 * @param finalVolumeValuePerM3 what a m³ is worth that lacks to a tank's least final volume at the
 *     end of each plan, currency per m³, at least 0; empty for half of the cheapest shortfall
 */
public record ControlSettings(
    int horizonSteps, int committedSteps, OptionalDouble finalVolumeValuePerM3) {

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException with every value that is out of range
   */
  public ControlSettings {
    Validation validation = new Validation();
    validation.check(horizonSteps >= 1, "horizonSteps", horizonSteps, "must be at least 1", "");
    validation.check(
        committedSteps >= 0, "committedSteps", committedSteps, "must be at least 0", "");
    double value = finalVolumeValuePerM3.orElse(0);
    validation.check(
        value >= 0 && value < Double.POSITIVE_INFINITY,
        "finalVolumeValuePerM3",
        value,
        "must be finite and at least 0",
        "");
    if (!validation.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", validation.problems()));
    }
  }

  /** Returns settings that commit nothing ahead. */
  public static ControlSettings ofHorizon(int steps) {
    return new ControlSettings(steps, 0, OptionalDouble.empty());
  }

  /** Returns these settings with steps that stand firm. */
  public ControlSettings withCommitted(int steps) {
    return new ControlSettings(horizonSteps, steps, finalVolumeValuePerM3);
  }

  /** Returns these settings with another value of the water at the end, currency per m³. */
  public ControlSettings withFinalVolumeValue(double perM3) {
    return new ControlSettings(horizonSteps, committedSteps, OptionalDouble.of(perM3));
  }
}
