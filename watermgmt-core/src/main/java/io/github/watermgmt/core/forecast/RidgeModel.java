// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * The equations that a ridge regression has learnt for one series: one per lead and slot, linear in
 * the inputs held within the limits of what was seen.
 *
 * <p>Thread-safety: immutable.
 */
final class RidgeModel {
  static final int LEADS = 7;

  private final DayBasis basis;
  private final double[][] coefficients; // [lead][channel * (inputs + 1) + input], constant last
  private final double[] low; // [input * channels + channel]
  private final double[] high;

  RidgeModel(DayBasis basis, double[][] coefficients, double[] low, double[] high) {
    this.basis = basis;
    this.coefficients = coefficients;
    this.low = low;
    this.high = high;
  }

  /** Returns the deviation from the base, on the scale, of each slot of a target day. */
  double[] predict(RidgeInputs inputs, Deviations of, int target) {
    int channels = basis.channels();
    int p = inputs.size();
    double[] x = inputs(inputs, of, target);
    double[] equation = coefficients[lead(of, target)];
    double[] sum = new double[channels];
    for (int c = 0; c < channels; c++) {
      int at = c * (p + 1);
      double value = equation[at + p];
      for (int i = 0; i < p; i++) {
        value += equation[at + i] * x[i * channels + c];
      }
      sum[c] = value;
    }
    return basis.toSlots(sum);
  }

  /**
   * Splits what a target day deviates by into themes, {@code [theme][slot]} on the scale; they add
   * up to {@link #predict}. What always holds belongs to the season.
   */
  double[][] themes(RidgeInputs inputs, Deviations of, int target) {
    int channels = basis.channels();
    int p = inputs.size();
    double[] x = inputs(inputs, of, target);
    double[] equation = coefficients[lead(of, target)];
    double[][] sums = new double[RidgeInputs.Theme.COUNT][channels];
    for (int c = 0; c < channels; c++) {
      int at = c * (p + 1);
      sums[RidgeInputs.Theme.SEASON.position][c] = equation[at + p];
      for (int i = 0; i < p; i++) {
        sums[inputs.theme(i).position][c] += equation[at + i] * x[i * channels + c];
      }
    }
    double[][] bySlot = new double[sums.length][];
    for (int t = 0; t < sums.length; t++) {
      bySlot[t] = basis.toSlots(sums[t]);
    }
    return bySlot;
  }

  private static int lead(Deviations of, int target) {
    return Math.min(LEADS, target - of.end() + 1) - 1;
  }

  /**
   * Returns the inputs of a day, held within their limits, {@code [input * channels + channel]}.
   */
  private double[] inputs(RidgeInputs inputs, Deviations of, int target) {
    int slots = of.grid().slots();
    int channels = basis.channels();
    int last = of.end() - 1;
    double[] x = new double[inputs.size() * channels];
    double[] day = new double[Math.max(inputs.dayTarget(), inputs.dayLast())];
    double[] bySlot = new double[Math.max(RidgeInputs.SLOT_TARGET, RidgeInputs.SLOT_LAST) * slots];
    double[] byChannel = new double[bySlot.length / slots * channels];
    inputs.dayTarget(target, day);
    int at = spread(day, inputs.dayTarget(), x, 0);
    inputs.slotTarget(of, target, last, bySlot);
    basis.toChannels(bySlot, RidgeInputs.SLOT_TARGET, byChannel, 0);
    System.arraycopy(byChannel, 0, x, at, RidgeInputs.SLOT_TARGET * channels);
    at += RidgeInputs.SLOT_TARGET * channels;
    inputs.dayLast(of, target, last, day);
    at = spread(day, inputs.dayLast(), x, at);
    inputs.slotLast(of, target, last, bySlot);
    basis.toChannels(bySlot, RidgeInputs.SLOT_LAST, byChannel, 0);
    System.arraycopy(byChannel, 0, x, at, RidgeInputs.SLOT_LAST * channels);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(low[i], Math.min(high[i], x[i]));
    }
    return x;
  }

  private int spread(double[] day, int n, double[] x, int at) {
    int channels = basis.channels();
    for (int i = 0; i < n; i++) {
      Arrays.fill(x, at, at + channels, day[i]);
      at += channels;
    }
    return at;
  }

  /** Writes the equations. */
  void write(EntryWriter to) {
    to.writeDoubles(basis.toArray()).writeInt(basis.channels());
    for (double[] equation : coefficients) {
      to.writeDoubles(equation);
    }
    to.writeDoubles(low).writeDoubles(high);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it does not fit the inputs
   */
  static RidgeModel read(EntryReader from, RidgeInputs inputs) {
    int slots = inputs.grid().slots();
    double[] curves = from.readDoubles();
    int channels = from.readInt("channels", 1, slots);
    if (curves.length != (curves.length == 0 && channels == slots ? 0 : channels * slots)) {
      throw from.corrupt(curves.length + " numbers of curves for " + channels + " channels");
    }
    double[][] coefficients = new double[LEADS][];
    for (int lead = 0; lead < LEADS; lead++) {
      coefficients[lead] = from.readDoubles("equations", channels * (inputs.size() + 1));
    }
    double[] low = from.readDoubles("least inputs", channels * inputs.size());
    double[] high = from.readDoubles("greatest inputs", channels * inputs.size());
    return new RidgeModel(DayBasis.of(slots, curves), coefficients, low, high);
  }
}
