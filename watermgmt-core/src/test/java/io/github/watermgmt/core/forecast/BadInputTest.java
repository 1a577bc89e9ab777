// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every forecaster, every kind of bad input: a typed error that names variable, value, constraint
 * and remedy, or a forecast with a warning, as the caller wants it. {@code
 * docs/forecasters/bad-input.md} says the same, row by row, and is compared with this.
 */
class BadInputTest {
  private static final Path PAGE = Path.of("docs/forecasters/bad-input.md");
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Calendar CALENDAR = Calendar.of(ROME);
  private static final Instant START = Instant.parse("2023-01-01T23:00:00Z"); // a Monday
  private static final int DAYS = 77;
  private static final TimeAxis HOURS = TimeAxis.of(START, Duration.ofHours(1), DAYS * 24);
  private static final LocalDate LAST = LocalDate.of(2023, 3, 19); // of the history
  private static final RunContext RUN = RunContext.standard();
  private static final ForecastRequest TWO_DAYS = ForecastRequest.steps(48).withSamplePaths(2);
  private static final String REFUSED = "doubtful-history=refuse";
  private static final String STRICT = "unknown-future=refuse";

  /** Makes a history; may fail as the api refuses it. */
  @FunctionalInterface
  private interface Maker {
    History make();
  }

  /** Those that take weather. */
  private enum Who {
    ALL,
    WITH_WEATHER,
    WITHOUT_WEATHER;

    boolean has(String provider) {
      boolean weather =
          List.of("combination", "seasonal-ridge", "boosted-trees").contains(provider);
      return this == ALL || weather == (this == WITH_WEATHER);
    }
  }

  /**
   * A kind of bad input.
   *
   * @param options as text; empty for the defaults
   * @param code of the error; null where there is a forecast
   * @param parts of the error's message or of the warning, in order; none where there is neither
   */
  private record Case(
      String name,
      Who who,
      String options,
      Maker history,
      @Nullable ErrorCode code,
      List<String> parts) {
    @Override
    public String toString() {
      return name + (options.isEmpty() ? "" : " with " + options);
    }
  }

  // ---------------------------------------------------------------- the list

  static Stream<Case> cases() {
    List<Case> all = new ArrayList<>();
    all.add(
        error(
            "empty",
            () -> hours(0, i -> 1),
            ErrorCode.TOO_SHORT_HISTORY,
            "history of series 'A' (0 usable steps)",
            "needs at least 504 steps",
            "Maybe give a longer"));
    all.add(
        error(
            "all missing",
            () -> hours(DAYS * 24, i -> Double.NaN),
            ErrorCode.NO_DATA,
            "series 'A' (1848 steps)",
            "has no value",
            "Maybe leave it out"));
    all.add(
        error(
            "one day",
            () -> hours(24, i -> i),
            ErrorCode.TOO_SHORT_HISTORY,
            "history of series 'A' (24 usable steps)",
            "needs at least 504 steps",
            "Maybe give a longer"));
    doubtful(
        all,
        "constant",
        Who.ALL,
        () -> hours(DAYS * 24, i -> 7.5),
        "series 'A' (7.5 throughout)",
        "never changes",
        "Maybe its sensor is stuck");
    doubtful(
        all,
        "negative values",
        Who.ALL,
        () -> hours(DAYS * 24, i -> i % 100 == 0 ? -3 : demand(i)),
        "series 'A' (below 0 at times)",
        "may be forecast below 0",
        "Maybe clean it first");
    all.add(
        error(
            "a step that does not divide a day",
            () -> history(TimeAxis.of(START, Duration.ofHours(7), 500), i -> i),
            ErrorCode.IRREGULAR_ROWS,
            "step (PT7H)",
            "must divide a day",
            "Maybe resample"));
    all.add(new Case("irregular stamps", Who.ALL, "", () -> irregular(0), null, List.of()));
    all.add(
        error(
            "a stray stamp",
            () -> irregular(30_000_000L),
            ErrorCode.IRREGULAR_ROWS,
            "rows from 2023-01-01T23:00:00Z",
            "steps of 3600 s",
            "are too many",
            "Maybe correct a stray stamp"));
    all.add(
        error(
            "an infinite value",
            () -> hours(DAYS * 24, i -> i == 5 ? Double.POSITIVE_INFINITY : 1),
            ErrorCode.NON_FINITE_VALUE,
            "A",
            "5",
            "Infinity",
            "must be finite",
            "Maybe"));
    all.add(
        new Case(
            "NaN is missing",
            Who.ALL,
            "",
            () -> hours(DAYS * 24, i -> i % 9 == 0 ? Double.NaN : demand(i)),
            null,
            List.of()));
    all.add(
        new Case(
            "no value for three weeks",
            Who.ALL,
            "",
            () -> hours(DAYS * 24, i -> i > 56 * 24 ? Double.NaN : demand(i)),
            null,
            List.of("series 'A'", "no value in the last 2", "days")));
    covariates(all);
    all.add(
        new Case(
            "holidays end before the horizon",
            Who.ALL,
            "",
            () -> until(LAST.plusDays(1)),
            null,
            List.of(
                "calendar (known to 2023-03-20)",
                "ends within a week",
                "Maybe give the holidays")));
    all.add(
        new Case(
            "holidays end before the horizon",
            Who.ALL,
            STRICT,
            () -> until(LAST.plusDays(1)),
            ErrorCode.NOT_COVERED,
            List.of(
                "calendar (known to 2023-03-20)",
                "must reach 2023-03-21",
                "Maybe give the holidays")));
    all.add(
        new Case(
            "holidays reach the horizon",
            Who.ALL,
            STRICT,
            () -> until(LAST.plusDays(7)),
            null,
            List.of()));
    return all.stream();
  }

