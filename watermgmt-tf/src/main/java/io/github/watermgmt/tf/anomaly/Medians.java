// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import java.util.Arrays;

/** Medians of what is not missing. Thread-safety: stateless. */
final class Medians {
  private Medians() {}

  /** Returns the median of a part of an array, as far as it lies within; NaN if all is missing. */
  static double of(double[] values, int from, int count) {
    int start = Math.max(0, from);
    int end = Math.min(values.length, from + count);
    double[] known = new double[Math.max(0, end - start)];
    int n = 0;
    for (int i = start; i < end; i++) {
      if (!Double.isNaN(values[i])) {
        known[n++] = values[i];
      }
    }
    if (n == 0) {
      return Double.NaN;
    }
    Arrays.sort(known, 0, n);
    return (known[(n - 1) / 2] + known[n / 2]) / 2;
  }

  /** Returns the median of each group, NaN where all is missing. */
  static double[] byGroup(double[] values, int[] group, int groups) {
    int[] counts = new int[groups];
    for (int one : group) {
      counts[one]++;
    }
    double[][] members = new double[groups][];
    for (int g = 0; g < groups; g++) {
      members[g] = new double[counts[g]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < values.length; i++) {
      members[group[i]][counts[group[i]]++] = values[i];
    }
    return Arrays.stream(members).mapToDouble(one -> of(one, 0, one.length)).toArray();
  }
}
