// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A node with storage.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among nodes
 * @param elevationM elevation of the bottom above datum in m, where known
 * @param position place on the plan, where known
 * @param geometry shape, where known
 */
public record Tank(
    String id, OptionalDouble elevationM, Optional<Position> position, Optional<Geometry> geometry)
    implements Node {

  /**
   * Shape of a tank.
   *
   * @param initialLevelM level at the start, m above the bottom
   * @param minLevelM lowest level, m
   * @param maxLevelM highest level, m
   * @param diameterM diameter of a cylinder, m; 0 if a curve says it
   * @param minVolumeM3 volume at the lowest level, m³
   * @param volumeCurve id of the curve of volume (m³) by level (m), for other shapes
   */
  public record Geometry(
      double initialLevelM,
      double minLevelM,
      double maxLevelM,
      double diameterM,
      double minVolumeM3,
      @Nullable String volumeCurve) {}

  /** Returns a tank of which nothing is known but its id. */
  public static Tank of(String id) {
    return new Tank(id, OptionalDouble.empty(), Optional.empty(), Optional.empty());
  }
}
