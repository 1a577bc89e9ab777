// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A source of water: a well field, a treatment works, a connection to a supplier.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among nodes
 * @param elevationM elevation above datum in m, where known
 * @param position place on the plan, where known
 * @param headM hydraulic head in m, where known
 */
public record Reservoir(
    String id, OptionalDouble elevationM, Optional<Position> position, OptionalDouble headM)
    implements Node {

  /** Returns a reservoir of which nothing is known but its id. */
  public static Reservoir of(String id) {
    return new Reservoir(id, OptionalDouble.empty(), Optional.empty(), OptionalDouble.empty());
  }
}
