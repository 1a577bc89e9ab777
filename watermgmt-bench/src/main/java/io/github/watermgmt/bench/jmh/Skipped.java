// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.error.WaterManagementException;
import java.util.function.Supplier;

/**
 * Ends a benchmark that cannot be measured here, such as that of a provider without its natives.
 * The run goes on with the next one, unless it is told to fail on errors ({@code -foe true}).
 */
final class Skipped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Skipped(String reason) {
    // The reason is all there is to see: without a stack trace it stands alone.
    super("SKIPPED: " + reason, null, false, false);
  }

  /** Returns what is needed, or skips with the reason why it is not there. */
  static <T> T unless(Supplier<T> needed) {
    try {
      return needed.get();
    } catch (WaterManagementException e) {
      throw new Skipped(String.join(" ", e.problems()));
    }
  }

  /** Skips unless a condition holds. */
  static void unless(boolean possible, String reason) {
    if (!possible) {
      throw new Skipped(reason);
    }
  }
}
