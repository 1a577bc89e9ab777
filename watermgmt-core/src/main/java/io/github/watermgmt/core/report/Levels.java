// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;

/** Puts intervals on levels such that no two of one level meet: each on the first with room. */
final class Levels {
  private final List<List<double[]>> levels = new ArrayList<>();

  /** Takes an interval; returns its level. */
  int place(double from, double to) {
    return place(from, to, Integer.MAX_VALUE);
  }

  /** Takes an interval; returns its level: the last of so many if it has room on none. */
  int place(double from, double to, int most) {
    int level = 0;
    while (level < most - 1 && !isFree(level, from, to)) {
      level++;
    }
    take(level, from, to);
    return level;
  }

  private void take(int level, double from, double to) {
    while (levels.size() <= level) {
      levels.add(new ArrayList<>());
    }
    levels.get(level).add(new double[] {from, to});
  }

  /** Takes an interval of a level if it is free; returns whether it was. */
  boolean takeIfFree(int level, double from, double to) {
    boolean free = isFree(level, from, to);
    if (free) {
      take(level, from, to);
    }
    return free;
  }

  private boolean isFree(int level, double from, double to) {
    return level >= levels.size()
        || levels.get(level).stream().noneMatch(taken -> from < taken[1] && taken[0] < to);
  }

  int count() {
    return levels.size();
  }
}
