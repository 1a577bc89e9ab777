// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A valve.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among links
 * @param from node upstream
 * @param to node downstream
 * @param physics what hydraulics needs, where known
 */
public record Valve(String id, String from, String to, Optional<Physics> physics) implements Link {

  /** What a valve does. */
  public enum Kind {
    /** Keeps the pressure downstream from rising. */
    PRESSURE_REDUCING,
    /** Keeps the pressure upstream from falling. */
    PRESSURE_SUSTAINING,
    /** Takes a fixed pressure away. */
    PRESSURE_BREAKER,
    /** Limits the flow. */
    FLOW_CONTROL,
    /** Has a loss coefficient. */
    THROTTLE_CONTROL,
    /** Has a head-loss curve. */
    GENERAL_PURPOSE
  }

  /**
   * What hydraulics needs of a valve.
   *
   * @param kind kind
   * @param diameterM diameter, m
   * @param setting by kind: pressure head in m (pressure valves), flow in m³/h (flow control) or
   *     loss coefficient (throttle); not used by a general-purpose valve
   * @param minorLoss minor loss coefficient when fully open
   * @param headLossCurve id of the curve of head loss (m) by flow (m³/h), for a general-purpose
   *     valve
   */
  public record Physics(
      Kind kind,
      double diameterM,
      double setting,
      double minorLoss,
      @Nullable String headLossCurve) {}

  /** Returns a valve without physics. */
  public static Valve of(String id, String from, String to) {
    return new Valve(id, from, to, Optional.empty());
  }
}
