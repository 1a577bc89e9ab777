// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * The caller's wish to stop: handed into a {@link RunContext}, it is set once and never unset.
 *
 * <p>Thread-safety: may be shared by any number of threads.
 */
public final class Cancellation {
  private final Object lock = new Object();
  private final List<Waiting> actions = new ArrayList<>();
  private volatile boolean cancelled;

  /** An action with an identity of its own, so that one added twice is two registrations. */
  private static final class Waiting {
    private final Runnable action;

    Waiting(Runnable action) {
      this.action = action;
    }
  }

  /** Creates a token that is not cancelled. */
  public Cancellation() {}

  /**
   * Cancels; the first call runs the actions of {@link #onCancel} on the calling thread, in the
   * order in which they were added. Further calls do nothing.
   */
  public void cancel() {
    List<Waiting> toRun;
    synchronized (lock) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(waiting -> waiting.action.run());
  }

  /** Returns whether {@link #cancel} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Runs an action once on cancellation, at once if that has happened already. This is for work
   * that cannot poll, such as a native solver that must be interrupted; other work calls {@link
   * RunContext#checkpoint}.
   *
   * @return a registration to close when the work is over; from then on the action is not started
   *     any more
   */
  public Registration onCancel(Runnable action) {
    Waiting entry = new Waiting(action);
    synchronized (lock) {
      if (!cancelled) {
        actions.add(entry);
        return () -> remove(entry);
      }
    }
    action.run();
    return () -> {};
  }

  private void remove(Waiting entry) {
    synchronized (lock) {
      actions.remove(entry);
    }
  }

  /** An action that waits for cancellation. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    /** Withdraws the action. */
    @Override
    void close();
  }
}
