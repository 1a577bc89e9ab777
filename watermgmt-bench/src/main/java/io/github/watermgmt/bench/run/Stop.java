// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.spi.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a run learns that it is to end, and how the JVM waits for it. On Ctrl-C the run is cancelled;
 * the JVM goes when what was done is written, or after a while.
 *
 * <p>Thread-safety: may be shared.
 */
public final class Stop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch written = new CountDownLatch(1);

  /** Creates a stop that nothing but {@link #request()} sets off. */
  public Stop() {}

  /** Returns a stop that is set off when the JVM is told to end. */
  public static Stop onInterrupt() {
    Stop stop = new Stop();
    Thread hook = new Thread(stop::cancelAndWait, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return stop;
  }

  private void cancelAndWait() {
    if (written.getCount() == 0) {
      return;
    }
    cancellation.cancel();
    try {
      boolean done = written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!done) {
        System.err.println(
            "The run did not end in " + PATIENCE_SECONDS + " s; its results are lost.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the run to end. */
  public void request() {
    cancellation.cancel();
  }

  /** Returns whether the run was asked to end. */
  public boolean isRequested() {
    return cancellation.isCancelled();
  }

  /** Returns the token for a run context. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Tells that everything is written, so that the JVM may go. */
  @Override
  public void close() {
    written.countDown();
  }
}
