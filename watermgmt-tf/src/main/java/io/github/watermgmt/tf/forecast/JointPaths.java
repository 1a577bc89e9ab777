// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/**
 * Draws which errors come together in weeks to come: a path takes for each of its weeks a past one,
 * the same for all series. Where the error of that week was the r-th smallest of n at its place,
 * the path takes there a quantile between r / n and (r + 1) / n, at the same share of the way
 * everywhere (ensemble copula coupling: Schefzik, Thorarinsdottir and Gneiting, Statistical Science
 * 28, 2013). So the quantiles of many paths are those of the forecast.
 *
 * <p>Thread-safety: immutable.
 */
final class JointPaths {
  private final int slots;
  private final int weeks;
  private final int[][][] ranks; // [series][week][lead * slots + slot], from 0

  /**
   * What a path has drawn.
   *
   * @param weeks the past week that each week to come is like
   * @param shares how far between two ranks it lies
   */
  record Drawn(int[] weeks, double[] shares) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Drawn other
          && Arrays.equals(weeks, other.weeks)
          && Arrays.equals(shares, other.shares);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(weeks) + Arrays.hashCode(shares);
    }

    @Override
    public String toString() {
      return "like past weeks " + Arrays.toString(weeks);
    }
  }

  /** Prepares to draw from the past errors of all series. */
  JointPaths(SeriesState[] states) {
    this.slots = states[0].errors().slots();
    int days = Arrays.stream(states).mapToInt(state -> state.errors().days()).min().orElse(0);
    this.weeks = Math.max(1, days - DayInputs.LEADS + 1);
    this.ranks = new int[states.length][weeks][DayInputs.LEADS * slots];
    Integer[] order = new Integer[weeks];
    double[] values = new double[weeks];
    for (int s = 0; s < states.length; s++) {
      for (int i = 0; i < DayInputs.LEADS * slots; i++) {
        for (int w = 0; w < weeks; w++) {
          values[w] = error(states[s].errors(), days, w, i / slots, i % slots);
          order[w] = w;
        }
        // Stable: of weeks with the same error the earlier rank lower, everywhere alike.
        Arrays.sort(order, Comparator.comparingDouble(w -> values[w]));
        for (int rank = 0; rank < weeks; rank++) {
          ranks[s][order[rank]][i] = rank;
        }
      }
    }
  }

  /** Returns an error of a week; where its truth is unknown, that of the next one known. */
  private double error(LevelErrors errors, int days, int week, int lead, int slot) {
    int newest = errors.days() - days;
    for (int i = 0; i < weeks; i++) {
      int day = newest + (week + i) % weeks + lead;
      double error = day < errors.days() ? errors.middle(day, lead, slot) : Double.NaN;
      if (!Double.isNaN(error)) {
        return error;
      }
    }
    return 0;
  }

  /** Draws so many weeks to come. */
  Drawn draw(int ahead, RandomGenerator random) {
    Drawn drawn = new Drawn(new int[ahead], new double[ahead]);
    for (int w = 0; w < ahead; w++) {
      drawn.weeks[w] = random.nextInt(weeks);
      drawn.shares[w] = random.nextDouble();
    }
    return drawn;
  }

  /** Returns which quantile a path takes, between 0 and 1. */
  double probability(Drawn drawn, int series, int day, int slot) {
    int week = day / DayInputs.LEADS;
    int rank = ranks[series][drawn.weeks[week]][day % DayInputs.LEADS * slots + slot];
    return (rank + drawn.shares[week]) / weeks;
  }
}
