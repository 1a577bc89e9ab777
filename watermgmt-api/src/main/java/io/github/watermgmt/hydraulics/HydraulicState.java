// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Heads and flows of one instant, in the order of the network.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param headM head by node, m above datum
 * @param pressureHeadM head above the ground by junction, above the bottom by tank, m, where the
 *     elevation is known
 * @param flowM3h flow by link, m³/h, negative against the link's direction
 * @param deliveredM3h what each junction draws, emitters included, m³/h
 * @param warnings what a reader should know, such as negative pressures
 */
public record HydraulicState(
    Map<String, Double> headM,
    Map<String, Double> pressureHeadM,
    Map<String, Double> flowM3h,
    Map<String, Double> deliveredM3h,
    List<String> warnings) {

  /** Copies maps and list, in their order. */
  public HydraulicState {
    headM = Collections.unmodifiableMap(new LinkedHashMap<>(headM));
    pressureHeadM = Collections.unmodifiableMap(new LinkedHashMap<>(pressureHeadM));
    flowM3h = Collections.unmodifiableMap(new LinkedHashMap<>(flowM3h));
    deliveredM3h = Collections.unmodifiableMap(new LinkedHashMap<>(deliveredM3h));
    warnings = List.copyOf(warnings);
  }
}
