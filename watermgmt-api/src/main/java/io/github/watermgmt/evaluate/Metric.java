// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

/**
 * A measure of how far a forecast was from the truth.
 *
 * <p>Thread-safety: implementations are immutable and may be shared.
 */
public interface Metric {

  /** Returns the short name that heads a column, such as {@code MAE}. */
  String name();

  /**
   * Returns the score of one series and origin, NaN where it cannot be computed, such as without
   * any truth. Missing truth is left out.
   *
   * @throws io.github.watermgmt.error.UnsupportedRequestException if it needs the history and
   *     {@code scored} has none
   */
  double score(Scored scored);
}