  private static void covariates(List<Case> all) {
    Series whole = temperature(DAYS + 40, i -> 10 + i % 24);
    Series short1 = temperature(DAYS + 1, i -> 10 + i % 24);
    all.add(
        new Case(
            "weather ends before the horizon",
            Who.WITH_WEATHER,
            "",
            () -> with(short1),
            null,
            List.of(
                "weather (known to 2023-03-20)",
                "not known a week ahead",
                "Maybe give a forecast")));
    all.add(
        new Case(
            "weather ends before the horizon",
            Who.WITH_WEATHER,
            STRICT,
            () -> with(short1),
            ErrorCode.NOT_COVERED,
            List.of(
                "weather (known to 2023-03-20)",
                "must be known on 2023-03-21",
                "Maybe give a forecast")));
    all.add(
        new Case(
            "weather reaches the horizon",
            Who.WITH_WEATHER,
            STRICT,
            () -> with(whole),
            null,
            List.of()));
    all.add(
        new Case(
            "temperature in another unit",
            Who.WITH_WEATHER,
            "",
            () -> with(temperature(DAYS + 40, i -> 283 + i % 24)),
            ErrorCode.UNIT,
            List.of(
                "covariate 'air' at 2023-01-01T23:00:00Z (283.0 °C)",
                "must be -90.0 to 60.0 °C",
                "Maybe it is in kelvin")));
    all.add(
        new Case(
            "negative rain",
            Who.WITH_WEATHER,
            "",
            () ->
                with(
                    whole,
                    Series.of(
                        "rain",
                        Quantity.RAIN,
                        Support.INTERVAL_TOTAL,
                        whole.axis(),
                        Arrays.stream(whole.toArray()).map(v -> v > 30 ? -9999 : 0).toArray())),
            ErrorCode.UNIT,
            List.of(
                "covariate 'rain' at 2023-01-02T20:00:00Z (-9999.0 mm)",
                "must be 0.0 or more",
                "Maybe a missing value has a code")));
    doubtful(
        all,
        "a covariate of another quantity",
        Who.WITH_WEATHER,
        () ->
            with(
                whole,
                Series.of(
                    "index",
                    Quantity.DIMENSIONLESS,
                    Support.INTERVAL_MEAN,
                    whole.axis(),
                    whole.toArray())),
        "covariate 'index' (",
        "is not used",
        "Maybe say what it measures");
    doubtful(
        all,
        "a covariate that nobody uses",
        Who.WITHOUT_WEATHER,
        () -> with(whole),
        "covariate 'air' (",
        "is not used",
        "Maybe take 'combination'");
    // Days from midnight to midnight in Tokyo: instants say what is meant.
    all.add(
        new Case(
            "covariates in another zone",
            Who.WITH_WEATHER,
            "",
            () -> with(daily()),
            null,
            List.of()));
  }

  private static Case error(String name, Maker history, ErrorCode code, String... parts) {
    return new Case(name, Who.ALL, "", history, code, List.of(parts));
  }

  /** What is warned of, unless the caller refuses it. */
  private static void doubtful(
      List<Case> all, String name, Who who, Maker history, String... parts) {
    all.add(new Case(name, who, "", history, null, List.of(parts)));
    all.add(new Case(name, who, REFUSED, history, ErrorCode.DOUBTFUL_DATA, List.of(parts)));
  }

  // ---------------------------------------------------------------- histories

  private static double demand(int hour) {
    return 20
        + 10 * StrictMath.sin(hour % 24 * Math.PI / 12)
        + 5 * new SplittableRandom(hour).nextDouble();
  }

  private static History history(TimeAxis axis, IntToDoubleFunction value) {
    double[] values = new double[axis.length()];
    Arrays.setAll(values, value);
    Series series = Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    return History.of(Panel.of(series), CALENDAR);
  }

