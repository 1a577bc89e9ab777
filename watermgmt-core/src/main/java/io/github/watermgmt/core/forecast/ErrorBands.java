// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * How wrong forecasts are, learnt from past forecasts and followed as the truth comes in: conformal
 * quantiles with a scale (Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World, 2005,
 * chapter 4; Romano, Patterson and Candès, NeurIPS 2019).
 *
 * <p>An error is divided by the square root of its forecast, by a scale for its hour and its lead,
 * and by the <em>volatility</em> at its origin: how large the errors of the weeks before were. What
 * remains is alike enough to be pooled, the first day apart from the others. A quantile is an order
 * statistic of the pool, multiplied back with the volatility of now: so bands widen within days
 * when forecasts get worse, and narrow again.
 *
 * <p>Thread-safety: immutable.
 */
final class ErrorBands {
  static final int LEADS = 7;

  /** Weeks of errors that are kept. */
  static final int BLOCKS = 43;

  private static final double LEAST_FORECAST = 0.2; // of the mean: no error of nothing is nothing
  private static final double SHRINK = 8; // blocks that the mean scale counts for
  private static final double HALF_LIFE = 2; // blocks of volatility
  private static final double MOST = 4;

  /**
   * What errors to come exceed those of the past by, as rolling origins show: equations age, and
   * what makes forecasts hard is often new.
   */
  private static final double AGEING = 1.03;

  private final int slots;
  private final double unit;
  private final int[] origins; // day of each block, newest first
  private final float[][] errors; // [block][lead * slots + slot], over the root of the forecast
  private final double[] scale; // [lead * slots + slot]
  private final double[] volatility; // by block, as its origin could know it
  private final double present;
  private final double ageing;
  private final double[] first; // sorted pools
  private final double[] later;

  private ErrorBands(
      int slots, double unit, int[] origins, float[][] errors, boolean followed, double ageing) {
    this.slots = slots;
    this.unit = unit;
    this.origins = origins;
    this.errors = errors;
    this.ageing = ageing;
    this.scale = scales();
    double[] sizes = new double[errors.length];
    double[] shares = new double[errors.length];
    for (int b = 0; b < sizes.length; b++) {
      measure(b, sizes, shares);
    }
    this.volatility = new double[errors.length];
    for (int b = 0; b < sizes.length; b++) {
      volatility[b] = followed ? volatility(sizes, shares, b + 1) : 1;
    }
    this.present = followed ? volatility(sizes, shares, 0) : 1;
    this.first = pool(0, 1);
    this.later = pool(1, LEADS);
  }

  /**
   * Learns from past forecasts.
   *
   * @param unit typical size of the series
   * @param origins day of each block, newest first
   * @param errors {@code [block][lead * slots + slot]}, truth less forecast, each divided by {@link
   *     #root}; NaN where the truth is missing
   */
  static ErrorBands of(int slots, double unit, int[] origins, float[][] errors) {
    return new ErrorBands(slots, unit, origins, errors, true, AGEING);
  }

  /**
   * Learns, likewise, from past forecasts of a model that is as good in future as it was in the
   * past, because nothing of it ages.
   *
   * @param followed whether errors of one block say how large those of the next one will be; if
   *     not, such as where blocks overlap, all count alike
   */
  static ErrorBands ageless(
      int slots, double unit, int[] origins, float[][] errors, boolean followed) {
    return new ErrorBands(slots, unit, origins, errors, followed, 1);
  }

  /** Returns what an error of this forecast is divided by. */
  static double root(double forecast, double unit) {
    return Math.sqrt(Math.max(forecast, LEAST_FORECAST * unit));
  }

  /** Returns these with a newer block, or with the newest one replaced; the oldest may go. */
  ErrorBands with(int origin, float[] block) {
    boolean replaced = origins.length > 0 && origins[0] == origin;
    int older = replaced ? 1 : 0;
    int n = Math.min(BLOCKS, errors.length - older + 1);
    int[] newOrigins = new int[n];
    float[][] newErrors = new float[n][];
    newOrigins[0] = origin;
    newErrors[0] = block;
    System.arraycopy(origins, older, newOrigins, 1, n - 1);
    System.arraycopy(errors, older, newErrors, 1, n - 1);
    return new ErrorBands(slots, unit, newOrigins, newErrors, true, ageing);
  }

