// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.HolidayKind;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Quantities, axes, series and calendars in an entry; numbers and text: {@link EntryTest}. */
class EntryOfValuesTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  // ---------------------------------------------------------------- round trips

  @Property
  void calendarsAreReadBack(
      @ForAll @Size(max = 20) Set<@LongRange(min = -1_000_000, max = 1_000_000) Long> days,
      @ForAll HolidayKind kind,
      @ForAll HolidayKind other,
      @ForAll Optional<@LongRange(min = -1_000_000, max = 1_000_000) Long> last,
      @ForAll boolean offset) {
    Calendar.Builder builder = Calendar.builder(offset ? ZoneId.of("UTC+02:30") : ROME);
    days.forEach(day -> builder.holiday(LocalDate.ofEpochDay(day), day % 2 == 0 ? kind : other));
    last.ifPresent(day -> builder.validUntil(LocalDate.ofEpochDay(day)));
    Calendar calendar = builder.build();
    EntryReader reader = reader(new EntryWriter().writeCalendar(calendar));
    assertThat(reader.readCalendar()).isEqualTo(calendar);
    reader.end();
  }

  @Property
  void axesAreReadBack(
      @ForAll @LongRange(min = -31_556_889_864_403_199L, max = 31_556_000_000_000_000L) long start,
      @ForAll @LongRange(min = 1, max = 86_400) long step,
      @ForAll @IntRange(max = 1_000_000) int length) {
    TimeAxis axis = TimeAxis.of(start, step, length);
    EntryReader reader = reader(new EntryWriter().writeAxis(axis));
    assertThat(reader.readAxis(0)).isEqualTo(axis);
    reader.end();
  }

  @Property
  void seriesAreReadBackOnTheirAxis(
      @ForAll @Size(max = 50) double[] numbers,
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double last,
      @ForAll Support support,
      @ForAll boolean own) {
    double[] finite = Arrays.stream(numbers).filter(Double::isFinite).toArray();
    double[] values =
        DoubleStream.concat(Arrays.stream(finite), DoubleStream.of(Double.NaN, last)).toArray();
    Quantity quantity = own ? Quantity.of("turbidity", "NTU") : Quantity.PRESSURE_HEAD;
    TimeAxis axis = TimeAxis.of(900, 900, values.length);
    Series series = Series.of("Reservoir Büel", quantity, support, axis, values);
    EntryReader reader = reader(new EntryWriter().writeSeries(series));
    assertThat(reader.readSeries(axis)).isEqualTo(series);
    reader.end();
  }

  @Test
  void quantitiesAreReadBack() {
    EntryWriter writer = new EntryWriter();
    Quantity.known().forEach(writer::writeQuantity);
    Quantity own = Quantity.of("turbidity", "NTU");
    EntryReader reader = reader(writer.writeQuantity(own));
    Quantity.known().forEach(known -> assertThat(reader.readQuantity()).isSameAs(known));
    assertThat(reader.readQuantity()).isEqualTo(own);
    reader.end();
  }

  @Test
  void qualitiesAreNotKept() {
    TimeAxis axis = TimeAxis.of(0, 3600, 2);
    Series plain =
        Series.of(
            "a", Quantity.FLOW, Support.INSTANT, axis, new double[] {Math.nextUp(1.0), Double.NaN});
    Series doubted = plain.withQualities(new Quality[] {Quality.SUSPECT, Quality.MISSING});
    EntryReader reader = reader(new EntryWriter().writeSeries(doubted));
    assertThat(reader.readSeries(axis)).isEqualTo(plain);
  }

  // ---------------------------------------------------------------- the format

  /** Files of every provider hold these bytes: whoever changes them changes all the formats. */
  @Test
  void theBytesStayWhatTheyAre() {
    Calendar calendar =
        Calendar.builder(ROME)
            .holiday(LocalDate.ofEpochDay(3), HolidayKind.SCHOOL)
            .holiday(LocalDate.ofEpochDay(2), HolidayKind.PUBLIC)
            .holiday(LocalDate.ofEpochDay(1), HolidayKind.PUBLIC)
            .validUntil(LocalDate.ofEpochDay(9))
            .build();
    assertThat(hex(new EntryWriter().writeCalendar(calendar)))
        .as("zone; days of each kind in order, with their number before; known for a time; until")
        .isEqualTo(
            "0000000b"
                + "4575726f70652f526f6d65"
                + ("00000002" + "0000000000000001" + "0000000000000002")
                + "00000000"
                + ("00000001" + "0000000000000003")
                + ("01" + "0000000000000009"));
    assertThat(hex(new EntryWriter().writeCalendar(Calendar.of(ROME))))
        .isEqualTo("0000000b" + "4575726f70652f526f6d65" + "000000000000000000000000" + "00");
    TimeAxis axis = TimeAxis.of(Instant.ofEpochSecond(7200), Duration.ofHours(1), 2);
    assertThat(hex(new EntryWriter().writeAxis(axis)))
        .isEqualTo("0000000000001c20" + "0000000000000e10" + "00000002");
    Series series =
        Series.of("a", Quantity.FLOW, Support.INSTANT, axis, new double[] {1, Double.NaN});
    assertThat(hex(new EntryWriter().writeSeries(series)))
        .as("id; quantity and its unit; support; values")
        .isEqualTo(
            "00000001"
                + "61"
                + ("00000004" + "666c6f77" + "00000004" + "6d332f68")
                + ("00000007" + "494e5354414e54")
                + ("00000002" + "3ff0000000000000" + "7ff8000000000000"));
  }

  // ---------------------------------------------------------------- contradictions

  @Test
  void whatMeansNothingIsCorrupt() {
    assertCorrupt(
        new EntryWriter().writeString("Europe/Rom").writeLongs(new long[0]),
        EntryReader::readCalendar,
        "Unknown time-zone ID: Europe/Rom");
    assertCorrupt(
        new EntryWriter().writeString("UTC").writeLongs(new long[] {Long.MAX_VALUE}),
        EntryReader::readCalendar,
        "EpochDay");
    assertCorrupt(
        new EntryWriter().writeString("flow").writeString("l/s"),
        EntryReader::readQuantity,
        "canonical unit of flow (l/s), must be m3/h");
    assertCorrupt(
        new EntryWriter().writeString(" ").writeString("m"),
        EntryReader::readQuantity,
        "a quantity needs a name");
    assertCorrupt(
        new EntryWriter().writeLong(0).writeLong(3600).writeInt(0),
        reader -> reader.readAxis(1),
        "steps (0), must be from 1");
    assertCorrupt(
        new EntryWriter().writeLong(0).writeLong(0).writeInt(1),
        reader -> reader.readAxis(1),
        "the step must be positive");
    TimeAxis axis = TimeAxis.of(0, 3600, 1);
    assertCorrupt(series(" ", 1), reader -> reader.readSeries(axis), "a series needs an id");
    assertCorrupt(series("a", 1, 2), reader -> reader.readSeries(axis), "values of a (2 numbers)");
    assertCorrupt(
        series("a", Double.POSITIVE_INFINITY), reader -> reader.readSeries(axis), "must be finite");
  }

  /** Such an axis would be refused only later, when somebody asks for its start or its end. */
  @Test
  void anAxisBeyondAllInstantsIsCorrupt() {
    long first = Instant.MIN.getEpochSecond();
    long last = Instant.MAX.getEpochSecond();
    assertThat(axis(first, 1, 1).readAxis(1).start()).isEqualTo(Instant.MIN);
    assertThat(axis(last - 1, 1, 1).readAxis(1).end()).isEqualTo(Instant.ofEpochSecond(last));
    EntryReader[] beyond = {
      axis(first - 1, 1, 1),
      axis(last, 1, 1),
      axis(Long.MAX_VALUE, 1, 0),
      axis(Long.MIN_VALUE, 1, 0),
      axis(Long.MAX_VALUE, 1, 1),
      axis(0, Long.MAX_VALUE, 2)
    };
    for (EntryReader reader : beyond) {
      assertThatThrownBy(() -> reader.readAxis(0)).isInstanceOf(ModelCorruptException.class);
    }
  }

  private static EntryReader axis(long start, long step, int length) {
    return reader(new EntryWriter().writeLong(start).writeLong(step).writeInt(length));
  }

  private static EntryWriter series(String id, double... values) {
    return new EntryWriter()
        .writeString(id)
        .writeQuantity(Quantity.FLOW)
        .writeEnum(Support.INSTANT)
        .writeDoubles(values);
  }

  private static EntryReader reader(EntryWriter writer) {
    return new EntryReader("state", writer.toByteArray());
  }

  private static String hex(EntryWriter writer) {
    return HexFormat.of().formatHex(writer.toByteArray());
  }

  private static void assertCorrupt(EntryWriter written, Consumer<EntryReader> read, String words) {
    EntryReader reader = reader(written);
    assertThatThrownBy(() -> read.accept(reader))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageStartingWith("WM-503: entry 'state' at byte ")
        .hasMessageContaining(words)
        .hasMessageNotContaining("..");
  }
}
