// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simulation is told about one instant; what is absent is as the network has it. Ids that
 * are not in the network are refused by the simulation.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param demandM3h demand by junction, m³/h, negative where water is fed in; 0 where absent
 * @param headM head by reservoir, m
 * @param tankLevelM level by tank, m above the bottom
 * @param status status by link; where absent pipes are open, pumps and valves active
 * @param setting setting by link: relative speed of a pump; of a valve pressure head in m, flow in
 *     m³/h or loss coefficient, by its kind
 * @param emitter leaks and other outlets by junction: outflow in m³/h at a pressure head of 1 m; it
 *     grows with the square root of the pressure head
 */
public record HydraulicInputs(
    Map<String, Double> demandM3h,
    Map<String, Double> headM,
    Map<String, Double> tankLevelM,
    Map<String, LinkStatus> status,
    Map<String, Double> setting,
    Map<String, Double> emitter) {
  private static final HydraulicInputs NONE =
      new HydraulicInputs(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /**
   * Copies the maps, in their order.
   *
   * @throws io.github.watermgmt.error.DataException WM-101 with every value that is not finite, or
   *     negative where that makes no sense
   */
  public HydraulicInputs {
    Validation validation = new Validation();
    demandM3h = copy(validation, "demand", demandM3h, true);
    headM = copy(validation, "head", headM, true);
    tankLevelM = copy(validation, "level", tankLevelM, false);
    status = Collections.unmodifiableMap(new LinkedHashMap<>(status));
    setting = copy(validation, "setting", setting, false);
    emitter = copy(validation, "emitter", emitter, false);
    validation.throwIfAny(ErrorCode.NON_FINITE_VALUE, "hydraulic inputs");
  }

  private static Map<String, Double> copy(
      Validation validation, String what, Map<String, Double> values, boolean negative) {
    values.forEach(
        (id, value) ->
            validation.check(
                Double.isFinite(value) && (negative || value >= 0),
                what + " of '" + id + "'",
                value,
                negative ? "must be finite" : "must be finite and at least 0",
                ""));
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Returns inputs of which all is as the network has it, and nothing is drawn. */
  public static HydraulicInputs none() {
    return NONE;
  }

  /** Returns these inputs with other demands, m³/h by junction. */
  public HydraulicInputs withDemand(Map<String, Double> otherM3h) {
    return new HydraulicInputs(otherM3h, headM, tankLevelM, status, setting, emitter);
  }

  /** Returns these inputs with other tank levels, m by tank. */
  public HydraulicInputs withTankLevels(Map<String, Double> otherM) {
    return new HydraulicInputs(demandM3h, headM, otherM, status, setting, emitter);
  }

  /** Returns these inputs with the status of the links named; of the others it stays. */
  public HydraulicInputs withStatus(Map<String, LinkStatus> changed) {
    Map<String, LinkStatus> all = new LinkedHashMap<>(status);
    all.putAll(changed);
    return new HydraulicInputs(demandM3h, headM, tankLevelM, all, setting, emitter);
  }

  /** Returns these inputs with other leaks, m³/h at 1 m of pressure head by junction. */
  public HydraulicInputs withEmitters(Map<String, Double> other) {
    return new HydraulicInputs(demandM3h, headM, tankLevelM, status, setting, other);
  }
}
