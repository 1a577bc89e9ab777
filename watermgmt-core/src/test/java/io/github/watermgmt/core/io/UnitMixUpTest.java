// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise D4: a unit is converted exactly once; mix-ups by 3.6 and 1000 are flagged. */
class UnitMixUpTest {
  private static final Instant START = Instant.parse("2022-03-01T00:00:00Z");
  private static final Unit CUBIC_METRES_PER_HOUR = Unit.of("m3/h");

  @TempDir Path folder;

  /** Writes hourly demand with a daily cycle, from one hour on multiplied by a factor. */
  private Path demand(int hours, int changeAt, double factor) throws IOException {
    StringBuilder csv = new StringBuilder("time,A\n");
    for (int h = 0; h < hours; h++) {
      double value = 10 + 4 * Math.sin(2 * Math.PI * h / 24) + (h % 168 >= 120 ? 1.5 : 0);
      csv.append(START.plusSeconds(3600L * h))
          .append(',')
          .append(h >= changeAt ? value * factor : value)
          .append('\n');
    }
    return Files.writeString(folder.resolve("readings.csv"), csv);
  }

  private static List<String> suspicions(IngestReport report) {
    return report.notes().stream().filter(note -> note.contains("looks like")).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {3.6, 1 / 3.6, 1000, 0.001})
  void aLastingJumpByAUnitFactorIsFlaggedWithItsDayAndNotCorrected(double factor)
      throws IOException {
    PanelBuilder.Built built =
        ReadingsCsv.builder()
            .unit(CUBIC_METRES_PER_HOUR)
            .build()
            .read(demand(24 * 30, 24 * 12, factor));

    assertThat(suspicions(built.report()))
        .singleElement()
        .asString()
        .startsWith("A: the median changes from ")
        .contains("about 2022-03-13T00:00:00Z");
    assertThat(built.report().toText()).contains("looks like");
    assertThat(built.panel().series(0).value(24 * 12))
        .isEqualTo(built.panel().series(0).value(24 * 5) * factor, within(factor));
  }

