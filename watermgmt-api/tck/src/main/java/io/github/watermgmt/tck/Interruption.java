// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Stops work in the middle and sees what comes of it. */
final class Interruption {
  private static final long LONG_ENOUGH = Duration.ofMillis(120).toNanos();
  private static final int ATTEMPTS = 8;
  private static final int TARDY = 3;

  private Interruption() {}

  /**
   * One run that was stopped in the middle, or ran to its end: how long it took, and how long it
   * went on after the request.
   */
  private record Attempt(boolean stopped, long nanos, long lateNanos) {}

  /** Runs work that is stopped after so many nanoseconds. */
  @FunctionalInterface
  private interface Stopper {
    Attempt run(Predicate<RunContext> work, long delay);
  }

  /** Work that ends in a {@link CancelledException} when it is cancelled. */
  static Predicate<RunContext> throwing(Consumer<RunContext> work) {
    return run -> {
      try {
        work.accept(run);
        return false;
      } catch (CancelledException expected) {
        return true;
      }
    };
  }

  /**
   * Makes the work so large that it takes a while, cancels it after a third of that time, and fails
   * if again and again it runs to its end all the same, or stops late: once may be the machine's
   * fault. What is too quick to be interrupted is skipped.
   *
   * @param bySize work by its size; tells whether it was stopped
   * @param promptness within which time the work must stop, or else within half of what was left
   */
  static void cancelDuring(
      String what, IntFunction<Predicate<RunContext>> bySize, int largest, Duration promptness) {
    stopDuring(what, bySize, largest, promptness, Interruption::cancelled);
  }

  /** As {@link #cancelDuring}, by a deadline. */
  static void deadlineDuring(
      String what, IntFunction<Predicate<RunContext>> bySize, int largest, Duration promptness) {
    stopDuring(what, bySize, largest, promptness, Interruption::overdue);
  }

  private static void stopDuring(
      String what,
      IntFunction<Predicate<RunContext>> bySize,
      int largest,
      Duration promptness,
      Stopper stopper) {
    int size = 1;
    long nanos = least(bySize.apply(size));
    while (nanos < LONG_ENOUGH && size < largest) {
      size = Math.min(largest, 2 * size);
      nanos = least(bySize.apply(size));
    }
    if (nanos < LONG_ENOUGH) {
      abort(what + " takes " + nanos / 1_000_000 + " ms at most: too quick to be interrupted");
    }
    Predicate<RunContext> work = bySize.apply(size);
    int tardy = 0;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      long delay = nanos / 3;
      Attempt made = stopper.run(work, delay);
      long allowed =
          made.stopped() ? Math.max(promptness.toNanos(), (nanos - delay) / 2) : nanos / 4;
      if (made.lateNanos() <= allowed) {
        if (made.stopped()) {
          return;
        }
        // It takes less than it seemed to take when the machine was busy.
        nanos = Math.min(nanos / 2, made.nanos());
        continue;
      }
      tardy++;
      if (tardy == TARDY) {
        fail(
            what
                + (made.stopped() ? " stopped only " : " went on to its end, ")
                + made.lateNanos() / 1_000_000
                + " ms after it was to stop; maybe call run.checkpoint() inside the loops");
      }
    }
    abort(what + " ended each time before it could be stopped");
  }

  private static Attempt cancelled(Predicate<RunContext> work, long delay) {
    Cancellation cancellation = new Cancellation();
    AtomicLong at = new AtomicLong(Long.MAX_VALUE);
    Thread canceller =
        new Thread(
            () -> {
              try {
                TimeUnit.NANOSECONDS.sleep(delay);
              } catch (InterruptedException e) {
                return;
              }
              at.set(System.nanoTime());
              cancellation.cancel();
            });
    long start = System.nanoTime();
    canceller.start();
    boolean stopped = work.test(RunContext.standard().withCancellation(cancellation));
    long end = System.nanoTime();
    canceller.interrupt();
    join(canceller);
    return new Attempt(stopped, end - start, at.get() == Long.MAX_VALUE ? 0 : end - at.get());
  }

  private static Attempt overdue(Predicate<RunContext> work, long delay) {
    long start = System.nanoTime();
    boolean stopped = work.test(RunContext.standard().withDeadline(Duration.ofNanos(delay)));
    long nanos = System.nanoTime() - start;
    return new Attempt(stopped, nanos, nanos - delay);
  }

  private static long least(Predicate<RunContext> work) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 2 && least > LONG_ENOUGH / 4; round++) {
      long start = System.nanoTime();
      assertThat(work.test(RunContext.standard()))
          .as("whether work that nobody stops was stopped")
          .isFalse();
      least = Math.min(least, System.nanoTime() - start);
      if (least > 5 * LONG_ENOUGH) {
        return least;
      }
    }
    return least;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
