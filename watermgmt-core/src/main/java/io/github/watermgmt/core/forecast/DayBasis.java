// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * How the slots of a day become the channels that are regressed: each slot by itself, or the
 * principal curves of the day, of which the first say most (how high the day is, whether its
 * morning is late).
 *
 * <p>Thread-safety: immutable.
 */
final class DayBasis {
  private static final int MOST_CURVES = 32;

  private final int slots;
  private final int channels;
  private final double[] curves; // [channel * slots + slot]; empty for the slots themselves

  private DayBasis(int slots, int channels, double[] curves) {
    this.slots = slots;
    this.channels = channels;
    this.curves = curves;
  }

  /** Returns the slots themselves. */
  static DayBasis hours(int slots) {
    return new DayBasis(slots, slots, new double[0]);
  }

  /**
   * Returns the principal curves of days.
   *
   * @param products sums of products of the slots of days, {@code [slot][slot]}, symmetric;
   *     overwritten
   */
  static DayBasis curves(double[][] products) {
    int slots = products.length;
    int channels = Math.min(slots, MOST_CURVES);
    double[] curves = new double[channels * slots];
    double[][] vectors = SymmetricEigen.vectors(products, channels);
    for (int c = 0; c < channels; c++) {
      System.arraycopy(vectors[c], 0, curves, c * slots, slots);
    }
    return new DayBasis(slots, channels, curves);
  }

  /** Returns a basis that was learnt before; see {@link #toArray}. */
  static DayBasis of(int slots, double[] curves) {
    return curves.length == 0
        ? hours(slots)
        : new DayBasis(slots, curves.length / slots, curves.clone());
  }

  /** Returns the curves, empty for the slots themselves. */
  double[] toArray() {
    return curves.clone();
  }

  int channels() {
    return channels;
  }

  boolean isHours() {
    return curves.length == 0;
  }

  /**
   * Writes the channels of some quantities of a day.
   *
   * @param bySlot {@code [quantity * slots + slot]}
   * @param to {@code [at + quantity * channels + channel]}
   */
  void toChannels(double[] bySlot, int quantities, double[] to, int at) {
    if (isHours()) {
      System.arraycopy(bySlot, 0, to, at, quantities * slots);
      return;
    }
    for (int q = 0; q < quantities; q++) {
      for (int c = 0; c < channels; c++) {
        to[at + q * channels + c] = dot(c * slots, bySlot, q * slots);
      }
    }
  }

  private double dot(int curve, double[] values, int from) {
    double s0 = 0;
    double s1 = 0;
    int k = 0;
    for (; k + 1 < slots; k += 2) {
      s0 += curves[curve + k] * values[from + k];
      s1 += curves[curve + k + 1] * values[from + k + 1];
    }
    return k < slots ? s0 + s1 + curves[curve + k] * values[from + k] : s0 + s1;
  }

  /** Returns the slots of a day from its channels. */
  double[] toSlots(double[] byChannel) {
    if (isHours()) {
      return byChannel;
    }
    double[] bySlot = new double[slots];
    for (int c = 0; c < channels; c++) {
      for (int k = 0; k < slots; k++) {
        bySlot[k] += byChannel[c] * curves[c * slots + k];
      }
    }
    return bySlot;
  }
}
