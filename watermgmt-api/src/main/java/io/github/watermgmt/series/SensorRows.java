// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of one sensor as they come in, in the canonical unit: 16 bytes a row. */
final class SensorRows {
  final SensorSpec spec;
  long[] times = new long[16];
  double[] values = new double[16];
  int n;
  long outOfOrder;
  long missing;
  long negative;
  private long latest = Long.MIN_VALUE;

  SensorRows(SensorSpec spec) {
    this.spec = spec;
  }

  void add(long time, double canonical) {
    if (n == times.length) {
      int larger = Math.addExact(n, n >> 1);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
    }
    double value = canonical;
    if (Double.isNaN(value)) {
      missing++;
    } else if (spec.oneWay() && value < 0) {
      negative++;
      value = Double.NaN;
    }
    if (time < latest) {
      outOfOrder++;
    } else {
      latest = time;
    }
    times[n] = time;
    values[n++] = value;
  }

  /** Sorts by time, stable, so that the order of arrival decides between duplicates. */
  void sort() {
    if (outOfOrder == 0) {
      return;
    }
    long[] fromTimes = times;
    double[] fromValues = values;
    long[] toTimes = new long[times.length];
    double[] toValues = new double[values.length];
    for (int width = 1; width < n && width > 0; width *= 2) {
      for (int low = 0; low < n; low += 2 * width) {
        int middle = Math.min(low + width, n);
        int high = Math.min(middle + width, n);
        int i = low;
        int j = middle;
        for (int k = low; k < high; k++) {
          boolean left = i < middle && (j >= high || fromTimes[i] <= fromTimes[j]);
          int source = left ? i++ : j++;
          toTimes[k] = fromTimes[source];
          toValues[k] = fromValues[source];
        }
      }
      long[] swapTimes = fromTimes;
      fromTimes = toTimes;
      toTimes = swapTimes;
      double[] swapValues = fromValues;
      fromValues = toValues;
      toValues = swapValues;
    }
    times = fromTimes;
    values = fromValues;
  }

  /**
   * Makes one row per stamp of sorted rows; returns how many did not count, or null with {@code
   * REFUSE} if there were any: the caller then names the first.
   */
  @Nullable Long resolveDuplicates(DuplicatePolicy policy) {
    int kept = 0;
    for (int i = 0; i < n; ) {
      int end = i + 1;
      while (end < n && times[end] == times[i]) {
        end++;
      }
      if (end - i > 1 && policy == DuplicatePolicy.REFUSE) {
        n = i + 1;
        return null;
      }
      times[kept] = times[i];
      values[kept++] = resolve(i, end, policy);
      i = end;
    }
    int dropped = n - kept;
    n = kept;
    return (long) dropped;
  }

  private double resolve(int from, int to, DuplicatePolicy policy) {
    if (policy == DuplicatePolicy.KEEP_FIRST) {
      return values[from];
    }
    return policy == DuplicatePolicy.MEAN && to - from > 1
        ? mean(values, from, to)
        : values[to - 1];
  }

  /** Mean without missing values, in ascending order of value so that arrival does not matter. */
  static double mean(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    double sum = 0;
    int count = 0;
    for (double value : sorted) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
