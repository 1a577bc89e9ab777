// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.Arrays;
import java.util.Objects;

/**
 * Quantiles of forecast errors, learnt from past errors (split conformal prediction: Vovk,
 * Gammerman and Shafer, Algorithmic Learning in a Random World, 2005; Lei et al., JASA 113, 2018).
 *
 * <p>An error belongs to a lead (such as the day ahead) and a slot of the local day. Each lead is
 * scaled by its own mean absolute error; then the errors of all leads and of the neighbouring slots
 * are pooled, with ever more neighbours until there are enough. The quantile of level p is the
 * order statistic of rank p (n + 1), linear in between and held within the n errors: where n is too
 * small for a level, the largest error stands in for it. Quantiles of one lead and slot never
 * cross.
 *
 * <p>A builder may be used on after {@link Builder#build}: feeding it each error as it becomes
 * known, with a window, lets the quantiles follow the times.
 *
 * <p>Thread-safety: immutable. Time: building sorts every pool once; a quantile is O(1).
 */
public final class Conformal {
  private static final double UNITS = 10_000;

  private final double[] scale;
  private final double[][] pools;
  private final int count;

  private Conformal(double[] scale, double[][] pools, int count) {
    this.scale = scale;
    this.pools = pools;
    this.count = count;
  }

  /**
   * Starts a calibration.
   *
   * @param leads number of leads, at least 1
   * @param slots slots of a day, at least 1
   * @throws IllegalArgumentException otherwise
   */
  public static Builder builder(int leads, int slots) {
    return new Builder(leads, slots);
  }

  /** Returns the number of errors it has learnt from. */
  public int count() {
    return count;
  }

  /**
   * Returns an error quantile, to be added to the point forecast; 0 if there was no error to learn
   * from.
   *
   * @param lead from 0; leads beyond the last are treated as the last
   * @param slot from 0
   */
  public double quantile(int lead, int slot, QuantileLevel level) {
    return ranked(lead, slot, level.tenThousandths() * (pools[slot].length + 1L) / UNITS - 1);
  }

  /**
   * Returns the error that is not exceeded with a probability, as {@link #quantile(int, int,
   * QuantileLevel)} does.
   *
   * @param probability from 0 to 1
   */
  public double quantile(int lead, int slot, double probability) {
    return ranked(lead, slot, probability * (pools[slot].length + 1L) - 1);
  }

  private double ranked(int lead, int slot, double rank) {
    double[] pool = pools[slot];
    int n = pool.length;
    if (n == 0) {
      return 0;
    }
    double place = Math.max(0, Math.min(n - 1, rank));
    int low = (int) place;
    double value = pool[low];
    if (low + 1 < n) {
      // Held at the upper neighbour: rounding must not make quantiles cross.
      value = Math.min(pool[low + 1], value + (place - low) * (pool[low + 1] - value));
    }
    return value * scale[Math.min(lead, scale.length - 1)];
  }

  /** Collects errors. Thread-safety: confined to one thread. */
  public static final class Builder {
    private static final int LEAST = 8;

    private final int leads;
    private final int slots;
    private final double[][] cells; // [lead * slots + slot], a ring once it is full
    private final int[] counts;
    private int window = Integer.MAX_VALUE;
    private int least = 40;

    private Builder(int leads, int slots) {
      if (leads < 1 || slots < 1) {
        throw new IllegalArgumentException(
            "leads, slots (" + leads + ", " + slots + "), must be at least 1");
      }
      this.leads = leads;
      this.slots = slots;
      this.cells = new double[leads * slots][LEAST];
      this.counts = new int[leads * slots];
    }

    /**
     * Keeps only the newest errors of each lead and slot; all by default. To be set before errors
     * are added.
     *
     * @throws IllegalArgumentException if below 1
     * @throws IllegalStateException if errors were added already
     */
    public Builder window(int newest) {
      if (newest < 1) {
        throw new IllegalArgumentException("window (" + newest + "), must be at least 1");
      }
      if (Arrays.stream(counts).anyMatch(n -> n > 0)) {
        throw new IllegalStateException("the window must be set before errors are added");
      }
      window = newest;
      return this;
    }

