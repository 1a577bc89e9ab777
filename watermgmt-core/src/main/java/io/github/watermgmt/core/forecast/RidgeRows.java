// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a regression of one series learns from: a row for each past day, and the sums of products of
 * its columns, lead by lead.
 *
 * <p>Columns of a day are, in order: the constant, the inputs that depend on the target alone, and
 * those that depend on the last known day. Columns of a slot are the inputs that depend on the
 * target alone, the outcome, and the inputs that depend on the last known day.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RidgeRows {
  private static final int SKIPPED = 63; // days
  private static final double LEAST = 0.1; // of the deviation over all rows
  private static final double LEAST_OF_FLAG = 1e-3; // a day in a million has this deviation
  private static final double LIMIT = 4; // standard deviations of an input
  private static final double SEASON = 0.4; // by how much rows of the same season weigh more
  private static final double SEASON_OF_CURVES = 0.2;
  private static final double YEAR = 365.25;
  private static final double CONSTANT = 1e-6; // of an input's size; rounding makes 1e-8
  private static final int[] NONE = {};
  private static final int OWN = RidgeInputs.SLOT_TARGET + 1; // slot columns of the target

  private final RidgeInputs inputs;
  private final Deviations of;
  private final int slots;
  private final DayBasis basis;
  private final int channels;
  private final int first; // day of row 0
  private final int n;
  private final int dayTarget; // with the constant
  private final int dayLast;

  /** Inputs of a day, the constant first, {@code [row][day column]}. */
  private final double[][] day;

  /**
   * Inputs of the slots, the outcome after those of the target, {@code [row][slot column * channels
   * + channel]}.
   */
  private final double[][] slot;

  private final double[] weight; // by row, 0 where nothing of it counts
  private final int[][] absent; // by row, the channels for which it does not count
  private final double[] dayLow; // limits by day column
  private final double[] dayHigh;
  private final double[] slotLow; // limits, [slot column * channels + channel]
  private final double[] slotHigh;
  private final int[] ends; // rows up to which sums are wanted

  /**
   * @param season the day to which rows of the same time of the year are near
   * @param endDays days up to which sums are wanted, ascending
   */
  RidgeRows(
      RidgeInputs inputs,
      DayBasis basis,
      Deviations of,
      Outcomes outcomes,
      int season,
      int[] endDays) {
    this.inputs = inputs;
    this.of = of;
    this.basis = basis;
    this.slots = of.grid().slots();
    this.channels = basis.channels();
    this.first = firstDay(of);
    this.n = of.end() - first;
    this.dayTarget = 1 + inputs.dayTarget();
    this.dayLast = inputs.dayLast();
    int slotColumns = OWN + RidgeInputs.SLOT_LAST;
    this.day = new double[n][dayTarget + dayLast];
    this.slot = new double[n][slotColumns * channels];
    this.weight = new double[n];
    this.absent = new int[n][];
    this.dayLow = all(dayTarget + dayLast, Double.NEGATIVE_INFINITY);
    this.dayHigh = all(dayTarget + dayLast, Double.POSITIVE_INFINITY);
    this.slotLow = all(slotColumns * channels, Double.NEGATIVE_INFINITY);
    this.slotHigh = all(slotColumns * channels, Double.POSITIVE_INFINITY);
    this.ends = new int[endDays.length];
    for (int e = 0; e < ends.length; e++) {
      ends[e] = endDays[e] - first;
    }
    readTargets();
    readOutcomes(outcomes, season);
    readLead(1);
    setLimits();
    hold(0, dayTarget, 0, OWN * channels);
  }

  private static double[] all(int size, double value) {
    double[] all = new double[size];
    Arrays.fill(all, value);
    return all;
  }

  /** Returns the first day to learn from: bases and means need some time to settle. */
  static int firstDay(Deviations of) {
    return firstDay(of.first(), of.end());
  }

  /** Returns the first day to learn from of a history of days. */
  static int firstDay(int from, int end) {
    int known = end - from;
    int skipped = Math.min(SKIPPED, Math.max(2 * Deviations.WEEK, known / 3));
    return from + Math.min(skipped, Math.max(0, known - 1));
  }

  int first() {
    return first;
  }

  /** Returns the least that each input is taken for, {@code [input * channels + channel]}. */
  double[] low() {
    return byInput(dayLow, slotLow);
  }

  /** Returns the most that each input is taken for. */
  double[] high() {
    return byInput(dayHigh, slotHigh);
  }

  private double[] byInput(double[] byDay, double[] bySlot) {
    double[] limits = new double[inputs.size() * channels];
    for (int input = 0; input < inputs.size(); input++) {
      int column = column(input);
      int at = input * channels;
      if (column < 0) {
        System.arraycopy(bySlot, ~column * channels, limits, at, channels);
      } else {
        Arrays.fill(limits, at, at + channels, byDay[column]);
      }
    }
    return limits;
  }

  /** Returns the column of the outcome; see {@link RidgeSums}. */
  static int outcome() {
    return ~RidgeInputs.SLOT_TARGET;
  }

  /** Returns the column of an input; see {@link RidgeSums}. */
  int column(int input) {
    int days = dayTarget - 1;
    if (input < days) {
      return input + 1;
    }
    if (input < days + RidgeInputs.SLOT_TARGET) {
      return ~(input - days);
    }
    int last = input - days - RidgeInputs.SLOT_TARGET;
    return last < dayLast ? dayTarget + last : ~(OWN + last - dayLast);
  }

  // ---------------------------------------------------------------- rows

  private void readTargets() {
    double[] row = new double[inputs.dayTarget()];
    double[] bySlot = new double[RidgeInputs.SLOT_TARGET * slots];
    for (int r = 0; r < n; r++) {
      int target = first + r;
      inputs.dayTarget(target, row);
      day[r][0] = 1;
      System.arraycopy(row, 0, day[r], 1, row.length);
      inputs.slotTarget(of, target, target - 1, bySlot);
      basis.toChannels(bySlot, RidgeInputs.SLOT_TARGET, slot[r], 0);
    }
  }

  /**
   * Reads the outcomes and weighs the rows. An hour whose outcome is missing or an outlier does not
   * count. A day's curve counts if nearly all of its hours are known; outliers are held.
   */
  private void readOutcomes(Outcomes outcomes, int season) {
    double share = basis.isHours() ? SEASON : SEASON_OF_CURVES;
    double[] values = new double[slots];
    int y = RidgeInputs.SLOT_TARGET * channels;
    int[] all = IntStream.range(0, channels).toArray();
    for (int r = 0; r < n; r++) {
      double near = 1 + share * StrictMath.cos(2 * Math.PI * (first + r - season) / YEAR);
      boolean counts = outcomes.read(first + r, basis.isHours(), values);
      if (basis.isHours()) {
        readHours(r, values, near);
      } else if (counts) {
        basis.toChannels(values, 1, slot[r], y);
        weight[r] = near;
        absent[r] = NONE;
      } else {
        absent[r] = all;
      }
    }
  }

  private void readHours(int row, double[] values, double near) {
    int y = RidgeInputs.SLOT_TARGET * channels;
    int missing = 0;
    for (double value : values) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    int[] without = missing == 0 ? NONE : new int[missing];
    int at = 0;
    for (int k = 0; k < slots; k++) {
      if (Double.isNaN(values[k])) {
        without[at++] = k;
      } else {
        slot[row][y + k] = values[k];
      }
    }
    weight[row] = missing < slots ? near : 0;
    absent[row] = without;
  }

  /** Reads the inputs that depend on the last known day for a lead, in days from 1 on. */
  private void readLead(int lead) {
    double[] row = new double[dayLast];
    double[] bySlot = new double[RidgeInputs.SLOT_LAST * slots];
    for (int r = 0; r < n; r++) {
      int target = first + r;
      int last = Math.max(of.first(), target - lead);
      inputs.dayLast(of, target, last, row);
      System.arraycopy(row, 0, day[r], dayTarget, dayLast);
      inputs.slotLast(of, target, last, bySlot);
      basis.toChannels(bySlot, RidgeInputs.SLOT_LAST, slot[r], OWN * channels);
    }
  }

  // ---------------------------------------------------------------- limits

  private void setLimits() {
    double[] low = new double[dayLow.length];
    double[] high = new double[dayLow.length];
    limits(day, 0, low, high);
    double[] lowBySlot = new double[slotLow.length];
    double[] highBySlot = new double[slotLow.length];
    limits(slot, channels, lowBySlot, highBySlot);
    for (int input = 0; input < inputs.size(); input++) {
      int column = column(input);
      if (inputs.isFree(input)) {
        continue;
      }
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
  private void limits(double[][] rows, int period, double[] low, double[] high) {
    int columns = low.length;
    double[] mean = new double[columns];
    double[] squares = new double[columns];
    double[] count = new double[columns];
    for (int r = 0; r < n; r++) {
      if (weight[r] > 0) {
        double[] row = rows[r];
        for (int i = 0; i < columns; i++) {
          mean[i] += row[i];
          count[i]++;
        }
        for (int k : period == 0 ? NONE : absent[r]) {
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
    for (int r = 0; r < n; r++) {
      if (weight[r] > 0) {
        double[] row = rows[r];
        for (int i = 0; i < columns; i++) {
          double d = row[i] - mean[i];
          squares[i] += d * d;
        }
        for (int k : period == 0 ? NONE : absent[r]) {
          for (int i = k; i < columns; i += period) {
            double d = row[i] - mean[i];
            squares[i] -= d * d;
          }
        }
      }
    }
    for (int i = 0; i < low.length; i++) {
      double reach = count[i] == 0 ? 0 : LIMIT * Math.sqrt(Math.max(0, squares[i]) / count[i]);
      low[i] = mean[i] - reach;
      high[i] = mean[i] + reach;
    }
  }

  private void hold(int fromDay, int toDay, int fromSlot, int toSlot) {
    for (int r = 0; r < n; r++) {
      hold(day[r], dayLow, dayHigh, fromDay, toDay);
      hold(slot[r], slotLow, slotHigh, fromSlot, toSlot);
    }
  }

  private static void hold(double[] row, double[] low, double[] high, int from, int to) {
    for (int i = from; i < to; i++) {
      row[i] = Math.max(low[i], Math.min(high[i], row[i]));
    }
  }

  // ---------------------------------------------------------------- sums

  /** Receives the sums over all rows before an end. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the sums.
     *
     * @param end position of the end
     * @param sums reused, to be read only
     */
    void accept(int end, RidgeSums sums);
  }

  /** Sums up the rows of a lead, in days from 1 on, up to each end in turn. */
  void sums(int lead, Sink sink) {
    if (lead > 1 || n == 0) {
      readLead(lead);
    }
    hold(dayTarget, dayTarget + dayLast, OWN * channels, slotLow.length);
    RidgeSums sums = new RidgeSums(dayTarget + dayLast, OWN + RidgeInputs.SLOT_LAST, channels);
    int from = 0;
    for (int e = 0; e < ends.length; e++) {
      sums.add(day, slot, weight, absent, from, ends[e]);
      sink.accept(e, sums);
      from = ends[e];
    }
  }

  // ---------------------------------------------------------------- looking back

  /**
   * Returns what an equation would have said for a row of the lead read last.
   *
   * @param coefficients by input; the constant is the last
   */
  double predict(int row, int channel, double[] coefficients, int from) {
    int p = inputs.size();
    double sum = coefficients[from + p];
    int input = from;
    for (int i = 1; i < dayTarget; i++) {
      sum += coefficients[input++] * day[row][i];
    }
    for (int i = 0; i < RidgeInputs.SLOT_TARGET; i++) {
      sum += coefficients[input++] * slot[row][i * channels + channel];
    }
    for (int i = 0; i < dayLast; i++) {
      sum += coefficients[input++] * day[row][dayTarget + i];
    }
    for (int i = 0; i < RidgeInputs.SLOT_LAST; i++) {
      sum += coefficients[input++] * slot[row][(OWN + i) * channels + channel];
    }
    return sum;
  }

  /**
   * Returns whether an input varied enough, up to an end, to teach anything: more than rounding
   * does, and not so little that what came later would be an extrapolation.
   */
  boolean varies(int input, int channel, double variance, double meanSquare) {
    int column = column(input);
    double reach =
        column >= 0
            ? dayHigh[column] - dayLow[column]
            : slotHigh[~column * channels + channel] - slotLow[~column * channels + channel];
    double least = reach < Double.POSITIVE_INFINITY ? LEAST * reach / (2 * LIMIT) : LEAST_OF_FLAG;
    return variance > CONSTANT * CONSTANT * meanSquare
        && variance > Double.MIN_NORMAL
        && variance >= least * least;
  }
}
