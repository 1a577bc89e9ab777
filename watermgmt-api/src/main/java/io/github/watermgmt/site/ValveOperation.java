// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.time.Instant;

/**
 * A valve or pipe was opened, closed or throttled.
 *
 * @param occurred when it was operated
 * @param knownFrom from when on that was known
 * @param element id of the valve or other link
 * @param opening 0 closed to 1 fully open
 */
public record ValveOperation(Instant occurred, Instant knownFrom, String element, double opening)
    implements Event {

  /**
   * Checks the order of the instants, the id and the opening.
   *
   * @throws io.github.watermgmt.error.DataException WM-109
   */
  public ValveOperation {
    new EventCheck(occurred, knownFrom)
        .named("element", element)
        .that(opening >= 0 && opening <= 1, "opening", opening, "must be from 0 to 1")
        .throwIfAny("valve operation");
  }
}