  /** Scale of each hour times that of each lead, as far as they are known. */
  private double[] scales() {
    double[] byHour = new double[slots];
    double[] hours = new double[slots];
    double[] byLead = new double[LEADS];
    double[] leads = new double[LEADS];
    double sum = 0;
    double n = 0;
    for (float[] block : errors) {
      for (int i = 0; i < block.length; i++) {
        if (!Float.isNaN(block[i])) {
          double size = Math.abs(block[i]);
          byHour[i % slots] += size;
          hours[i % slots]++;
          byLead[i / slots] += size;
          leads[i / slots]++;
          sum += size;
          n++;
        }
      }
    }
    double mean = n == 0 || sum == 0 ? 1 : sum / n;
    double[] hour = new double[slots];
    for (int k = 0; k < slots; k++) {
      double prior = SHRINK * LEADS;
      hour[k] = (byHour[k] + prior * mean) / (hours[k] + prior) / mean;
    }
    double[] lead = new double[LEADS];
    for (int d = 0; d < LEADS; d++) {
      double prior = SHRINK * slots;
      lead[d] = (byLead[d] + prior * mean) / (leads[d] + prior);
    }
    double[] scales = new double[LEADS * slots];
    for (int k = 0; k < slots; k++) {
      double around = hour[(k + slots - 1) % slots] + hour[(k + 1) % slots];
      double smooth = hour[k] / 2 + around / 4;
      for (int d = 0; d < LEADS; d++) {
        scales[d * slots + k] = lead[d] * smooth;
      }
    }
    return scales;
  }

  /** Measures how large the scaled errors of a block are, and how much of it is known. */
  private void measure(int block, double[] sizes, double[] shares) {
    double sum = 0;
    int n = 0;
    float[] own = errors[block];
    for (int i = 0; i < own.length; i++) {
      if (!Float.isNaN(own[i])) {
        sum += Math.abs(own[i]) / scale[i];
        n++;
      }
    }
    sizes[block] = n == 0 ? 0 : sum / n;
    shares[block] = (double) n / own.length;
  }

  private static double volatility(double[] sizes, double[] shares, int newest) {
    double sum = 0;
    double weights = 0;
    for (int b = newest; b < sizes.length; b++) {
      double weight = shares[b] * StrictMath.pow(0.5, (b - newest) / HALF_LIFE);
      sum += weight * sizes[b];
      weights += weight;
    }
    double ratio = weights == 0 ? 1 : sum / weights;
    return Math.max(1 / MOST, Math.min(MOST, ratio));
  }

  private double[] pool(int fromLead, int toLead) {
    double[] pool = new double[errors.length * (toLead - fromLead) * slots];
    int n = 0;
    for (int b = 0; b < errors.length; b++) {
      for (int i = fromLead * slots; i < toLead * slots; i++) {
        if (!Float.isNaN(errors[b][i])) {
          pool[n++] = errors[b][i] / (scale[i] * volatility[b]);
        }
      }
    }
    double[] sorted = Arrays.copyOf(pool, n);
    NumberSort.sort(sorted);
    return sorted;
  }

  /** Returns the number of errors it has learnt from. */
  int count() {
    return first.length + later.length;
  }

  /**
   * Returns an error quantile to be added to a forecast; quantiles of one lead and slot never
   * cross.
   *
   * @param lead days ahead, from 0; beyond a week as the last
   */
  double quantile(int lead, int slot, double forecast, QuantileLevel level) {
    double[] pool = (lead == 0 && first.length > 0) || later.length == 0 ? first : later;
    int n = pool.length;
    if (n == 0) {
      return 0;
    }
    double rank = level.tenThousandths() * (n + 1L) / 10_000.0 - 1;
    return ranked(pool, rank) * spread(lead, slot, forecast);
  }

  /** Returns the error quantile of a probability from 0 to 1, likewise. */
  double quantile(int lead, int slot, double forecast, double probability) {
    double[] pool = (lead == 0 && first.length > 0) || later.length == 0 ? first : later;
    int n = pool.length;
    return n == 0 ? 0 : ranked(pool, probability * (n + 1L) - 1) * spread(lead, slot, forecast);
  }

