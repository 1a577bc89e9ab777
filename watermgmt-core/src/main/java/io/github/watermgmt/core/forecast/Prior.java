// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * What is believed of an effect before the data: a normal distribution.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param mean finite
 * @param sd standard deviation, positive: the smaller, the more data it takes to change the mind
 * @param source where it comes from, in words
 */
public record Prior(double mean, double sd, String source) {
  /** Refuses what is no distribution. */
  public Prior {
    if (!Double.isFinite(mean) || !(sd > 0) || Double.isInfinite(sd)) {
      throw new IllegalArgumentException(
          "prior (mean " + mean + ", sd " + sd + "), must be finite with a positive sd");
    }
  }
}
