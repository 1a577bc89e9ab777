// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.util.Arrays;

/**
 * What one time of the day and its two neighbours have seen in the last days: the sizes of the
 * residuals in order, and how many values were zero. Confined to one series.
 *
 * <p>From one day to the next a day comes in and another goes out. Where the clocks were changed
 * since, all days are looked up anew, for then they may have been other steps.
 */
final class SlotWindow {
  private static final int NONE = -1;

  private final int days;
  private final boolean inOrder;
  private final double[] sorted;
  private final int[] steps; // of the last days, by day modulo
  private final double[] levels;
  private long lastDay;
  private int lastOffset;
  private int size;
  private int known;
  private int zeros;
  private int honest;
  private boolean fresh = true;

  /**
   * @param inOrder whether to keep the residuals in order, which pays if most medians are asked for
   */
  SlotWindow(int days, boolean inOrder) {
    this.days = days;
    this.inOrder = inOrder;
    this.sorted = new double[3 * days];
    this.steps = new int[days];
    this.levels = new double[days];
  }

  /** Returns how many residuals there are. */
  int size() {
    return size;
  }

  /** Returns how many values there are. */
  int known() {
    return known;
  }

  /** Returns how many of the values are zero. */
  int zeros() {
    return zeros;
  }

  /** Returns how many of the values are no spikes. */
  int honest() {
    return honest;
  }

  /** Returns the sum of the sizes of the values that are no spikes, always in the same order. */
  double level() {
    double level = 0;
    int at = (int) Math.floorMod(lastDay - 1, (long) days);
    for (int d = 0; d < days; d++) {
      level += levels[at];
      at = at == 0 ? days - 1 : at - 1;
    }
    return level;
  }

  /** Returns the median size of the residuals as they were at step {@code t}, the last one. */
  double median(int t, double[] residuals) {
    if (!inOrder) {
      int n = 0;
      for (int step : steps) {
        for (int i = Math.max(0, step - 1); step != NONE && i <= Math.min(t - 1, step + 1); i++) {
          if (!Double.isNaN(residuals[i])) {
            sorted[n++] = Math.abs(residuals[i]);
          }
        }
      }
      Arrays.sort(sorted, 0, n);
    }
    return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2;
  }

  /**
   * Moves on to step {@code t}, where the lags are.
   *
   * @param slides whether yesterday's days are today's but for one: the same steps of every day,
   *     and so many that yesterday's neighbours do not reach into today
   */
  void advance(
      int t, WallLags lags, boolean slides, double[] values, double[] residuals, boolean[] spikes) {
    long day = lags.day();
    long since = day - lastDay;
    boolean anew = fresh || !slides || lags.offset() != lastOffset || since < 1 || since >= days;
    if (anew) {
      size = 0;
      known = 0;
      zeros = 0;
      honest = 0;
      Arrays.fill(steps, NONE);
      Arrays.fill(levels, 0);
    }
    int back = anew ? days : (int) since;
    for (int d = back; d >= 1; d--) {
      int at = (int) Math.floorMod(day - d, (long) days);
      if (steps[at] != NONE) {
        exchange(steps[at], t, -1, at, values, residuals, spikes);
      }
      steps[at] = lags.index(d);
      if (steps[at] != NONE) {
        exchange(steps[at], t, 1, at, values, residuals, spikes);
      }
    }
    lastDay = day;
    lastOffset = lags.offset();
    fresh = false;
  }

  /** Takes a step and its neighbours in, or out again. */
  private void exchange(
      int step, int t, int sign, int at, double[] values, double[] residuals, boolean[] spikes) {
    double level = 0;
    for (int i = Math.max(0, step - 1); i <= Math.min(t - 1, step + 1); i++) {
      double value = values[i];
      if (!Double.isNaN(value)) {
        known += sign;
        zeros += value == 0 ? sign : 0;
        if (!spikes[i]) {
          honest += sign;
          level += Math.abs(value);
        }
      }
      if (!Double.isNaN(residuals[i])) {
        if (!inOrder) {
          size += sign;
        } else if (sign > 0) {
          insert(Math.abs(residuals[i]));
        } else {
          remove(Math.abs(residuals[i]));
        }
      }
    }
    levels[at] = sign > 0 ? level : 0;
  }

  private void insert(double residual) {
    int at = position(residual);
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = residual;
    size++;
  }

  private void remove(double residual) {
    int at = position(residual);
    size--;
    System.arraycopy(sorted, at + 1, sorted, at, size - at);
  }

  /** Returns where the first value that is no less stands. */
  private int position(double residual) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < residual) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
