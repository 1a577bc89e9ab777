// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DeadlineExceededException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a longer piece of work is to be run: seed, threads, cancellation, deadline and progress.
 * Every fit, update, forecast, optimization, simulation and backtest takes one.
 *
 * <pre>{@code
 * RunContext run = RunContext.standard()
 *     .withSeed(42)
 *     .withParallelism(4)
 *     .withDeadline(Duration.ofMinutes(5));
 * }</pre>
 *
 * <p>The seed and the data alone decide the result; threads, deadline and listener decide only when
 * it is there, or that it is not.
 *
 * <p>Thread-safety: immutable, and may be shared; what {@link #random} returns is confined to one
 * thread.
 */
public final class RunContext {
  // Differences of System.nanoTime stay right up to half the range of a long: 146 years.
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

  private static final RunContext STANDARD = new RunContext(1, 1, Runnable::run, null, null, null);

  private final long seed;
  private final int parallelism;
  private final Executor executor;
  private final @Nullable Cancellation cancellation;
  private final @Nullable Long deadlineNanos;
  private final @Nullable Listening listening;

  /** A listener with the moment from which elapsed time counts. */
  private record Listening(ProgressListener listener, long startNanos) {}

  private RunContext(
      long seed,
      int parallelism,
      Executor executor,
      @Nullable Cancellation cancellation,
      @Nullable Long deadlineNanos,
      @Nullable Listening listening) {
    this.seed = seed;
    this.parallelism = parallelism;
    this.executor = executor;
    this.cancellation = cancellation;
    this.deadlineNanos = deadlineNanos;
    this.listening = listening;
  }

  /** Returns seed 1 on the calling thread, without cancellation, deadline or listener. */
  public static RunContext standard() {
    return STANDARD;
  }

  /** Returns this context with another seed. */
  public RunContext withSeed(long newSeed) {
    return new RunContext(newSeed, parallelism, executor, cancellation, deadlineNanos, listening);
  }

  /**
   * Returns this context with up to {@code threads} threads: the calling one and others of the
   * JDK's common pool, as far as that has any.
   *
   * @throws IllegalArgumentException if {@code threads} is below 1
   */
  public RunContext withParallelism(int threads) {
    return withExecutor(ForkJoinPool.commonPool(), threads);
  }

  /**
   * Returns this context with up to {@code threads} threads: the calling one and others of an
   * executor, which the caller owns and shuts down.
   *
   * @throws IllegalArgumentException if {@code threads} is below 1
   */
  public RunContext withExecutor(Executor newExecutor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads (" + threads + ") must be at least 1");
    }
    Objects.requireNonNull(newExecutor, "newExecutor");
    return new RunContext(seed, threads, newExecutor, cancellation, deadlineNanos, listening);
  }

  /** Returns this context with a token by which the caller can stop the work. */
  public RunContext withCancellation(Cancellation newCancellation) {
    Objects.requireNonNull(newCancellation, "newCancellation");
    return new RunContext(seed, parallelism, executor, newCancellation, deadlineNanos, listening);
  }

  /**
   * Returns this context with a deadline that lies {@code timeout} from now, on the monotonic clock
   * of the JVM. A deadline that is already set and earlier stays: whoever is called may allow less
   * time, never more.
   *
   * @throws IllegalArgumentException if the timeout is negative
   */
  public RunContext withDeadline(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout (" + timeout + ") must not be negative");
    }
    long nanos =
        timeout.compareTo(Duration.ofNanos(LONGEST_NANOS)) < 0 ? timeout.toNanos() : LONGEST_NANOS;
    long deadline = System.nanoTime() + nanos;
    if (deadlineNanos != null && deadlineNanos - deadline < 0) {
      deadline = deadlineNanos;
    }
    return new RunContext(seed, parallelism, executor, cancellation, deadline, listening);
  }

  /** Returns this context with a listener, whose elapsed time counts from now. */
  public RunContext withProgress(ProgressListener listener) {
    Objects.requireNonNull(listener, "listener");
    Listening newListening = new Listening(listener, System.nanoTime());
    return new RunContext(seed, parallelism, executor, cancellation, deadlineNanos, newListening);
  }

  /** Returns the seed. */
  public long seed() {
    return seed;
  }

  /** Returns the greatest number of threads that may work at once, at least 1. */
  public int parallelism() {
    return parallelism;
  }

  /** Returns the executor of the helping threads; the calling thread itself if there are none. */
  public Executor executor() {
    return executor;
  }

  /** Returns the token by which the caller can stop the work, if there is one. */
  public Optional<Cancellation> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /** Returns the time left until the deadline, zero if it has passed, empty if there is none. */
  public Optional<Duration> remaining() {
    if (deadlineNanos == null) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
  }

  /** Returns whether the work was cancelled. */
  public boolean isCancelled() {
    return cancellation != null && cancellation.isCancelled();
  }

  /** Returns whether the work was cancelled or its deadline has passed. */
  public boolean stopRequested() {
    return isCancelled() || deadlinePassed();
  }

  private boolean deadlinePassed() {
    return deadlineNanos != null && deadlineNanos - System.nanoTime() <= 0;
  }

  /**
   * Ends the work if it is to stop. Long work calls this at least every few milliseconds; a call
   * costs some ten nanoseconds.
   *
   * @param stage what is being done, for the message
   * @throws CancelledException if the caller cancelled
   * @throws DeadlineExceededException if the deadline has passed
   */
  public void checkpoint(String stage) {
    if (isCancelled()) {
      throw new CancelledException(stage);
    }
    if (deadlinePassed()) {
      throw new DeadlineExceededException(stage);
    }
  }

  /**
   * Ends the work if it is to stop; see {@link #checkpoint(String)}.
   *
   * @throws CancelledException if the caller cancelled
   * @throws DeadlineExceededException if the deadline has passed
   */
  public void checkpoint() {
    checkpoint("run");
  }

  /**
   * Tells the listener, if there is one, how far the work has come.
   *
   * @param stage what is being done, in words for a user
   * @param done units of work done
   * @param total units of work in all, or 0 if unknown
   * @throws IllegalArgumentException if the counts are negative or {@code done} exceeds {@code
   *     total}
   */
  public void progress(String stage, long done, long total) {
    if (listening != null) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - listening.startNanos());
      listening.listener().progress(new Progress(stage, done, total, elapsed));
    }
  }

  /**
   * Runs a task for each index from 0 to {@code n - 1}, on up to {@link #parallelism()} threads,
   * and returns when all are done. A task must write only what belongs to its own index; then the
   * result does not depend on the number of threads. What tasks wrote is visible on return.
   *
   * <p>If tasks fail, no further ones are started and the failure of the lowest index is thrown,
   * for any number of threads the same one. Between tasks the loop stops if it is to stop. Loops
   * may be nested, also on one executor.
   *
   * <p>Handing out an index costs about a lock: make tasks of a millisecond or more, such as one
   * per series.
   *
   * @param n number of tasks, at least 0
   * @throws CancelledException if the caller cancelled
   * @throws DeadlineExceededException if the deadline has passed
   */
  public void forEach(int n, IntConsumer task) {
    if (n < 0) {
      throw new IllegalArgumentException("n (" + n + ") must be at least 0");
    }
    checkpoint();
    int threads = Math.min(parallelism, n);
    if (threads <= 1) {
      for (int i = 0; i < n; i++) {
        checkpoint();
        task.accept(i);
      }
      return;
    }
    ParallelLoop loop = new ParallelLoop(n, task, this::stopRequested);
    if (!loop.run(threads - 1, executor)) {
      checkpoint();
    }
  }

  /**
   * Returns a generator of random numbers for one purpose, named by {@code stream}. It depends on
   * the seed and the name alone, not on what others have drawn, and yields the same numbers on
   * every JDK.
   */
  public RandomGenerator random(String stream) {
    return random(stream, 0);
  }

  /**
   * Returns a generator of random numbers for one of many like purposes, such as the series with
   * this index, so that parallel tasks need not share one.
   */
  public RandomGenerator random(String stream, long index) {
    return SplitMix64.derive(seed, stream, index);
  }
}
