// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A regular grid of instants: {@code length} steps from {@code start}. Step {@code i} covers
 * [{@code epochSecond(i)}, {@code epochSecond(i + 1)}). Whole seconds only.
 *
 * <p>Thread-safety: an immutable value. All calls are O(1).
 */
public final class TimeAxis {
  private static final long FIRST = Instant.MIN.getEpochSecond();
  private static final long LAST = Instant.MAX.getEpochSecond();

  private final long startEpochSecond;
  private final long stepSeconds;
  private final int length;

  private TimeAxis(long startEpochSecond, long stepSeconds, int length) {
    this.startEpochSecond = startEpochSecond;
    this.stepSeconds = stepSeconds;
    this.length = length;
  }

  /**
   * Returns an axis.
   *
   * @throws DataException WM-103 if start or step are not whole seconds, the step is not positive
   *     or the length is negative, or if start or end are not instants
   */
  public static TimeAxis of(Instant start, Duration step, int length) {
    if (start.getNano() != 0 || step.toNanosPart() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "start, step", start + ", " + step, "must be whole seconds", "round them"));
    }
    return of(start.getEpochSecond(), step.toSeconds(), length);
  }

  /** Returns an axis from seconds since the epoch; see {@link #of(Instant, Duration, int)}. */
  public static TimeAxis of(long startEpochSecond, long stepSeconds, int length) {
    if (stepSeconds <= 0 || length < 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step, length",
              stepSeconds + " s, " + length,
              "the step must be positive and the length not negative",
              ""));
    }
    if (startEpochSecond < FIRST
        || startEpochSecond > LAST
        || (length > 0 && stepSeconds > (LAST - startEpochSecond) / length)) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "start, step, length",
              startEpochSecond + " s since 1970, " + stepSeconds + " s, " + length,
              "start and end must be instants",
              "correct the start or the step"));
    }
    return new TimeAxis(startEpochSecond, stepSeconds, length);
  }

  /** Returns the first stamp. */
  public Instant start() {
    return Instant.ofEpochSecond(startEpochSecond);
  }

  /** Returns the end of the last step, exclusive. */
  public Instant end() {
    return instant(length);
  }

  /** Returns the step. */
  public Duration step() {
    return Duration.ofSeconds(stepSeconds);
  }

  /** Returns the step in seconds. */
  public long stepSeconds() {
    return stepSeconds;
  }

  /** Returns the step in hours. */
  public double stepHours() {
    return stepSeconds / 3600.0;
  }

  /** Returns the number of steps. */
  public int length() {
    return length;
  }

  /** Returns the stamp of step {@code index}, which may lie outside the axis. */
  public long epochSecond(int index) {
    return startEpochSecond + index * stepSeconds;
  }

  /** Returns the stamp of step {@code index}, which may lie outside the axis. */
  public Instant instant(int index) {
    return Instant.ofEpochSecond(epochSecond(index));
  }

  /** Returns the index of the step stamped exactly so, or −1. */
  public int indexOf(Instant stamp) {
    return stamp.getNano() == 0 ? indexOf(stamp.getEpochSecond()) : -1;
  }

  /** Returns the index of the step stamped exactly so, or −1. */
  public int indexOf(long epochSecond) {
    long offset = epochSecond - startEpochSecond;
    if (offset < 0 || offset % stepSeconds != 0 || offset / stepSeconds >= length) {
      return -1;
    }
    return (int) (offset / stepSeconds);
  }

  /** Returns the index of the step that covers an instant, or −1. */
  public int indexCovering(long epochSecond) {
    long index = Math.floorDiv(epochSecond - startEpochSecond, stepSeconds);
    return index < 0 || index >= length ? -1 : (int) index;
  }

  /** Returns the first index whose stamp is at or after an instant: 0 to {@code length}. */
  public int ceilingIndex(Instant instant) {
    long second = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    long index = Math.floorDiv(second - startEpochSecond + stepSeconds - 1, stepSeconds);
    return (int) Math.max(0, Math.min(length, index));
  }

  /** Returns steps {@code from} to {@code to − 1}. */
  public TimeAxis slice(int from, int to) {
    Objects.checkFromToIndex(from, to, length);
    return new TimeAxis(epochSecond(from), stepSeconds, to - from);
  }

  /** Returns the steps that <em>end</em> at or before a cutoff: all that is known then. */
  public TimeAxis before(Instant cutoff) {
    return slice(0, lengthBefore(cutoff));
  }

  int lengthBefore(Instant cutoff) {
    long n = Math.floorDiv(cutoff.getEpochSecond() - startEpochSecond, stepSeconds);
    return (int) Math.max(0, Math.min(length, n));
  }

  /** Returns the axis of {@code steps} steps that follows this one. */
  public TimeAxis next(int steps) {
    return of(epochSecond(length), stepSeconds, steps);
  }

  /** Returns whether both axes have the same step and their stamps fall on the same grid. */
  public boolean sameGrid(TimeAxis other) {
    return stepSeconds == other.stepSeconds
        && Math.floorMod(startEpochSecond - other.startEpochSecond, stepSeconds) == 0;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TimeAxis other
        && startEpochSecond == other.startEpochSecond
        && stepSeconds == other.stepSeconds
        && length == other.length;
  }

  @Override
  public int hashCode() {
    return Objects.hash(startEpochSecond, stepSeconds, length);
  }

  @Override
  public String toString() {
    return start() + "/" + end() + " by " + step();
  }
}
