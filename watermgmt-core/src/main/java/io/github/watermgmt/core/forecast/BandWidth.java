// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * How much wider than they say the bands of trees have to be, learnt from forecasts of trees that
 * had not seen the truth, and followed as the truth comes in: quantile regression made to conform,
 * on errors in units of its own bands (Romano, Patterson and Candès, NeurIPS 2019), and adaptively
 * (Gibbs and Candès, NeurIPS 2021).
 *
 * <p>Each truth outside the 80 or 90 % band, as wide as it was made, widens the bands to come by a
 * little, each one inside narrows them by less, so that they stay as they are if the bands hold
 * what they say, whatever the distribution.
 *
 * <p>Thread-safety: immutable; no array is to be changed.
 *
 * @param log logarithm of the factor
 * @param origin first day of the forecast that is waited for, a week long
 * @param awaited its quantiles on the scale, {@code [(lead * slots + slot) * levels + level]};
 *     empty where there is none
 */
record BandWidth(double log, int origin, float[] awaited) {
  private static final int WEEK = 7;
  private static final int LEVELS = BoostedTrees.LEVEL_COUNT;

  /** What a day whose truths are all outside widens bands by, nearly. */
  private static final double GAIN = 0.18;

  private static final double MOST = 1.5; // log: bands of a quarter to four and a half times
  private static final double NARROWEST = 0.05; // a part of a band, of the whole
  private static final double[] OUTSIDE = {0.2, 0.1};
  private static final double[] EDGES = {1.2815515655446004, 1.6448536269514722}; // their deviates

  /** Returns the width of which nothing is known: as the trees say. */
  static BandWidth unknown(int day) {
    return new BandWidth(0, day, new float[0]);
  }

  /**
   * Puts quantiles of a deviation from a base where they are awaited.
   *
   * @param cell {@code lead * slots + slot}
   */
  static void place(double[] quantiles, double base, int cell, float[] awaited) {
    for (int q = 0; q < LEVELS; q++) {
      awaited[cell * LEVELS + q] = (float) (base + quantiles[q]);
    }
  }

  /** Returns what the bands are to be multiplied with. */
  double factor() {
    return StrictMath.exp(log);
  }

  /** Returns this with the forecast of the week from a day on as the one that is waited for. */
  BandWidth awaiting(int day, float[] quantiles) {
    return new BandWidth(log, day, quantiles);
  }

  /**
   * Returns this after a day of the week that is waited for.
   *
   * @param values on the scale, NaN where missing
   * @param share what the day counts for, 1 unless forecasts overlap
   */
  BandWidth observed(int day, double[] values, double share) {
    int slots = values.length;
    int lead = day - origin;
    if (lead < 0 || (lead + 1) * slots * LEVELS > awaited.length) {
      return this; // nothing is waited for
    }
    double factor = factor();
    double excess = 0;
    for (int k = 0; k < slots; k++) {
      if (!Double.isNaN(values[k])) {
        double size = Math.abs(deviate(values[k], (lead * slots + k) * LEVELS)) / factor;
        for (int i = 0; i < EDGES.length; i++) {
          excess += ((size > EDGES[i] ? 1 : 0) - OUTSIDE[i]) / (EDGES.length * slots);
        }
      }
    }
    double newLog = Math.max(-MOST, Math.min(MOST, log + share * GAIN * excess));
    return new BandWidth(newLog, origin, awaited);
  }

  /** Returns the standard normal deviate at which the quantiles awaited have a value. */
  private double deviate(double value, int at) {
    double whole = Math.max(1e-4, awaited[at + LEVELS - 1] - awaited[at]);
    int i = 0;
    while (i < LEVELS - 2 && value > awaited[at + i + 1]) {
      i++;
    }
    double low = BoostedTrees.deviate(i);
    double high = BoostedTrees.deviate(i + 1);
    double part = Math.max(awaited[at + i + 1] - awaited[at + i], NARROWEST * whole);
    // The lowest part is counted down from its upper end, beyond which nothing can jump.
    return i == 0
        ? high - (high - low) * (awaited[at + 1] - value) / part
        : low + (high - low) * (value - awaited[at + i]) / part;
  }

  /** Writes it. */
  void write(EntryWriter to) {
    int[] bits = new int[awaited.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(awaited[i]);
    }
    to.writeDouble(log).writeInt(origin).writeInts(bits);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param end first day that is not known
   * @throws io.github.watermgmt.model.ModelCorruptException if it is not finite or does not fit
   */
  static BandWidth read(EntryReader from, int slots, int end) {
    double log = from.readFinite("width of bands");
    int origin = from.readInt("awaited from", end - WEEK + 1, end);
    int[] bits = from.readInts();
    if (Math.abs(log) > MOST || (bits.length != 0 && bits.length != WEEK * slots * LEVELS)) {
      throw from.corrupt("width " + log + " of bands, " + bits.length + " quantiles");
    }
    float[] awaited = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      awaited[i] = Float.intBitsToFloat(bits[i]);
      if (!Float.isFinite(awaited[i]) || (i % LEVELS > 0 && awaited[i] < awaited[i - 1])) {
        throw from.corrupt("a quantile that is not finite, or below a lower one");
      }
    }
    return new BandWidth(log, origin, awaited);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof BandWidth other
        && Double.compare(log, other.log) == 0
        && origin == other.origin
        && Arrays.equals(awaited, other.awaited);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(log) + origin) + Arrays.hashCode(awaited);
  }

  @Override
  public String toString() {
    return "bands times " + factor();
  }
}
