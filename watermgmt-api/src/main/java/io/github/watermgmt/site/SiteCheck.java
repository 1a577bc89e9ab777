// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.unit.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of a site; collects every problem. */
final class SiteCheck {
  private final Map<String, Zone> zones;
  private final Map<String, Sensor> sensors;
  private final boolean networkKnown;
  private final Set<String> nodes = new HashSet<>();
  private final Set<String> tanks = new HashSet<>();
  private final Set<String> links = new HashSet<>();
  private final Validation problems = new Validation();

  SiteCheck(Map<String, Zone> zones, Map<String, Sensor> sensors, @Nullable Network network) {
    this.zones = zones;
    this.sensors = sensors;
    this.networkKnown = network != null;
    if (network != null) {
      for (Node node : network.nodes()) {
        nodes.add(node.id());
        if (node instanceof Tank) {
          tanks.add(node.id());
        }
      }
      for (Link link : network.links()) {
        links.add(link.id());
      }
    }
  }

  Validation check(List<Zone> allZones, List<Sensor> allSensors) {
    Set<String> seen = new HashSet<>();
    for (Zone zone : allZones) {
      checkId("zone", zone.id(), seen.add(zone.id()));
      checkZone(zone);
    }
    seen.clear();
    for (Sensor sensor : allSensors) {
      checkId("sensor", sensor.id(), seen.add(sensor.id()));
      checkSensor(sensor);
    }
    return problems;
  }

  private void checkId(String what, String id, boolean isNew) {
    problems.check(!id.isBlank(), "id of " + what, "'" + id + "'", "must not be blank", "");
    problems.check(isNew, what, id, "is there twice", "give each an id of its own");
  }

  private void checkZone(Zone zone) {
    String name = " of zone " + zone.id();
    checkParents(zone, name);
    Set<String> meters = new HashSet<>();
    for (SignedMeter meter : zone.inflow()) {
      checkMeter(meter, name);
      problems.check(
          meters.add(meter.sensor()), "meter" + name, meter.sensor(), "is there twice", "");
    }
    if (networkKnown) {
      for (String tank : zone.tanks()) {
        problems.check(tanks.contains(tank), "tank" + name, tank, "is no tank of the network", "");
      }
    }
    if (zone.population().isPresent()) {
      int people = zone.population().getAsInt();
      problems.check(people >= 0, "population" + name, people, "must not be negative", "");
    }
    if (zone.connections().isPresent()) {
      int services = zone.connections().getAsInt();
      problems.check(services >= 0, "connections" + name, services, "must not be negative", "");
    }
    if (zone.mainsLengthKm().isPresent()) {
      double length = zone.mainsLengthKm().getAsDouble();
      problems.check(
          length >= 0 && Double.isFinite(length),
          "mains length" + name,
          length,
          "must be finite and not negative",
          "give it in km");
    }
  }

  private void checkParents(Zone zone, String name) {
    String parent = zone.parent();
    if (parent == null) {
      return;
    }
    if (!problems.check(
        zones.containsKey(parent),
        "parent" + name,
        parent,
        "is no zone of the site",
        "add that zone")) {
      return;
    }
    // A chain longer than the number of zones must have come round.
    String ancestor = parent;
    for (int i = 0; i <= zones.size() && ancestor != null; i++) {
      if (ancestor.equals(zone.id())) {
        problems.check(false, "parent" + name, parent, "makes the zone a part of itself", "");
        return;
      }
      Zone next = zones.get(ancestor);
      ancestor = next == null ? null : next.parent();
    }
  }

  private void checkMeter(SignedMeter meter, String name) {
    problems.check(
        Math.abs(meter.sign()) == 1,
        "sign of meter " + meter.sensor() + name,
        meter.sign(),
        "must be +1 or -1",
        "+1 where positive readings are water into the zone");
    Sensor sensor = sensors.get(meter.sensor());
    if (sensor == null) {
      problems.check(
          false, "meter" + name, meter.sensor(), "is no sensor of the site", "add that sensor");
      return;
    }
    problems.check(
        sensor.quantity().equals(Quantity.FLOW),
        "meter" + name,
        meter.sensor() + " measures " + sensor.quantity(),
        "must measure flow",
        "");
  }

  private void checkSensor(Sensor sensor) {
    String name = " of sensor " + sensor.id();
    problems.check(
        sensor.unit().quantity().equals(sensor.quantity()),
        "unit" + name,
        sensor.unit(),
        "must be a unit of " + sensor.quantity(),
        "");
    problems.check(
        Math.abs(sensor.sign()) == 1, "sign" + name, sensor.sign(), "must be +1 or -1", "");
    String element = sensor.element();
    if (element == null) {
      problems.check(
          sensor.kind() == ElementKind.NONE,
          "kind" + name,
          sensor.kind(),
          "must be NONE without an element",
          "name the element");
      return;
    }
    boolean known =
        switch (sensor.kind()) {
          case NODE -> !networkKnown || nodes.contains(element);
          case LINK -> !networkKnown || links.contains(element);
          case ZONE -> zones.containsKey(element);
          case NONE -> false;
        };
    String constraint =
        switch (sensor.kind()) {
          case NODE -> "is no node of the network";
          case LINK -> "is no link of the network";
          case ZONE -> "is no zone of the site";
          case NONE -> "must be absent where the kind is NONE";
        };
    problems.check(known, "element" + name, element, constraint, "");
  }
}
