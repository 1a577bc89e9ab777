// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;

/**
 * A pipe.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among links
 * @param from node where positive flow enters
 * @param to node where positive flow leaves
 * @param physics what hydraulics needs, where known
 */
public record Pipe(String id, String from, String to, Optional<Physics> physics) implements Link {

  /**
   * What hydraulics needs of a pipe.
   *
   * @param lengthM length, m
   * @param diameterM inner diameter, m
   * @param roughness as the network's {@link HeadLossFormula} means it
   * @param minorLoss minor loss coefficient, dimensionless
   * @param checkValve whether it has a check valve
   */
  public record Physics(
      double lengthM, double diameterM, double roughness, double minorLoss, boolean checkValve) {}

  /** Returns a pipe without physics. */
  public static Pipe of(String id, String from, String to) {
    return new Pipe(id, from, to, Optional.empty());
  }
}
