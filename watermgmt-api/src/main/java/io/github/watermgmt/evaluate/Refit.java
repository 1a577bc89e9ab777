// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

/**
 * When a backtest learns anew.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum Refit {
  /** A new fit at each origin, on all that was known then. */
  EACH,
  /**
   * One fit, at the first origin; for each later origin that one model is updated with what came
   * since. Needs {@link io.github.watermgmt.spi.Capability#UPDATE}.
   */
  ONCE,
  /**
   * One fit, at the first origin; from origin to origin the last model is updated, as in operation.
   * Needs {@link io.github.watermgmt.spi.Capability#UPDATE}.
   */
  UPDATE
}
