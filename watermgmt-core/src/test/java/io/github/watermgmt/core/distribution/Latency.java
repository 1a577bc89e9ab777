// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How soon a running solve returns once it is to stop: within 5 % of what has elapsed or 50 ms,
 * whichever is more.
 */
final class Latency {
  private static final double PART = 0.05;
  private static final long LEAST_MILLIS = 50;

  /** A loaded machine may keep a thread that is ready waiting for so long, or collect garbage. */
  private static final long ALLOWANCE_MILLIS = 100;

  private static final int ATTEMPTS = 4;

  private Latency() {}

  /** A solve that was stopped: when it began, when it was to stop, and when it returned. */
  record Stop(Outcome outcome, long start, long due, long back) {
    double lateMillis() {
      return (back - due) / 1e6;
    }

    double promisedMillis() {
      return Math.max(LEAST_MILLIS, PART * (due - start) / 1e6);
    }
  }

  static Stop cancelled(Function<RunContext, Outcome> solve, long millis) {
    Cancellation cancellation = new Cancellation();
    AtomicLong due = new AtomicLong();
    ScheduledExecutorService canceller = Executors.newSingleThreadScheduledExecutor();
    try {
      long start = System.nanoTime();
      ScheduledFuture<?> unused =
          canceller.schedule(
              () -> {
                due.set(System.nanoTime());
                cancellation.cancel();
              },
              millis,
              TimeUnit.MILLISECONDS);
      Outcome outcome = solve.apply(RunContext.standard().withCancellation(cancellation));
      return new Stop(outcome, start, due.get(), System.nanoTime());
    } finally {
      canceller.shutdown();
    }
  }

  static Stop expired(Function<RunContext, Outcome> solve, long millis) {
    long start = System.nanoTime();
    Outcome outcome = solve.apply(RunContext.standard().withDeadline(Duration.ofMillis(millis)));
    long back = System.nanoTime();
    return new Stop(outcome, start, start + TimeUnit.MILLISECONDS.toNanos(millis), back);
  }

  /**
   * The soonest of some solves counts: other work on the machine delays one or the other, a solver
   * that does not listen delays them all.
   */
  static void assertInTime(String what, StopReason reason, Supplier<Stop> solve) {
    double soonest = Double.POSITIVE_INFINITY;
    double allowed = 0;
    for (int attempt = 0; attempt < ATTEMPTS && soonest > allowed; attempt++) {
      Stop stop = solve.get();
      assertThat(stop.outcome())
          .isInstanceOfSatisfying(
              Outcome.Stopped.class, stopped -> assertThat(stopped.reason()).isEqualTo(reason));
      soonest = Math.min(soonest, stop.lateMillis());
      allowed = stop.promisedMillis() + ALLOWANCE_MILLIS;
      System.out.printf(
          Locale.ROOT,
          "%s after %.0f ms: back %.1f ms later; promised %.0f ms, allowed %d ms more%n",
          what,
          (stop.due() - stop.start()) / 1e6,
          stop.lateMillis(),
          stop.promisedMillis(),
          ALLOWANCE_MILLIS);
    }
    assertThat(soonest).as("ms until %s returned", what).isLessThanOrEqualTo(allowed);
  }
}
