// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;

/**
 * A meter was exchanged: reads at and after this instant are the new one's.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param at when
 * @param finalRead what the old register showed at the end, in its unit, if anybody wrote it down
 * @param firstRead what the new register showed at the start; empty if nobody knows, for new meters
 *     have run on a test bench
 */
public record MeterExchange(Instant at, OptionalDouble finalRead, OptionalDouble firstRead) {

  /** Refuses reads that no register shows. */
  public MeterExchange {
    if (!at.equals(at.truncatedTo(ChronoUnit.SECONDS))) {
      throw new IllegalArgumentException("at (" + at + "), must be a whole second");
    }
    for (OptionalDouble read : new OptionalDouble[] {finalRead, firstRead}) {
      if (read.isPresent() && !(read.getAsDouble() >= 0 && read.getAsDouble() < 1e300)) {
        throw new IllegalArgumentException(
            "read (" + read.getAsDouble() + "), must be finite and not negative");
      }
    }
  }

  /** An exchange at which both registers were read. */
  public static MeterExchange of(Instant at, double finalRead, double firstRead) {
    return new MeterExchange(at, OptionalDouble.of(finalRead), OptionalDouble.of(firstRead));
  }

  /** An exchange of which only the instant is known. */
  public static MeterExchange unread(Instant at) {
    return new MeterExchange(at, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
