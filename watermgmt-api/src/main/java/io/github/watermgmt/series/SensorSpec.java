// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.unit.Unit;

/**
 * What the values of a sensor mean on entry.
 *
 * @param id id of the sensor, and of the series it becomes
 * @param unit unit of the values as they come in
 * @param support what a value stands for
 * @param oneWay whether the sensor cannot measure backwards: its negative values are then refused
 *     to missing and counted; elsewhere negative values are legal
 */
public record SensorSpec(String id, Unit unit, Support support, boolean oneWay) {

  /** Refuses an empty id. */
  public SensorSpec {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a sensor needs an id");
    }
  }

  /** Returns a two-way sensor of interval means. */
  public static SensorSpec mean(String id, Unit unit) {
    return new SensorSpec(id, unit, Support.INTERVAL_MEAN, false);
  }
}
