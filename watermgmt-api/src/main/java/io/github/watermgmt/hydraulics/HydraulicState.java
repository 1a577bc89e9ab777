// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import java.util.List;
import java.util.Map;

/**
 * Heads and flows of one instant.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param headM head by node, m
 * @param flowM3h flow by link, m³/h, negative against the link's direction
 * @param deliveredM3h what each junction draws, m³/h
 * @param warnings what a reader should know, such as negative pressures
 */
public record HydraulicState(
    Map<String, Double> headM,
    Map<String, Double> flowM3h,
    Map<String, Double> deliveredM3h,
    List<String> warnings) {

  /** Copies maps and list. */
  public HydraulicState {
    headM = Map.copyOf(headM);
    flowM3h = Map.copyOf(flowM3h);
    deliveredM3h = Map.copyOf(deliveredM3h);
    warnings = List.copyOf(warnings);
  }
}
