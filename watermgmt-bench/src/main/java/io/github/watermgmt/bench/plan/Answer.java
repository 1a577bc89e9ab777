// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import java.util.Optional;

/**
 * What somebody made of an instance in one round.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param given the solve of the instance as it was given
 * @param again the solves of the changed problem, if there is one and the given one was solved
 */
record Answer(Solve given, Optional<Again> again) {

  /**
   * The changed problem, solved twice.
   *
   * @param warm from the solution of the given one
   * @param cold from nothing
   */
  record Again(Solve warm, Solve cold) {}
}
