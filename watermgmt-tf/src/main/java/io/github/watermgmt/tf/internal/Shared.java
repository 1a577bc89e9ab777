// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import io.github.watermgmt.model.ModelClosedException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One owner's hold on something that several models share, such as a network that an updated model
 * uses on: it is closed when the last owner closes its hold.
 *
 * <p>Thread-safety: may be used by several threads at once.
 *
 * @param <T> what is shared
 */
public final class Shared<T extends AutoCloseable> implements AutoCloseable {
  private final T resource;
  private final String who;
  private final AtomicInteger owners;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Shared(T resource, String who, AtomicInteger owners) {
    this.resource = resource;
    this.who = who;
    this.owners = owners;
  }

  /**
   * Returns the first hold.
   *
   * @param who uses it, for the message after closing
   */
  public static <T extends AutoCloseable> Shared<T> of(T resource, String who) {
    return new Shared<>(resource, who, new AtomicInteger(1));
  }

  /**
   * Returns a hold for another owner.
   *
   * @throws ModelClosedException if this one is closed
   */
  public Shared<T> share() {
    get();
    // Not counted up from 0: the last owner may be closing at this moment.
    int before = owners.getAndUpdate(n -> n == 0 ? 0 : n + 1);
    if (before == 0) {
      throw new ModelClosedException(who);
    }
    return new Shared<>(resource, who, owners);
  }

  /**
   * Returns what is shared.
   *
   * @throws ModelClosedException if this hold is closed
   */
  public T get() {
    if (closed.get()) {
      throw new ModelClosedException(who);
    }
    return resource;
  }

  /** Gives this hold up; may be called again. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && owners.decrementAndGet() == 0) {
      try {
        resource.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
