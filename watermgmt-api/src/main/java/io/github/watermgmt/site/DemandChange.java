// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.time.Instant;

/**
 * The demand of a zone changed for good, such as when a factory opened.
 *
 * @param occurred when it took effect
 * @param knownFrom from when on it was known
 * @param zone id of the zone
 * @param factor demand after the change divided by demand before; finite, at least 0
 * @param note why, for a reader; may be empty
 */
public record DemandChange(
    Instant occurred, Instant knownFrom, String zone, double factor, String note) implements Event {

  /**
   * Checks the order of the instants, the id and the factor.
   *
   * @throws io.github.watermgmt.error.DataException WM-109
   */
  public DemandChange {
    new EventCheck(occurred, knownFrom)
        .named("zone", zone)
        .that(
            factor >= 0 && Double.isFinite(factor),
            "factor",
            factor,
            "must be finite and not negative")
        .throwIfAny("demand change");
  }
}
