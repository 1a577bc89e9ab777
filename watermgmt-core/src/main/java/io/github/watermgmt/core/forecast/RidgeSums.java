// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums of the products of any two columns of some rows, for every channel: where the time
 * of a fit goes.
 *
 * <p>A column is told by its position among the columns of a day, or by the complement ({@code ~})
 * of its position among those of a slot, which have a value for each channel. The first column of a
 * day is the constant 1; the first of a slot is rare: 0 in nearly all rows.
 *
 * <p>The first columns of either kind may be the same in several sums. The products of such a
 * column of a day with another, or with one of a slot, are then summed once and {@linkplain #lean
 * told} to the others.
 *
 * <p>{@linkplain RowLoops Inner loops} run over all channels of all columns of a slot at once. Rows
 * of the same day of the week come together, because most columns of a day are then zero for all of
 * them and are passed over. The order of sums is fixed: results are the same bits everywhere.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RidgeSums {
  /** The column that is 1. */
  static final int CONSTANT = 0;

  /** The column of a slot that is 0 in nearly all rows. */
  static final int RARE = ~0;

  private static final int WEEK = 7;
  private static final int TOGETHER = 4; // rows
  private static final int NO_ROW = -1;

  private final Shape shape;
  private final int dense; // where the columns of a slot begin that are not rare
  private final int width; // where they end
  private final int around; // how many of them there are
  private @Nullable RidgeSums known;
  private final double[][] dayByDay; // [column][column]
  private final double[][] absent; // [channel][triangle] of rows that count for other channels only
  private final double[][] dayBySlot; // [day column][slot column * channels + channel]
  private final double[] rareBySlot; // [slot column * channels + channel]

  /**
   * By how far apart two columns of a slot are, going round those that are not rare: {@code [shift]
   * [slot column * channels + channel]} is that column by the one so much further on.
   */
  private final double[][] slotByShift;

  private final double[][] weighted; // of the rows at hand
  private final double[] noDay; // zeros
  private final double[] shifted;
  private final double[] shiftedToo;

  /**
   * How many columns there are.
   *
   * @param days columns of a day, with the constant
   * @param slots columns of a slot
   * @param knownDays first columns of a day that others know
   * @param knownSlots first columns of a slot that others know
   */
  record Shape(int days, int slots, int channels, int knownDays, int knownSlots) {}

  /**
   * Rows.
   *
   * @param day {@code [row][day column]}
   * @param slot {@code [row][slot column * channels + channel]}
   * @param weight by row, 0 where nothing of it counts
   * @param without by row, the channels for which it does not count
   * @param rare by row, whether the rare column is not 0
   */
  record Rows(double[][] day, double[][] slot, double[] weight, int[][] without, boolean[] rare) {
    @Override
    public String toString() {
      return weight.length + " rows";
    }
  }

  RidgeSums(Shape shape) {
    this.shape = shape;
    this.dense = shape.channels;
    this.width = shape.slots * shape.channels;
    this.around = shape.slots - 1;
    int days = shape.days;
    this.dayByDay = new double[days][];
    for (int i = shape.knownDays; i < days; i++) {
      dayByDay[i] = new double[i + 1];
    }
    this.absent = new double[shape.channels][];
    this.dayBySlot = new double[days][width];
    this.rareBySlot = new double[width];
    this.slotByShift = new double[around / 2 + 1][width];
    this.weighted = new double[TOGETHER][width];
    this.noDay = new double[days];
    this.shifted = new double[width];
    this.shiftedToo = new double[width];
  }

  /** Returns a copy that stays as it is. */
  RidgeSums copy() {
    RidgeSums copy = new RidgeSums(shape);
    copy(dayByDay, copy.dayByDay);
    copy(absent, copy.absent);
    copy(dayBySlot, copy.dayBySlot);
    copy(slotByShift, copy.slotByShift);
    System.arraycopy(rareBySlot, 0, copy.rareBySlot, 0, width);
    copy.known = known;
    return copy;
  }

  private static void copy(double[][] from, double[][] to) {
    for (int i = 0; i < from.length; i++) {
      if (from[i] != null) {
        to[i] = from[i].clone();
      }
    }
  }

  /** Takes the products of known columns from the sums of others over the same rows. */
  void lean(RidgeSums others) {
    this.known = others;
  }

  // ---------------------------------------------------------------- what is asked

  /** Writes the sums of the products of two columns, {@code [to + channel]}. */
  void read(int column, int other, double[] sums, int to) {
    if (column < 0 && other < 0) {
      readSlots(~column, ~other, sums, to);
    } else if (known != null && isKnown(column) && isKnown(other)) {
      known.read(column, other, sums, to);
    } else if (column >= 0 && other >= 0) {
      readDays(Math.max(column, other), Math.min(column, other), sums, to);
    } else {
      int slot = Math.max(~column, ~other) * shape.channels;
      System.arraycopy(dayBySlot[Math.max(column, other)], slot, sums, to, shape.channels);
    }
  }

  private boolean isKnown(int column) {
    return column >= 0 ? column < shape.knownDays : ~column < shape.knownSlots;
  }

  private void readDays(int column, int lower, double[] sums, int to) {
    double sum = dayByDay[column][lower];
    int at = triangle(column) + lower;
    for (int k = 0; k < shape.channels; k++) {
      sums[to + k] = absent[k] == null ? sum : sum - absent[k][at];
    }
  }

  private void readSlots(int column, int other, double[] sums, int to) {
    int low = Math.min(column, other);
    int high = Math.max(column, other);
    if (low == ~RARE) {
      System.arraycopy(rareBySlot, high * shape.channels, sums, to, shape.channels);
      return;
    }
    int apart = high - low;
    boolean round = apart >= slotByShift.length;
    double[] from = slotByShift[round ? around - apart : apart];
    System.arraycopy(from, (round ? high : low) * shape.channels, sums, to, shape.channels);
  }

  private static int triangle(int row) {
    return row * (row + 1) / 2;
  }

  // ---------------------------------------------------------------- adding up

  /** Adds rows from one to the one before another. */
  void add(Rows rows, int from, int to) {
    int[] left = new int[WEEK * TOGETHER]; // rows that make no four of their day of the week
    int n = 0;
    for (int first = from; first < Math.min(to, from + WEEK); first++) {
      int row = first;
      for (; row + (TOGETHER - 1) * WEEK < to; row += TOGETHER * WEEK) {
        addFour(rows, row, row + WEEK, row + 2 * WEEK, row + 3 * WEEK);
      }
      for (; row < to; row += WEEK) {
        left[n++] = row;
      }
    }
    Arrays.fill(left, n, left.length, NO_ROW);
    for (int i = 0; i < n; i += TOGETHER) {
      addFour(rows, left[i], left[i + 1], left[i + 2], left[i + 3]);
    }
    for (int row = from; row < to; row++) {
      if (rows.weight[row] > 0) {
        for (int k : rows.without[row]) {
          leaveOut(k, rows.day[row], rows.weight[row]);
        }
        if (rows.rare[row]) {
          addRare(rows, row);
        }
      }
    }
  }

  private void addFour(Rows rows, int first, int second, int third, int fourth) {
    double[] a = rows.day[first];
    double[] b = second == NO_ROW ? noDay : rows.day[second];
    double[] c = third == NO_ROW ? noDay : rows.day[third];
    double[] d = fourth == NO_ROW ? noDay : rows.day[fourth];
    double[] wa = weigh(rows, first, weighted[0]);
    double[] wb = weigh(rows, second, weighted[1]);
    double[] wc = weigh(rows, third, weighted[2]);
    double[] wd = weigh(rows, fourth, weighted[3]);
    for (int i = 0; i < shape.days; i++) {
      if (a[i] != 0 || b[i] != 0 || c[i] != 0 || d[i] != 0) {
        if (i >= shape.knownDays) {
          double xa = a[i] * weight(rows, first);
          double xb = b[i] * weight(rows, second);
          double xc = c[i] * weight(rows, third);
          double xd = d[i] * weight(rows, fourth);
          RowLoops.add(xa, a, xb, b, xc, c, xd, d, dayByDay[i], 0, i + 1);
        }
        RowLoops.add(a[i], wa, b[i], wb, c[i], wc, d[i], wd, dayBySlot[i], firstSlot(i), width);
      }
    }
    double[] own = rows.slot[first];
    double[] other = second == NO_ROW ? own : rows.slot[second];
    for (int s = 0; s < slotByShift.length; s++) {
      addShift(s, wa, own, wb, other);
    }
    if (third != NO_ROW) {
      own = rows.slot[third];
      other = fourth == NO_ROW ? own : rows.slot[fourth];
      for (int s = 0; s < slotByShift.length; s++) {
        addShift(s, wc, own, wd, other);
      }
    }
  }

  private static double weight(Rows rows, int row) {
    return row == NO_ROW ? 0 : rows.weight[row];
  }

  /** Returns from where on the products of a column of a day with slots are not known. */
  private int firstSlot(int day) {
    return day < shape.knownDays ? Math.max(dense, shape.knownSlots * shape.channels) : dense;
  }

  /** Writes the slots of a row, weighted where they count; zeros if there is no row. */
  private double[] weigh(Rows rows, int row, double[] to) {
    if (row == NO_ROW) {
      Arrays.fill(to, 0);
      return to;
    }
    double[] slot = rows.slot[row];
    double weight = rows.weight[row];
    for (int i = 0; i < to.length; i++) {
      to[i] = slot[i] * weight;
    }
    for (int k : rows.without[row]) {
      for (int i = k; i < to.length; i += shape.channels) {
        to[i] = 0;
      }
    }
    return to;
  }

  private void addShift(int columns, double[] wx, double[] x, double[] wy, double[] y) {
    double[] sum = slotByShift[columns];
    if (columns == 0) {
      RowLoops.addProducts(wx, x, wy, y, sum, dense, width);
      return;
    }
    shift(x, columns * shape.channels, shifted);
    shift(y, columns * shape.channels, shiftedToo);
    RowLoops.addProducts(wx, shifted, wy, shiftedToo, sum, dense, width);
  }

  private void shift(double[] from, int by, double[] to) {
    System.arraycopy(from, dense + by, to, dense, width - dense - by);
    System.arraycopy(from, dense, to, width - by, by);
  }

  private void addRare(Rows rows, int row) {
    double[] slot = rows.slot[row];
    double[] own = weighted[0];
    for (int k = 0; k < shape.channels; k++) {
      own[k] = slot[k] * rows.weight[row];
    }
    for (int k : rows.without[row]) {
      own[k] = 0;
    }
    for (int i = 0; i < shape.days; i++) {
      RowLoops.add(rows.day[row][i], own, dayBySlot[i], 0, shape.channels);
    }
    for (int at = 0; at < width; at += shape.channels) {
      for (int k = 0; k < shape.channels; k++) {
        rareBySlot[at + k] += own[k] * slot[at + k];
      }
    }
  }

  private void leaveOut(int channel, double[] day, double weight) {
    double[] sums = absent[channel];
    if (sums == null) {
      sums = new double[triangle(shape.days)];
      absent[channel] = sums;
    }
    for (int i = shape.knownDays; i < shape.days; i++) {
      double x = weight * day[i];
      if (x != 0) {
        int at = triangle(i);
        for (int j = 0; j <= i; j++) {
          sums[at + j] += x * day[j];
        }
      }
    }
  }
}
