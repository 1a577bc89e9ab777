// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.spi.RunContext;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs native work on a thread of its own, so that the caller gets away in time: first the work is
 * asked to end, and if it does not listen it is left to end by itself, unheard.
 */
final class NativeCall {
  private static final long POLL_MILLIS = 2;
  private static final long GRACE_MILLIS = 30;

  private NativeCall() {}

  /**
   * Returns the result of the work, or nothing if it did not end in time after the run was to stop
   * or this thread was interrupted. What the work throws is thrown here.
   *
   * @param interrupt asks the work to end; called again and again, by this thread
   */
  static <T> Optional<T> call(RunContext run, Supplier<T> work, Runnable interrupt) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread thread = new Thread(task, "ortools");
    thread.setDaemon(true);
    thread.start();
    long patienceEnds = Long.MAX_VALUE;
    while (true) {
      try {
        return Optional.of(task.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        if (run.stopRequested()) {
          long now = System.nanoTime();
          patienceEnds =
              patienceEnds == Long.MAX_VALUE
                  ? now + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS)
                  : patienceEnds;
          if (now > patienceEnds) {
            return Optional.empty();
          }
          interrupt.run();
        }
      } catch (InterruptedException e) {
        interrupt.run();
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException failure
            ? failure
            : new IllegalStateException(e.getCause());
      }
    }
  }
}
