// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.series.TimeAxis;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryTest {

  @Property
  void whatWasWrittenIsReadBack(
      @ForAll int i,
      @ForAll long l,
      @ForAll double d,
      @ForAll boolean b,
      @ForAll int[] ints,
      @ForAll long[] longs,
      @ForAll double[] doubles,
      @ForAll byte[] bytes) {
    byte[] written =
        new EntryWriter()
            .writeInt(i)
            .writeLong(l)
            .writeDouble(d)
            .writeBoolean(b)
            .writeInts(ints)
            .writeLongs(longs)
            .writeDoubles(doubles)
            .writeBytes(bytes)
            .toByteArray();
    EntryReader reader = new EntryReader("test", written);
    assertThat(reader.readInt()).isEqualTo(i);
    assertThat(reader.readLong()).isEqualTo(l);
    assertThat(Double.doubleToLongBits(reader.readDouble())).isEqualTo(Double.doubleToLongBits(d));
    assertThat(reader.readBoolean()).isEqualTo(b);
    assertThat(reader.readInts()).isEqualTo(ints);
    assertThat(reader.readLongs()).isEqualTo(longs);
    assertThat(Arrays.equals(reader.readDoubles(), doubles)).isTrue();
    assertThat(reader.readBytes()).isEqualTo(bytes);
    reader.end();
  }

  @Property
  void textIsReadBackUnlessHalfASurrogatePairIsInIt(
      @ForAll @Size(max = 10) @UniqueElements List<String> texts) {
    boolean whole =
        texts.stream()
            .flatMapToInt(String::codePoints)
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    EntryWriter writer = new EntryWriter();
    if (!whole) {
      assertThatThrownBy(() -> writer.writeStrings(texts))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    EntryReader reader = new EntryReader("test", writer.writeStrings(texts).toByteArray());
    assertThat(reader.readStrings()).isEqualTo(texts);
    reader.end();
  }

  @Test
  void mapsEnumsAndInstantsAreReadBack() {
    Instant instant = Instant.parse("1969-12-31T23:59:59.999999999Z");
    EntryWriter writer =
        new EntryWriter()
            .writeMap(Map.of("a", "1"))
            .writeEnum(TimeUnit.HOURS)
            .writeInstant(instant)
            .writeInstant(Instant.MIN)
            .writeInstant(Instant.MAX);
    assertThat(writer.size()).isEqualTo(writer.toByteArray().length);
    EntryReader reader = new EntryReader("test", writer.toByteArray());
    assertThat(reader.readMap()).containsExactly(Map.entry("a", "1"));
    assertThat(reader.readEnum(TimeUnit.class)).isEqualTo(TimeUnit.HOURS);
    assertThat(reader.readInstant()).isEqualTo(instant);
    assertThat(reader.readInstant()).isEqualTo(Instant.MIN);
    assertThat(reader.readInstant()).isEqualTo(Instant.MAX);
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void allNotANumbersAreOne() {
    double odd = Double.longBitsToDouble(0x7ff8000000000123L);
    assertThat(new EntryWriter().writeDouble(odd).toByteArray())
        .isEqualTo(new EntryWriter().writeDouble(Double.NaN).toByteArray());
    assertThat(new EntryWriter().writeDoubles(new double[] {odd}).toByteArray())
        .isEqualTo(new EntryWriter().writeDoubles(new double[] {Double.NaN}).toByteArray());
  }

  static Stream<Consumer<EntryReader>> reads() {
    return Stream.of(
        EntryReader::readInt,
        EntryReader::readLong,
        EntryReader::readDouble,
        EntryReader::readBoolean,
        EntryReader::readInstant,
        EntryReader::readString,
        EntryReader::readBytes,
        EntryReader::readInts,
        EntryReader::readLongs,
        EntryReader::readDoubles,
        EntryReader::readStrings,
        EntryReader::readMap,
        reader -> reader.readEnum(TimeUnit.class),
        EntryReader::readQuantity,
        reader -> reader.readAxis(0),
        reader -> reader.readSeries(TimeAxis.of(0, 3600, 1)),
        EntryReader::readCalendar);
  }

  @ParameterizedTest
  @MethodSource("reads")
  void whatEndsEarlyIsCorrupt(Consumer<EntryReader> read) {
    assertThatThrownBy(() -> read.accept(new EntryReader("state", new byte[0])))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("entry 'state' at byte 0");
  }

  @ParameterizedTest
  @MethodSource("reads")
  void noiseIsReadOrCorruptAndNothingElse(Consumer<EntryReader> read) {
    byte[][] noises = {
      ByteBuffer.allocate(12).putInt(Integer.MAX_VALUE).array(),
      ByteBuffer.allocate(12).putInt(-1).putInt(-1).putInt(-1).array(),
      ByteBuffer.allocate(12).putInt(Integer.MIN_VALUE).array(),
      ByteBuffer.allocate(12).putInt(4).putInt(Integer.MAX_VALUE).array(),
      ByteBuffer.allocate(12).putLong(Long.MAX_VALUE).putInt(999_999_999).array(),
      ByteBuffer.allocate(12).putInt(2).put((byte) 0xC3).put((byte) 0x28).array(),
    };
    for (byte[] noise : noises) {
      EntryReader reader = new EntryReader("noise", noise);
      try {
        read.accept(reader);
      } catch (ModelCorruptException e) {
        assertThat(e).hasMessageContaining("'noise'");
      }
    }
  }

  @Property
  void anyNoiseIsReadOrCorruptAndNothingElse(@ForAll @Size(max = 200) byte[] noise) {
    reads()
        .forEach(
            read -> {
              EntryReader reader = new EntryReader("noise", noise);
              try {
                read.accept(reader);
              } catch (ModelCorruptException e) {
                assertThat(e).hasMessageContaining("'noise'");
              }
            });
  }

  @Test
  void contradictionsAreCorrupt() {
    EntryWriter writer = new EntryWriter();
    assertCorrupt(
        writer.writeInt(5).toByteArray(), r -> r.readInt("lags", 1, 4), "lags (5), must be from 1");
    assertCorrupt(
        new EntryWriter().writeDouble(Double.NaN).toByteArray(),
        r -> r.readFinite("slope"),
        "slope (NaN), must be finite");
    assertCorrupt(
        new EntryWriter().writeDoubles(new double[3]).toByteArray(),
        r -> r.readDoubles("profile", 168),
        "profile (3 numbers), must be 168");
    assertCorrupt(new byte[] {2}, EntryReader::readBoolean, "truth value (2)");
    assertCorrupt(new byte[] {2}, EntryReader::end, "1 bytes are left over");
    assertCorrupt(
        new EntryWriter().writeString("WEEKS").toByteArray(),
        r -> r.readEnum(TimeUnit.class),
        "TimeUnit (WEEKS), is unknown");
    assertCorrupt(
        new EntryWriter()
            .writeInt(2)
            .writeString("a")
            .writeString("1")
            .writeString("a")
            .writeString("2")
            .toByteArray(),
        EntryReader::readMap,
        "stands twice");
    assertCorrupt(
        new EntryWriter().writeLong(Long.MAX_VALUE).writeInt(0).toByteArray(),
        EntryReader::readInstant,
        "out of range");
    assertCorrupt(
        new EntryWriter().writeLong(0).writeInt(1_000_000_000).toByteArray(),
        EntryReader::readInstant,
        "nanoseconds");
  }

  private static void assertCorrupt(byte[] bytes, Consumer<EntryReader> read, String words) {
    assertThatThrownBy(() -> read.accept(new EntryReader("state", bytes)))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining(words);
  }
}
