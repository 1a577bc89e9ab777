// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Zones, sensors and, where known, the network they belong to. Everything named exists, once.
 *
 * <p>Thread-safety: immutable.
 */
public final class Site {
  private static final Site EMPTY = builder().build();

  private final Map<String, Zone> zones;
  private final Map<String, Sensor> sensors;
  private final @Nullable Network network;

  private Site(Map<String, Zone> zones, Map<String, Sensor> sensors, @Nullable Network network) {
    this.zones = zones;
    this.sensors = sensors;
    this.network = network;
  }

  /** Returns a site of which nothing is known. */
  public static Site empty() {
    return EMPTY;
  }

  /**
   * Returns a site without a network.
   *
   * @throws DataException WM-109 with all problems
   */
  public static Site of(Collection<Zone> zones, Collection<Sensor> sensors) {
    Builder builder = builder();
    zones.forEach(builder::zone);
    sensors.forEach(builder::sensor);
    return builder.build();
  }

  /** Starts a site. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the zones in the order they were added. */
  public List<Zone> zones() {
    return List.copyOf(zones.values());
  }

  /** Returns the sensors in the order they were added. */
  public List<Sensor> sensors() {
    return List.copyOf(sensors.values());
  }

  /** Returns the network, if it is known. */
  public Optional<Network> network() {
    return Optional.ofNullable(network);
  }

  /**
   * Returns a zone.
   *
   * @throws DataException WM-106 listing the zones there are
   */
  public Zone zone(String id) {
    return find("zone", id, zones);
  }

  /**
   * Returns a sensor.
   *
   * @throws DataException WM-106 listing the sensors there are
   */
  public Sensor sensor(String id) {
    return find("sensor", id, sensors);
  }

  private static <T> T find(String what, String id, Map<String, T> byId) {
    T found = byId.get(id);
    if (found == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              what, id, "is not in the site", "take one of " + List.copyOf(byId.keySet())));
    }
    return found;
  }

  /**
   * Returns the zones that are directly part of a zone.
   *
   * @throws DataException WM-106 if there is no such zone
   */
  public List<Zone> children(String zoneId) {
    zone(zoneId);
    return zones.values().stream().filter(zone -> zoneId.equals(zone.parent())).toList();
  }

  /**
   * Returns the net inflow of a zone, m³/h: the signed sum of its meters, missing where any of them
   * is.
   *
   * @param panel holds a series for each meter of the zone
   * @throws DataException WM-106 if there is no such zone or the panel lacks a meter, WM-109 if the
   *     zone has no meters or their series are no flows of one support
   */
  public Series inflow(String zoneId, Panel panel) {
    Zone zone = zone(zoneId);
    Validation problems = new Validation();
    problems.check(
        !zone.inflow().isEmpty(), "meters of zone " + zoneId, 0, "must be at least one", "");
    List<Series> meters = new ArrayList<>();
    for (SignedMeter meter : zone.inflow()) {
      Series series = panel.series(meter.sensor());
      meters.add(series);
      problems.check(
          series.quantity().equals(Quantity.FLOW),
          "quantity of meter " + series.id(),
          series.quantity(),
          "must be flow",
          "");
      problems.check(
          series.support() == meters.get(0).support(),
          "support of meter " + series.id(),
          series.support(),
          "must be that of the other meters, " + meters.get(0).support(),
          "resample them alike");
    }
    problems.throwIfAny(ErrorCode.INVALID_SITE, "inflow of zone " + zoneId);
    double[] sum = new double[panel.axis().length()];
    for (int m = 0; m < meters.size(); m++) {
      Series series = meters.get(m);
      int sign = zone.inflow().get(m).sign();
      for (int t = 0; t < sum.length; t++) {
        sum[t] += sign * series.value(t);
      }
    }
    return Series.of(zoneId, Quantity.FLOW, meters.get(0).support(), panel.axis(), sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Site that
        && zones().equals(that.zones())
        && sensors().equals(that.sensors())
        && Objects.equals(network, that.network);
  }

  @Override
  public int hashCode() {
    return Objects.hash(zones(), sensors());
  }

  @Override
  public String toString() {
    return "Site["
        + zones.size()
        + " zones, "
        + sensors.size()
        + " sensors, "
        + (network == null ? "no network" : "network")
        + "]";
  }

  /**
   * Builds a {@link Site}; {@link #build()} reports every problem at once.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Builder {
    private final List<Zone> zones = new ArrayList<>();
    private final List<Sensor> sensors = new ArrayList<>();
    private @Nullable Network network;

    Builder() {}

    /** Adds a zone. */
    public Builder zone(Zone zone) {
      zones.add(Objects.requireNonNull(zone, "zone"));
      return this;
    }

    /** Adds a sensor. */
    public Builder sensor(Sensor sensor) {
      sensors.add(Objects.requireNonNull(sensor, "sensor"));
      return this;
    }

    /** Sets the network; elements named by zones and sensors must then be in it. */
    public Builder network(Network newNetwork) {
      this.network = Objects.requireNonNull(newNetwork, "newNetwork");
      return this;
    }

    /**
     * Returns the site.
     *
     * @throws DataException WM-109 with all problems: repeated or blank ids, unknown parents,
     *     meters, tanks or elements, zones inside themselves, meters that measure no flow, units
     *     that do not fit, wrong signs, negative numbers
     */
    public Site build() {
      Map<String, Zone> zoneById = new LinkedHashMap<>();
      Map<String, Sensor> sensorById = new LinkedHashMap<>();
      zones.forEach(zone -> zoneById.putIfAbsent(zone.id(), zone));
      sensors.forEach(sensor -> sensorById.putIfAbsent(sensor.id(), sensor));
      new SiteCheck(zoneById, sensorById, network)
          .check(zones, sensors)
          .throwIfAny(ErrorCode.INVALID_SITE, "site");
      return new Site(zoneById, sensorById, network);
    }
  }
}
