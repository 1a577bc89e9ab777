// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;

/**
 * The same wall-clock time some days before, for one step after the other: {@link
 * WallClock#lagDays} where the clocks were changed in between, plain arithmetic where they were
 * not. Confined to one thread; allocates nothing.
 */
final class WallLags {
  static final long DAY = 86_400;

  private final TimeAxis axis;
  private final WallClock clock;
  private final int stepsPerDay;
  private int step = -1;
  private int offset;
  private int sameOffsetFrom;

  WallLags(TimeAxis axis, WallClock clock) {
    this.axis = axis;
    this.clock = clock;
    this.stepsPerDay = DAY % axis.stepSeconds() == 0 ? (int) (DAY / axis.stepSeconds()) : 0;
  }

  /** Moves to a step, the first or the one after the last. */
  void at(int t) {
    int now = clock.offsetAt(axis.epochSecond(t));
    if (step < 0 || now != offset) {
      sameOffsetFrom = t;
    }
    step = t;
    offset = now;
  }

  /** Returns the offset from UTC at this step, s. */
  int offset() {
    return offset;
  }

  /** Returns the local day of this step. */
  long day() {
    return Math.floorDiv(axis.epochSecond(step) + offset, DAY);
  }

  /** Returns the local second of the day of this step. */
  long secondOfDay() {
    return Math.floorMod(axis.epochSecond(step) + offset, DAY);
  }

  /** Returns the index of the same wall-clock time so many days before, −1 if outside the axis. */
  int index(int days) {
    if (stepsPerDay > 0) {
      int at = step - days * stepsPerDay;
      if (at >= sameOffsetFrom) {
        return at;
      }
    }
    return clock.lagDays(axis, step, days);
  }
}
