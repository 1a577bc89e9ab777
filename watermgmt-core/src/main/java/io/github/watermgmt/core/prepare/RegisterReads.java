// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Reading;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a meter's cumulative register showed, at whatever instants it was read, in whatever order.
 *
 * <p>Thread-safety: immutable. Memory: 16 bytes a read, 17 with qualities.
 */
public final class RegisterReads {
  private static final Quality[] QUALITIES = Quality.values();

  private final String id;
  private final Unit unit;
  private final long[] times;
  private final double[] values;
  private final byte @Nullable [] qualities;

  private RegisterReads(
      String id, Unit unit, long[] times, double[] values, byte @Nullable [] qualities) {
    this.id = id;
    this.unit = unit;
    this.times = times;
    this.values = values;
    this.qualities = qualities;
  }

  /**
   * Returns reads; the arrays are copied.
   *
   * @param id of the meter
   * @param unit what the register counts in, a unit of volume
   * @param epochSeconds when it was read
   * @param values what it showed, in the unit; NaN where a read is missing
   * @throws DataException WM-102 if the unit is none of volume, WM-105 if the arrays are not as
   *     long, WM-101 naming the index of an infinite value
   */
  public static RegisterReads of(String id, Unit unit, long[] epochSeconds, double[] values) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("reads need the id of a meter");
    }
    unit.measuring(Quantity.VOLUME);
    if (epochSeconds.length != values.length) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "values of meter '" + id + "'",
              values.length,
              "must be as many as there are instants, " + epochSeconds.length,
              ""));
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(unit.toCanonical(values[i]))) {
        throw new DataException(
            ErrorCode.NON_FINITE_VALUE,
            Validation.message(
                "read " + i + " of meter '" + id + "'",
                values[i],
                "must be finite, or NaN if missing",
                ""));
      }
    }
    return new RegisterReads(id, unit, epochSeconds.clone(), values.clone(), null);
  }

  /**
   * Returns the reads of a meter, all in one unit.
   *
   * @throws DataException WM-104 if there are none, WM-102 if the units differ or are none of
   *     volume, WM-106 if they are of several meters, WM-103 if an instant is no whole second
   */
  public static RegisterReads of(List<Reading> readings) {
    if (readings.isEmpty()) {
      throw new DataException(
          ErrorCode.NO_DATA, Validation.message("readings", 0, "must be at least one", ""));
    }
    Reading first = readings.get(0);
    long[] times = new long[readings.size()];
    double[] values = new double[times.length];
    Quality[] qualities = new Quality[times.length];
    int i = 0;
    for (Reading one : readings) {
      boolean whole = one.time().equals(one.time().truncatedTo(ChronoUnit.SECONDS));
      if (!one.sensor().equals(first.sensor()) || !one.unit().equals(first.unit()) || !whole) {
        throw new DataException(
            !whole
                ? ErrorCode.IRREGULAR_ROWS
                : one.unit().equals(first.unit()) ? ErrorCode.UNKNOWN_ID : ErrorCode.UNIT,
            Validation.message(
                "reading " + i,
                one.sensor() + " in " + one.unit().symbol() + " at " + one.time(),
                "must be of '"
                    + first.sensor()
                    + "' in "
                    + first.unit().symbol()
                    + " at a whole second",
                "group the readings by meter"));
      }
      times[i] = one.time().getEpochSecond();
      values[i] = one.value();
      qualities[i++] = one.quality();
    }
    return of(first.sensor(), first.unit(), times, values).withQualities(qualities);
  }

  /**
   * Returns these reads with a quality each.
   *
   * @throws DataException WM-105 if there are not as many, WM-101 if MISSING and NaN do not agree
   */
  public RegisterReads withQualities(Quality[] given) {
    if (given.length != values.length) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message("qualities", given.length, "must be " + values.length, ""));
    }
    byte[] codes = new byte[given.length];
    for (int i = 0; i < codes.length; i++) {
      if ((given[i] == Quality.MISSING) != Double.isNaN(values[i])) {
        throw new DataException(
            ErrorCode.NON_FINITE_VALUE,
            Validation.message(
                "read " + i + " of meter '" + id + "'",
                values[i] + ", " + given[i],
                "must be MISSING if and only if NaN",
                ""));
      }
      codes[i] = code(given[i]);
    }
    return new RegisterReads(id, unit, times, values, codes);
  }

  /** Position in the enum: in memory only, never written anywhere. */
  @SuppressWarnings("EnumOrdinal")
  private static byte code(Quality quality) {
    return (byte) quality.ordinal();
  }

  /** Returns the id of the meter. */
  public String id() {
    return id;
  }

  /** Returns what the register counts in. */
  public Unit unit() {
    return unit;
  }

  /** Returns the number of reads. */
  public int size() {
    return values.length;
  }

  /** Returns when a read was taken, in seconds since the epoch. */
  public long epochSecond(int index) {
    return times[index];
  }

  /** Returns when a read was taken. */
  public Instant instant(int index) {
    return Instant.ofEpochSecond(times[index]);
  }

  /** Returns what the register showed, in its unit, NaN if missing. */
  public double value(int index) {
    return values[index];
  }

  /** Returns the quality of a read; GOOD or MISSING where none was given. */
  public Quality quality(int index) {
    if (qualities == null) {
      return Double.isNaN(values[index]) ? Quality.MISSING : Quality.GOOD;
    }
    return QUALITIES[qualities[index]];
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof RegisterReads other)
        || !id.equals(other.id)
        || !unit.equals(other.unit)
        || !Arrays.equals(times, other.times)
        || !Arrays.equals(values, other.values)) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (quality(i) != other.quality(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length + " reads of meter '" + id + "' [" + unit.symbol() + "]";
  }
}
