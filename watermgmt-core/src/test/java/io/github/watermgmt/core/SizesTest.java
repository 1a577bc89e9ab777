// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise D7: from nothing at all to ten million values, through CSV and panel to a forecast, there
 * is a result or a typed error, within the stated memory.
 */
class SizesTest {
  private static final Instant START = Instant.parse("2023-01-01T00:00:00Z");

  @TempDir Path folder;

  private Path file(int rows, IntFunction<String> cells) throws IOException {
    StringBuilder csv = new StringBuilder("time,A,B\n");
    for (int i = 0; i < rows; i++) {
      csv.append(START.plusSeconds(3600L * i)).append(',').append(cells.apply(i)).append('\n');
    }
    return Files.writeString(folder.resolve("readings.csv"), csv);
  }

  private PanelBuilder.Built read(int rows, IntFunction<String> cells) throws IOException {
    return ReadingsCsv.builder().unit(Unit.of("m3/h")).build().read(file(rows, cells));
  }

  static Stream<String> forecasters() {
    return Providers.discover().forecasters().stream()
        .filter(provider -> provider.availability().isAvailable())
        .map(Provider::name);
  }

  static Stream<Arguments> smallSeries() {
    return forecasters()
        .flatMap(name -> Stream.of(1, 2, 23, 24, 25, 168, 600).map(n -> Arguments.of(name, n)));
  }

  @Test
  void noRowsAreRefused() throws IOException {
    Path nothing = Files.writeString(folder.resolve("nothing.csv"), "");

    assertThatThrownBy(() -> read(0, i -> "")).isInstanceOf(InputFileException.class);
    assertThatThrownBy(() -> ReadingsCsv.builder().build().read(nothing))
        .isInstanceOf(InputFileException.class);
  }

  @Test
  void nothingButMissingValuesIsRefusedWithTheNamesOfTheColumns() {
    assertThatThrownBy(() -> read(100, i -> ","))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("readings.csv")
        .hasMessageContaining("A, B")
        .hasMessageContaining("no value");
  }

  @Test
  void anAllMissingColumnIsSkippedByName() throws IOException {
    PanelBuilder.Built built = read(100, i -> i % 24 + ",NaN");

    assertThat(built.panel().ids()).containsExactly("A");
    assertThat(built.report().toText())
        .contains("B: 100 missing, skipped: every value is missing")
        .doesNotContain("A: ");
  }

  @ParameterizedTest
  @MethodSource("smallSeries")
  void fewValuesGiveAForecastOrATypedError(String forecaster, int values) throws IOException {
    PanelBuilder.Built built = read(values, i -> (i % 24) + ",1");

    forecastOrTypedError(forecaster, built, false);
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void aConstantIsForecastAsItself(String forecaster) throws IOException {
    Forecast forecast = forecastOrTypedError(forecaster, read(24 * 70, i -> "7.5,0"), true);

    for (int t = 0; t < forecast.horizon(); t++) {
      assertThat(forecast.mean(0, t)).isEqualTo(7.5, within(1e-9));
      assertThat(forecast.mean(1, t)).isEqualTo(0, within(1e-9));
      for (int q = 0; q < forecast.levels().size(); q++) {
        assertThat(forecast.quantileAt(0, t, q)).isEqualTo(7.5, within(1e-9));
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.api.Assertions.within(offset);
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void aSeriesThatEndedLongAgoGivesAForecastOrATypedError(String forecaster) throws IOException {
    PanelBuilder.Built built = read(24 * 70, i -> (i % 24) + "," + (i < 200 ? "1" : ""));

    forecastOrTypedError(forecaster, built, false);
  }

  private static Forecast forecastOrTypedError(
      String name, PanelBuilder.Built built, boolean mustWork) {
    RunContext run = RunContext.standard();
    History history = History.of(built.panel(), Calendar.of(ZoneId.of("Europe/Rome")));
    ForecastRequest request = ForecastRequest.steps(48).withSamplePaths(5);
    try (var fitted = Providers.discover().forecaster(name).fit(history, run)) {
      Forecast forecast = fitted.forecast(request, run);
      assertThat(forecast.horizon()).isEqualTo(48);
      for (int s = 0; s < forecast.size(); s++) {
        for (int t = 0; t < 48; t++) {
          assertThat(forecast.mean(s, t)).isFinite();
        }
      }
      return forecast;
    } catch (WaterManagementException e) {
      assertThat(mustWork).as(e.getMessage()).isFalse();
      assertThat(e.code())
          .isIn(ErrorCode.TOO_SHORT_HISTORY, ErrorCode.NO_DATA, ErrorCode.IRREGULAR_ROWS);
      return null;
    }
  }

  /** Memory stated by {@link ReadingsCsv}: 2 GB for ten million rows. */
  @ParameterizedTest
  @CsvSource({"wide, weekly-profile", "wide, seasonal-naive", "long, none", "shuffled, none"})
  @Tag("slow")
  void tenMillionRowsFitIntoTwoGigabytes(String form, String forecaster) throws Exception {
    String output =
        ChildJvm.run(
            folder.resolve("log.txt"),
            List.of("-Xmx2g", "-XX:+UseParallelGC"),
            LargeRun.class,
            form,
            folder,
            forecaster);

    System.out.println(output);
    assertThat(output).contains("rows 10000000 ");
    if (!forecaster.equals("none")) {
      assertThat(output).contains("forecast of 1440 steps");
    }
  }
}
