// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class RunContextTest {
  private static final ExecutorService POOL = Executors.newFixedThreadPool(7);
  private static final ExecutorService TIGHT = Executors.newFixedThreadPool(1);

  @AfterAll
  static void shutDown() {
    POOL.shutdownNow();
    TIGHT.shutdownNow();
  }

  static Stream<RunContext> contexts() {
    RunContext standard = RunContext.standard();
    return Stream.of(
        standard,
        standard.withExecutor(POOL, 2),
        standard.withExecutor(POOL, 8),
        standard.withExecutor(TIGHT, 16),
        standard.withParallelism(4),
        standard.withExecutor(Runnable::run, 3),
        standard.withExecutor(
            task -> {
              throw new RejectedExecutionException("shut down");
            },
            3),
        standard.withExecutor(task -> {}, 3));
  }

  @Test
  void theStandardIsQuietAndAlone() {
    RunContext run = RunContext.standard();
    assertThat(run.seed()).isEqualTo(1);
    assertThat(run.parallelism()).isEqualTo(1);
    assertThat(run.remaining()).isEmpty();
    assertThat(run.cancellation()).isEmpty();
    assertThat(run.stopRequested()).isFalse();
    run.checkpoint();
    run.progress("quiet", 1, 2);
    Thread[] ran = new Thread[1];
    run.executor().execute(() -> ran[0] = Thread.currentThread());
    assertThat(ran[0]).isSameAs(Thread.currentThread());
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void everyIndexRunsOnceAndTheResultIsTheSame(RunContext run) {
    double[] expected = new double[1000];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = draw(RunContext.standard(), i);
    }
    AtomicIntegerArray runs = new AtomicIntegerArray(expected.length);
    double[] results = new double[expected.length];
    run.forEach(
        expected.length,
        i -> {
          runs.incrementAndGet(i);
          results[i] = draw(run, i);
        });
    assertThat(results).isEqualTo(expected);
    for (int i = 0; i < runs.length(); i++) {
      assertThat(runs.get(i)).isEqualTo(1);
    }
    run.forEach(0, i -> runs.incrementAndGet(0));
    assertThat(runs.get(0)).isEqualTo(1);
    assertThatThrownBy(() -> run.forEach(-1, i -> {})).isInstanceOf(IllegalArgumentException.class);
  }

  private static double draw(RunContext run, int index) {
    RandomGenerator random = run.random("test", index);
    double sum = 0;
    for (int i = 0; i < 100; i++) {
      sum += random.nextGaussian();
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void theFailureOfTheLowestIndexIsThrown(RunContext run) {
    for (int round = 0; round < 50; round++) {
      AtomicInteger after = new AtomicInteger();
      int higherSleep = round % 2 == 0 ? 0 : 4;
      assertThatThrownBy(
              () ->
                  run.forEach(
                      200,
                      i -> {
                        // The lower failure comes before or after the higher ones in time.
                        if (i >= 20 && i < 30) {
                          sleep(i == 20 ? 2 : higherSleep);
                        }
                        if (i >= 20 && i < 30) {
                          throw new IllegalStateException("task " + i);
                        }
                        if (i >= 100) {
                          after.incrementAndGet();
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("task 20");
      assertThat(after).as("tasks started after the failures").hasValue(0);
    }
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void errorsAreThrownAsTheyAre(RunContext run) {
    AssertionError error = new AssertionError("wrong");
    assertThatThrownBy(
            () ->
                run.forEach(
                    5,
                    i -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void loopsMayBeNestedOnOneExecutor(RunContext run) {
    AtomicInteger count = new AtomicInteger();
    run.forEach(10, i -> run.forEach(10, j -> run.forEach(5, k -> count.incrementAndGet())));
    assertThat(count).hasValue(500);
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void noTaskStillRunsWhenTheLoopHasEnded(RunContext run) {
    AtomicInteger running = new AtomicInteger();
    for (int round = 0; round < 20; round++) {
      assertThatThrownBy(
              () ->
                  run.forEach(
                      50,
                      i -> {
                        running.incrementAndGet();
                        try {
                          sleep(1);
                          if (i == 3) {
                            throw new IllegalStateException("stop");
                          }
                        } finally {
                          running.decrementAndGet();
                        }
                      }))
          .hasMessage("stop");
      assertThat(running).hasValue(0);
    }
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void cancellationStopsBetweenTasks(RunContext base) {
    Cancellation cancellation = new Cancellation();
    RunContext run = base.withCancellation(cancellation);
    AtomicInteger started = new AtomicInteger();
    assertThatThrownBy(
            () ->
                run.forEach(
                    1000,
                    i -> {
                      if (started.incrementAndGet() == 10) {
                        cancellation.cancel();
                      }
                      sleep(1);
                    }))
        .isInstanceOf(CancelledException.class);
    assertThat(started.get()).isBetween(10, 10 + run.parallelism());
    assertThatThrownBy(() -> run.forEach(1, i -> started.set(-1)))
        .isInstanceOf(CancelledException.class);
    assertThat(started.get()).isPositive();
  }

  @Test
  void cancellationAfterTheLastTaskChangesNothing() {
    for (RunContext base : contexts().toList()) {
      Cancellation cancellation = new Cancellation();
      AtomicInteger done = new AtomicInteger();
      base.withCancellation(cancellation)
          .forEach(
              5,
              i -> {
                if (done.incrementAndGet() == 5) {
                  cancellation.cancel();
                }
              });
      assertThat(done).hasValue(5);
    }
  }

  @ParameterizedTest
  @MethodSource("contexts")
  void theDeadlineStopsBetweenTasks(RunContext base) {
    RunContext run = base.withDeadline(Duration.ofMillis(30));
    AtomicInteger started = new AtomicInteger();
    assertThatThrownBy(
            () ->
                run.forEach(
                    100_000,
                    i -> {
                      started.incrementAndGet();
                      sleep(2);
                    }))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(started.get()).isLessThan(1000);
    assertThat(run.remaining()).contains(Duration.ZERO);
    assertThat(run.stopRequested()).isTrue();
    assertThatThrownBy(() -> run.checkpoint("fit"))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageContaining("fit");
  }

  @Test
  void aDeadlineIsOnlyEverBroughtForward() {
    RunContext run = RunContext.standard().withDeadline(Duration.ofHours(1));
    assertThat(run.withDeadline(Duration.ofDays(1)).remaining().orElseThrow())
        .isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(run.withDeadline(Duration.ofMinutes(1)).remaining().orElseThrow())
        .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(run.withDeadline(Duration.ZERO).stopRequested()).isTrue();
    assertThatThrownBy(() -> run.withDeadline(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    RunContext forever = RunContext.standard().withDeadline(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(forever.stopRequested()).isFalse();
    assertThat(forever.remaining().orElseThrow()).isGreaterThan(Duration.ofDays(365 * 100));
  }

  @Test
  void withersChangeOneThingOnly() {
    Cancellation cancellation = new Cancellation();
    RunContext run =
        RunContext.standard()
            .withSeed(7)
            .withExecutor(POOL, 3)
            .withCancellation(cancellation)
            .withDeadline(Duration.ofHours(1))
            .withProgress(progress -> {})
            .withSeed(8);
    assertThat(run.seed()).isEqualTo(8);
    assertThat(run.parallelism()).isEqualTo(3);
    assertThat(run.executor()).isSameAs(POOL);
    assertThat(run.cancellation()).contains(cancellation);
    assertThat(run.remaining()).isPresent();
    assertThat(RunContext.standard().seed()).isEqualTo(1);
    assertThatThrownBy(() -> run.withParallelism(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theListenerHearsEverything() {
    List<Progress> heard = new ArrayList<>();
    RunContext run = RunContext.standard().withProgress(heard::add);
    run.progress("fit", 1, 3);
    run.progress("fit", 5, 0);
    assertThat(heard).extracting(Progress::done).containsExactly(1L, 5L);
    assertThat(heard).extracting(Progress::stage).containsOnly("fit");
    assertThat(heard.get(1).elapsed()).isGreaterThanOrEqualTo(heard.get(0).elapsed());
    assertThatThrownBy(() -> run.progress("fit", 4, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run.progress("fit", -1, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anInterruptIsKeptForTheCallerAndLosesNoTask() throws InterruptedException {
    CountDownLatch bothStarted = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    List<Boolean> flags = new CopyOnWriteArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              Thread self = Thread.currentThread();
              RunContext.standard()
                  .withExecutor(POOL, 2)
                  .forEach(
                      2,
                      i -> {
                        bothStarted.countDown();
                        await(bothStarted);
                        if (Thread.currentThread() != self) {
                          await(release);
                        }
                        done.incrementAndGet();
                      });
              flags.add(self.isInterrupted());
              flags.add(done.get() == 2);
            });
    caller.start();
    bothStarted.await();
    while (caller.getState() != Thread.State.WAITING || done.get() != 1) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    sleep(20);
    assertThat(flags).isEmpty();
    release.countDown();
    caller.join();
    assertThat(flags).containsExactly(true, true);
  }

  @Test
  void cancellationRunsItsActionsOnce() {
    Cancellation cancellation = new Cancellation();
    List<String> ran = new ArrayList<>();
    cancellation.onCancel(() -> ran.add("first"));
    Cancellation.Registration withdrawn = cancellation.onCancel(() -> ran.add("withdrawn"));
    Runnable twice = () -> ran.add("twice");
    cancellation.onCancel(twice);
    cancellation.onCancel(twice).close();
    withdrawn.close();
    assertThat(cancellation.isCancelled()).isFalse();
    cancellation.cancel();
    cancellation.cancel();
    assertThat(cancellation.isCancelled()).isTrue();
    assertThat(ran).containsExactly("first", "twice");
    cancellation.onCancel(() -> ran.add("late")).close();
    assertThat(ran).containsExactly("first", "twice", "late");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