  private static History hours(int n, IntToDoubleFunction value) {
    return history(TimeAxis.of(START, Duration.ofHours(1), n), value);
  }

  private static History good() {
    return hours(DAYS * 24, BadInputTest::demand);
  }

  /** Readings at any minute of their hour, and one that is too late by some hours. */
  private static History irregular(long hoursLate) {
    PanelBuilder rows = PanelBuilder.create().step(HOURS.step());
    rows.sensor(SensorSpec.mean("A", Unit.of("m3/h")));
    for (int i = 0; i < HOURS.length(); i++) {
      rows.add("A", HOURS.epochSecond(i) + i * 611 % 3600, demand(i));
    }
    rows.add("A", HOURS.epochSecond(HOURS.length() - 1) + 3599 + 3600 * hoursLate, 20);
    return History.of(rows.build().panel(), CALENDAR);
  }

  private static Series temperature(int days, IntToDoubleFunction value) {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), days * 24);
    double[] values = new double[axis.length()];
    Arrays.setAll(values, value);
    return Series.of("air", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, values);
  }

  private static Series daily() {
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2023-01-01T15:00:00Z"), Duration.ofDays(1), DAYS + 40);
    double[] values = new double[axis.length()];
    Arrays.setAll(values, i -> 10 + i % 20);
    return Series.of("air", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, values);
  }

  private static History with(Series... weather) {
    Covariates covariates = new Covariates(Arrays.stream(weather).map(Covariate::known).toList());
    return new History(good().targets(), covariates, CALENDAR);
  }

  private static History until(LocalDate lastDay) {
    return new History(
        good().targets(), Covariates.none(), Calendar.builder(ROME).validUntil(lastDay).build());
  }

  // ---------------------------------------------------------------- the test

  static List<String> providers() {
    return Providers.discover().forecasters().stream()
        .filter(provider -> provider.availability().isAvailable())
        .map(Provider::name)
        .toList();
  }

  static Stream<Arguments> everyProviderAndCase() {
    return providers().stream()
        .flatMap(
            provider ->
                cases().filter(c -> c.who.has(provider)).map(c -> Arguments.of(provider, c)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyProviderAndCase")
  void badInputIsRefusedOrReported(String provider, Case bad) {
    Throwable thrown = catchThrowable(() -> forecast(provider, bad));
    if (bad.code == null) {
      assertThat(thrown).isNull();
      return;
    }
    assertThat(thrown)
        .isInstanceOfSatisfying(
            WaterManagementException.class, e -> assertThat(e.code()).isEqualTo(bad.code));
    assertThat(thrown.getMessage()).contains(bad.parts);
  }

  private static void forecast(String provider, Case bad) {
    Providers providers = Providers.discover();
    try (FittedForecaster model =
        providers.forecaster(provider, bad.options).fit(bad.history.make(), RUN)) {
      Forecast forecast = model.forecast(TWO_DAYS, RUN);
      for (int t = 0; t < forecast.horizon(); t++) {
        assertThat(forecast.mean(0, t)).isFinite();
      }
      if (bad.parts.isEmpty()) {
        assertThat(model.warnings()).isEmpty();
      } else {
        assertThat(model.warnings()).hasSize(1);
        assertThat(model.warnings().get(0)).contains(bad.parts);
      }
    }
  }

  @Test
  void aGoodHistoryHasNoWarning() {
    assertThat(providers()).hasSizeGreaterThanOrEqualTo(8);
    for (String provider : providers()) {
      try (FittedForecaster model = Providers.discover().forecaster(provider).fit(good(), RUN)) {
        assertThat(model.warnings()).as(provider).isEmpty();
      }
    }
  }

  /** The page names every case and its code, so that neither can change alone. */
  @Test
  void thePageSaysTheSame() throws IOException {
    assumeTrue(Files.exists(PAGE), "run in the module's folder");
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| input"))
            .map(line -> line.split("\\|", -1)[1].strip() + "|" + line.split("\\|", -1)[2].strip())
            .toList();
    List<String> expected = cases().map(c -> c.name + "|" + outcome(c)).toList();
    assertThat(rows).containsExactlyElementsOf(merged(expected));
  }

  private static String outcome(Case one) {
    if (one.code != null) {
      return one.code.code() + (one.options.isEmpty() ? "" : " with `" + one.options + "`");
    }
    return one.parts.isEmpty() ? "forecast" : "forecast and warning";
  }

  /** What comes twice, as it is by default and with an option, stands in one row. */
  private static List<String> merged(List<String> outcomes) {
    List<String> merged = new ArrayList<>();
    for (String next : outcomes) {
      int last = merged.size() - 1;
      String name = next.substring(0, next.indexOf('|') + 1);
      if (last >= 0 && merged.get(last).startsWith(name)) {
        merged.set(last, merged.get(last) + "; " + next.substring(name.length()));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
