// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import java.util.List;

/**
 * What an input of the network takes.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param name of the input
 * @param span what a row of it covers
 * @param steps number of steps of a sequence; 1 for a single one
 * @param columns numbers of each step, in order
 */
record InputMapping(String name, Span span, int steps, List<Column> columns) {

  /** Which steps an input covers. */
  enum Span {
    /** The one step: that of the origin, or the one forecast where each is forecast alone. */
    ONE,
    /** So many steps before the origin, oldest first. */
    PAST,
    /** So many steps from the origin on. */
    AHEAD
  }

  InputMapping {
    columns = List.copyOf(columns);
  }

  int size() {
    return Math.multiplyExact(steps, columns.size());
  }
}
