// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.time.Instant;

/**
 * A leak at an element was repaired.
 *
 * @param occurred when the repair was done
 * @param knownFrom from when on it was known
 * @param element id of the pipe or other element
 */
public record Repair(Instant occurred, Instant knownFrom, String element) implements Event {

  /**
   * Checks the order of the instants and the id.
   *
   * @throws io.github.watermgmt.error.DataException WM-109
   */
  public Repair {
    new EventCheck(occurred, knownFrom).named("element", element).throwIfAny("repair");
  }
}