  private static org.assertj.core.data.Offset<Double> within(double factor) {
    return org.assertj.core.api.Assertions.within(2 * factor);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 1.3, 2, 10, 60, 100})
  void otherJumpsAreNot(double factor) throws IOException {
    PanelBuilder.Built built =
        ReadingsCsv.builder()
            .unit(CUBIC_METRES_PER_HOUR)
            .build()
            .read(demand(24 * 30, 24 * 12, factor));

    assertThat(suspicions(built.report())).isEmpty();
  }

  @Test
  void growthIsNot() throws IOException {
    StringBuilder csv = new StringBuilder("time,A\n");
    for (int h = 0; h < 24 * 30; h++) {
      csv.append(START.plusSeconds(3600L * h)).append(',').append(1 + h).append('\n');
    }
    Path file = Files.writeString(folder.resolve("growth.csv"), csv);

    assertThat(
            suspicions(
                ReadingsCsv.builder().unit(CUBIC_METRES_PER_HOUR).build().read(file).report()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {3.6, 1 / 3.6, 1000, 0.001})
  void aMedianOffByAUnitFactorFromTheExpectedOneIsFlagged(double factor) throws IOException {
    Path file = demand(24 * 10, 0, factor);
    ReadingsCsv reader =
        ReadingsCsv.builder()
            .unit(CUBIC_METRES_PER_HOUR)
            .typical("A", 10.9 / 3.6, Unit.of("L/s"))
            .build();

    assertThat(suspicions(reader.read(file).report()))
        .singleElement()
        .asString()
        .startsWith("A: a median of ")
        .contains("where 10.9");
    assertThat(suspicions(reader.read(demand(24 * 10, 0, 1)).report())).isEmpty();
  }

  @Test
  void theFileBeforeTellsWhatToExpect() throws IOException {
    PanelBuilder.Built before =
        ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(demand(24 * 10, 0, 1));
    Path now = demand(24 * 10, 0, 1.08);

    assertThat(suspicions(typicalOf(before, Unit.of("m3/h")).read(now).report()))
        .singleElement()
        .asString()
        .contains("L/s taken for m3/h");
    assertThat(suspicions(typicalOf(before, Unit.of("L/s")).read(now).report())).isEmpty();
  }

  private static ReadingsCsv typicalOf(PanelBuilder.Built before, Unit unit) {
    return ReadingsCsv.builder().unit(unit).typicalOf(before.panel()).build();
  }

  @Test
  void heightsMayJump() throws IOException {
    PanelBuilder.Built built =
        ReadingsCsv.builder()
            .unit(Unit.of("m", Quantity.LEVEL))
            .build()
            .read(demand(24 * 30, 24 * 12, 3.6));

    assertThat(suspicions(built.report())).isEmpty();
  }

  @Test
  void realDemandIsNotSuspect() {
    Path file = SharedData.file("data/bwdf/inflow.csv");

    assertThat(suspicions(ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(file).report()))
        .isEmpty();
  }

  @Test
  void aSensorSaysUnitSupportAndDirection() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mixed.csv"),
            "time,in,back,tank\n2022-01-01T00:00:00Z,-1,-1,2\n2022-01-01T01:00:00Z,1,1,3\n");
    Sensor in = Sensor.of("in", Quantity.FLOW, Unit.of("L/s"), Support.INTERVAL_MEAN);

    PanelBuilder.Built built =
        ReadingsCsv.builder()
            .sensors(
                List.of(
                    in.withOneWay(true),
                    Sensor.of("back", Quantity.FLOW, Unit.of("L/s"), Support.INTERVAL_MEAN),
                    Sensor.of(
                        "tank", Quantity.LEVEL, Unit.of("m", Quantity.LEVEL), Support.INSTANT),
                    Sensor.of("gone", Quantity.FLOW, Unit.of("L/s"), Support.INTERVAL_MEAN)))
            .build()
            .read(file);

    assertThat(built.panel().series("in").toArray()).containsExactly(Double.NaN, 3.6);
    assertThat(built.panel().series("back").toArray()).containsExactly(-3.6, 3.6);
    assertThat(built.panel().series("tank").support()).isEqualTo(Support.INSTANT);
    assertThat(built.panel().series("tank").quantity()).isEqualTo(Quantity.LEVEL);
    assertThat(built.report().total(SeriesIngest::negativeRefused)).isEqualTo(1);
    assertThat(built.report().toText())
        .contains("in: 1 negative values refused")
        .contains("not in the file: gone");
  }

  @Test
  void aUnitOfAnotherQuantityThanTheSensorsIsRefused() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("long.csv"), "sensor,time,value,unit\nA,2022-01-01T00:00:00Z,1,m3\n");
    Sensor flow = Sensor.of("A", Quantity.FLOW, Unit.of("L/s"), Support.INTERVAL_MEAN);

    assertThatThrownBy(() -> ReadingsCsv.builder().sensors(List.of(flow)).build().read(file))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("line 2, column 'unit'");
    assertThatThrownBy(
            () -> ReadingsCsv.builder().sensors(List.of(flow, flow.withOneWay(true))).build())
        .isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time,A\n2022-01-01T00:00:00Z,1\n",
        "sensor,time,value\nA,2022-01-01T00:00:00Z,1\n"
      })
  void aSettingForASensorThatNeverComesIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("readings.csv"), text);

    assertThatThrownBy(
            () ->
                ReadingsCsv.builder().unit(CUBIC_METRES_PER_HOUR).oneWay("Typo").build().read(file))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("Typo");
  }

  @Test
  void aValueThatOverflowsItsUnitIsRefusedWithItsLine() throws IOException {
    Path file =
        Files.writeString(folder.resolve("readings.csv"), "time,A\n2022-01-01T00:00:00Z,1.7e308\n");

    assertThatThrownBy(() -> ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(file))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("line 2");
  }
}
