// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.HolidayKind;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the payload of one entry: numbers, text and arrays, big-endian, each array and text with
 * its length before it. {@link EntryReader} reads them back in the same order. Beside these, the
 * values that models keep: quantities, axes, series and calendars.
 *
 * <p>The same calls give the same bytes on every platform; all NaN become one.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class EntryWriter {
  private static final int GREATEST = Integer.MAX_VALUE - 16;

  private ByteBuffer buffer = ByteBuffer.allocate(256);

  /** Creates an empty writer. */
  public EntryWriter() {}

  /** Writes a whole number of 32 bits. */
  public EntryWriter writeInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /** Writes a whole number of 64 bits. */
  public EntryWriter writeLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Writes a number, NaN and infinities included. */
  public EntryWriter writeDouble(double value) {
    room(Double.BYTES).putLong(Double.doubleToLongBits(value));
    return this;
  }

  /** Writes a truth value. */
  public EntryWriter writeBoolean(boolean value) {
    room(1).put((byte) (value ? 1 : 0));
    return this;
  }

  /** Writes an instant with nanoseconds. */
  public EntryWriter writeInstant(Instant value) {
    return writeLong(value.getEpochSecond()).writeInt(value.getNano());
  }

  /**
   * Writes text as UTF-8.
   *
   * @throws IllegalArgumentException if the text has half a surrogate pair
   */
  public EntryWriter writeString(String value) {
    ByteBuffer encoded;
    try {
      encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text has half a surrogate pair", e);
    }
    room((long) Integer.BYTES + encoded.remaining()).putInt(encoded.remaining()).put(encoded);
    return this;
  }

  /** Writes an enum constant by its name. */
  public EntryWriter writeEnum(Enum<?> value) {
    return writeString(value.name());
  }

  /** Writes bytes. */
  public EntryWriter writeBytes(byte[] values) {
    room((long) Integer.BYTES + values.length).putInt(values.length).put(values);
    return this;
  }

  /** Writes an array of whole numbers of 32 bits. */
  public EntryWriter writeInts(int[] values) {
    ByteBuffer target = arrayRoom(values.length, Integer.BYTES);
    for (int value : values) {
      target.putInt(value);
    }
    return this;
  }

  /** Writes an array of whole numbers of 64 bits. */
  public EntryWriter writeLongs(long[] values) {
    ByteBuffer target = arrayRoom(values.length, Long.BYTES);
    for (long value : values) {
      target.putLong(value);
    }
    return this;
  }

  /** Writes an array of numbers, NaN and infinities included. */
  public EntryWriter writeDoubles(double[] values) {
    ByteBuffer target = arrayRoom(values.length, Double.BYTES);
    for (double value : values) {
      target.putLong(Double.doubleToLongBits(value));
    }
    return this;
  }

  /** Writes a list of texts. */
  public EntryWriter writeStrings(List<String> values) {
    writeInt(values.size());
    values.forEach(this::writeString);
    return this;
  }

  /** Writes texts by name, in the order of the map. */
  public EntryWriter writeMap(Map<String, String> values) {
    writeInt(values.size());
    values.forEach((key, value) -> writeString(key).writeString(value));
    return this;
  }

  /** Writes a quantity: its name and the symbol of its canonical unit. */
  public EntryWriter writeQuantity(Quantity value) {
    return writeString(value.name()).writeString(value.canonicalSymbol());
  }

  /** Writes an axis: its start and step in seconds, and the number of its steps. */
  public EntryWriter writeAxis(TimeAxis value) {
    return writeLong(value.epochSecond(0)).writeLong(value.stepSeconds()).writeInt(value.length());
  }

  /**
   * Writes a series: id, quantity, support and values, NaN where missing. Its axis is not written,
   * because the series of a panel share one: {@link #writeAxis} goes before them. Qualities are not
   * written either, because models learn from values alone.
   */
  public EntryWriter writeSeries(Series value) {
    writeString(value.id()).writeQuantity(value.quantity()).writeEnum(value.support());
    return writeDoubles(value.toArray());
  }

  /** Writes a calendar: its zone, its days of each kind, and how long they are known. */
  public EntryWriter writeCalendar(Calendar value) {
    writeString(value.zone().getId());
    // No kind is named: each has its place, so that another one would be another format.
    for (HolidayKind kind : HolidayKind.values()) {
      writeLongs(value.holidays(kind).stream().mapToLong(LocalDate::toEpochDay).toArray());
    }
    Optional<LocalDate> last = value.validUntil();
    writeBoolean(last.isPresent());
    last.ifPresent(day -> writeLong(day.toEpochDay()));
    return this;
  }

  /** Returns the number of bytes written so far. */
  public int size() {
    return buffer.position();
  }

  /** Returns a copy of the bytes written so far. */
  public byte[] toByteArray() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer arrayRoom(int length, int width) {
    return room(Integer.BYTES + (long) length * width).putInt(length);
  }

  private ByteBuffer room(long bytes) {
    long needed = buffer.position() + bytes;
    if (needed > GREATEST) {
      throw new IllegalStateException(
          "an entry of " + needed + " bytes is too long, the limit is " + GREATEST);
    }
    if (needed > buffer.capacity()) {
      int capacity = (int) Math.min(GREATEST, Math.max(needed, 2L * buffer.capacity()));
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
  }
}
