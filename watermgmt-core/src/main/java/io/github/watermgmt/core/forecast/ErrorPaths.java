// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws errors of weeks to come: past weeks say which errors come together, over hours and over
 * series, and quantiles how large they are. A path takes for each of its weeks a past one, the same
 * for every series. Where an error of that week is the r-th smallest of n at its place, the path
 * takes there a quantile between r / n and (r + 1) / n, at the same share of the way everywhere
 * (ensemble copula coupling: Schefzik, Thorarinsdottir and Gneiting, Statistical Science 28, 2013).
 * So the quantiles of many paths are those of the forecast at every step.
 *
 * <p>Thread-safety: immutable.
 */
final class ErrorPaths {
  private static final int WEEK = 7;

  private final PastErrors[] errors; // by series
  private final int slots;
  private final int weeks;
  private final int[][][] ranks; // [series][week][leadDay * slots + slot], from 0

  /**
   * What a path has drawn.
   *
   * @param weeks the past week that each week to come is like
   * @param shares how far between two ranks it lies
   */
  record Drawn(int[] weeks, double[] shares) {
    @Override
    public String toString() {
      return "like past weeks " + Arrays.toString(weeks);
    }
  }

  /**
   * Prepares to draw.
   *
   * @param errors of each series; one that lacks a week takes its nearest
   */
  ErrorPaths(PastErrors[] errors, int slots) {
    this.errors = errors;
    this.slots = slots;
    int[] days = PastErrors.shared(errors);
    this.weeks = days.length;
    this.ranks = new int[errors.length][weeks][WEEK * slots];
    Integer[] order = new Integer[weeks];
    double[] values = new double[weeks];
    for (int s = 0; s < errors.length; s++) {
      PastErrors own = errors[s];
      int[] nearest = IntStream.of(days).map(own::nearest).toArray();
      for (int i = 0; i < WEEK * slots; i++) {
        for (int w = 0; w < weeks; w++) {
          values[w] = own.at(nearest[w], i / slots, i % slots);
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

  /** Draws so many weeks to come. */
  Drawn draw(int ahead, RandomGenerator random) {
    Drawn drawn = new Drawn(new int[ahead], new double[ahead]);
    for (int w = 0; w < ahead; w++) {
      drawn.weeks[w] = random.nextInt(weeks);
      drawn.shares[w] = random.nextDouble();
    }
    return drawn;
  }

  /** Returns the error of a path around a forecast. */
  double error(Drawn drawn, int series, int leadDay, int slot, double forecast) {
    int week = leadDay / WEEK;
    int rank = ranks[series][drawn.weeks[week]][leadDay % WEEK * slots + slot];
    double probability = (rank + drawn.shares[week]) / weeks;
    return errors[series].quantile(leadDay, slot, forecast, probability);
  }
}
