// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are irregular, finer than the step, doubtful or absurd. */
class PanelBuilderRowsTest {
  private static final long START = Instant.parse("2024-03-30T00:00:00Z").getEpochSecond();
  private static final Unit FLOW = Unit.of("m3/h");
  private static final Unit VOLUME = Unit.of("m3");
  private static final Unit LEVEL = Unit.of("m", Quantity.LEVEL);

  private static PanelBuilder hourly(Support support, Unit unit) {
    return PanelBuilder.create()
        .step(Duration.ofHours(1))
        .sensor(new SensorSpec("A", unit, support, false));
  }

  /** One door converts like another: once. */
  @Property(tries = 200)
  void everyDoorConvertsExactlyOnce(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double litresPerSecond) {
    Unit unit = Unit.of("L/s");
    double[] expected = {litresPerSecond * 3.6};
    Panel row =
        hourly(Support.INTERVAL_MEAN, unit).add("A", START, litresPerSecond).build().panel();
    Panel column =
        hourly(Support.INTERVAL_MEAN, unit)
            .addColumn("A", new long[] {START, 0}, new double[] {litresPerSecond, 9}, 1)
            .build()
            .panel();
    Panel reading =
        hourly(Support.INTERVAL_MEAN, Unit.of("gpm"))
            .add(
                new Reading("A", Instant.ofEpochSecond(START), litresPerSecond, unit, Quality.GOOD))
            .build()
            .panel();

    assertThat(row.series(0).toArray()).containsExactly(expected);
    assertThat(column).isEqualTo(row);
    assertThat(reading).isEqualTo(row);
    assertThat(row.series(0).toArray(unit)[0])
        .isCloseTo(litresPerSecond, within(1e-14 * Math.abs(litresPerSecond)));
  }

  /**
   * Duplicates among rows out of order: "last" is the one added last, however often it is sorted.
   */
  @Property(tries = 100)
  void theLastAddedCountsWhateverTheOrder(
      @ForAll @IntRange(min = 2, max = 200) int rows, @ForAll long seed) {
    Random random = new Random(seed);
    double[] last = new double[8];
    double[] first = new double[8];
    Arrays.fill(last, Double.NaN);
    Arrays.fill(first, Double.NaN);
    PanelBuilder keepLast = hourly(Support.INTERVAL_MEAN, FLOW);
    PanelBuilder keepFirst =
        hourly(Support.INTERVAL_MEAN, FLOW).duplicates(DuplicatePolicy.KEEP_FIRST);
    for (int i = 0; i < rows; i++) {
      int hour = i == 0 ? 0 : i == 1 ? 7 : random.nextInt(8);
      first[hour] = Double.isNaN(first[hour]) ? i : first[hour];
      last[hour] = i;
      keepLast.add("A", START + hour * 3600L, i);
      keepFirst.add("A", START + hour * 3600L, i);
    }

    assertThat(keepLast.build().panel().series(0).toArray()).containsExactly(last);
    assertThat(keepFirst.build().panel().series(0).toArray()).containsExactly(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 15, 30, 60})
  void endStampsOfFinerRowsStayInTheirHour(int minutes) {
    PanelBuilder starts = hourly(Support.INTERVAL_MEAN, FLOW);
    PanelBuilder ends = hourly(Support.INTERVAL_MEAN, FLOW).stamp(Stamp.END);
    for (int at = 0; at < 6 * 60; at += minutes) {
      starts.add("A", START + at * 60L, at);
      ends.add("A", START + (at + minutes) * 60L, at);
    }

    assertThat(ends.build().panel()).isEqualTo(starts.build().panel());
  }

  @Test
  void aReadingOfAnInstantHasNoEnd() {
    Panel panel =
        hourly(Support.INSTANT, LEVEL).stamp(Stamp.END).add("A", START, 2.5).build().panel();

    assertThat(panel.axis().start()).isEqualTo(Instant.ofEpochSecond(START));
  }

