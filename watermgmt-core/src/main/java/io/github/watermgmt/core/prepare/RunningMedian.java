// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.util.Arrays;

/**
 * The median size of the values of the last days, kept in order: a day is merged in and another
 * merged out, O(values held) a day. Confined to one series.
 */
final class RunningMedian {
  private final int days;
  private final int stepsPerDay;
  private final double[] day;
  private double[] sorted = new double[0];
  private double[] spare = new double[0];
  private int size;

  RunningMedian(int days, int stepsPerDay) {
    this.days = days;
    this.stepsPerDay = stepsPerDay;
    this.day = new double[stepsPerDay];
  }

  void clear() {
    size = 0;
  }

  /** Takes the day that begins at an index in, and that which fell out with it. */
  void push(double[] values, int from) {
    int out = from - days * stepsPerDay;
    if (out >= 0) {
      remove(sizes(values, out));
    }
    add(sizes(values, from));
  }

  private int sizes(double[] values, int from) {
    int n = 0;
    for (int i = from; i < from + stepsPerDay; i++) {
      if (!Double.isNaN(values[i])) {
        day[n++] = Math.abs(values[i]);
      }
    }
    Arrays.sort(day, 0, n);
    return n;
  }

  private void remove(int n) {
    int kept = 0;
    int out = 0;
    for (int i = 0; i < size; i++) {
      if (out < n && sorted[i] == day[out]) {
        out++;
      } else {
        sorted[kept++] = sorted[i];
      }
    }
    size = kept;
  }

  private void add(int n) {
    if (spare.length < size + n) {
      spare = new double[2 * (size + n)];
    }
    int a = 0;
    int b = 0;
    for (int i = 0; i < size + n; i++) {
      spare[i] = b == n || (a < size && sorted[a] <= day[b]) ? sorted[a++] : day[b++];
    }
    double[] before = sorted;
    sorted = spare;
    spare = before;
    size += n;
  }

  /** Returns the median, 0 if nothing is known. */
  double median() {
    return size == 0 ? 0 : (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }
}
