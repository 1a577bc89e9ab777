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
 * those that depend on the last known day. Columns of a slot are the input that only holidays have,
 * the other inputs that depend on the target alone, the outcome, and the inputs that depend on the
 * last known day.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RidgeRows {
  private static final int SKIPPED = 63; // days
  private static final double LEAST = 0.1; // of the deviation over all rows
  private static final double LEAST_OF_FLAG = 1e-3; // a day in a million has this deviation
  private static final double SEASON = 0.4; // by how much rows of the same season weigh more
  private static final double SEASON_OF_CURVES = 0.2;
  private static final double YEAR = 365.25;
  private static final double CONSTANT = 1e-6; // of an input's size; rounding makes 1e-8
  private static final double LEAST_VARIANCE = 2 * Double.MIN_NORMAL; // beyond rounding
  private static final int[] NONE = {};
  private static final int OF_TARGET = RidgeInputs.SLOT_TARGET; // slot columns before the outcome
  private static final int OF_LAST = OF_TARGET + 1; // the first of the last known day
  private static final int SLOT_COLUMNS = OF_LAST + RidgeInputs.SLOT_LAST;

  private final RidgeInputs inputs;
  private final Deviations of;
  private final int slots;
  private final DayBasis basis;
  private final int channels;
  private final int first; // day of row 0
  private final int n;
  private final int dayTarget; // with the constant
  private final int dayLast;
  private final int[] columns; // by input
  private final RidgeSums.Rows rows;
  private final LastDays lastDays;
  private final RidgeLimits limits;
  private final double[] leastVariance;
  private final int[] ends; // rows up to which sums are wanted
  private final RidgeSums[] ofTargets; // up to each end, of columns that are the same for all leads

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
    this.columns = IntStream.range(0, inputs.size()).map(this::columnOf).toArray();
    this.rows =
        new RidgeSums.Rows(
            new double[n][dayTarget + dayLast],
            new double[n][SLOT_COLUMNS * channels],
            new double[n],
            new int[n][],
            new boolean[n]);
    this.ends = Arrays.stream(endDays).map(day -> day - first).toArray();
    this.lastDays =
        new LastDays(inputs, basis, of, Math.max(of.first(), first - 2 * RidgeModel.LEADS));
    this.limits = new RidgeLimits(dayTarget + dayLast, SLOT_COLUMNS, channels);
    readTargets();
    readOutcomes(outcomes, season);
    readLead(1);
    limits.learn(
        rows,
        IntStream.range(0, inputs.size())
            .filter(i -> !inputs.isFree(i))
            .map(this::column)
            .toArray());
    for (int r = 0; r < n; r++) {
      limits.holdDay(rows.day()[r], 0, dayTarget);
      limits.holdSlot(rows.slot()[r], 0, OF_LAST);
    }
    lastDays.hold(limits, dayTarget, OF_LAST);
    this.leastVariance = leastVariances();
    this.ofTargets = targetSums();
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
    return limits(true);
  }

  /** Returns the most that each input is taken for. */
  double[] high() {
    return limits(false);
  }

  private double[] limits(boolean least) {
    double[] byInput = new double[inputs.size() * channels];
    for (int input = 0; input < inputs.size(); input++) {
      limits.read(column(input), least, byInput, input * channels);
    }
    return byInput;
  }

  /** Returns the column of the outcome; see {@link RidgeSums}. */
  static int outcome() {
    return ~OF_TARGET;
  }

  /** Returns the column of an input; see {@link RidgeSums}. */
  int column(int input) {
    return columns[input];
  }

  private int columnOf(int input) {
    int days = dayTarget - 1;
    if (input < days) {
      return input + 1;
    }
    if (input < days + OF_TARGET) {
      return ~((input - days + 1) % OF_TARGET); // the last of them first
    }
    int last = input - days - OF_TARGET;
    return last < dayLast ? dayTarget + last : ~(OF_LAST + last - dayLast);
  }

  // ---------------------------------------------------------------- rows

  private void readTargets() {
    double[] day = new double[inputs.dayTarget()];
    double[] bySlot = new double[OF_TARGET * slots];
    double[] byChannel = new double[OF_TARGET * channels];
    int others = (OF_TARGET - 1) * channels;
    for (int r = 0; r < n; r++) {
      int target = first + r;
      inputs.dayTarget(target, day);
      rows.day()[r][0] = 1;
      System.arraycopy(day, 0, rows.day()[r], 1, day.length);
      inputs.slotTarget(of, target, target - 1, bySlot);
      basis.toChannels(bySlot, OF_TARGET, byChannel, 0);
      System.arraycopy(byChannel, others, rows.slot()[r], 0, channels);
      System.arraycopy(byChannel, 0, rows.slot()[r], channels, others);
      for (int k = 0; k < channels; k++) {
        rows.rare()[r] |= rows.slot()[r][k] != 0;
      }
    }
  }

  /**
   * Reads the outcomes and weighs the rows. An hour whose outcome is missing or an outlier does not
   * count. A day's curve counts if nearly all of its hours are known; outliers are held.
   */
  private void readOutcomes(Outcomes outcomes, int season) {
    double share = basis.isHours() ? SEASON : SEASON_OF_CURVES;
    double[] values = new double[slots];
    int[] all = IntStream.range(0, channels).toArray();
    for (int r = 0; r < n; r++) {
      double near = 1 + share * StrictMath.cos(2 * Math.PI * (first + r - season) / YEAR);
      boolean counts = outcomes.read(first + r, basis.isHours(), values);
      if (basis.isHours()) {
        readHours(r, values, near);
      } else if (counts) {
        basis.toChannels(values, 1, rows.slot()[r], OF_TARGET * channels);
        rows.weight()[r] = near;
        rows.without()[r] = NONE;
      } else {
        rows.without()[r] = all;
      }
    }
  }

  private void readHours(int row, double[] values, double near) {
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
        rows.slot()[row][OF_TARGET * channels + k] = values[k];
      }
    }
    rows.weight()[row] = missing < slots ? near : 0;
    rows.without()[row] = without;
  }

  /**
   * Reads the inputs that depend on the last known day for a lead, in days from 1 on, and holds
   * them.
   */
  private void readLead(int lead) {
    double[] bySlot = new double[2 * slots];
    double[] byChannel = new double[2 * channels];
    int own = dayTarget + RidgeInputs.DAY_OF_LAST;
    int from = OF_LAST * channels;
    for (int r = 0; r < n; r++) {
      double[] day = rows.day()[r];
      double[] slot = rows.slot()[r];
      int target = first + r;
      int last = Math.max(of.first(), target - lead);
      lastDays.readDay(last, day, dayTarget);
      inputs.weatherSince(target, last, day, own);
      limits.holdDay(day, own, dayTarget + dayLast);
      lastDays.readSlots(last, slot, from);
      of.sinceBase(target, last, bySlot, 0, slots);
      basis.toChannels(bySlot, 2, byChannel, 0);
      since(byChannel, 0, RidgeInputs.SINCE_DAY, slot);
      since(byChannel, channels, RidgeInputs.SINCE_MONTH, slot);
      int likeAt = from + RidgeInputs.LIKE * channels;
      if (!lastDays.readLike(target, last, of.first(), slot, likeAt)) {
        Arrays.fill(slot, likeAt, likeAt + channels, 0);
        limits.holdSlot(slot, OF_LAST + RidgeInputs.LIKE, OF_LAST + RidgeInputs.LIKE + 1);
      }
    }
  }

  private void since(double[] byChannel, int at, int input, double[] slot) {
    System.arraycopy(byChannel, at, slot, (OF_LAST + input) * channels, channels);
    limits.holdSlot(slot, OF_LAST + input, OF_LAST + input + 1);
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

  private RidgeSums[] targetSums() {
    RidgeSums sums = new RidgeSums(new RidgeSums.Shape(dayTarget, OF_LAST, channels, 0, 0));
    RidgeSums[] byEnd = new RidgeSums[ends.length];
    int from = 0;
    for (int e = 0; e < ends.length; e++) {
      sums.add(rows, from, ends[e]);
      byEnd[e] = sums.copy();
      from = ends[e];
    }
    return byEnd;
  }

  /** Sums up the rows of a lead, in days from 1 on, up to each end in turn. */
  void sums(int lead, Sink sink) {
    readLead(lead);
    RidgeSums sums =
        new RidgeSums(
            new RidgeSums.Shape(dayTarget + dayLast, SLOT_COLUMNS, channels, dayTarget, OF_LAST));
    int from = 0;
    for (int e = 0; e < ends.length; e++) {
      sums.add(rows, from, ends[e]);
      sums.lean(ofTargets[e]);
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
    double[] day = rows.day()[row];
    double[] slot = rows.slot()[row];
    double sum = coefficients[from + inputs.size()];
    int input = from;
    for (int i = 1; i < dayTarget; i++) {
      sum += coefficients[input++] * day[i];
    }
    for (int i = 0; i < OF_TARGET; i++) {
      sum += coefficients[input] * slot[~columns[input - from] * channels + channel];
      input++;
    }
    for (int i = 0; i < dayLast; i++) {
      sum += coefficients[input++] * day[dayTarget + i];
    }
    for (int i = 0; i < RidgeInputs.SLOT_LAST; i++) {
      sum += coefficients[input++] * slot[(OF_LAST + i) * channels + channel];
    }
    return sum;
  }

  /**
   * Returns whether an input varied enough, up to an end, to teach anything: more than rounding
   * does, and not so little that what came later would be an extrapolation.
   */
  boolean varies(int input, int channel, double variance, double meanSquare) {
    return variance > CONSTANT * CONSTANT * meanSquare
        && variance >= leastVariance[input * channels + channel];
  }

  /** Returns the least variance of each input that varies, {@code [input * channels + channel]}. */
  private double[] leastVariances() {
    double[] least = new double[inputs.size() * channels];
    for (int i = 0; i < least.length; i++) {
      double deviation = limits.deviation(columns[i / channels], i % channels);
      double some = deviation < Double.POSITIVE_INFINITY ? LEAST * deviation : LEAST_OF_FLAG;
      least[i] = Math.max(some * some, LEAST_VARIANCE);
    }
    return least;
  }
}