  @Property(tries = 100)
  void halfHourRowsStayOnTheFullHour(
      @ForAll @IntRange(min = 3, max = 99) int rows, @ForAll boolean fromHalf) {
    PanelBuilder builder = hourly(Support.INTERVAL_MEAN, FLOW);
    for (int i = 0; i < rows; i++) {
      builder.add("A", START + (fromHalf ? 1800 : 0) + i * 1800L, i);
    }

    assertThat(builder.build().panel().axis().start().getEpochSecond() % 3600).isZero();
  }

  @Test
  void aConstantOffsetMovesTheGridAndIsReported() {
    PanelBuilder builder = hourly(Support.INTERVAL_MEAN, FLOW);
    for (int i = 0; i < 10; i++) {
      builder.add("A", START + 420 + i * 3600L, i);
    }
    PanelBuilder.Built built = builder.build();

    assertThat(built.panel().axis().start().getEpochSecond()).isEqualTo(START + 420);
    assertThat(built.report().total(SeriesIngest::resampled)).isZero();
    assertThat(built.report().notes()).anyMatch(note -> note.contains("PT7M"));
  }

  @Test
  void totalsAreSumsAndAnIncompleteSumIsNoTotal() {
    PanelBuilder builder = hourly(Support.INTERVAL_TOTAL, VOLUME);
    for (int i = 0; i < 12 * 4; i++) {
      if (i != 17) { // one row of the second hour was lost
        builder.add("A", START + i * 300L, i == 30 ? Double.NaN : 1);
      }
    }
    PanelBuilder.Built built = builder.build();

    assertThat(built.panel().series(0).toArray()).containsExactly(12, Double.NaN, Double.NaN, 12);
    assertThat(built.report().notes()).anyMatch(note -> note.contains("A: 1 totals"));
  }

  @Property(tries = 100)
  void volumeIsConservedByResampling(
      @ForAll @IntRange(min = 1, max = 30) int hours, @ForAll long seed) {
    Random random = new Random(seed);
    PanelBuilder builder = hourly(Support.INTERVAL_TOTAL, VOLUME);
    double sum = 0;
    for (int i = 0; i < hours * 4; i++) {
      double value = random.nextDouble();
      sum += value;
      builder.add("A", START + i * 900L, value);
    }
    double[] totals = builder.build().panel().series(0).toArray();

    assertThat(totals).hasSize(hours);
    assertThat(Arrays.stream(totals).sum()).isCloseTo(sum, within(1e-9));
  }

  @Test
  void anInstantTakesTheLastReadingWithinOneStep() {
    Series series =
        hourly(Support.INSTANT, LEVEL)
            .add("A", START, 1)
            .add("A", START + 3000, 2)
            .add("A", START + 3300, Double.NaN)
            .add("A", START + 4 * 3600, 3)
            .build()
            .panel()
            .series(0);

    assertThat(series.toArray()).containsExactly(1, 2, Double.NaN, Double.NaN, 3);
  }

  @Test
  void qualitiesOfReadingsArriveAndTheWorstCounts() {
    PanelBuilder builder = hourly(Support.INTERVAL_MEAN, FLOW);
    Instant start = Instant.ofEpochSecond(START);
    // Out of order on purpose: the quality must travel with its row.
    builder.add(new Reading("A", start.plusSeconds(7200), 3, FLOW, Quality.SUSPECT));
    builder.add(new Reading("A", start, 1, FLOW, Quality.GOOD));
    builder.add(new Reading("A", start.plusSeconds(1800), 2, FLOW, Quality.ESTIMATED));
    builder.add(Reading.missing("A", start.plusSeconds(3600), FLOW));
    builder.add(new Reading("A", start.plusSeconds(10800), 4, FLOW, Quality.GOOD));
    Series series = builder.build().panel().series(0);

    assertThat(List.of(series.quality(0), series.quality(1), series.quality(2), series.quality(3)))
        .containsExactly(Quality.ESTIMATED, Quality.MISSING, Quality.SUSPECT, Quality.GOOD);
    assertThat(series.toArray()).containsExactly(1.5, Double.NaN, 3, 4);
  }

