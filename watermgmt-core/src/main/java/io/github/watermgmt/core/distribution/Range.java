// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.Arrays;

/**
 * What is left open: how many units of each station may run in each step, and which way each
 * two-way link may carry water. Thread-safety: confined to one thread.
 */
final class Range {
  static final byte EITHER = 0;
  static final byte THERE = 1;
  static final byte BACK = 2;

  private final int steps;
  private final int[] low;
  private final int[] high;
  private final byte[] way;

  private Range(int steps, int[] low, int[] high, byte[] way) {
    this.steps = steps;
    this.low = low;
    this.high = high;
    this.way = way;
  }

  /** Returns the range in which everything is open. */
  static Range open(Stations stations, int steps) {
    int[] high = new int[stations.pumps().size() * steps];
    for (int k = 0; k < stations.pumps().size(); k++) {
      Arrays.fill(high, k * steps, (k + 1) * steps, stations.pumps().get(k).most());
    }
    return new Range(
        steps, new int[high.length], high, new byte[stations.twoWays().size() * steps]);
  }

  Range copy() {
    return new Range(steps, low.clone(), high.clone(), way.clone());
  }

  int low(int station, int step) {
    return low[station * steps + step];
  }

  int high(int station, int step) {
    return high[station * steps + step];
  }

  byte way(int link, int step) {
    return way[link * steps + step];
  }

  boolean isFixed(int station, int step) {
    return low(station, step) == high(station, step);
  }

  void set(int station, int step, int least, int most) {
    low[station * steps + step] = least;
    high[station * steps + step] = most;
  }

  void fix(int station, int[] units) {
    System.arraycopy(units, 0, low, station * steps, steps);
    System.arraycopy(units, 0, high, station * steps, steps);
  }

  void setWay(int link, int step, byte direction) {
    way[link * steps + step] = direction;
  }
}
