// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.time.Instant;

/**
 * Something that happened, beyond numbers. A method may use it from {@link #knownFrom()} on, not
 * from {@link #occurred()} on: a repair that is entered a week later was unknown for a week.
 *
 * <p>Thread-safety: all events are immutable values.
 */
public sealed interface Event permits DemandChange, Feedback, Repair, Rezoning, ValveOperation {

  /** Returns when it happened. */
  Instant occurred();

  /** Returns from when on it was known; never before it happened. */
  Instant knownFrom();

  /** Returns whether it was known at a moment. */
  default boolean isKnownAt(Instant moment) {
    return !knownFrom().isAfter(moment);
  }
}
