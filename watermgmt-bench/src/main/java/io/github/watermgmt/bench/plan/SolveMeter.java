// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.bench.run.Meter;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.CancelledException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Measures solves. Processor time and heap are those of the whole process, because solvers have
 * threads and native code of their own; they mean something only while one solve runs at a time.
 *
 * <p>Thread-safety: stateless.
 *
 * @param alone whether one solve runs at a time
 */
record SolveMeter(boolean alone) {
  private static final double NANOS = 1e9;
  private static final double MEGA = 1e6;

  /**
   * Runs a solve and measures it. Whoever throws has failed, and the others go on.
   *
   * @throws CancelledException if the run is over
   */
  Solve measure(Problem problem, Supplier<Outcome> work) {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    if (alone) {
      collectGarbage();
      heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    }
    long used = bytes(heap, MemoryPoolMXBean::getUsage);
    long cpu = Meter.processCpuNanos();
    long begun = System.nanoTime();
    Outcome outcome = null;
    Throwable thrown = null;
    try {
      outcome = work.get();
    } catch (CancelledException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      thrown = e;
    }
    double wall = (System.nanoTime() - begun) / NANOS;
    long cpuAfter = Meter.processCpuNanos();
    long peak = bytes(heap, MemoryPoolMXBean::getPeakUsage);
    SolveTime time =
        new SolveTime(
            Double.NaN,
            Double.NaN,
            wall,
            alone && cpu >= 0 ? (cpuAfter - cpu) / NANOS : Double.NaN,
            alone ? Math.max(0, peak - used) / MEGA : Double.NaN);
    return outcome == null
        ? Solve.failed(thrown == null ? "it gave no outcome" : thrown.toString(), time)
        : Solve.of(problem, outcome, time);
  }

  private static long bytes(
      List<MemoryPoolMXBean> pools, Function<MemoryPoolMXBean, @Nullable MemoryUsage> of) {
    long sum = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage usage = of.apply(pool);
      sum += usage == null ? 0 : usage.getUsed();
    }
    return sum;
  }

  /** What the solve before left behind is not this one's. */
  private static void collectGarbage() {
    System.gc();
  }
}
