// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A node without storage; consumers may draw from it.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param id unique among nodes
 * @param elevationM elevation above datum in m, where known
 * @param position place on the plan, where known
 */
public record Junction(String id, OptionalDouble elevationM, Optional<Position> position)
    implements Node {

  /** Returns a junction of which nothing is known but its id. */
  public static Junction of(String id) {
    return new Junction(id, OptionalDouble.empty(), Optional.empty());
  }
}
