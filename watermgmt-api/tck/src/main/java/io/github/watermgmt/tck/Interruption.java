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
import org.jspecify.annotations.Nullable;

/** Cancels work in the middle and sees what comes of it. */
final class Interruption {
  private static final long LONG_ENOUGH_NANOS = Duration.ofMillis(60).toNanos();
  private static final int ATTEMPTS = 6;

  private Interruption() {}

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
   * if it runs to its end all the same. What is too quick to be interrupted is skipped.
   *
   * @param bySize work by its size; tells whether it was stopped
   */
  static void cancelDuring(
      String what, IntFunction<Predicate<RunContext>> bySize, int largest, Duration promptness) {
    int size = 1;
    long nanos = least(bySize.apply(size));
    while (nanos < LONG_ENOUGH_NANOS && size < largest) {
      size = Math.min(largest, 2 * size);
      nanos = least(bySize.apply(size));
    }
    if (nanos < LONG_ENOUGH_NANOS) {
      abort(what + " takes " + nanos / 1_000_000 + " ms at most: too quick to be interrupted");
    }
    Predicate<RunContext> work = bySize.apply(size);
    long delay = nanos / 3;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++, delay /= 2) {
      Long late = cancelAfter(work, delay, what, promptness);
      if (late == null) {
        return;
      }
      if (late > nanos / 4) {
        fail(
            what
                + " went on to its end, "
                + late / 1_000_000
                + " ms after it was cancelled; maybe call run.checkpoint() inside the loops");
      }
    }
    abort(what + " ended each time before it could be cancelled");
  }

  /** Returns the nanoseconds from the cancellation to the end, null if the work was stopped. */
  private static @Nullable Long cancelAfter(
      Predicate<RunContext> work, long delay, String what, Duration promptness) {
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
    canceller.start();
    boolean stopped = work.test(RunContext.standard().withCancellation(cancellation));
    long end = System.nanoTime();
    canceller.interrupt();
    join(canceller);
    long late = at.get() == Long.MAX_VALUE ? 0 : end - at.get();
    if (!stopped) {
      return late;
    }
    assertThat(Duration.ofNanos(late))
        .as("time that %s takes to end once it is cancelled", what)
        .isLessThan(promptness);
    return null;
  }

  private static long least(Predicate<RunContext> work) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 2; round++) {
      long start = System.nanoTime();
      assertThat(work.test(RunContext.standard()))
          .as("whether work that nobody stops was stopped")
          .isFalse();
      least = Math.min(least, System.nanoTime() - start);
      if (least > 10 * LONG_ENOUGH_NANOS) {
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
