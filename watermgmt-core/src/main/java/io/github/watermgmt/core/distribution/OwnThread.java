// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.spi.RunContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work that cannot poll on a thread of its own, which is interrupted when the run is to stop.
 * ojAlgo looks at the interrupt flag before each iteration; interrupting the caller's own thread
 * could leave the flag behind for whoever comes next.
 */
final class OwnThread {
  private static final long POLL_MILLIS = 5;

  /** How long to wait for work that has been interrupted, so that it can hand over what it has. */
  private static final long GRACE_MILLIS = 30;

  private OwnThread() {}

  /**
   * Returns the result of the work, or nothing if it did not end in time after the run was to stop
   * or this thread was interrupted; it then ends by itself at its next iteration, unheard. Whatever
   * the work throws is thrown here, unless the run was to stop.
   */
  static <T> Optional<T> call(RunContext run, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "watermgmt-ojalgo");
    thread.setDaemon(true);
    thread.start();
    boolean stopped = false;
    boolean interrupted = false;
    try {
      while (!stopped) {
        try {
          return Optional.of(task.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          stopped = run.stopRequested();
        } catch (InterruptedException e) {
          interrupted = true;
          stopped = true;
        }
      }
      thread.interrupt();
      return Optional.of(task.get(GRACE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      interrupted = true;
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (stopped) {
        return Optional.empty();
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
