// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One way in which demand may come about, and how likely it is. Checked by {@link
 * DemandScenarios#of}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param name by which results call it
 * @param probability above 0; those of all scenarios add up to 1
 * @param demandM3h by zone id, demand per step, m³/h, at least 0; a zone that is not there keeps
 *     the demand that it has in the problem
 */
public record DemandScenario(String name, double probability, Map<String, PerStep> demandM3h) {

  /** Copies the map, in its order. */
  public DemandScenario {
    demandM3h = Collections.unmodifiableMap(new LinkedHashMap<>(demandM3h));
  }

  /** Returns this with another probability. */
  public DemandScenario with(double otherProbability) {
    return new DemandScenario(name, otherProbability, demandM3h);
  }

  @Override
  public String toString() {
    return "scenario '" + name + "' of probability " + probability;
  }
}
