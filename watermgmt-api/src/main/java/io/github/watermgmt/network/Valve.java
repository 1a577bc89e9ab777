// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;

/**
 * A valve.
 *
 * @param id unique among links
 * @param from node upstream
 * @param to node downstream
 * @param physics what hydraulics needs, where known
 */
public record Valve(String id, String from, String to, Optional<Physics> physics) implements Link {

  /** Kind of a valve. */
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
   * @param setting pressure head in m, flow in m³/h or loss coefficient, by kind
   * @param minorLoss minor loss coefficient when fully open
   */
  public record Physics(Kind kind, double diameterM, double setting, double minorLoss) {}

  /** Returns a valve without physics. */
  public static Valve of(String id, String from, String to) {
    return new Valve(id, from, to, Optional.empty());
  }
}
