// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * From which days the past is forecast to learn how wrong forecasts are, and up to which days the
 * regressions for that learn.
 *
 * <p>Origins lie a week apart as long as there are enough of them, else a day.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param origins days, newest first
 * @param ends days up to which to learn, ascending; the last is the end of the history
 */
record PastOrigins(int[] origins, int[] ends) {
  private static final int FEW = 8;

  /**
   * Chooses.
   *
   * @param first first day that is learnt from
   * @param end first day that is not known
   * @param refits how often the past is learnt anew, at least 1
   */
  static PastOrigins of(int first, int end, int refits) {
    int span = Math.min(7 * ErrorBands.BLOCKS, (end - first) * 2 / 3);
    int stride = span / 7 >= FEW ? 7 : 1;
    int n = Math.min(ErrorBands.BLOCKS, span / stride);
    int[] origins = new int[n];
    for (int o = 0; o < n; o++) {
      origins[o] = end - stride * (o + 1);
    }
    int oldest = n == 0 ? end : origins[n - 1];
    int parts = Math.max(1, Math.min(refits, n));
    int[] ends = new int[n == 0 ? 1 : parts + 1];
    for (int e = 0; e < ends.length - 1; e++) {
      ends[e] = oldest + e * (end - oldest) / parts;
    }
    ends[ends.length - 1] = end;
    return new PastOrigins(origins, ends);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PastOrigins other
        && Arrays.equals(origins, other.origins)
        && Arrays.equals(ends, other.ends);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(origins) + Arrays.hashCode(ends);
  }

  @Override
  public String toString() {
    return origins.length + " origins, " + ends.length + " fits";
  }
}
