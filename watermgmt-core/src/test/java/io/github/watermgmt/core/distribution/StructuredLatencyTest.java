// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How soon the default optimizer returns once it is to stop: on a city that takes seconds, at
 * moments in which it is set up, near the optimum and on its way to a vertex.
 */
@Tag("slow")
class StructuredLatencyTest {
  private static final Problem CITY = City.of(500, 168, 1);

  private static Outcome solve(RunContext run) {
    return Providers.discover().optimizer("structured").optimize(CITY, run);
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 100, 300, 800, 1200, 1600, 2000})
  void cancellingEndsTheCallInTime(long millis) {
    Latency.assertInTime(
        "cancelled",
        StopReason.CANCELLED,
        () -> Latency.cancelled(StructuredLatencyTest::solve, millis));
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 100, 300, 800, 1200, 1600, 2000})
  void theDeadlineEndsTheCallInTime(long millis) {
    Latency.assertInTime(
        "deadline",
        StopReason.TIME_LIMIT,
        () -> Latency.expired(StructuredLatencyTest::solve, millis));
  }
}
