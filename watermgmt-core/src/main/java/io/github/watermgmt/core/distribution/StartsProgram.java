// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.Arrays;

/**
 * Finds, for one station, the numbers of running units of least cost that keep the limit on starts:
 * a dynamic program over steps, running units and starts of the day so far. O(steps · units² ·
 * starts). Thread-safety: confined to one thread.
 */
final class StartsProgram {
  private final Stations.Station station;
  private final int steps;
  private final int most;
  private final int limit; // starts worth counting
  private final double[] value; // by units and starts
  private final double[] next;
  private final int[] before; // by step, units and starts: the state before

  /**
   * Creates a program.
   *
   * @param starts allowed per day
   */
  StartsProgram(Stations.Station station, int starts, int steps) {
    this.station = station;
    this.steps = steps;
    this.most = station.most();
    // With every second step a start of all units, no limit above that can bind.
    long possible = (long) most * ((Math.min(station.day(), steps) + 1) / 2 + 1);
    this.limit = (int) Math.min(starts, possible);
    int states = (most + 1) * (limit + 1);
    this.value = new double[states];
    this.next = new double[states];
    this.before = new int[states * steps];
  }

  /** Returns whether units keep a limit on starts. */
  static boolean isWithin(int limit, int day, int[] units) {
    int starts = 0;
    for (int t = 0; t < units.length; t++) {
      starts = t % day == 0 ? 0 : starts;
      starts += Math.max(0, units[t] - (t == 0 ? 0 : units[t - 1]));
      if (starts > limit) {
        return false;
      }
    }
    return true;
  }

  /**
   * Finds the units of least cost.
   *
   * @param cost by step, then by units, {@code most + 1} of them; infinite where not allowed
   * @param units receives the units by step
   * @return what they cost, infinite if there are none
   */
  double solve(double[] cost, int[] units) {
    int states = value.length;
    Arrays.fill(value, Double.POSITIVE_INFINITY);
    value[0] = 0;
    for (int t = 0; t < steps; t++) {
      boolean newDay = t % station.day() == 0;
      Arrays.fill(next, Double.POSITIVE_INFINITY);
      for (int from = 0; from < states; from++) {
        if (value[from] == Double.POSITIVE_INFINITY) {
          continue;
        }
        int running = from / (limit + 1);
        int started = newDay ? 0 : from % (limit + 1);
        for (int u = 0; u <= most; u++) {
          int starts = started + Math.max(0, u - running);
          double total = value[from] + cost[t * (most + 1) + u];
          if (starts <= limit && total < next[u * (limit + 1) + starts]) {
            next[u * (limit + 1) + starts] = total;
            before[t * states + u * (limit + 1) + starts] = from;
          }
        }
      }
      System.arraycopy(next, 0, value, 0, states);
    }
    int best = 0;
    for (int s = 1; s < states; s++) {
      if (value[s] < value[best]) {
        best = s;
      }
    }
    double least = value[best];
    if (least < Double.POSITIVE_INFINITY) {
      for (int t = steps - 1; t >= 0; t--) {
        units[t] = best / (limit + 1);
        best = before[t * states + best];
      }
    }
    return least;
  }
}
