// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * What moves demand over the years.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum Driver {
  /** People supplied. */
  POPULATION("population"),
  /** Service connections. */
  CONNECTIONS("connections"),
  /** Price of water, in money without inflation. */
  PRICE("price"),
  /** Mean temperature of the month, °C. */
  TEMPERATURE("temperature"),
  /** Rain of the month, mm. */
  RAIN("rain"),
  /** Use per head or connection, all else being equal: fittings, habits, trades. */
  EFFICIENCY("efficiency"),
  /** Real losses per connection (per head, or in all, where connections are not known). */
  LOSSES("losses");

  private final String words;

  Driver(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
