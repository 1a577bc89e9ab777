// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import java.util.Map;

/**
 * What a simulation is told about one instant.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param demandM3h demand by junction, m³/h; 0 where absent
 * @param headM head by reservoir, m; the network's own where absent
 * @param tankLevelM level by tank, m; the network's own where absent
 * @param setting setting by link: 0 closed, 1 open, relative speed of a pump, setting of a valve
 */
public record HydraulicInputs(
    Map<String, Double> demandM3h,
    Map<String, Double> headM,
    Map<String, Double> tankLevelM,
    Map<String, Double> setting) {

  /** Copies the maps. */
  public HydraulicInputs {
    demandM3h = Map.copyOf(demandM3h);
    headM = Map.copyOf(headM);
    tankLevelM = Map.copyOf(tankLevelM);
    setting = Map.copyOf(setting);
  }
}
