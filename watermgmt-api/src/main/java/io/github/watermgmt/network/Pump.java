// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A pump, or a station of pumps.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among links
 * @param from node on the suction side
 * @param to node on the pressure side
 * @param physics what hydraulics needs, where known
 */
public record Pump(String id, String from, String to, Optional<Physics> physics) implements Link {

  /**
   * What hydraulics needs of a pump: a head curve, or a constant power.
   *
   * @param headCurve id of the curve of head (m) by flow (m³/h)
   * @param powerKW constant power, kW
   * @param relativeSpeed speed relative to the curve's
   * @param efficiencyCurve id of the curve of efficiency (%) by flow (m³/h)
   */
  public record Physics(
      @Nullable String headCurve,
      OptionalDouble powerKW,
      double relativeSpeed,
      @Nullable String efficiencyCurve) {}

  /** Returns a pump without physics. */
  public static Pump of(String id, String from, String to) {
    return new Pump(id, from, to, Optional.empty());
  }
}
