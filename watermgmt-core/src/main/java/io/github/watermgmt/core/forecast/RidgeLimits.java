// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * The least and the most that each input is taken for: four standard deviations around the mean of
 * what was seen, so that what was never seen does no harm. Those of a day have a limit each, those
 * of a slot one for each channel.
 *
 * <p>Thread-safety: immutable once it is learnt.
 */
final class RidgeLimits {
  private static final double REACH = 4; // standard deviations of an input
  private static final int[] NONE = {};

  private final int channels;
  private final double[] dayLow; // by day column
  private final double[] dayHigh;
  private final double[] slotLow; // [slot column * channels + channel]
  private final double[] slotHigh;

  /** Creates limits that hold nothing. */
  RidgeLimits(int dayColumns, int slotColumns, int channels) {
    this.channels = channels;
    this.dayLow = all(dayColumns, Double.NEGATIVE_INFINITY);
    this.dayHigh = all(dayColumns, Double.POSITIVE_INFINITY);
    this.slotLow = all(slotColumns * channels, Double.NEGATIVE_INFINITY);
    this.slotHigh = all(slotColumns * channels, Double.POSITIVE_INFINITY);
  }

  private static double[] all(int size, double value) {
    double[] all = new double[size];
    Arrays.fill(all, value);
    return all;
  }

  /**
   * Learns the limits of columns; see {@link RidgeSums} for how they are told.
   *
   * @param columns those that are to have any
   */
  void learn(RidgeSums.Rows rows, int[] columns) {
    double[] low = new double[dayLow.length];
    double[] high = new double[dayLow.length];
    learn(rows, rows.day(), 0, low, high);
    double[] lowBySlot = new double[slotLow.length];
    double[] highBySlot = new double[slotLow.length];
    learn(rows, rows.slot(), channels, lowBySlot, highBySlot);
    for (int column : columns) {
      if (column >= 0) {
        dayLow[column] = low[column];
        dayHigh[column] = high[column];
      } else {
        int at = ~column * channels;
        System.arraycopy(lowBySlot, at, slotLow, at, channels);
        System.arraycopy(highBySlot, at, slotHigh, at, channels);
      }
    }
  }

  /**
   * Finds the limits of columns over the rows that count.
   *
   * @param period after how many columns the channels begin anew; 0 where there are none
   */
  private static void learn(
      RidgeSums.Rows rows, double[][] values, int period, double[] low, double[] high) {
    int columns = low.length;
    double[] mean = new double[columns];
    double[] squares = new double[columns];
    double[] count = new double[columns];
    for (int r = 0; r < values.length; r++) {
      if (rows.weight()[r] > 0) {
        double[] row = values[r];
        for (int i = 0; i < columns; i++) {
          mean[i] += row[i];
          count[i]++;
        }
        for (int k : period == 0 ? NONE : rows.without()[r]) {
          for (int i = k; i < columns; i += period) {
            mean[i] -= row[i];
            count[i]--;
          }
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      mean[i] = count[i] == 0 ? 0 : mean[i] / count[i];
    }
    for (int r = 0; r < values.length; r++) {
      if (rows.weight()[r] > 0) {
        double[] row = values[r];
        for (int i = 0; i < columns; i++) {
          double d = row[i] - mean[i];
          squares[i] += d * d;
        }
        for (int k : period == 0 ? NONE : rows.without()[r]) {
          for (int i = k; i < columns; i += period) {
            double d = row[i] - mean[i];
            squares[i] -= d * d;
          }
        }
      }
    }
    for (int i = 0; i < low.length; i++) {
      double reach = count[i] == 0 ? 0 : REACH * Math.sqrt(Math.max(0, squares[i]) / count[i]);
      low[i] = mean[i] - reach;
      high[i] = mean[i] + reach;
    }
  }

  // ---------------------------------------------------------------- what they are for

  /** Holds columns of a day, from one to the one before another. */
  void holdDay(double[] row, int from, int to) {
    hold(row, 0, dayLow, dayHigh, from, to);
  }

  /** Holds columns of a slot, from one to the one before another. */
  void holdSlot(double[] row, int from, int to) {
    hold(row, 0, slotLow, slotHigh, from * channels, to * channels);
  }

  /** Holds values, at a place of their own, as columns of a day. */
  void holdAsDay(double[] values, int at, int from, int to) {
    hold(values, at - from, dayLow, dayHigh, from, to);
  }

  /** Holds values, at a place of their own, as columns of a slot. */
  void holdAsSlot(double[] values, int at, int from, int to) {
    int first = from * channels;
    hold(values, at - first, slotLow, slotHigh, first, to * channels);
  }

  private static void hold(
      double[] values, int shift, double[] low, double[] high, int from, int to) {
    for (int i = from; i < to; i++) {
      values[shift + i] = Math.max(low[i], Math.min(high[i], values[shift + i]));
    }
  }

  /** Writes the least, or else the most, of a column for each channel. */
  void read(int column, boolean least, double[] to, int at) {
    if (column < 0) {
      System.arraycopy(least ? slotLow : slotHigh, ~column * channels, to, at, channels);
    } else {
      Arrays.fill(to, at, at + channels, (least ? dayLow : dayHigh)[column]);
    }
  }

  /** Returns the standard deviation over all rows; infinite for a column without limits. */
  double deviation(int column, int channel) {
    double low = column < 0 ? slotLow[~column * channels + channel] : dayLow[column];
    double high = column < 0 ? slotHigh[~column * channels + channel] : dayHigh[column];
    return (high - low) / (2 * REACH);
  }
}
