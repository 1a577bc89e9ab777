// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What a forecaster makes of its data: no more than is there, and always the same. */
abstract class ForecastData extends ForecastShape {
  private static final int THREADS = 4;

  ForecastData() {}

  @Test
  final void givesTheSameBitsAgain() {
    assertThat(forecast(fit(history())))
        .as("the forecast of a second fit with the same history, options and seed")
        .isEqualTo(forecast(fit(history())));
  }

  @Test
  final void givesTheSameBitsWithAnyNumberOfThreads() {
    Forecast expected = forecast(fit(history()));
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      RunContext many = RunContext.standard().withExecutor(pool, THREADS);
      for (int round = 0; round < 3; round++) {
        FittedForecaster model = fit(configured(), history(), many);
        assertThat(model.forecast(request(HORIZON), many))
            .as("forecast with %s threads and with one; maybe use run.random per series", THREADS)
            .isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  final void servesManyThreadsAtOnce() {
    FittedForecaster model = fit(history());
    Forecast expected = forecast(model);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<CompletableFuture<Forecast>> asked = new ArrayList<>();
      for (int i = 0; i < 2 * THREADS; i++) {
        asked.add(CompletableFuture.supplyAsync(() -> forecast(model), pool));
      }
      for (CompletableFuture<Forecast> one : asked) {
        assertThat(one.join()).as("one model asked by several threads").isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  @ResourceLock(Resources.LOCALE)
  @ResourceLock(Resources.TIME_ZONE)
  final void doesNotDependOnDefaultsOfTheMachine() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    // Clocks have just changed in Rome, a little earlier in New York, and not at all in Nepal.
    Panel panel =
        Scenes.demand(
            Instant.parse("2025-04-01T00:00:00Z"),
            Scenes.HOUR,
            weeks() * Scenes.WEEK,
            Scenes.ROME,
            1,
            ids());
    History history = History.of(panel, Scenes.ROME);
    Forecast expected = forecast(fit(history));
    try {
      for (String other : new String[] {"America/New_York", "Asia/Kathmandu"}) {
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        TimeZone.setDefault(TimeZone.getTimeZone(other));
        assertThat(forecast(fit(history)))
            .as("forecast where the machine is Turkish and in %s; maybe use the calendar", other)
            .isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  final void fitLeavesConfigurationAndHistoryAlone() {
    Forecaster forecaster = configured();
    History history = history();
    Forecast first = forecast(fit(forecaster, history, RunContext.standard()));
    assertThat(history).as("the history after a fit").isEqualTo(history());
    assertThat(forecaster.options()).as("the options after a fit").isEqualTo(options());
    History other = history.withTargets(Scenes.constant(history.targets(), 3));
    FittedForecaster between = fit(forecaster, other, RunContext.standard());
    assertThat(forecast(between)).as("forecast of another history").isNotEqualTo(first);
    assertThat(forecast(fit(forecaster, history, RunContext.standard())))
        .as("forecast after the same forecaster has fitted something else in between")
        .isEqualTo(first);
  }

  @Test
  final void nothingAfterTheCutoffMatters() {
    History whole = longer(2 * Scenes.WEEK);
    Instant cutoff = history().end();
    Forecast expected = forecast(fit(whole.before(cutoff)));
    for (double factor : new double[] {1, 1000, Double.NaN}) {
      History corrupted = whole.withTargets(changedFrom(whole.targets(), cutoff, factor));
      Forecaster forecaster = configured();
      Throwable refused = catchThrowable(() -> fit(forecaster, corrupted, RunContext.standard()));
      assertThat(refused == null || refused instanceof WaterManagementException)
          .as("fit of the whole history: %s", refused)
          .isTrue();
      Forecast cut = forecast(fit(forecaster, corrupted.before(cutoff), RunContext.standard()));
      assertThat(cut)
          .as("forecast at the cutoff, where the future was seen before, times %s", factor)
          .isEqualTo(expected);
    }
  }

  @Test
  final void refusesTooLittleHistoryAndSaysHowMuchIsEnough() {
    Panel all = panel();
    int given = 1;
    int needed = neededFor(all, given);
    if (needed == 0) {
      return;
    }
    assertThat(needed).as("steps needed, where %s is too little", given).isGreaterThan(given);
    assertThat(needed)
        .as("steps needed; maybe override weeks(), so that the kit gives enough")
        .isLessThanOrEqualTo(all.axis().length());
    assertThat(neededFor(all, needed / 2)).as("needed says the same of half").isEqualTo(needed);
    assertThat(neededFor(all, needed))
        .as("what was named as enough, %s steps, must really be enough", needed)
        .isZero();
  }

  /** Returns how many steps a fit on the last ones asks for, 0 if it is content. */
  private int neededFor(Panel all, int given) {
    int n = all.axis().length();
    try {
      assertWhole(forecast(fit(History.of(all.slice(n - given, n), Scenes.ROME))), HORIZON);
      return 0;
    } catch (TooShortHistoryException e) {
      assertThat(e.getMessage())
          .as("the error names provider and series")
          .contains(provider().name())
          .contains(ids().get(0));
      assertThat(e.given()).as("usable steps given").isLessThanOrEqualTo(given);
      return e.needed();
    }
  }

  @Test
  final void gapsInTheHistoryMakeNoGapsInTheForecast() {
    History gaps = History.of(Scenes.withGaps(panel()), Scenes.ROME);
    if (!can(Capability.MISSING_VALUES)) {
      assertThatThrownBy(
              () -> fit(gaps), "missing values without %s", Capability.MISSING_VALUES.label())
          .isInstanceOfAny(DataException.class, UnsupportedRequestException.class);
      return;
    }
    FittedForecaster model = fit(gaps);
    assertWhole(forecast(model), HORIZON);
  }

  @Test
  final void refusesASeriesOfWhichNothingIsKnown() {
    Panel panel = panel();
    Series last = panel.series(panel.size() - 1);
    double[] nothing = new double[last.length()];
    Arrays.fill(nothing, Double.NaN);
    History history = History.of(panel.with(last.withValues(nothing)), Scenes.ROME);
    assertThatThrownBy(() -> fit(history), "a series all of whose values are missing")
        .isInstanceOfAny(
            DataException.class, TooShortHistoryException.class, UnsupportedRequestException.class)
        .hasMessageContaining(last.id());
  }

  @Test
  final void forecastsQuarterHours() {
    otherStep(Duration.ofMinutes(15), weeks() * Scenes.WEEK * 4);
  }

  @Test
  final void forecastsDays() {
    otherStep(Duration.ofDays(1), Math.max(weeks(), 30) * 7);
  }

  private void otherStep(Duration step, int steps) {
    Panel panel = Scenes.demand(Scenes.WINTER, step, steps, Scenes.ROME, 1, ids());
    FittedForecaster model;
    try {
      model = fit(History.of(panel, Scenes.ROME));
    } catch (DataException | UnsupportedRequestException e) {
      abort("steps of " + step + " are refused: " + e.getMessage());
      return;
    }
    assertWhole(forecast(model), HORIZON);
  }

  @Test
  final void passesTheDaysWhenClocksChange() {
    for (String zone : new String[] {"Europe/Rome", "Australia/Lord_Howe"}) {
      Calendar calendar = Calendar.of(ZoneId.of(zone));
      // Both zones change in these weeks of 2025, one forward while the other goes back.
      for (String end : new String[] {"2025-03-29T23:00:00Z", "2025-04-04T22:00:00Z"}) {
        throughTheChange(calendar, Instant.parse(end));
      }
      for (String end : new String[] {"2025-10-03T22:00:00Z", "2025-10-25T22:00:00Z"}) {
        throughTheChange(calendar, Instant.parse(end));
      }
    }
  }

  private void throughTheChange(Calendar calendar, Instant end) {
    // One history ends just before the change, the other lies across it.
    for (int days : new int[] {0, 3}) {
      Instant cutoff = end.plus(Duration.ofDays(days));
      Panel panel = Scenes.demand(cutoff, Scenes.HOUR, weeks() * Scenes.WEEK, calendar, 1, ids());
      FittedForecaster model = fit(History.of(panel, calendar));
      try {
        assertFollows(forecast(model), model, HORIZON);
      } catch (RuntimeException e) {
        fail("forecast from " + cutoff + " in " + calendar.zone() + ": " + e, e);
      }
    }
  }

  @Test
  final void covariatesDoNotHarm() {
    History plain = history();
    Panel weather =
        Scenes.demand(
            plain.end().plus(Scenes.HOUR.multipliedBy(HORIZON)),
            Scenes.HOUR,
            plain.targets().axis().length() + HORIZON,
            Scenes.ROME,
            5,
            List.of("weather"));
    Series air = weather.series(0);
    // Halved: a forecaster may refuse what no thermometer has ever shown.
    double[] degrees = Arrays.stream(air.toArray()).map(value -> value / 2).toArray();
    Series temperature =
        Series.of("air", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, air.axis(), degrees);
    Covariates covariates = Covariates.known(Panel.of(temperature));
    History helped = new History(plain.targets(), covariates, plain.calendar());
    FittedForecaster model = fit(helped);
    ForecastRequest request = request(HORIZON).withCovariates(covariates);
    Forecast forecast = model.forecast(request, RunContext.standard());
    assertWhole(forecast, HORIZON);
    if (!can(Capability.COVARIATES)) {
      assertThat(forecast)
          .as("without the capability %s they change nothing", Capability.COVARIATES.label())
          .isEqualTo(forecast(fit(plain)));
    }
  }

  /** Multiplies what lies at or after an instant. */
  static Panel changedFrom(Panel panel, Instant from, double factor) {
    int first = panel.axis().ceilingIndex(from);
    return Panel.of(
        panel.series().stream()
            .map(
                one -> {
                  double[] values = one.toArray();
                  for (int t = first; t < values.length; t++) {
                    values[t] *= factor;
                  }
                  return one.withValues(values);
                })
            .toList());
  }
}
