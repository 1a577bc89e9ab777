// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * What a regression of one series learns from: a row for each past day and slot, and the sums of
 * products of its columns, lead by lead.
 *
 * <p>Columns are, in order: the constant, the inputs of a day and of a slot that depend on the
 * target alone, the outcome, and the inputs of a day and of a slot that depend on the last known
 * day. Sums are lower triangles, {@code [row * (row + 1) / 2 + column]}.
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

  private final RidgeInputs inputs;
  private final Deviations of;
  private final int slots;
  private final DayBasis basis;
  private final int channels;
  private final int first; // day of row 0
  private final int n;
  private final int fixed; // columns before those of a lead: constant, target inputs, outcome
  private final int dayTarget; // with the constant
  private final int dayLast;
  private final double[] dayFixed;
  private final double[][]
      slotFixed; // [channel][input * n + row], with the outcome as the last input
  private final double[] dayLead;
  private final double[][] slotLead;
  private final double[][] weight; // [channel][row], 0 for a row that does not count
  private final double[] dayWeight; // weight of a row of which any slot counts
  private final double[] low; // limits, [input * channels + channel]
  private final double[] high;
  private final int[] ends; // rows up to which sums are wanted
  private final double[][][] sumsFixed; // [end][channel], each from the end before
  private final double[] left;
  private final double[] out;

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
    this.fixed = dayTarget + RidgeInputs.SLOT_TARGET + 1;
    this.dayFixed = new double[dayTarget * n];
    this.slotFixed = new double[channels][(RidgeInputs.SLOT_TARGET + 1) * n];
    this.dayLead = new double[dayLast * n];
    this.slotLead = new double[channels][RidgeInputs.SLOT_LAST * n];
    this.weight = new double[channels][n];
    this.dayWeight = new double[n];
    this.low = new double[inputs.size() * channels];
    this.high = new double[inputs.size() * channels];
    Arrays.fill(low, Double.NEGATIVE_INFINITY);
    Arrays.fill(high, Double.POSITIVE_INFINITY);
    this.ends = new int[endDays.length];
    for (int e = 0; e < ends.length; e++) {
      ends[e] = endDays[e] - first;
    }
    this.left = new double[Math.max(RidgeInputs.SLOT_TARGET + 1, RidgeInputs.SLOT_LAST) * n];
    int most = Math.max(fixed, dayTarget + dayLast + RidgeInputs.SLOT_LAST);
    this.out = new double[most * most];
    readTargets();
    readOutcomes(outcomes, season);
    readLead(1);
    setLimits();
    this.sumsFixed = sumFixed();
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

  /** Returns the number of columns. */
  int columns() {
    return fixed + dayLast + RidgeInputs.SLOT_LAST;
  }

  /** Returns the column of the outcome. */
  int outcome() {
    return fixed - 1;
  }

  /** Returns the column of an input. */
  int column(int input) {
    return input < fixed - 2 ? input + 1 : input + 2;
  }

  int first() {
    return first;
  }

  /** Returns the least that each input is taken for, {@code [input * channels + channel]}. */
  double[] low() {
    return low.clone();
  }

  /** Returns the most that each input is taken for. */
  double[] high() {
    return high.clone();
  }

  // ---------------------------------------------------------------- rows

  private void readTargets() {
    double[] row = new double[inputs.dayTarget()];
    double[] bySlot = new double[RidgeInputs.SLOT_TARGET * slots];
    double[] byChannel = new double[RidgeInputs.SLOT_TARGET * channels];
    for (int r = 0; r < n; r++) {
      int day = first + r;
      inputs.dayTarget(day, row);
      dayFixed[r] = 1;
      for (int i = 0; i < row.length; i++) {
        dayFixed[(i + 1) * n + r] = row[i];
      }
      inputs.slotTarget(of, day, day - 1, bySlot);
      basis.toChannels(bySlot, RidgeInputs.SLOT_TARGET, byChannel);
      scatter(byChannel, RidgeInputs.SLOT_TARGET, slotFixed, r);
    }
  }

  private void scatter(double[] byChannel, int quantities, double[][] to, int r) {
    for (int c = 0; c < channels; c++) {
      double[] rows = to[c];
      for (int i = 0; i < quantities; i++) {
        rows[i * n + r] = byChannel[i * channels + c];
      }
    }
  }

  /**
   * Reads the outcomes and weighs the rows. An hour whose outcome is missing or an outlier does not
   * count. A day's curve counts if nearly all of its hours are known; outliers are held.
   */
  private void readOutcomes(Outcomes outcomes, int season) {
    double share = basis.isHours() ? SEASON : SEASON_OF_CURVES;
    double[] byChannel = new double[channels];
    double[] day = new double[slots];
    int y = RidgeInputs.SLOT_TARGET * n;
    for (int r = 0; r < n; r++) {
      double near = 1 + share * StrictMath.cos(2 * Math.PI * (first + r - season) / YEAR);
      boolean counts = outcomes.read(first + r, basis.isHours(), day);
      if (basis.isHours()) {
        for (int k = 0; k < slots; k++) {
          if (!Double.isNaN(day[k])) {
            slotFixed[k][y + r] = day[k];
            weight[k][r] = near;
            dayWeight[r] = near;
          }
        }
      } else if (counts) {
        basis.toChannels(day, 1, byChannel);
        for (int c = 0; c < channels; c++) {
          slotFixed[c][y + r] = byChannel[c];
          weight[c][r] = near;
        }
        dayWeight[r] = near;
      }
    }
  }

  /** Reads the inputs that depend on the last known day for a lead, in days from 1 on. */
  private void readLead(int lead) {
    double[] row = new double[dayLast];
    double[] bySlot = new double[RidgeInputs.SLOT_LAST * slots];
    double[] byChannel = new double[RidgeInputs.SLOT_LAST * channels];
    for (int r = 0; r < n; r++) {
      int day = first + r;
      inputs.dayLast(of, day, Math.max(of.first(), day - lead), row);
      for (int i = 0; i < dayLast; i++) {
        dayLead[i * n + r] = row[i];
      }
      inputs.slotLast(of, day, Math.max(of.first(), day - lead), bySlot);
      basis.toChannels(bySlot, RidgeInputs.SLOT_LAST, byChannel);
      scatter(byChannel, RidgeInputs.SLOT_LAST, slotLead, r);
    }
  }

  // ---------------------------------------------------------------- limits

  private void setLimits() {
    int input = 0;
    for (int i = 0; i < inputs.dayTarget(); i++) {
      setDayLimits(input++, dayFixed, (i + 1) * n);
    }
    for (int i = 0; i < RidgeInputs.SLOT_TARGET; i++) {
      setSlotLimits(input++, slotFixed, i * n);
    }
    for (int i = 0; i < dayLast; i++) {
      setDayLimits(input++, dayLead, i * n);
    }
    for (int i = 0; i < RidgeInputs.SLOT_LAST; i++) {
      setSlotLimits(input++, slotLead, i * n);
    }
    for (int i = 0; i < inputs.dayTarget(); i++) {
      holdDay(i, dayFixed, (i + 1) * n);
    }
    for (int i = 0; i < RidgeInputs.SLOT_TARGET; i++) {
      holdSlots(inputs.dayTarget() + i, slotFixed, i * n);
    }
  }

  private void setDayLimits(int input, double[] rows, int from) {
    if (!inputs.isFree(input)) {
      setLimits(input, 0, rows, from, dayWeight);
      for (int k = 1; k < channels; k++) {
        low[input * channels + k] = low[input * channels];
        high[input * channels + k] = high[input * channels];
      }
    }
  }

  private void setSlotLimits(int input, double[][] block, int from) {
    if (!inputs.isFree(input)) {
      for (int k = 0; k < channels; k++) {
        setLimits(input, k, block[k], from, weight[k]);
      }
    }
  }

  private void setLimits(int input, int slot, double[] rows, int from, double[] counts) {
    double sum = 0;
    int m = 0;
    for (int r = 0; r < n; r++) {
      if (counts[r] > 0) {
        sum += rows[from + r];
        m++;
      }
    }
    double mean = m == 0 ? 0 : sum / m;
    double squares = 0;
    for (int r = 0; r < n; r++) {
      if (counts[r] > 0) {
        double d = rows[from + r] - mean;
        squares += d * d;
      }
    }
    double reach = m == 0 ? 0 : LIMIT * Math.sqrt(squares / m);
    low[input * channels + slot] = mean - reach;
    high[input * channels + slot] = mean + reach;
  }

  private void holdLead() {
    int input = inputs.dayTarget() + RidgeInputs.SLOT_TARGET;
    for (int i = 0; i < dayLast; i++) {
      holdDay(input++, dayLead, i * n);
    }
    for (int i = 0; i < RidgeInputs.SLOT_LAST; i++) {
      holdSlots(input++, slotLead, i * n);
    }
  }

  private void holdDay(int input, double[] rows, int from) {
    if (!inputs.isFree(input)) {
      hold(rows, from, low[input * channels], high[input * channels]);
    }
  }

  private void holdSlots(int input, double[][] block, int from) {
    if (!inputs.isFree(input)) {
      for (int k = 0; k < channels; k++) {
        hold(block[k], from, low[input * channels + k], high[input * channels + k]);
      }
    }
  }

  private void hold(double[] rows, int from, double least, double most) {
    for (int r = from; r < from + n; r++) {
      rows[r] = Math.max(least, Math.min(most, rows[r]));
    }
  }

  // ---------------------------------------------------------------- sums

  private double[][][] sumFixed() {
    double[][][] sums = new double[ends.length][channels][fixed * (fixed + 1) / 2];
    int from = 0;
    for (int e = 0; e < ends.length; e++) {
      int to = ends[e];
      double[] days = daySums(dayFixed, dayTarget, dayFixed, dayTarget, from, to);
      for (int k = 0; k < channels; k++) {
        double[] sum = sums[e][k];
        addTriangle(sum, 0, days, dayTarget);
        subtractDays(k, from, to, sum, 0, dayFixed, dayTarget, dayFixed, dayTarget, true);
        int own = RidgeInputs.SLOT_TARGET + 1;
        weighted(slotFixed[k], own, weight[k], from, to);
        Dots.of(left, own, dayFixed, dayTarget, n, from, to, out);
        addRectangle(sum, dayTarget, 0, own, dayTarget);
        Dots.of(left, own, slotFixed[k], own, n, from, to, out);
        addTriangle(sum, dayTarget, out, own);
      }
      from = to;
    }
    return sums;
  }

  /** Receives the sums over all rows before an end. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes the sums.
     *
     * @param end position of the end
     * @param sums {@code [slot][triangle]}; reused, to be read only
     */
    void accept(int end, double[][] sums);
  }

  /** Sums up the rows of a lead, in days from 1 on, up to each end in turn. */
  void sums(int lead, Sink sink) {
    if (lead > 1 || n == 0) {
      readLead(lead);
    }
    holdLead();
    int columns = columns();
    double[][] sums = new double[channels][columns * (columns + 1) / 2];
    int from = 0;
    for (int e = 0; e < ends.length; e++) {
      int to = ends[e];
      double[] cross = daySums(dayLead, dayLast, dayFixed, dayTarget, from, to).clone();
      double[] days = daySums(dayLead, dayLast, dayLead, dayLast, from, to);
      for (int k = 0; k < channels; k++) {
        addLead(k, from, to, e, cross, days, sums[k]);
      }
      sink.accept(e, sums);
      from = to;
    }
  }

  private void addLead(
      int k, int from, int to, int e, double[] cross, double[] days, double[] sum) {
    double[] known = sumsFixed[e][k];
    for (int i = 0; i < known.length; i++) {
      sum[i] += known[i];
    }
    // The inputs of a day, by the constant and target inputs of the day, and by themselves.
    System.arraycopy(cross, 0, out, 0, dayLast * dayTarget);
    addRectangle(sum, fixed, 0, dayLast, dayTarget);
    addTriangle(sum, fixed, days, dayLast);
    subtractDays(k, from, to, sum, fixed, dayLead, dayLast, dayFixed, dayTarget, false);
    subtractDays(k, from, to, sum, fixed, dayLead, dayLast, dayLead, dayLast, true);
    // By the target inputs of the slot and the outcome.
    int own = RidgeInputs.SLOT_TARGET + 1;
    weighted(slotFixed[k], own, weight[k], from, to);
    Dots.of(left, own, dayLead, dayLast, n, from, to, out);
    for (int i = 0; i < own; i++) {
      for (int j = 0; j < dayLast; j++) {
        sum[triangle(fixed + j) + dayTarget + i] += out[i * dayLast + j];
      }
    }
    // The inputs of the slot, by everything.
    int last = RidgeInputs.SLOT_LAST;
    int row = fixed + dayLast;
    weighted(slotLead[k], last, weight[k], from, to);
    Dots.of(left, last, dayFixed, dayTarget, n, from, to, out);
    addRectangle(sum, row, 0, last, dayTarget);
    Dots.of(left, last, slotFixed[k], own, n, from, to, out);
    addRectangle(sum, row, dayTarget, last, own);
    Dots.of(left, last, dayLead, dayLast, n, from, to, out);
    addRectangle(sum, row, fixed, last, dayLast);
    Dots.of(left, last, slotLead[k], last, n, from, to, out);
    addTriangle(sum, row, out, last);
  }

  private static int triangle(int row) {
    return row * (row + 1) / 2;
  }

  private void addRectangle(double[] sum, int row, int column, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      int at = triangle(row + i) + column;
      for (int j = 0; j < columns; j++) {
        sum[at + j] += out[i * columns + j];
      }
    }
  }

  private static void addTriangle(double[] sum, int row, double[] square, int size) {
    for (int i = 0; i < size; i++) {
      int at = triangle(row + i) + row;
      for (int j = 0; j <= i; j++) {
        sum[at + j] += square[i * size + j];
      }
    }
  }

  private void weighted(double[] rows, int count, double[] weights, int from, int to) {
    for (int i = 0; i < count; i++) {
      for (int r = from; r < to; r++) {
        left[i * n + r] = rows[i * n + r] * weights[r];
      }
    }
  }

  /**
   * Returns the weighted sums of products of inputs of a day, over days of which any slot counts.
   */
  private double[] daySums(double[] a, int na, double[] b, int nb, int from, int to) {
    double[] weighted = new double[na * n];
    for (int i = 0; i < na; i++) {
      for (int r = from; r < to; r++) {
        weighted[i * n + r] = a[i * n + r] * dayWeight[r];
      }
    }
    double[] sums = new double[na * nb];
    Dots.of(weighted, na, b, nb, n, from, to, sums);
    return sums;
  }

  /** Takes from sums over days those days of which a slot does not count. */
  private void subtractDays(
      int k,
      int from,
      int to,
      double[] sum,
      int row,
      double[] a,
      int na,
      double[] b,
      int nb,
      boolean triangle) {
    for (int r = from; r < to; r++) {
      if (weight[k][r] == 0 && dayWeight[r] > 0) {
        for (int i = 0; i < na; i++) {
          double x = dayWeight[r] * a[i * n + r];
          int at = triangle(row + i) + (triangle ? row : 0);
          int columns = triangle ? i + 1 : nb;
          for (int j = 0; j < columns; j++) {
            sum[at + j] -= x * b[j * n + r];
          }
        }
      }
    }
  }

  // ---------------------------------------------------------------- looking back

  /**
   * Returns what an equation would have said for a row of the lead read last.
   *
   * @param coefficients by input; the constant is the last
   */
  double predict(int row, int slot, double[] coefficients, int from) {
    int p = inputs.size();
    double sum = coefficients[from + p];
    int input = from;
    for (int i = 1; i < dayTarget; i++) {
      sum += coefficients[input++] * dayFixed[i * n + row];
    }
    double[] own = slotFixed[slot];
    for (int i = 0; i < RidgeInputs.SLOT_TARGET; i++) {
      sum += coefficients[input++] * own[i * n + row];
    }
    for (int i = 0; i < dayLast; i++) {
      sum += coefficients[input++] * dayLead[i * n + row];
    }
    double[] lead = slotLead[slot];
    for (int i = 0; i < RidgeInputs.SLOT_LAST; i++) {
      sum += coefficients[input++] * lead[i * n + row];
    }
    return sum;
  }

  /**
   * Returns whether an input varied enough, up to an end, to teach anything: more than rounding
   * does, and not so little that what came later would be an extrapolation.
   */
  boolean varies(int input, int channel, double variance, double meanSquare) {
    double reach = high[input * channels + channel] - low[input * channels + channel];
    double least = reach < Double.POSITIVE_INFINITY ? LEAST * reach / (2 * LIMIT) : LEAST_OF_FLAG;
    return variance > CONSTANT * CONSTANT * meanSquare
        && variance > Double.MIN_NORMAL
        && variance >= least * least;
  }
}
