// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import java.time.Instant;
import java.util.Objects;

/**
 * What came of an alert, told by who went and looked.
 *
 * @param occurred when it was found out
 * @param knownFrom from when on it was known
 * @param alertId id of the alert
 * @param verdict what was found
 */
public record Feedback(Instant occurred, Instant knownFrom, String alertId, Verdict verdict)
    implements Event {

  /**
   * Checks the order of the instants and the id.
   *
   * @throws io.github.watermgmt.error.DataException WM-109
   */
  public Feedback {
    Objects.requireNonNull(verdict, "verdict");
    new EventCheck(occurred, knownFrom).named("alertId", alertId).throwIfAny("feedback");
  }
}
