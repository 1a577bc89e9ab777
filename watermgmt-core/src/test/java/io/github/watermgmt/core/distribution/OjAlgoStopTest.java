// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cancellation, deadlines and memory. The instance of these tests takes seconds to solve. */
class OjAlgoStopTest {
  private static final String LONG = "lossy-200x24";

  /** Promised is 50 ms; a busy machine may keep any thread waiting for longer. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static Outcome solve(Problem problem, RunContext run) {
    return Providers.discover().optimizer("ojalgo").optimize(problem, run);
  }

  private static void assertStopped(Outcome outcome, StopReason reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Stopped.class,
            stopped -> {
              assertThat(stopped.reason()).isEqualTo(reason);
              assertThat(stopped.best()).isEmpty();
              assertThat(stopped.report().rows()).isPositive();
            });
  }

  @Test
  void cancelledBeforehand() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertStopped(
        solve(Instances.read("lossy-20x24"), RunContext.standard().withCancellation(cancellation)),
        StopReason.CANCELLED);
  }

  @Test
  void cancelledDuringTheSolve() throws InterruptedException {
    Problem problem = Instances.read(LONG);
    Cancellation cancellation = new Cancellation();
    long[] cancelledAt = new long[1];
    Thread canceller =
        new Thread(
            () -> {
              try {
                Thread.sleep(400);
              } catch (InterruptedException e) {
                return;
              }
              cancelledAt[0] = System.nanoTime();
              cancellation.cancel();
            });
    canceller.start();

    Outcome outcome = solve(problem, RunContext.standard().withCancellation(cancellation));
    long back = System.nanoTime();
    canceller.join();

    assertStopped(outcome, StopReason.CANCELLED);
    assertThat(Duration.ofNanos(back - cancelledAt[0])).isLessThan(SOON);
  }

  @Test
  void theDeadlineHolds() {
    Problem problem = Instances.read(LONG);
    long start = System.nanoTime();

    Outcome outcome = solve(problem, RunContext.standard().withDeadline(Duration.ofMillis(300)));

    assertStopped(outcome, StopReason.TIME_LIMIT);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isLessThan(SOON.plus(Duration.ofMillis(300)));
  }

  @Test
  void anInterruptedCallerStaysInterrupted() {
    Thread.currentThread().interrupt();
    Outcome outcome;
    boolean kept;
    try {
      outcome = solve(Instances.read(LONG), RunContext.standard());
    } finally {
      kept = Thread.interrupted();
    }

    assertStopped(outcome, StopReason.CANCELLED);
    assertThat(kept).isTrue();
  }

  @Test
  void aConflictThatCouldNotBeReducedSaysSo() throws InterruptedException {
    Problem problem = infeasible();
    RunContext late = RunContext.standard().withDeadline(Duration.ofNanos(1));
    Thread.sleep(5);

    ConflictFinder.Found found =
        new ConflictFinder(problem, model -> OjAlgoSolver.solve(model, false), late)
            .find()
            .orElseThrow();

    assertThat(found.isSmallest()).isFalse();
    assertThat(found.members()).isNotEmpty();
  }

  /** Seeds of small problems without a plan are frequent. */
  private static Problem infeasible() {
    for (long seed = 0; ; seed++) {
      Problem problem = SmallProblem.of(seed, 1, 1);
      if (ExactLp.leastCost(problem).isEmpty()) {
        return problem;
      }
    }
  }

  @Test
  void whatCanNeverFitIsRefusedBeforeAnythingIsAllocated() {
    Network network = Network.builder().node(Reservoir.of("S")).build();
    Problem endless =
        Problem.builder("endless", network, TimeAxis.of(0, 1, 2_000_000_000), "EUR")
            .source("S", SourceTerms.of(1, 1))
            .build();

    assertStopped(solve(endless, RunContext.standard()), StopReason.MEMORY);
  }

  @Test
  void aSmallHeapGivesATypedOutcomeAndTheJvmLives(@TempDir Path folder) throws Exception {
    assertThat(SolveCities.inHeap(folder, "64m", "ojalgo", "500x24", "20x24"))
        .containsExactly("MEMORY", "Solved");
  }
}
