// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured between two steps.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param at the end of the last step, which is the start of the next
 * @param volumeM3 volume of each tank, m³
 * @param lastStep what really happened during the last step, as far as it was measured; empty at
 *     the start of the period only. Of what is not in it {@link Controller} takes what was planned.
 */
public record Readings(Instant at, Map<String, Double> volumeM3, Optional<StepFlows> lastStep) {

  /** Copies the map and keeps its order. */
  public Readings {
    volumeM3 = StepFlows.copy(volumeM3);
  }

  /** Returns the readings before the first step. */
  public static Readings first(Instant at, Map<String, Double> volumeM3) {
    return new Readings(at, volumeM3, Optional.empty());
  }

  /** Returns the readings after a step, whose volumes are those at its end. */
  public static Readings after(Instant at, StepFlows lastStep) {
    return new Readings(at, lastStep.volumeM3(), Optional.of(lastStep));
  }
}
