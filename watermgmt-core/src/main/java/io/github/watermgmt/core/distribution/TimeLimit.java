// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;

/**
 * When a solve has to end: once it is cancelled, its thread interrupted, or so much before its
 * deadline that what was found until then can still be made a verified plan. It returns within 50
 * ms after that, or 5 % of the time that it was given if that is more. Thread-safety: confined to
 * one thread.
 */
final class TimeLimit {
  private static final double LATE_PART = 0.05;
  private static final long LATE_NANOS = 50_000_000;

  /** What it takes to make a plan of a point, and to verify it. */
  private static final long PLAN_NANOS_PER_COLUMN = 400;

  private static final long CHECK_NANOS_PER_COLUMN = 200;

  /** Part of the time that is kept for the plan at most. */
  private static final double MOST_KEPT = 0.2;

  private final RunContext run;
  private final long start = System.nanoTime();
  private final long columns;
  private final boolean limited;
  private final long given;
  private final long kept;
  private long reached = -1;

  /**
   * @param columns of the model
   */
  TimeLimit(RunContext run, long columns) {
    this.run = run;
    this.columns = columns;
    this.limited = run.remaining().isPresent();
    this.given = run.remaining().map(Duration::toNanos).orElse(0L);
    this.kept = Math.min(PLAN_NANOS_PER_COLUMN * columns, (long) (MOST_KEPT * given));
  }

  /** Returns why a solve came to an end that was told to stop, or is about to run out of time. */
  static StopReason reason(RunContext run) {
    // Some solvers are interrupted when the time is up.
    boolean interrupted = Thread.currentThread().isInterrupted() && !run.stopRequested();
    return run.isCancelled() || interrupted ? StopReason.CANCELLED : StopReason.TIME_LIMIT;
  }

  /** Returns whether to come to an end. */
  boolean isReached() {
    if (reached < 0) {
      long elapsed = System.nanoTime() - start;
      if (limited && elapsed >= given - kept) {
        reached = given;
      } else if (run.stopRequested() || Thread.currentThread().isInterrupted()) {
        reached = elapsed;
      }
    }
    return reached >= 0;
  }

  /** Returns whether there is, after that, no more time to make a plan of what was found. */
  boolean isOver() {
    long late = Math.max(LATE_NANOS, (long) (LATE_PART * reached));
    return System.nanoTime() - start >= reached + late - CHECK_NANOS_PER_COLUMN * columns;
  }
}
