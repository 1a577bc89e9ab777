// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Turns the reads of cumulative registers into the use of regular steps: a deliberate step of the
 * caller, before any model.
 *
 * <ul>
 *   <li><b>Between reads.</b> The use of a step is the register at its end less that at its start.
 *       A read within {@link Builder#tolerance} of a boundary stands for it. Other boundaries are
 *       interpolated in time where the reads around them lie at most a step (and twice the
 *       tolerance) apart; the uses on both sides are then {@link
 *       io.github.watermgmt.series.Quality#ESTIMATED}. Where they lie further apart, the use in sum
 *       is known and its course is not: the steps are missing and the sum is reported, or it is
 *       spread evenly as {@link LongSpans} says. A register that stood still is known to have stood
 *       still, however long.
 *   <li><b>Rollover.</b> A fall is a rollover if the register has a capacity, and the use that it
 *       would mean is at most what {@link Builder#maxFlow} can pass, or else ten times the largest
 *       rate of at least three spans before. Without {@link Builder#digits} the capacity is the
 *       power of ten above the largest read so far, and the fall must lead from its last tenth into
 *       its first.
 *   <li><b>Meter exchange.</b> With both registers' reads, use goes on; with one or none, it is
 *       missing on the side that was not read.
 *   <li><b>Other falls</b>, and rises beyond {@link Builder#maxFlow} or back to where a register
 *       fell from, are reported; the steps that they lie in are missing. Nothing is guessed, and no
 *       use is ever negative.
 *   <li><b>A single read that stands apart</b> from its neighbours, which agree with each other, is
 *       left out. That is known with the read after it, so the last span is provisional ({@link
 *       RegisterReport#provisionalFrom}).
 *   <li><b>Reads that the source estimated</b> or doubts tell nothing and are left out; the span
 *       from one real read to the next then has its sum. {@link Builder#trustEstimates} lets
 *       estimates count; the steps that they bound are ESTIMATED.
 * </ul>
 *
 * <p>Use is in m³ ({@link io.github.watermgmt.unit.Quantity#VOLUME}, {@link
 * io.github.watermgmt.series.Support#INTERVAL_TOTAL}). Reads that are given are kept with the
 * result, so that nothing is lost: {@link Use#undo}.
 *
 * <p>Thread-safety: immutable. Time: linear in reads and steps, and a sort if the reads are not in
 * order. Memory: about 35 bytes a read and 10 a step, besides the reads.
 */
public final class Registers {
  /** What becomes of a span between reads that is longer than a step. */
  public enum LongSpans {
    /** Its steps are missing; the sum is reported. */
    MISSING,
    /** The sum is spread evenly over time; the steps are ESTIMATED. */
    EVENLY
  }

  final Duration step;
  final OptionalInt digits;
  final OptionalDouble maxFlow;
  final Duration tolerance;
  final LongSpans longSpans;
  final boolean trustEstimates;
  final List<MeterExchange> exchanges;

  private Registers(Builder builder) {
    this.step = builder.step;
    this.digits = builder.digits;
    this.maxFlow = builder.maxFlow;
    this.tolerance =
        builder.toleranceSeconds >= 0
            ? Duration.ofSeconds(builder.toleranceSeconds)
            : Duration.ofSeconds(step.toSeconds() / 20);
    this.longSpans = builder.longSpans;
    this.trustEstimates = builder.trustEstimates;
    this.exchanges = List.copyOf(builder.exchanges);
  }

  /**
   * Starts with: capacity inferred, no largest flow, long spans missing, estimates left out.
   *
   * @param step of the use, whole seconds; its grid are multiples from the epoch
   * @throws DataException WM-103 if it is not positive or not whole seconds
   */
  public static Builder by(Duration step) {
    if (step.isNegative() || step.isZero() || step.toNanosPart() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message("step", step, "must be a positive number of whole seconds", ""));
    }
    return new Builder(step);
  }

  /**
   * The use and what was done to get it.
   *
   * @param series use of each step, m³; the id is the meter's
   * @param report what was done
   * @param reads what was given
   */
  public record Use(Series series, RegisterReport report, RegisterReads reads) {
    /** Returns the reads as they were given, to the bit and in their order. */
    public RegisterReads undo() {
      return reads;
    }
  }

  /**
   * Returns the use from the step that the first read lies in to that of the last.
   *
   * @throws DataException WM-104 if there are not two reads that count, WM-108 if two reads of one
   *     instant differ, WM-102 if a read exceeds the capacity, WM-103 if the reads span more steps
   *     than their number allows
   */
  public Use use(RegisterReads reads) {
    return new RegisterWalk(this, reads, null).use();
  }

  /**
   * Returns the use on an axis, such as one for all meters of a zone.
   *
   * @throws DataException as {@link #use(RegisterReads)}, and WM-105 if the axis has another step
   */
  public Use use(RegisterReads reads, TimeAxis axis) {
    if (!axis.step().equals(step)) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message("axis", axis, "must have the step " + step, ""));
    }
    return new RegisterWalk(this, reads, axis).use();
  }

  /** Configures. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final Duration step;
    private OptionalInt digits = OptionalInt.empty();
    private OptionalDouble maxFlow = OptionalDouble.empty();
    private long toleranceSeconds = -1;
    private LongSpans longSpans = LongSpans.MISSING;
    private boolean trustEstimates;
    private final List<MeterExchange> exchanges = new ArrayList<>();

    private Builder(Duration step) {
      this.step = step;
    }

    /**
     * Sets how many digits before the point the register has in its unit: after 99,999 come five
     * zeroes.
     *
     * @throws IllegalArgumentException unless 1 to 15
     */
    public Builder digits(int number) {
      if (number < 1 || number > 15) {
        throw new IllegalArgumentException("number (" + number + "), must be 1 to 15");
      }
      digits = OptionalInt.of(number);
      return this;
    }

    /**
     * Sets the largest flow that the meter can pass, m³/h, such as its overload flow Q4.
     *
     * @throws IllegalArgumentException unless positive and finite
     */
    public Builder maxFlow(double m3PerHour) {
      if (!(m3PerHour > 0) || Double.isInfinite(m3PerHour)) {
        throw new IllegalArgumentException(
            "m3PerHour (" + m3PerHour + "), must be positive and finite");
      }
      maxFlow = OptionalDouble.of(m3PerHour);
      return this;
    }

    /**
     * Sets how near to the boundary of a step a read stands for it; a twentieth of the step by
     * default.
     *
     * @throws IllegalArgumentException if negative, or half a step or more
     */
    public Builder tolerance(Duration near) {
      if (near.isNegative() || 2 * near.toSeconds() >= step.toSeconds()) {
        throw new IllegalArgumentException(
            "near (" + near + "), must not be negative, and less than half of " + step);
      }
      toleranceSeconds = near.toSeconds();
      return this;
    }

    /** Sets what becomes of spans longer than a step; missing by default. */
    public Builder longSpans(LongSpans policy) {
      longSpans = policy;
      return this;
    }

    /** Sets whether reads that the source estimated count; they do not by default. */
    public Builder trustEstimates(boolean trust) {
      trustEstimates = trust;
      return this;
    }

    /** Adds a meter exchange. */
    public Builder exchange(MeterExchange exchange) {
      exchanges.add(exchange);
      return this;
    }

    /** Returns the settings; the builder may be used on. */
    public Registers build() {
      return new Registers(this);
    }
  }
}
