// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.time.Instant;
import java.util.List;

/**
 * The border between zones was moved: what was learnt of their levels no longer holds.
 *
 * @param occurred when it took effect
 * @param knownFrom from when on it was known
 * @param zones ids of the zones concerned, at least one
 * @param note what was changed, for a reader; may be empty
 */
public record Rezoning(Instant occurred, Instant knownFrom, List<String> zones, String note)
    implements Event {

  /**
   * Checks the order of the instants and copies the zones.
   *
   * @throws io.github.watermgmt.error.DataException WM-109
   */
  public Rezoning {
    zones = List.copyOf(zones);
    EventCheck check = new EventCheck(occurred, knownFrom);
    check.that(!zones.isEmpty(), "zones", zones, "must be at least one");
    for (String zone : zones) {
      check.named("zone", zone);
    }
    check.throwIfAny("rezoning");
  }
}
