// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.SolveReport;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a solve took; NaN where it is unknown.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param build time to build the model as the optimizer reports it, seconds
 * @param solve time to solve it, verification included, likewise
 * @param wall time that passed, seconds
 * @param cpu processor time of the whole process, native and helping threads included, seconds
 * @param heap how far the Java heap grew above what lay there before, garbage included, MB (10⁶
 *     bytes)
 */
record SolveTime(double build, double solve, double wall, double cpu, double heap) {
  private static final double NANOS = 1e9;

  /** The clock of processor time has steps of a hundredth of a second. */
  private static final double CLOCKED = 0.1;

  static final SolveTime UNKNOWN =
      new SolveTime(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Returns this with what the optimizer reports. */
  SolveTime by(SolveReport report) {
    return new SolveTime(report.buildNanos() / NANOS, report.solveNanos() / NANOS, wall, cpu, heap);
  }

  /** Returns the medians, each over the values that are known. */
  static SolveTime median(List<SolveTime> times) {
    return new SolveTime(
        median(times, SolveTime::build),
        median(times, SolveTime::solve),
        median(times, SolveTime::wall),
        median(times, SolveTime::cpu),
        median(times, SolveTime::heap));
  }

  private static double median(List<SolveTime> times, ToDoubleFunction<SolveTime> of) {
    double[] known =
        times.stream().mapToDouble(of).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (known.length == 0) {
      return Double.NaN;
    }
    int half = known.length / 2;
    return known.length % 2 == 1 ? known[half] : (known[half - 1] + known[half]) / 2;
  }

  /**
   * Returns how long this took relative to another: by processor time where both took enough of it
   * for its clock, else by what passed.
   */
  double relativeTo(SolveTime other) {
    return cpu >= CLOCKED && other.cpu >= CLOCKED ? cpu / other.cpu : wall / other.wall;
  }
}