  @Test
  void anEstimateThatWasReplacedLeavesNoTrace() {
    Instant start = Instant.ofEpochSecond(START);
    Series series =
        hourly(Support.INTERVAL_MEAN, FLOW)
            .add(new Reading("A", start, 1, FLOW, Quality.ESTIMATED))
            .add(new Reading("A", start, 2, FLOW, Quality.GOOD))
            .build()
            .panel()
            .series(0);

    assertThat(series.value(0)).isEqualTo(2);
    assertThat(series.quality(0)).isEqualTo(Quality.GOOD);
  }

  /** Distinct stamps, any order, any support: the same panel, bit for bit, and the same step. */
  @Property(tries = 150)
  void irregularRowsInAnyOrderGiveTheSamePanel(
      @ForAll @IntRange(min = 2, max = 80) int n, @ForAll Support support, @ForAll long seed) {
    Random random = new Random(seed);
    List<long[]> rows = new ArrayList<>();
    long at = START;
    for (int i = 0; i < n; i++) {
      at += random.nextInt(4) == 0 ? 1 + random.nextInt(5000) : 900;
      rows.add(new long[] {at, random.nextInt(1000)});
    }
    PanelBuilder.Built straight = fill(rows, support).build();
    Collections.shuffle(rows, random);
    PanelBuilder.Built shuffled = fill(rows, support).build();

    assertThat(shuffled.panel()).isEqualTo(straight.panel());
    assertThat(shuffled.report().notes()).isEqualTo(straight.report().notes());
    assertThat(straight.report().total(SeriesIngest::outOfOrder)).isZero();
    assertThat(shuffled.report().total(SeriesIngest::resampled))
        .isEqualTo(straight.report().total(SeriesIngest::resampled));
  }

  private static PanelBuilder fill(List<long[]> rows, Support support) {
    PanelBuilder builder =
        PanelBuilder.create().sensor(new SensorSpec("A", VOLUME, support, false));
    rows.forEach(row -> builder.add("A", row[0], row[1] / 7.0));
    return builder;
  }

  @Property(tries = 100)
  void theMeanOfDuplicatesDoesNotDependOnTheirOrder(
      @ForAll @IntRange(min = 2, max = 20) int n, @ForAll long seed) {
    Random random = new Random(seed);
    List<Double> values = new ArrayList<>();
    random.doubles(n).forEach(values::add);
    PanelBuilder straight = hourly(Support.INTERVAL_MEAN, FLOW).duplicates(DuplicatePolicy.MEAN);
    values.forEach(value -> straight.add("A", START, value));
    Collections.shuffle(values, random);
    PanelBuilder shuffled = hourly(Support.INTERVAL_MEAN, FLOW).duplicates(DuplicatePolicy.MEAN);
    values.forEach(value -> shuffled.add("A", START, value));
    PanelBuilder.Built built = shuffled.build();

    assertThat(built.panel()).isEqualTo(straight.build().panel());
    assertThat(built.report().total(SeriesIngest::duplicates)).isEqualTo(n - 1);
    assertThat(built.panel().series(0).value(0))
        .isCloseTo(
            values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
            within(1e-12));
  }

