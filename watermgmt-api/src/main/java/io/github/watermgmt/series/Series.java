// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One quantity on a regular axis, in its canonical unit, NaN if and only if missing.
 *
 * <p>Thread-safety: immutable. Memory: 8 bytes per value, 9 with qualities.
 */
public final class Series {
  private static final Quality[] QUALITIES = Quality.values();

  private final String id;
  private final Quantity quantity;
  private final Support support;
  private final TimeAxis axis;
  private final double[] values;
  private final byte @Nullable [] qualities;

  private Series(
      String id,
      Quantity quantity,
      Support support,
      TimeAxis axis,
      double[] values,
      byte @Nullable [] qualities) {
    this.id = id;
    this.quantity = quantity;
    this.support = support;
    this.axis = axis;
    this.values = values;
    this.qualities = qualities;
  }

  /**
   * Returns a series; values are copied.
   *
   * @param values in the canonical unit, NaN where missing, as many as the axis has steps
   * @throws DataException WM-105 if the length does not fit, WM-101 naming the index of an infinite
   *     value
   */
  public static Series of(
      String id, Quantity quantity, Support support, TimeAxis axis, double[] values) {
    return adopt(id, quantity, support, axis, values.clone());
  }

  /** As {@link #of}, without a copy: for builders of this package that give up their array. */
  static Series adopt(
      String id, Quantity quantity, Support support, TimeAxis axis, double[] values) {
    requireId(id);
    if (values.length != axis.length()) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "values of series '" + id + "'",
              values.length,
              "must be as many as the axis has steps, " + axis.length(),
              ""));
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new DataException(
            ErrorCode.NON_FINITE_VALUE,
            Validation.message(
                "series '" + id + "', index " + i + " (" + axis.instant(i) + ")",
                values[i],
                "must be finite, or NaN if missing",
                "look for a division by zero where the value comes from"));
      }
    }
    return new Series(id, quantity, support, axis, values, null);
  }

  /** Adds qualities that already agree with the values, one {@link #code} each, without a copy. */
  Series adoptQualities(byte[] codes) {
    return new Series(id, quantity, support, axis, values, codes);
  }

  private static void requireId(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a series needs an id");
    }
  }

  /**
   * Returns this series with a quality per value.
   *
   * @throws DataException if MISSING and NaN do not agree, naming the index
   */
  public Series withQualities(Quality[] given) {
    byte[] bytes = new byte[values.length];
    if (given.length != values.length) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message("qualities", given.length, "must be " + values.length, ""));
    }
    for (int i = 0; i < bytes.length; i++) {
      if ((given[i] == Quality.MISSING) != Double.isNaN(values[i])) {
        throw new DataException(
            ErrorCode.NON_FINITE_VALUE,
            Validation.message(
                "series '" + id + "', index " + i,
                values[i] + ", " + given[i],
                "must be MISSING if and only if NaN",
                ""));
      }
      bytes[i] = code(given[i]);
    }
    return new Series(id, quantity, support, axis, values, bytes);
  }

  /** Returns the id. */
  public String id() {
    return id;
  }

  /** Returns what is measured. */
  public Quantity quantity() {
    return quantity;
  }

  /** Returns what a value stands for. */
  public Support support() {
    return support;
  }

  /** Returns the axis. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the number of values. */
  public int length() {
    return values.length;
  }

  /** Returns a value in the canonical unit, NaN if missing. */
  public double value(int index) {
    return values[index];
  }

  /** Returns whether a value is missing. */
  public boolean isMissing(int index) {
    return Double.isNaN(values[index]);
  }

  /** Returns the quality of a value; GOOD or MISSING where no qualities were given. */
  public Quality quality(int index) {
    if (qualities == null) {
      return isMissing(index) ? Quality.MISSING : Quality.GOOD;
    }
    return QUALITIES[qualities[index]];
  }

  /** Returns a copy of the values in the canonical unit. */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * Returns a copy of the values in another unit of this quantity.
   *
   * @throws DataException WM-102 if the unit measures something else
   */
  public double[] toArray(Unit unit) {
    return unit.measuring(quantity).fromCanonical(values);
  }

  /** Copies values {@code from} to {@code from + n − 1} into {@code target} at {@code at}. */
  public void copyTo(int from, double[] target, int at, int n) {
    System.arraycopy(values, from, target, at, n);
  }

  /** Returns the number of missing values. O(n). */
  public int missing() {
    int missing = 0;
    for (double value : values) {
      if (Double.isNaN(value)) {
        missing++;
      }
    }
    return missing;
  }

  /** Returns steps {@code from} to {@code to − 1}. */
  public Series slice(int from, int to) {
    byte[] kept = qualities == null ? null : Arrays.copyOfRange(qualities, from, to);
    return new Series(
        id, quantity, support, axis.slice(from, to), Arrays.copyOfRange(values, from, to), kept);
  }

  /** Returns the steps that end at or before a cutoff. */
  public Series before(Instant cutoff) {
    int n = axis.lengthBefore(cutoff);
    return n == values.length ? this : slice(0, n);
  }

  /** Returns this series with other values on the same axis; qualities are not carried over. */
  public Series withValues(double[] others) {
    return of(id, quantity, support, axis, others);
  }

  /** Returns this series under another id. */
  public Series withId(String other) {
    requireId(other);
    return new Series(other, quantity, support, axis, values, qualities);
  }

  /**
   * Returns this series followed by another, which must start where this one ends. Qualities are
   * kept if either has them.
   *
   * @throws DataException WM-105 if it does not follow, or measures something else
   */
  public Series concat(Series next) {
    if (!next.quantity.equals(quantity)
        || next.support != support
        || next.axis.stepSeconds() != axis.stepSeconds()
        || !next.axis.start().equals(axis.end())) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "continuation of series '" + id + "'",
              next.axis + ", " + next.quantity + ", " + next.support,
              "must start at " + axis.end() + " with the same step, quantity and support",
              "slice it first"));
    }
    int n = values.length;
    double[] all = Arrays.copyOf(values, n + next.values.length);
    System.arraycopy(next.values, 0, all, n, next.values.length);
    byte[] kept = null;
    if (qualities != null || next.qualities != null) {
      kept = new byte[all.length];
      for (int i = 0; i < all.length; i++) {
        kept[i] = code(i < n ? quality(i) : next.quality(i - n));
      }
    }
    TimeAxis joined = TimeAxis.of(axis.start(), axis.step(), all.length);
    return new Series(id, quantity, support, joined, all, kept);
  }

  /** Position in the enum: in memory only, never written anywhere. */
  @SuppressWarnings("EnumOrdinal")
  static byte code(Quality quality) {
    return (byte) quality.ordinal();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Series other
        && id.equals(other.id)
        && quantity.equals(other.quantity)
        && support == other.support
        && axis.equals(other.axis)
        && Arrays.equals(values, other.values)
        && Arrays.equals(qualities, other.qualities);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, axis, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return "series '" + id + "', " + quantity + " [" + quantity.canonicalSymbol() + "], " + axis;
  }
}
