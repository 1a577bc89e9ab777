// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * The mean of each slot over the 28 days up to a day, missing values left out: of four weeks, each
 * of which is summed once and used for the four days that it is part of a month of.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class MonthMeans {
  private static final int WEEK = Deviations.WEEK;
  private static final int MONTH = 4 * WEEK;

  private final int slots;
  private final int[] last = new int[MONTH]; // last day of the week whose sums are kept
  private final double[][] sums; // by last day, going round
  private final double[][] counts;
  private final double[] sum;
  private final double[] count;

  MonthMeans(int slots) {
    this.slots = slots;
    this.sums = new double[MONTH][slots];
    this.counts = new double[MONTH][slots];
    this.sum = new double[slots];
    this.count = new double[slots];
    Arrays.fill(last, Integer.MIN_VALUE);
  }

  /**
   * Writes the means, NaN where there is nothing.
   *
   * @param values {@code [(day - first) * slots + slot]}, NaN where missing; those of days that
   *     were asked for before must not have changed
   */
  void read(double[] values, int first, int day, double[] to, int at) {
    Arrays.fill(sum, 0);
    Arrays.fill(count, 0);
    for (int end = day; end > day - MONTH && end >= first; end -= WEEK) {
      int week = Math.floorMod(end, MONTH);
      if (last[week] != end) {
        sumWeek(values, first, end, sums[week], counts[week]);
        last[week] = end;
      }
      for (int k = 0; k < slots; k++) {
        sum[k] += sums[week][k];
        count[k] += counts[week][k];
      }
    }
    for (int k = 0; k < slots; k++) {
      to[at + k] = count[k] == 0 ? Double.NaN : sum[k] / count[k];
    }
  }

  private void sumWeek(double[] values, int first, int end, double[] sums, double[] counts) {
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
    for (int day = Math.max(first, end - WEEK + 1); day <= end; day++) {
      int row = (day - first) * slots;
      for (int k = 0; k < slots; k++) {
        double value = values[row + k];
        if (!Double.isNaN(value)) {
          sums[k] += value;
          counts[k]++;
        }
      }
    }
  }
}
