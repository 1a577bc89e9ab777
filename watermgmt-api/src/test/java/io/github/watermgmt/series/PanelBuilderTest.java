// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PanelBuilderTest {
  private static final long START = Instant.parse("2024-03-30T00:00:00Z").getEpochSecond();

  private static PanelBuilder hourly() {
    return PanelBuilder.create()
        .step(Duration.ofHours(1))
        .sensor(SensorSpec.mean("A", Unit.of("L/s")));
  }

  @Property(tries = 200)
  void anyPermutationGivesTheSameSeries(
      @ForAll @IntRange(min = 2, max = 60) int n, @ForAll long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      order.add(i);
    }
    PanelBuilder straight = hourly();
    order.forEach(i -> straight.add("A", START + i * 3600L, i * i));
    Collections.shuffle(order, new Random(seed));
    PanelBuilder shuffled = hourly();
    order.forEach(i -> shuffled.add("A", START + i * 3600L, i * i));

    PanelBuilder.Built built = shuffled.build();

    assertThat(built.panel()).isEqualTo(straight.build().panel());
    long later = 0;
    int latest = -1;
    for (int i : order) {
      later += i < latest ? 1 : 0;
      latest = Math.max(latest, i);
    }
    assertThat(built.report().total(SeriesIngest::outOfOrder)).isEqualTo(later);
  }

  @Test
  void convertsOnceOnEntryAndBackOnExit() {
    Series series = hourly().add("A", START, 2.5).build().panel().series("A");

    assertThat(series.value(0)).isEqualTo(9.0);
    assertThat(series.toArray(Unit.of("L/s"))).containsExactly(2.5);
  }

  @Test
  void duplicatesFollowThePolicyAndAreCounted() {
    PanelBuilder.Built built = hourly().add("A", START, 1).add("A", START, 2).build();
    PanelBuilder.Built first =
        hourly()
            .duplicates(DuplicatePolicy.KEEP_FIRST)
            .add("A", START, 1)
            .add("A", START, 2)
            .build();

    assertThat(built.panel().series(0).toArray(Unit.of("L/s"))).containsExactly(2);
    assertThat(built.report().total(SeriesIngest::duplicates)).isEqualTo(1);
    assertThat(first.panel().series(0).toArray(Unit.of("L/s"))).containsExactly(1);
    assertThatThrownBy(
            () ->
                hourly()
                    .duplicates(DuplicatePolicy.REFUSE)
                    .add("A", START, 1)
                    .add("A", START, 2)
                    .build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2024-03-30T00:00:00Z");
  }

  @Test
  void finerRowsAreAveragedAndCoarserLeaveGaps() {
    PanelBuilder.Built built =
        hourly().add("A", START, 1).add("A", START + 1800, 3).add("A", START + 3 * 3600, 5).build();

    assertThat(built.panel().series(0).toArray(Unit.of("L/s")))
        .containsExactly(2, Double.NaN, Double.NaN, 5);
    SeriesIngest ingest = built.report().series().get(0);
    assertThat(ingest.resampled()).isEqualTo(2);
    assertThat(ingest.gaps()).isEqualTo(1);
    assertThat(ingest.longestGapSteps()).isEqualTo(2);
  }

  @Test
  void stampsOfTheEndMoveByOneStep() {
    Panel panel = hourly().stamp(Stamp.END).add("A", START + 3600, 1).build().panel();

    assertThat(panel.axis().start()).isEqualTo(Instant.ofEpochSecond(START));
  }

  @Test
  void infiniteIsRefusedWithItsRowAndNanIsMissing() {
    assertThatThrownBy(() -> hourly().add("A", START, 1).add("A", START, Double.POSITIVE_INFINITY))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 1 of sensor 'A'");
    PanelBuilder.Built built =
        hourly().add("A", START, 1).add("A", START + 3600, Double.NaN).build();
    assertThat(built.panel().series(0).isMissing(1)).isTrue();
    assertThat(built.report().total(SeriesIngest::missingRows)).isEqualTo(1);
  }

  @Test
  void allMissingSeriesAreSkippedByName() {
    PanelBuilder.Built built =
        hourly()
            .sensor(SensorSpec.mean("B", Unit.of("L/s")))
            .add("A", START, 1)
            .add("B", START, Double.NaN)
            .build();

    assertThat(built.panel().ids()).containsExactly("A");
    assertThat(built.report().toText()).contains("B").contains("skipped");
  }

  @Test
  void strayStampIsNamedInsteadOfFillingTheMemory() {
    assertThatThrownBy(
            () ->
                hourly()
                    .add("A", START, 1)
                    .add("A", Instant.parse("9999-01-01T00:00:00Z").getEpochSecond(), 1)
                    .build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("9999-01-01T00:00:00Z");
  }

  @Test
  void twoFarStampsAreRefusedBeforeMemoryIsTaken() {
    // A minute between two rows, and then ten years: 5 million steps for three rows.
    long later = Instant.parse("2034-02-01T00:00:00Z").getEpochSecond();
    PanelBuilder builder =
        PanelBuilder.create()
            .sensor(SensorSpec.mean("A", Unit.of("L/s")))
            .add("A", START, 1)
            .add("A", START + 60, 1)
            .add("A", later, 1);

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IRREGULAR_ROWS))
        .hasMessageContaining(Instant.ofEpochSecond(START).toString())
        .hasMessageContaining("2034-02-01T00:00:00Z")
        .hasMessageContaining("3 rows")
        .hasMessageContaining("set a longer step");
  }

  @Test
  void sensorsThatSaySomethingOnceInAHundredStepsMakeAPanel() {
    int rows = 50_000;
    long[] times = new long[rows];
    double[] values = new double[rows];
    for (int i = 0; i < rows; i++) {
      times[i] = START + i * 100L * 60;
      values[i] = i;
    }

    Panel panel =
        PanelBuilder.create()
            .step(Duration.ofMinutes(1))
            .sensor(SensorSpec.mean("A", Unit.of("m3/h")))
            .addColumn("A", times, values, rows)
            .build()
            .panel();

    assertThat(panel.axis().length()).isEqualTo((rows - 1) * 100 + 1);
    assertThat(panel.series("A").missing()).isEqualTo(panel.axis().length() - rows);
  }

  @Test
  void aFewReadingsOverYearsMakeAPanel() {
    // Twenty meters read twice a year for ten years, on an hourly axis.
    PanelBuilder builder = PanelBuilder.create().step(Duration.ofHours(1));
    for (int meter = 0; meter < 20; meter++) {
      builder.sensor(SensorSpec.mean("m" + meter, Unit.of("m3/h")));
      for (int half = 0; half < 20; half++) {
        builder.add("m" + meter, START + half * 182L * 86_400, half);
      }
    }

    assertThat(builder.build().panel().size()).isEqualTo(20);
  }
}
