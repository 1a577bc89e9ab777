// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How time and memory of the default optimizer grow with the city. */
class StructuredScaleTest {
  private static final double MOST_GROWTH = 1.5; // power of the number of nodes
  private static final int ROUNDS = 5;

  private final DistributionOptimizer optimizer = Providers.discover().optimizer("structured");
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Test
  void whatDoesNotFitIsRefusedAndTheJvmLives(@TempDir Path folder) throws Exception {
    assertThat(SolveCities.inHeap(folder, "64m", "structured", "500x168", "20x24"))
        .containsExactly("MEMORY", "Solved");
  }

  @Test
  @Tag("slow")
  void fiveHundredNodesByAWeekFitInto256Megabytes(@TempDir Path folder) throws Exception {
    assertThat(SolveCities.inHeap(folder, "256m", "structured", "500x168"))
        .containsExactly("Solved");
  }

  @Test
  @Tag("slow")
  void timeGrowsLittleFasterThanTheCity() {
    Problem small = City.of(50, 24, 1);
    Problem large = City.of(1000, 24, 1);
    leastMillis(small, 50); // Once for the compiler.
    leastMillis(large, 1);
    double least = Double.POSITIVE_INFINITY;
    for (int attempt = 0; attempt < 3 && least > MOST_GROWTH; attempt++) {
      double few = leastMillis(small, 10 * ROUNDS);
      double many = leastMillis(large, ROUNDS);
      double growth = Math.log(many / few) / Math.log(1000.0 / 50);
      System.out.printf(
          Locale.ROOT, "50 nodes %.1f ms, 1000 nodes %.0f ms: n^%.2f%n", few, many, growth);
      least = Math.min(least, growth);
    }
    assertThat(least).isLessThanOrEqualTo(MOST_GROWTH);
  }

  /** Returns the least time of the processor that a solve took. */
  private double leastMillis(Problem problem, int rounds) {
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < rounds; round++) {
      long start = threads.getCurrentThreadCpuTime();
      Outcome outcome = optimizer.optimize(problem, RunContext.standard());
      least = Math.min(least, (threads.getCurrentThreadCpuTime() - start) / 1e6);
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    }
    return least;
  }
}
