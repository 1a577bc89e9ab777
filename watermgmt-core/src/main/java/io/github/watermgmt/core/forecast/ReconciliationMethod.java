// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * How forecasts of sums and parts are brought to agree. See {@link Reconciliation}.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum ReconciliationMethod {
  /** The leaves count, sums are theirs; forecasts of sums are not used. */
  BOTTOM_UP,
  /** Every series gives way alike: least squares. */
  OLS,
  /** A series gives way in proportion to the number of its leaves: weighted least squares. */
  WLS_STRUCTURAL,
  /**
   * A series gives way as far as it has erred, and with those that erred together with it: minimum
   * trace, with the covariance of past errors shrunk towards its diagonal.
   */
  MINT
}
