// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Does several things at once, again and again, and compares each with what it gives alone. */
final class AtOnce {
  private static final int TIMES = 3;
  private static final long NANOS = 300_000_000;

  private final List<Task> tasks = new ArrayList<>();

  /** Something to do, in a thread of its own; what it returns is compared by its equality. */
  private record Task(String name, Supplier<?> work) {}

  AtOnce task(String name, Supplier<?> work) {
    tasks.add(new Task(name, work));
    return this;
  }

  /**
   * Lets every task go on until each was done often, and for long: those that take long meet those
   * that do not all the way, and a state that is wrong for microseconds is met at last.
   */
  void assertSameAsAlone() {
    List<Object> alone = new ArrayList<>();
    tasks.forEach(task -> alone.add(task.work.get()));
    ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
    try {
      CountDownLatch start = new CountDownLatch(tasks.size());
      AtomicInteger behind = new AtomicInteger(tasks.size());
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < tasks.size(); i++) {
        Task task = tasks.get(i);
        Object expected = alone.get(i);
        running.add(CompletableFuture.runAsync(() -> go(task, expected, start, behind), pool));
      }
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AssertionError different) {
        throw different;
      }
      throw e;
    } finally {
      pool.shutdown();
    }
  }

  private void go(Task task, Object expected, CountDownLatch start, AtomicInteger behind) {
    boolean counted = false;
    try {
      start.countDown();
      start.await();
      long begun = System.nanoTime();
      for (int done = 0; behind.get() > 0; done++) {
        if (!counted && done >= TIMES && System.nanoTime() - begun >= NANOS) {
          counted = true;
          behind.decrementAndGet();
        }
        assertThat(task.work.get())
            .as(
                "%s, while these go on in other threads: %s",
                task.name,
                tasks.stream().map(Task::name).filter(n -> !n.equals(task.name)).toList())
            .isEqualTo(expected);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      if (!counted) {
        // Failed: the others need not wait.
        behind.decrementAndGet();
      }
    }
  }
}