    /**
     * Takes in neighbouring slots until a pool holds so many errors; 40 by default. At least one
     * neighbour on either side counts in any case.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Builder least(int errors) {
      if (errors < 1) {
        throw new IllegalArgumentException("least (" + errors + "), must be at least 1");
      }
      least = errors;
      return this;
    }

    /**
     * Adds an error, truth minus forecast, in order of time; NaN is left out.
     *
     * @throws IllegalArgumentException if it is infinite
     * @throws IndexOutOfBoundsException if lead or slot are out of range
     */
    public Builder add(int lead, int slot, double error) {
      if (Double.isInfinite(error)) {
        throw new IllegalArgumentException("error (" + error + "), must be finite");
      }
      Objects.checkIndex(lead, leads);
      Objects.checkIndex(slot, slots);
      if (Double.isNaN(error)) {
        return this;
      }
      int cell = lead * slots + slot;
      int at = counts[cell] % window;
      if (at >= cells[cell].length) {
        cells[cell] = Arrays.copyOf(cells[cell], Math.min(window, 2 * cells[cell].length));
      }
      cells[cell][at] = error;
      // A ring that has been filled counts on from its length, so that the count never overflows.
      counts[cell] = counts[cell] + 1 == 2 * (long) window ? window : counts[cell] + 1;
      return this;
    }

    private int held(int lead, int slot) {
      return Math.min(window, counts[lead * slots + slot]);
    }

    /** Returns the quantiles learnt so far; the builder may be used on. */
    public Conformal build() {
      double[] scale = new double[leads];
      int[] bySlot = new int[slots];
      int total = 0;
      for (int d = 0; d < leads; d++) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < slots; k++) {
          int held = held(d, k);
          for (int i = 0; i < held; i++) {
            sum += Math.abs(cells[d * slots + k][i]);
          }
          n += held;
          bySlot[k] += held;
        }
        scale[d] = n == 0 || sum == 0 ? Double.NaN : sum / n;
        total += n;
      }
      fillScale(scale);
      double[][] pools = new double[slots][];
      for (int k = 0; k < slots; k++) {
        pools[k] = pool(k, scale, bySlot);
      }
      return new Conformal(scale, pools, total);
    }

    /** A lead without errors has the scale of the one before, else of the one after, else 1. */
    private static void fillScale(double[] scale) {
      for (int d = 1; d < scale.length; d++) {
        scale[d] = Double.isNaN(scale[d]) ? scale[d - 1] : scale[d];
      }
      for (int d = scale.length - 2; d >= 0; d--) {
        scale[d] = Double.isNaN(scale[d]) ? scale[d + 1] : scale[d];
      }
      for (int d = 0; d < scale.length; d++) {
        scale[d] = Double.isNaN(scale[d]) ? 1 : scale[d];
      }
    }

    private double[] pool(int slot, double[] scale, int[] bySlot) {
      int reach = 0;
      int size = bySlot[slot];
      while (2 * reach + 1 < slots && (reach == 0 || size < least)) {
        reach++;
        size += bySlot[Math.floorMod(slot - reach, slots)];
        if (2 * reach < slots) {
          size += bySlot[Math.floorMod(slot + reach, slots)];
        }
      }
      double[] pool = new double[size];
      int n = 0;
      int width = Math.min(2 * reach + 1, slots);
      for (int j = 0; j < width; j++) {
        int k = Math.floorMod(slot - reach + j, slots);
        for (int d = 0; d < leads; d++) {
          int held = held(d, k);
          for (int i = 0; i < held; i++) {
            pool[n++] = cells[d * slots + k][i] / scale[d];
          }
        }
      }
      Arrays.sort(pool);
      return pool;
    }
  }
}
