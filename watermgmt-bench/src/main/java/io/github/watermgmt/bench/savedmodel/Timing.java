// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import java.util.Arrays;

/** How calls are timed; peers keep to the same. Thread-safety: stateless. */
final class Timing {
  /** Rows of the larger of the two batches. */
  static final int MANY = 1024;

  /** Calls before the clock counts, fewer where they take longer than {@link #WARM_SECONDS}. */
  static final int WARM_CALLS = 5000;

  static final double WARM_SECONDS = 2;

  /** Calls that count, fewer where they take longer than {@link #SECONDS}. */
  static final int CALLS = 2000;

  static final double SECONDS = 2;

  private static final int LEAST = 5;
  private static final double NANOS = 1e9;
  private static final double MICRO = 1e3;

  private Timing() {}

  /** Returns the median time of a call in µs. */
  static double medianUs(Runnable call) {
    times(call, WARM_CALLS, WARM_SECONDS);
    return median(times(call, CALLS, SECONDS));
  }

  private static double[] times(Runnable call, int most, double seconds) {
    double[] times = new double[most];
    int n = 0;
    long begun = System.nanoTime();
    long last = begun;
    while (n < most && (n < LEAST || last - begun < seconds * NANOS)) {
      long before = System.nanoTime();
      call.run();
      last = System.nanoTime();
      times[n++] = (last - before) / MICRO;
    }
    return Arrays.copyOf(times, n);
  }

  /** Returns the median; NaN of nothing. */
  static double median(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
