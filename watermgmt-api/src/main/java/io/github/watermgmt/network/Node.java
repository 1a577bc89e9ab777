// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Optional;
import java.util.OptionalDouble;

/** A place where links meet. Thread-safety: all implementations are immutable values. */
public sealed interface Node permits Junction, Reservoir, Tank {

  /** Returns the id, unique among nodes. */
  String id();

  /** Returns the elevation above datum in m, where known. */
  OptionalDouble elevationM();

  /** Returns the place on the plan, where known. */
  Optional<Position> position();
}
