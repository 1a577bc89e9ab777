// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.HolidayKind;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads back what {@link EntryWriter} wrote. Every length is compared with what is really there
 * before anything of that length is allocated, so that a malformed entry ends in a {@link
 * ModelCorruptException} and never in exhausted memory.
 *
 * <p>Every method throws {@link ModelCorruptException} if the entry ends too early, or if what is
 * there cannot be what is read, such as a zone that nobody knows.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class EntryReader {
  private final String name;
  private final ByteBuffer buffer;

  /**
   * Creates a reader.
   *
   * @param name what is being read, for messages
   * @param bytes the bytes; not copied, and not to be changed while this reader is used
   */
  public EntryReader(String name, byte[] bytes) {
    this.name = name;
    this.buffer = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** Reads a whole number of 32 bits. */
  public int readInt() {
    return need(Integer.BYTES).getInt();
  }

  /**
   * Reads a whole number of 32 bits that must lie in {@code [min, max]}, such as a count that
   * decides how much is allocated.
   *
   * @param what what is counted, for the message
   */
  public int readInt(String what, int min, int max) {
    int value = readInt();
    if (value < min || value > max) {
      throw corrupt(what + " (" + value + "), must be from " + min + " to " + max);
    }
    return value;
  }

  /** Reads a whole number of 64 bits. */
  public long readLong() {
    return need(Long.BYTES).getLong();
  }

  /** Reads a number, NaN and infinities included. */
  public double readDouble() {
    return need(Double.BYTES).getDouble();
  }

  /** Reads a number that must be finite. */
  public double readFinite(String what) {
    double value = readDouble();
    if (!Double.isFinite(value)) {
      throw corrupt(what + " (" + value + "), must be finite");
    }
    return value;
  }

  /** Reads a truth value. */
  public boolean readBoolean() {
    byte value = need(1).get();
    if (value != 0 && value != 1) {
      throw corrupt("truth value (" + value + "), must be 0 or 1");
    }
    return value == 1;
  }

  /** Reads an instant. */
  public Instant readInstant() {
    long second = readLong();
    int nano = readInt("nanoseconds", 0, 999_999_999);
    try {
      return Instant.ofEpochSecond(second, nano);
    } catch (DateTimeException | ArithmeticException e) {
      throw corrupt("instant (" + second + " s since 1970), is out of range", e);
    }
  }

  /** Reads text. */
  public String readString() {
    int length = length(1);
    ByteBuffer slice = buffer.slice(buffer.position(), length);
    try {
      String value = StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
      buffer.position(buffer.position() + length);
      return value;
    } catch (CharacterCodingException e) {
      throw corrupt("text of " + length + " bytes, is not UTF-8", e);
    }
  }

  /** Reads an enum constant by its name. */
  public <E extends Enum<E>> E readEnum(Class<E> type) {
    String value = readString();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw corrupt(type.getSimpleName() + " (" + value + "), is unknown");
  }

  /** Reads bytes. */
  public byte[] readBytes() {
    byte[] values = new byte[length(1)];
    buffer.get(values);
    return values;
  }

  /** Reads an array of whole numbers of 32 bits. */
  public int[] readInts() {
    int[] values = new int[length(Integer.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.getInt();
    }
    return values;
  }

  /** Reads an array of whole numbers of 64 bits. */
  public long[] readLongs() {
    long[] values = new long[length(Long.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.getLong();
    }
    return values;
  }

  /** Reads an array of numbers, NaN and infinities included. */
  public double[] readDoubles() {
    double[] values = new double[length(Double.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = buffer.getDouble();
    }
    return values;
  }

  /**
   * Reads an array of numbers that must have a certain length.
   *
   * @param what what the numbers are, for the message
   */
  public double[] readDoubles(String what, int length) {
    double[] values = readDoubles();
    if (values.length != length) {
      throw corrupt(what + " (" + values.length + " numbers), must be " + length);
    }
    return values;
  }

  /** Reads a list of texts; the list is unmodifiable. */
  public List<String> readStrings() {
    int count = length(Integer.BYTES);
    List<String> values = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      values.add(readString());
    }
    return Collections.unmodifiableList(values);
  }

  /** Reads texts by name; the map is unmodifiable and keeps the order. */
  public Map<String, String> readMap() {
    int count = length(2 * Integer.BYTES);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      String key = readString();
      if (values.put(key, readString()) != null) {
        throw corrupt("name (" + key + "), stands twice");
      }
    }
    return Collections.unmodifiableMap(values);
  }

  /** Reads a quantity, one of the library's or of the caller's own. */
  public Quantity readQuantity() {
    String quantity = readString();
    String canonicalSymbol = readString();
    try {
      return Quantity.of(quantity, canonicalSymbol);
    } catch (IllegalArgumentException | DataException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads an axis.
   *
   * @param fewest how many steps it must have at least
   */
  public TimeAxis readAxis(int fewest) {
    long start = readLong();
    long step = readLong();
    int length = readInt("steps", fewest, Integer.MAX_VALUE);
    try {
      return TimeAxis.of(start, step, length);
    } catch (DataException e) {
      throw malformed(e);
    }
  }

  /**
   * Reads a series.
   *
   * @param axis what its values lie on, as many as the axis has steps
   */
  public Series readSeries(TimeAxis axis) {
    String id = readString();
    Quantity quantity = readQuantity();
    Support support = readEnum(Support.class);
    double[] values = readDoubles("values of " + id, axis.length());
    try {
      return Series.of(id, quantity, support, axis, values);
    } catch (IllegalArgumentException | DataException e) {
      throw malformed(e);
    }
  }

  /** Reads a calendar. */
  public Calendar readCalendar() {
    try {
      Calendar.Builder builder = Calendar.builder(ZoneId.of(readString()));
      for (HolidayKind kind : HolidayKind.values()) {
        for (long day : readLongs()) {
          builder.holiday(LocalDate.ofEpochDay(day), kind);
        }
      }
      if (readBoolean()) {
        builder.validUntil(LocalDate.ofEpochDay(readLong()));
      }
      return builder.build();
    } catch (DateTimeException e) {
      throw malformed(e);
    }
  }

  /** Returns the number of bytes that are left. */
  public int remaining() {
    return buffer.remaining();
  }

  /** Checks that nothing is left: whoever has read all ends with this. */
  public void end() {
    if (buffer.hasRemaining()) {
      throw corrupt(buffer.remaining() + " bytes are left over");
    }
  }

  /** Returns the error for contents that contradict themselves; the caller throws it. */
  public ModelCorruptException corrupt(String problem) {
    return new ModelCorruptException(place(problem));
  }

  private ModelCorruptException corrupt(String problem, Throwable cause) {
    return new ModelCorruptException(place(problem), cause);
  }

  /** Returns the error for values that were read whole and mean nothing. */
  private ModelCorruptException malformed(RuntimeException cause) {
    String problem = String.valueOf(cause.getMessage());
    return corrupt(
        problem.endsWith(".") ? problem.substring(0, problem.length() - 1) : problem, cause);
  }

  private String place(String problem) {
    return "entry '" + name + "' at byte " + buffer.position() + ": " + problem + ".";
  }

  /** Reads a count of elements that take at least {@code width} bytes each. */
  private int length(int width) {
    int length = readInt();
    if (length < 0 || (long) length * width > buffer.remaining()) {
      throw corrupt(
          "length (" + length + "), must fit the " + buffer.remaining() + " bytes that are left");
    }
    return length;
  }

  private ByteBuffer need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw corrupt("it ends early: " + bytes + " bytes expected, " + buffer.remaining() + " left");
    }
    return buffer;
  }
}
