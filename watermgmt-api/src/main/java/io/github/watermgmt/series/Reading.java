// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.unit.Unit;
import java.time.Instant;

/**
 * One sensor, one instant, one value, one unit, one quality. Bulk data never pass through readings;
 * they go into {@link PanelBuilder#addColumn}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param sensor id of the sensor
 * @param time when, in UTC
 * @param value in {@code unit}; NaN if and only if the quality is MISSING, never infinite
 * @param unit unit of the value
 * @param quality how far it can be trusted
 */
public record Reading(String sensor, Instant time, double value, Unit unit, Quality quality) {

  /** Checks that value and quality agree. */
  public Reading {
    if (Double.isInfinite(value) || Double.isNaN(value) != (quality == Quality.MISSING)) {
      throw new DataException(
          ErrorCode.NON_FINITE_VALUE,
          Validation.message(
              "reading of " + sensor + " at " + time,
              value + ", quality " + quality,
              "must be finite, or NaN with quality MISSING",
              "use Reading.missing"));
    }
  }

  /** Returns a reading that says that there is no value. */
  public static Reading missing(String sensor, Instant time, Unit unit) {
    return new Reading(sensor, time, Double.NaN, unit, Quality.MISSING);
  }
}
