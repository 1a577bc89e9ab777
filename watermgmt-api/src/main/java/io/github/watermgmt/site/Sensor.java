// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sensor measures, and where.
 *
 * <p>Values are checked where the sensor joins a {@link Site}, so that all problems come at once.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id id of the sensor and of its series
 * @param quantity what it measures
 * @param unit unit in which its readings come, a unit of {@code quantity}
 * @param support what a reading stands for
 * @param element id of the node, link or zone it sits at; null exactly if {@code kind} is NONE
 * @param kind kind of that element
 * @param sign +1 if a positive reading is flow from the start to the end of the link, or water
 *     leaving the network at the node; −1 if it is the opposite; +1 where there is no direction.
 *     The sign of a zone's meter is {@link SignedMeter#sign()}
 * @param oneWay whether it cannot measure backwards: negative readings are then wrong
 */
public record Sensor(
    String id,
    Quantity quantity,
    Unit unit,
    Support support,
    @Nullable String element,
    ElementKind kind,
    int sign,
    boolean oneWay) {

  /** Refuses null but for the element. */
  public Sensor {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(support, "support");
    Objects.requireNonNull(kind, "kind");
  }

  /** Returns a sensor of unknown place that may read negative. */
  public static Sensor of(String id, Quantity quantity, Unit unit, Support support) {
    return new Sensor(id, quantity, unit, support, null, ElementKind.NONE, 1, false);
  }

  /** Returns this sensor at a node, link or zone. */
  public Sensor at(ElementKind newKind, String newElement) {
    return new Sensor(id, quantity, unit, support, newElement, newKind, sign, oneWay);
  }

  /** Returns this sensor with another sign, +1 or −1. */
  public Sensor withSign(int newSign) {
    return new Sensor(id, quantity, unit, support, element, kind, newSign, oneWay);
  }

  /** Returns this sensor declared one-way or not. */
  public Sensor withOneWay(boolean newOneWay) {
    return new Sensor(id, quantity, unit, support, element, kind, sign, newOneWay);
  }

  /** Returns what a panel builder must know to take its readings. */
  public SensorSpec spec() {
    return new SensorSpec(id, unit, support, oneWay);
  }
}
