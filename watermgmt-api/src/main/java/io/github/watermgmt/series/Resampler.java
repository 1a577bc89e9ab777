// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings the sorted, distinct rows of one sensor onto a grid, and counts what that took. */
final class Resampler {
  private final TimeAxis axis;
  private final long shift;
  private final int rowsPerTotal;
  long resampled;
  long incomplete;
  int gaps;
  int longestGap;
  int last = -1;

  /**
   * Prepares for one sensor.
   *
   * @param shift seconds to add to its stamps
   * @param rowsPerTotal rows that make a whole INTERVAL_TOTAL, 0 where that is not known
   */
  Resampler(TimeAxis axis, long shift, int rowsPerTotal) {
    this.axis = axis;
    this.shift = shift;
    this.rowsPerTotal = rowsPerTotal;
  }

  /** Writes one value per step into {@code values}, and one code per value into {@code codes}. */
  void resample(SensorRows rows, double[] values, byte @Nullable [] codes) {
    Arrays.fill(values, Double.NaN);
    boolean instant = rows.spec.support() == Support.INSTANT;
    for (int i = 0; i < rows.n; ) {
      int slot = slot(rows.times[i], instant);
      int end = i + 1;
      while (end < rows.n && slot(rows.times[end], instant) == slot) {
        end++;
      }
      boolean onGrid = end - i == 1 && axis.epochSecond(slot) == rows.times[i] + shift;
      resampled += onGrid ? 0 : end - i;
      values[slot] = onGrid ? rows.values[i] : combine(rows, i, end);
      if (rows.spec.support() == Support.INTERVAL_TOTAL && end - i < rowsPerTotal) {
        values[slot] = Double.NaN;
        incomplete++;
      }
      if (codes != null) {
        codes[slot] = instant ? lastQuality(rows, i, end) : rows.worstQuality(i, end);
      }
      i = end;
    }
    countGaps(values);
    if (codes != null) {
      for (int i = 0; i < values.length; i++) {
        codes[i] = Double.isNaN(values[i]) ? Series.code(Quality.MISSING) : codes[i];
      }
    }
  }

  /** Returns the quality of the reading that {@link #combine} takes for an instant. */
  private static byte lastQuality(SensorRows rows, int from, int to) {
    int last = to - 1;
    while (last > from && Double.isNaN(rows.values[last])) {
      last--;
    }
    return rows.worstQuality(last, last + 1);
  }

  private int slot(long time, boolean instant) {
    long offset = time + shift - axis.epochSecond(0) + (instant ? axis.stepSeconds() - 1 : 0);
    return (int) Math.floorDiv(offset, axis.stepSeconds());
  }

  private static double combine(SensorRows rows, int from, int to) {
    return switch (rows.spec.support()) {
      case INTERVAL_MEAN -> SensorRows.mean(rows.values, from, to);
      case INTERVAL_TOTAL -> {
        double sum = 0;
        for (int i = from; i < to; i++) {
          sum += rows.values[i];
        }
        yield sum;
      }
      case INSTANT -> {
        double newest = Double.NaN;
        for (int i = from; i < to; i++) {
          newest = Double.isNaN(rows.values[i]) ? newest : rows.values[i];
        }
        yield newest;
      }
    };
  }

  private void countGaps(double[] values) {
    int run = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        run++;
        continue;
      }
      if (last >= 0 && run > 0) {
        gaps++;
        longestGap = Math.max(longestGap, run);
      }
      last = i;
      run = 0;
    }
  }
}