  private static double ranked(double[] pool, double rank) {
    int n = pool.length;
    double place = Math.max(0, Math.min(n - 1, rank));
    int low = (int) place;
    double value = pool[low];
    if (low + 1 < n) {
      value = Math.min(pool[low + 1], value + (place - low) * (pool[low + 1] - value));
    }
    return value;
  }

  private double spread(int lead, int slot, double forecast) {
    double size = ageing * scale[Math.min(lead, LEADS - 1) * slots + slot];
    return size * present * root(forecast, unit);
  }

  /** Returns the typical size of the series. */
  double unit() {
    return unit;
  }

  /**
   * Returns the errors of the first days of a block, {@code [lead * slots + slot]}, each over the
   * {@link #root} of its forecast, NaN where the truth is missing.
   */
  double[] errors(int block, int days) {
    double[] first = new double[days * slots];
    for (int i = 0; i < first.length; i++) {
      first[i] = errors[block][i];
    }
    return first;
  }

  /** Returns the days of the blocks, newest first. */
  int[] origins() {
    return origins.clone();
  }

  /** Returns the position of the block next to a day, the newer of two. */
  int nearest(int day) {
    int best = 0;
    for (int b = 1; b < origins.length; b++) {
      if (Math.abs(origins[b] - day) < Math.abs(origins[best] - day)) {
        best = b;
      }
    }
    return best;
  }

  /**
   * Returns the error that a past block would mean now; where its truth is missing, that of the
   * next block that is known.
   */
  double like(int block, int lead, int slot, double forecast) {
    int i = Math.min(lead, LEADS - 1) * slots + slot;
    for (int b = 0; b < errors.length; b++) {
      int other = (block + b) % errors.length;
      float error = errors[other][i];
      if (!Float.isNaN(error)) {
        return error / (scale[i] * volatility[other]) * spread(lead, slot, forecast);
      }
    }
    return 0;
  }

  /**
   * Returns how many of the errors are smaller than that of a past block, as a probability strictly
   * between 0 and 1; where its truth is missing, that of the next block that is known.
   */
  double probability(int block, int lead, int slot) {
    int i = Math.min(lead, LEADS - 1) * slots + slot;
    double[] pool = (lead == 0 && first.length > 0) || later.length == 0 ? first : later;
    for (int b = 0; b < errors.length; b++) {
      int other = (block + b) % errors.length;
      float error = errors[other][i];
      if (!Float.isNaN(error)) {
        int at = Arrays.binarySearch(pool, error / (scale[i] * volatility[other]));
        return ((at < 0 ? -at - 1 : at) + 0.5) / (pool.length + 1);
      }
    }
    return 0.5;
  }

  /** Returns by how much errors are larger now than usual, 1 for as usual. */
  double present() {
    return present;
  }

  /** Writes the errors, from which everything else is learnt again. */
  void write(EntryWriter to) {
    to.writeDouble(unit).writeInts(origins);
    for (float[] block : errors) {
      writeBlock(to, block);
    }
  }

  static void writeBlock(EntryWriter to, float[] block) {
    int[] bits = new int[block.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(block[i]);
    }
    to.writeInts(bits);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is not finite or too much
   */
  static ErrorBands read(EntryReader from, int slots) {
    double unit = from.readFinite("unit of errors");
    int[] origins = from.readInts();
    if (origins.length > BLOCKS) {
      throw from.corrupt(origins.length + " blocks of errors, at most " + BLOCKS);
    }
    float[][] errors = new float[origins.length][];
    for (int b = 0; b < errors.length; b++) {
      errors[b] = readBlock(from, slots);
    }
    return of(slots, unit, origins, errors);
  }

  /** Reads a block of errors; see {@link #write}. */
  static float[] readBlock(EntryReader from, int slots) {
    int[] bits = from.readInts();
    if (bits.length != LEADS * slots) {
      throw from.corrupt(bits.length + " errors in a block of " + LEADS * slots);
    }
    float[] block = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      block[i] = Float.intBitsToFloat(bits[i]);
      if (Float.isInfinite(block[i])) {
        throw from.corrupt("an error that is infinite");
      }
    }
    return block;
  }
}