  @Test
  void everySensorWithRefusedDuplicatesIsNamed() {
    PanelBuilder builder =
        hourly(Support.INTERVAL_MEAN, FLOW)
            .sensor(SensorSpec.mean("B", FLOW))
            .duplicates(DuplicatePolicy.REFUSE);
    for (String id : List.of("A", "B")) {
      builder.add(id, START, 1).add(id, START, 1);
    }

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DUPLICATE);
              assertThat(e.problems()).hasSize(2);
            });
  }

  @ParameterizedTest
  @EnumSource(NonFinitePolicy.class)
  void whatIsNotFiniteFollowsThePolicy(NonFinitePolicy policy) {
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      PanelBuilder builder =
          hourly(Support.INTERVAL_MEAN, FLOW).nonFinite(policy).add("A", START, 1);
      boolean accepted =
          policy == NonFinitePolicy.MISSING_ALL
              || (policy == NonFinitePolicy.MISSING_NAN && Double.isNaN(bad));
      if (accepted) {
        PanelBuilder.Built built = builder.add("A", START + 3600, bad).build();
        assertThat(built.panel().series(0).isMissing(1)).isTrue();
        assertThat(built.report().total(SeriesIngest::missingRows)).isEqualTo(1);
      } else {
        assertThatThrownBy(() -> builder.add("A", START + 3600, bad))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("row 1 of sensor 'A'");
      }
    }
  }

  @Test
  void aValueThatOverflowsOnConversionIsRefused() {
    assertThatThrownBy(() -> hourly(Support.INTERVAL_MEAN, Unit.of("m3/s")).add("A", START, 1e306))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 0 of sensor 'A'");
  }

  @Test
  void negativesOfAOneWaySensorAreMissingAndCountedAndLegalElsewhere() {
    PanelBuilder.Built built =
        PanelBuilder.create()
            .step(Duration.ofHours(1))
            .sensor(new SensorSpec("A", FLOW, Support.INTERVAL_MEAN, true))
            .sensor(new SensorSpec("B", FLOW, Support.INTERVAL_MEAN, false))
            .add("A", START, -1)
            .add("A", START + 3600, 1)
            .add("B", START, -1)
            .build();

    assertThat(built.panel().series("A").toArray()).containsExactly(Double.NaN, 1);
    assertThat(built.panel().series("B").toArray()).containsExactly(-1, Double.NaN);
    assertThat(built.report().total(SeriesIngest::negativeRefused)).isEqualTo(1);
  }

  @Test
  void millisecondsTakenForSecondsAreRefused() {
    assertThatThrownBy(() -> hourly(Support.INTERVAL_MEAN, FLOW).add("A", START * 1000, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("milliseconds");
    assertThatThrownBy(() -> hourly(Support.INTERVAL_MEAN, FLOW).add("A", Long.MIN_VALUE, 1))
        .isInstanceOf(DataException.class);
  }

  @Test
  void nothingAtAllIsATypedError() {
    assertThatThrownBy(() -> PanelBuilder.create().build())
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_DATA));
    assertThatThrownBy(() -> hourly(Support.INTERVAL_MEAN, FLOW).build())
        .isInstanceOf(DataException.class);
    assertThatThrownBy(
            () -> hourly(Support.INTERVAL_MEAN, FLOW).add("A", START, Double.NaN).build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("A");
    assertThatThrownBy(() -> hourly(Support.INTERVAL_MEAN, FLOW).add("X", START, 1))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ID));
  }

  @Test
  void aBuilderIsUsedOnce() {
    PanelBuilder builder = hourly(Support.INTERVAL_MEAN, FLOW).add("A", START, 1);
    builder.build();

    assertThatThrownBy(builder::build).isInstanceOf(IllegalStateException.class);
  }

  /** A million shuffled rows as a column; the panel equals the one of the sorted rows. */
  @Test
  void aLargeShuffledColumnIsSorted() {
    int n = 1_000_000;
    long[] times = new long[n];
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      times[i] = START + i * 60L;
      values[i] = i;
    }
    Random random = new Random(7);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long time = times[i];
      times[i] = times[j];
      times[j] = time;
      double value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
    Panel panel =
        PanelBuilder.create()
            .sensor(SensorSpec.mean("A", FLOW))
            .addColumn("A", times, values, n)
            .build()
            .panel();

    assertThat(panel.axis()).isEqualTo(TimeAxis.of(START, 60, n));
    for (int i = 0; i < n; i++) {
      if (panel.series(0).value(i) != i) {
        throw new AssertionError("value " + i + " is " + panel.series(0).value(i));
      }
    }
  }
}
