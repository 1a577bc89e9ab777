// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One parallel run of {@link RunContext#forEach}.
 *
 * <p>The calling thread works too and waits only for indices that another thread has actually taken
 * up, never for helpers that are still queued. So a saturated executor, or one that is shared with
 * an outer loop, can slow the loop down but cannot block it.
 *
 * <p>Indices are handed out in ascending order, and those handed out are always finished. So when a
 * task fails, every lower index has been tried, and the failure of the lowest index does not depend
 * on the number of threads.
 */
final class ParallelLoop {
  private final Object lock = new Object();
  private final int size;
  private final IntConsumer task;
  private final BooleanSupplier stop;
  private int next;
  private int running;
  private boolean stopped;
  private int failedIndex = Integer.MAX_VALUE;
  private @Nullable Throwable failure;

  ParallelLoop(int size, IntConsumer task, BooleanSupplier stop) {
    this.size = size;
    this.task = task;
    this.stop = stop;
  }

  /** Runs the tasks; returns whether all were run, and not some left out on request. */
  boolean run(int helpers, Executor executor) {
    for (int i = 0; i < helpers; i++) {
      try {
        executor.execute(this::work);
      } catch (RejectedExecutionException e) {
        // A helper is a favour: the calling thread does what is left.
        break;
      }
    }
    work();
    Throwable thrown = await();
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return !stopped;
  }

  private void work() {
    int index = take();
    while (index >= 0) {
      Throwable thrown = null;
      try {
        task.accept(index);
      } catch (Throwable t) {
        // Kept for the calling thread, which throws it again.
        thrown = t;
      }
      finish(index, thrown);
      index = take();
    }
  }

  private int take() {
    boolean stopNow = stop.getAsBoolean();
    synchronized (lock) {
      if (next >= size || stopped || failure != null) {
        return -1;
      }
      if (stopNow) {
        stopped = true;
        return -1;
      }
      running++;
      return next++;
    }
  }

  private void finish(int index, @Nullable Throwable thrown) {
    synchronized (lock) {
      running--;
      if (thrown != null && index < failedIndex) {
        failedIndex = index;
        failure = thrown;
      }
      if (running == 0) {
        lock.notifyAll();
      }
    }
  }

  private @Nullable Throwable await() {
    boolean interrupted = false;
    synchronized (lock) {
      while (running > 0) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          // Leaving now would let tasks write into results that the caller believes finished.
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return failure;
    }
  }
}
