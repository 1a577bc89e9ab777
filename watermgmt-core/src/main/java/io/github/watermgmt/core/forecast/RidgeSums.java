// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * Weighted sums of the products of any two columns of some rows, for every channel: where the time
 * of a fit goes.
 *
 * <p>A column is told by its position among the columns of a day, or by the complement ({@code ~})
 * of its position among those of a slot, which have a value for each channel. The first column of a
 * day is the constant 1.
 *
 * <p>Inner loops run over all channels of all columns of a slot at once, on arrays of their own, so
 * that the JVM turns them into vector instructions; it does not where an offset is added to the
 * index, or where a dot product must be added up in order. Rows of the same day of the week come
 * together, because most columns of a day are then zero for all of them and are passed over. The
 * order of sums is fixed: results are the same bits everywhere.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RidgeSums {
  /** The column that is 1. */
  static final int CONSTANT = 0;

  private static final int WEEK = 7;
  private static final int TOGETHER = 4; // rows

  private final int days;
  private final int slots;
  private final int channels;
  private final double[][] dayByDay; // [column][column]
  private final double[][] absent; // [channel][triangle] of rows that count for other channels only
  private final double[][] dayBySlot; // [day column][slot column * channels + channel]

  /**
   * By how far apart two columns of a slot are, going round: {@code [shift][slot column * channels
   * + channel]} is that column by the one so much further on.
   */
  private final double[][] slotByShift;

  private final double[][] weighted; // of the rows at hand
  private final double[] shifted;
  private final double[] shiftedToo;

  /**
   * @param days columns of a day, with the constant
   * @param slots columns of a slot
   */
  RidgeSums(int days, int slots, int channels) {
    this.days = days;
    this.slots = slots;
    this.channels = channels;
    int width = slots * channels;
    this.dayByDay = new double[days][days];
    this.absent = new double[channels][];
    this.dayBySlot = new double[days][width];
    this.slotByShift = new double[slots / 2 + 1][width];
    this.weighted = new double[TOGETHER][width];
    this.shifted = new double[width];
    this.shiftedToo = new double[width];
  }

  /** Writes the sums of the products of two columns, {@code [channel]}. */
  void read(int column, int other, double[] to) {
    if (column >= 0 && other >= 0) {
      double sum = dayByDay[Math.max(column, other)][Math.min(column, other)];
      int at = triangle(column, other);
      for (int k = 0; k < channels; k++) {
        to[k] = absent[k] == null ? sum : sum - absent[k][at];
      }
      return;
    }
    if (column >= 0 || other >= 0) {
      int slot = Math.max(~column, ~other);
      System.arraycopy(dayBySlot[Math.max(column, other)], slot * channels, to, 0, channels);
      return;
    }
    int low = Math.min(~column, ~other);
    int apart = Math.abs(column - other);
    boolean round = apart >= slotByShift.length;
    double[] sums = slotByShift[round ? slots - apart : apart];
    System.arraycopy(sums, (round ? low + apart : low) * channels, to, 0, channels);
  }

  private static int triangle(int column, int other) {
    int row = Math.max(column, other);
    return row * (row + 1) / 2 + Math.min(column, other);
  }

  /**
   * Adds rows.
   *
   * @param day {@code [row][day column]}
   * @param slot {@code [row][slot column * channels + channel]}
   * @param weight by row, 0 where nothing of it counts
   * @param without by row, the channels for which it does not count
   * @param from first row
   * @param to row after the last
   */
  void add(double[][] day, double[][] slot, double[] weight, int[][] without, int from, int to) {
    for (int first = from; first < Math.min(to, from + WEEK); first++) {
      int row = first;
      for (; row + (TOGETHER - 1) * WEEK < to; row += TOGETHER * WEEK) {
        addFour(day, slot, weight, without, row);
      }
      for (; row < to; row += WEEK) {
        addOne(day[row], slot[row], weight[row], without[row]);
      }
    }
    for (int row = from; row < to; row++) {
      if (weight[row] > 0) {
        for (int k : without[row]) {
          leaveOut(k, day[row], weight[row]);
        }
      }
    }
  }

  private void addFour(double[][] day, double[][] slot, double[] weight, int[][] without, int row) {
    int second = row + WEEK;
    int third = second + WEEK;
    int fourth = third + WEEK;
    double[] a = day[row];
    double[] b = day[second];
    double[] c = day[third];
    double[] d = day[fourth];
    weigh(slot[row], weight[row], without[row], weighted[0]);
    weigh(slot[second], weight[second], without[second], weighted[1]);
    weigh(slot[third], weight[third], without[third], weighted[2]);
    weigh(slot[fourth], weight[fourth], without[fourth], weighted[3]);
    for (int i = 0; i < days; i++) {
      if (a[i] != 0 || b[i] != 0 || c[i] != 0 || d[i] != 0) {
        double wa = a[i] * weight[row];
        double wb = b[i] * weight[second];
        double wc = c[i] * weight[third];
        double wd = d[i] * weight[fourth];
        axpy4(wa, a, wb, b, wc, c, wd, d, dayByDay[i], i + 1);
        axpy4(
            a[i],
            weighted[0],
            b[i],
            weighted[1],
            c[i],
            weighted[2],
            d[i],
            weighted[3],
            dayBySlot[i],
            shifted.length);
      }
    }
    for (int s = 0; s < slotByShift.length; s++) {
      addShift(s, weighted[0], slot[row], weighted[1], slot[second]);
      addShift(s, weighted[2], slot[third], weighted[3], slot[fourth]);
    }
  }

  private void addOne(double[] day, double[] slot, double weight, int[] without) {
    weigh(slot, weight, without, weighted[0]);
    for (int i = 0; i < days; i++) {
      if (day[i] != 0) {
        axpy(day[i] * weight, day, dayByDay[i], i + 1);
        axpy(day[i], weighted[0], dayBySlot[i], shifted.length);
      }
    }
    Arrays.fill(weighted[1], 0);
    for (int s = 0; s < slotByShift.length; s++) {
      addShift(s, weighted[0], slot, weighted[1], slot);
    }
  }

  private void weigh(double[] slot, double weight, int[] without, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = slot[i] * weight;
    }
    for (int k : without) {
      for (int i = k; i < to.length; i += channels) {
        to[i] = 0;
      }
    }
  }

  private void addShift(int columns, double[] wx, double[] x, double[] wy, double[] y) {
    double[] sum = slotByShift[columns];
    if (columns == 0) {
      products(wx, x, wy, y, sum, sum.length);
      return;
    }
    shift(x, columns * channels, shifted);
    shift(y, columns * channels, shiftedToo);
    products(wx, shifted, wy, shiftedToo, sum, sum.length);
  }

  private static void shift(double[] from, int by, double[] to) {
    System.arraycopy(from, by, to, 0, from.length - by);
    System.arraycopy(from, 0, to, from.length - by, by);
  }

  private void leaveOut(int channel, double[] day, double weight) {
    double[] sums = absent[channel];
    if (sums == null) {
      sums = new double[days * (days + 1) / 2];
      absent[channel] = sums;
    }
    int at = 0;
    for (int i = 0; i < days; i++) {
      double x = weight * day[i];
      if (x != 0) {
        for (int j = 0; j <= i; j++) {
          sums[at + j] += x * day[j];
        }
      }
      at += i + 1;
    }
  }

  private static void axpy(double a, double[] x, double[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += a * x[i];
    }
  }

  private static void axpy4(
      double a,
      double[] x,
      double b,
      double[] y,
      double c,
      double[] z,
      double d,
      double[] u,
      double[] sum,
      int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += (a * x[i] + b * y[i]) + (c * z[i] + d * u[i]);
    }
  }

  private static void products(
      double[] x, double[] y, double[] u, double[] v, double[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i] * y[i] + u[i] * v[i];
    }
  }
}
