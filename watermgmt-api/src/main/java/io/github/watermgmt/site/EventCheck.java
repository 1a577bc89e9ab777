// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.time.Instant;

/** What all events have in common to be checked; collects every problem. */
final class EventCheck {
  private final Validation problems = new Validation();

  EventCheck(Instant occurred, Instant knownFrom) {
    problems.check(
        !knownFrom.isBefore(occurred),
        "knownFrom",
        knownFrom,
        "must not be before the event occurred, " + occurred,
        "use the moment it was entered");
  }

  EventCheck named(String what, String id) {
    problems.check(!id.isBlank(), what, "'" + id + "'", "must not be blank", "");
    return this;
  }

  EventCheck that(boolean ok, String variable, Object value, String constraint) {
    problems.check(ok, variable, value, constraint, "");
    return this;
  }

  void throwIfAny(String what) {
    problems.throwIfAny(ErrorCode.INVALID_SITE, what);
  }
}
