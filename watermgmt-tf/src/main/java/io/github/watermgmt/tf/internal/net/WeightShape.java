// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

/**
 * A matrix of weights, or a row of them added to sums.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param name its name in an exported network
 * @param rows what comes in; 0 for a bias, which is a vector
 * @param columns what goes out
 */
public record WeightShape(String name, int rows, int columns) {

  /** Returns the number of weights. */
  public int size() {
    return Math.multiplyExact(Math.max(1, rows), columns);
  }

  /** Returns whether this is added to sums, and starts at 0. */
  public boolean isBias() {
    return rows == 0;
  }
}
