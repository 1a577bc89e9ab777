// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import java.time.Duration;

/**
 * A single flow, where one stands alone; many live in a {@code double[]} of m³/h.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param cubicMetresPerHour finite
 */
public record Flow(double cubicMetresPerHour) implements Comparable<Flow> {
  private static final Unit LITRES_PER_SECOND = Unit.of("L/s");

  /** Refuses NaN and infinities. */
  public Flow {
    Volume.requireFinite("flow", cubicMetresPerHour);
  }

  /** Returns a flow given in m³/h. */
  public static Flow cubicMetresPerHour(double value) {
    return new Flow(value);
  }

  /** Returns a flow given in L/s. */
  public static Flow litresPerSecond(double value) {
    return new Flow(LITRES_PER_SECOND.toCanonical(value));
  }

  /**
   * Returns a flow given in a unit of flow, one of the caller's own included.
   *
   * @throws io.github.watermgmt.error.DataException WM-102 if the unit measures something else
   */
  public static Flow of(double value, Unit unit) {
    return new Flow(unit.measuring(Quantity.FLOW).toCanonical(value));
  }

  /** Returns this flow in L/s. */
  public double inLitresPerSecond() {
    return LITRES_PER_SECOND.fromCanonical(cubicMetresPerHour);
  }

  /** Returns the sum. */
  public Flow plus(Flow other) {
    return new Flow(cubicMetresPerHour + other.cubicMetresPerHour);
  }

  /** Returns this flow scaled. */
  public Flow times(double scale) {
    return new Flow(cubicMetresPerHour * scale);
  }

  /** Returns the volume that flows within a duration. */
  public Volume over(Duration duration) {
    double seconds = duration.getSeconds() + duration.getNano() / 1e9;
    return new Volume(cubicMetresPerHour * seconds / 3600);
  }

  @Override
  public int compareTo(Flow other) {
    return Double.compare(cubicMetresPerHour, other.cubicMetresPerHour);
  }
}
