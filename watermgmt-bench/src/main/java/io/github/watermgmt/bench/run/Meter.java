// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * Measures what work on the calling thread costs. Helping threads are not seen: whoever is measured
 * is to work on one thread.
 *
 * <p>Thread-safety: stateless.
 */
public final class Meter {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Meter() {}

  /**
   * A result with what it cost.
   *
   * @param value the result
   * @param cost what it cost
   */
  public record Measured<T>(T value, Cost cost) {}

  /** Runs work and measures it. What it throws is thrown on. */
  public static <T> Measured<T> measure(Supplier<T> work) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long cpu = THREADS.getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    T value = work.get();
    long wall = System.nanoTime() - begun;
    long cpuSpent = difference(cpu, THREADS.getCurrentThreadCpuTime());
    long bytes = difference(allocated, THREADS.getCurrentThreadAllocatedBytes());
    return new Measured<>(value, new Cost(wall, cpuSpent, bytes));
  }

  private static long difference(long before, long after) {
    return before < 0 || after < 0 ? -1 : after - before;
  }

  /**
   * Returns the processor time of the whole JVM in nanoseconds, native threads and the collector
   * included; −1 where it is unknown.
   */
  public static long processCpuNanos() {
    return SYSTEM.getProcessCpuTime();
  }
}
