// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.Stations.Station;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.Arrays;

/**
 * Narrows a range by what the balances and licences leave room for, row by row: a pump that gives
 * at least 20 m³/h cannot run where at most 15 can go. Nothing that a plan may do is lost.
 * Thread-safety: confined to one thread.
 */
final class Propagation {
  private static final int ROUNDS = 8;
  private static final double MARGIN = 1e-7; // that what is told impossible is missed by, relative
  private static final double WORTH = 1e-3; // of its width that a bound must move by to go on

  private final SparseProgram program;
  private final Stations stations;
  private final int steps;
  private final int[] rowStart;
  private final int[] rowColumn;
  private final double[] rowValue;
  private final double[] low;
  private final double[] high;

  Propagation(UnitsProgram whole) {
    this.program = whole.program();
    this.stations = whole.stations();
    this.steps = whole.steps();
    this.low = new double[program.columns()];
    this.high = new double[program.columns()];
    this.rowStart = new int[program.rows() + 1];
    int[] index = program.index();
    int entries = program.start()[program.columns()];
    for (int e = 0; e < entries; e++) {
      rowStart[index[e] + 1]++;
    }
    for (int i = 0; i < program.rows(); i++) {
      rowStart[i + 1] += rowStart[i];
    }
    this.rowColumn = new int[entries];
    this.rowValue = new double[entries];
    int[] at = rowStart.clone();
    for (int j = 0; j < program.columns(); j++) {
      for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
        rowColumn[at[index[e]]] = j;
        rowValue[at[index[e]]++] = program.value()[e];
      }
    }
  }

  /** Narrows a range; returns false if no plan is in it. */
  boolean narrow(Range range) {
    System.arraycopy(program.lower(), 0, low, 0, low.length);
    System.arraycopy(program.upper(), 0, high, 0, high.length);
    for (int k = 0; k < stations.pumps().size(); k++) {
      Station station = stations.pumps().get(k);
      if (station.back() >= 0) {
        Arrays.fill(high, station.back(), station.back() + steps, 0);
      }
      for (int t = 0; t < steps; t++) {
        low[station.flow() + t] = station.low(range.low(k, t));
        high[station.flow() + t] = station.high(range.high(k, t));
      }
    }
    for (int w = 0; w < stations.twoWays().size(); w++) {
      for (int t = 0; t < steps; t++) {
        if (range.way(w, t) == Range.BACK) {
          high[stations.twoWays().get(w).there() + t] = 0;
        } else if (range.way(w, t) == Range.THERE) {
          high[stations.twoWays().get(w).back() + t] = 0;
        }
      }
    }
    boolean moved = true;
    for (int round = 0; moved && round < ROUNDS; round++) {
      moved = false;
      for (int i = 0; i < program.rows(); i++) {
        int result = row(i);
        if (result < 0) {
          return false;
        }
        moved |= result > 0;
      }
      int result = units(range);
      if (result < 0) {
        return false;
      }
      moved |= result > 0;
    }
    return true;
  }

  /** Narrows the columns of a row; returns −1 if it cannot hold, 1 if much moved. */
  private int row(int i) {
    double least = 0;
    double most = 0;
    double size = Math.abs(program.right()[i]);
    for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
      double a = rowValue[e];
      int j = rowColumn[e];
      least += a * (a > 0 ? low[j] : high[j]);
      most += a * (a > 0 ? high[j] : low[j]);
      size = Math.max(size, Math.abs(a) * Math.max(Math.abs(low[j]), Math.abs(high[j])));
    }
    double right = program.right()[i];
    double margin = MARGIN * Math.max(1, size);
    if (least > right + 10 * margin || most < right - 10 * margin) {
      return -1;
    }
    int moved = 0;
    for (int e = rowStart[i]; e < rowStart[i + 1]; e++) {
      double a = rowValue[e];
      int j = rowColumn[e];
      double width = high[j] - low[j];
      double up = (right - least + margin) / Math.abs(a); // that it may be above its best end
      double down = (most - right + margin) / Math.abs(a);
      if (up < width * (1 - WORTH)) {
        if (a > 0) {
          high[j] = low[j] + up;
        } else {
          low[j] = high[j] - up;
        }
        moved = 1;
      } else if (down < width * (1 - WORTH)) {
        if (a > 0) {
          low[j] = high[j] - down;
        } else {
          high[j] = low[j] + down;
        }
        moved = 1;
      }
      if (moved == 1 && (up < width * (1 - WORTH) || down < width * (1 - WORTH))) {
        // The sums move with the bound.
        double now = high[j] - low[j];
        if (up < width * (1 - WORTH)) {
          most -= Math.abs(a) * (width - now);
        } else {
          least += Math.abs(a) * (width - now);
        }
      }
    }
    return moved;
  }

  /** Narrows units to those whose flows are left, and flows to those of such units. */
  private int units(Range range) {
    int moved = 0;
    for (int k = 0; k < stations.pumps().size(); k++) {
      Station station = stations.pumps().get(k);
      for (int t = 0; t < steps; t++) {
        int j = station.flow() + t;
        int a = range.low(k, t);
        int b = range.high(k, t);
        while (a <= b && station.high(a) < low[j]) {
          a++;
        }
        while (a <= b && station.low(b) > high[j]) {
          b--;
        }
        if (a > b) {
          return -1;
        }
        if (a > range.low(k, t) || b < range.high(k, t)) {
          range.set(k, t, a, b);
          moved = 1;
        }
        // A number of units whose flows are gone in the middle counts at the ends only.
        low[j] = Math.max(low[j], station.low(a));
        high[j] = Math.min(high[j], station.high(b));
      }
    }
    return moved;
  }
}
