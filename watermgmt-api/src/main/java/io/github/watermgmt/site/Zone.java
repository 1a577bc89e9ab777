// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A supply zone or district metered area (DMA): a part of the network whose inflow is metered.
 *
 * <p>Values are checked where the zone joins a {@link Site}, so that all problems come at once.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id id of the zone
 * @param parent id of the zone that this one is a part of, null for none
 * @param inflow meters whose signed sum is the net inflow; empty if unmetered
 * @param tanks ids of the tanks inside
 * @param population people supplied, at least 0
 * @param connections service connections, at least 0
 * @param mainsLengthKm length of the mains in km, finite, at least 0
 */
public record Zone(
    String id,
    @Nullable String parent,
    List<SignedMeter> inflow,
    List<String> tanks,
    OptionalInt population,
    OptionalInt connections,
    OptionalDouble mainsLengthKm) {

  /** Refuses null and copies the lists. */
  public Zone {
    Objects.requireNonNull(id, "id");
    inflow = List.copyOf(inflow);
    tanks = List.copyOf(tanks);
    Objects.requireNonNull(population, "population");
    Objects.requireNonNull(connections, "connections");
    Objects.requireNonNull(mainsLengthKm, "mainsLengthKm");
  }

  /** Returns a zone of which only the meters are known. */
  public static Zone of(String id, SignedMeter... inflow) {
    return new Zone(
        id,
        null,
        List.of(inflow),
        List.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty());
  }

  /** Returns this zone as a part of another. */
  public Zone withParent(String newParent) {
    return new Zone(id, newParent, inflow, tanks, population, connections, mainsLengthKm);
  }

  /** Returns this zone with these tanks inside. */
  public Zone withTanks(List<String> newTanks) {
    return new Zone(id, parent, inflow, newTanks, population, connections, mainsLengthKm);
  }

  /** Returns this zone with the number of people supplied. */
  public Zone withPopulation(int newPopulation) {
    OptionalInt people = OptionalInt.of(newPopulation);
    return new Zone(id, parent, inflow, tanks, people, connections, mainsLengthKm);
  }

  /** Returns this zone with the number of service connections. */
  public Zone withConnections(int newConnections) {
    OptionalInt services = OptionalInt.of(newConnections);
    return new Zone(id, parent, inflow, tanks, population, services, mainsLengthKm);
  }

  /** Returns this zone with the length of its mains in km. */
  public Zone withMainsLengthKm(double newLength) {
    OptionalDouble length = OptionalDouble.of(newLength);
    return new Zone(id, parent, inflow, tanks, population, connections, length);
  }
}
