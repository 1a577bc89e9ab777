// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.util.Objects;

/**
 * A flow meter at the edge of a zone.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param sensor id of the sensor
 * @param sign +1 if a positive reading means water into the zone, −1 if it means water out of it
 */
public record SignedMeter(String sensor, int sign) {

  /** Refuses null; {@link Site} checks the sign. */
  public SignedMeter {
    Objects.requireNonNull(sensor, "sensor");
  }

  /** Returns a meter whose positive readings are water into the zone. */
  public static SignedMeter in(String sensor) {
    return new SignedMeter(sensor, 1);
  }

  /** Returns a meter whose positive readings are water out of the zone. */
  public static SignedMeter out(String sensor) {
    return new SignedMeter(sensor, -1);
  }
}
