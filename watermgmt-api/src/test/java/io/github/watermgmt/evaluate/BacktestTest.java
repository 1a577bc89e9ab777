// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariate.Vintage;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BacktestTest {
  private static final int LENGTH = 60;
  private static final int HORIZON = 8;
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2022-03-25T00:00:00Z"), Duration.ofHours(1), LENGTH);
  private static final RunContext RUN = RunContext.standard();

  private static double[] values(long seed) {
    double[] values = new Random(seed).doubles(LENGTH, 1, 9).toArray();
    values[7] = Double.NaN;
    values[50] = Double.NaN;
    return values;
  }

  private static Series series(String id, double[] values) {
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, AXIS, values);
  }

  /** From {@code corruptFrom} on, all but what is known in advance is something else. */
  private static History history(int corruptFrom, long corruption) {
    Random random = new Random(corruption);
    List<Series> series = new ArrayList<>();
    for (String id : new String[] {"A", "B", "seen", "forecast"}) {
      double[] values = values(id.hashCode());
      for (int i = corruptFrom; i < LENGTH; i++) {
        int kind = random.nextInt(3);
        values[i] = kind == 0 ? Double.NaN : kind == 1 ? 1e300 : values[i] + random.nextInt(9) + 1;
      }
      series.add(series(id, values));
    }
    List<Vintage> vintages = new ArrayList<>();
    for (int issued = 0; issued < LENGTH; issued += 3) {
      double[] values = values(issued);
      if (issued > corruptFrom) {
        values[LENGTH - 1] = random.nextDouble();
      }
      vintages.add(new Vintage(AXIS.instant(issued), series("forecast", values)));
    }
    Covariates covariates =
        Covariates.of(
            Covariate.observed(series.get(2)),
            Covariate.forecast(series.get(3), vintages),
            Covariate.known(series("known", values(5))));
    Calendar calendar = Calendar.of(ZoneId.of("Europe/Rome"));
    return new History(Panel.of(series.get(0), series.get(1)), covariates, calendar);
  }

  private static History clean() {
    return history(LENGTH, 0);
  }

  private static List<Instant> origins(int... indices) {
    List<Instant> origins = new ArrayList<>();
    for (int index : indices) {
      origins.add(AXIS.instant(index));
    }
    return origins;
  }

  private static Backtest.Builder builder(History history, int... origins) {
    return Backtest.builder().history(history).horizon(HORIZON).origins(origins(origins));
  }

  private static ToyForecaster toy() {
    return new ToyForecaster(Capability.QUANTILES, Capability.UPDATE);
  }

  @ParameterizedTest
  @EnumSource
  void rowsCarryWhatWasSaidAndWhatCameTrue(Refit refit) {
    Backtest backtest = builder(clean(), 40, 20, 30).refit(refit).forecaster("toy", toy()).build();
    List<BacktestRow> rows = backtest.run(RUN);
    assertThat(rows).hasSize(6).hasSize(backtest.rowCount());
    assertThat(backtest.origins()).isEqualTo(origins(20, 30, 40));
    int[] starts = {20, 20, 30, 30, 40, 40};
    for (int r = 0; r < 6; r++) {
      BacktestRow row = rows.get(r);
      String id = r % 2 == 0 ? "A" : "B";
      assertThat(row.failure()).isEmpty();
      assertThat(row.provider()).isEqualTo("toy");
      assertThat(row.series()).isEqualTo(id);
      assertThat(row.cutoff()).isEqualTo(AXIS.instant(starts[r]));
      assertThat(row.targets()).isEqualTo(AXIS.slice(starts[r], starts[r] + HORIZON));
      assertThat(row.truth())
          .isEqualTo(clean().targets().series(id).slice(starts[r], starts[r] + HORIZON).toArray());
      assertThat(row.levels()).isEqualTo(QuantileLevel.STANDARD);
      // What the toy says when it is asked by hand.
      FittedForecaster model = toy().fit(clean().before(row.cutoff()), RUN);
      Forecast forecast = model.forecast(ForecastRequest.steps(HORIZON), RUN);
      assertThat(row.mean()).isEqualTo(forecast.mean(id).toArray());
      assertThat(row.quantiles()[18])
          .isEqualTo(forecast.quantile(id, QuantileLevel.of(0.95)).toArray());
    }
  }

  @Property(tries = 60)
  void toChangeTheFutureChangesNoBit(
      @ForAll @IntRange(min = 20, max = LENGTH - HORIZON) int origin,
      @ForAll long corruption,
      @ForAll Refit refit) {
    int[] starts = {ToyForecaster.NEEDED, origin - 7, origin};
    List<BacktestRow> before =
        builder(clean(), starts).refit(refit).forecaster("toy", toy()).build().run(RUN);
    List<BacktestRow> after =
        builder(history(origin, corruption), starts)
            .refit(refit)
            .forecaster("toy", toy())
            .build()
            .run(RUN);
    assertThat(after).hasSameSizeAs(before);
    for (int r = 0; r < before.size(); r++) {
      assertThat(after.get(r).failure()).isEmpty();
      assertThat(after.get(r).mean()).isEqualTo(before.get(r).mean());
      assertThat(after.get(r).quantiles()).isEqualTo(before.get(r).quantiles());
    }
  }

  /** Keeps what each fit and update was given. */
  private static final class Listener extends ToyForecaster {
    final List<History> given = Collections.synchronizedList(new ArrayList<>());

    Listener() {
      super(Capability.QUANTILES, Capability.UPDATE);
    }

    @Override
    void taste(History history) {
      given.add(history);
    }
  }

  /** The value of a vintage says when it was issued. */
  private static History issued(int every, Instant corruptFrom) {
    TimeAxis all = AXIS.slice(0, 0).next(LENGTH + HORIZON);
    List<Vintage> vintages = new ArrayList<>();
    for (int hour = -every; hour < LENGTH; hour += every) {
      Instant at = AXIS.start().plusSeconds(3600L * hour);
      double[] values = new double[all.length()];
      Arrays.fill(values, at.isAfter(corruptFrom) ? Double.NaN : hour);
      vintages.add(
          new Vintage(
              at, Series.of("w", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, all, values)));
    }
    Collections.shuffle(vintages, new Random(3));
    Series observed =
        Series.of(
            "w",
            Quantity.TEMPERATURE,
            Support.INTERVAL_MEAN,
            AXIS,
            IntStream.range(0, LENGTH).mapToDouble(t -> 1000 + t).toArray());
    return new History(
        Panel.of(series("A", values(1))),
        Covariates.of(Covariate.forecast(observed, vintages)),
        Calendar.of(ZoneId.of("Europe/Rome")));
  }

  @Property(tries = 60)
  void aModelSeesTheNewestForecastOfTheWeatherThatWasIssuedByTheOrigin(
      @ForAll @IntRange(min = 1, max = 9) int every, @ForAll Refit refit) {
    int[] starts = {20, 27, 36, 41, 52};
    Listener listener = new Listener();
    builder(issued(every, Instant.MAX), starts)
        .refit(refit)
        .forecaster("toy", listener)
        .build()
        .run(RUN);
    assertThat(listener.given).hasSize(starts.length);
    for (int o = 0; o < starts.length; o++) {
      Covariate weather = listener.given.get(o).covariates().get("w").orElseThrow();
      Instant origin = AXIS.instant(starts[o]);
      assertThat(listener.given.get(o).end()).isEqualTo(origin);
      // Up to the origin as observed; from it on by the newest one issued at or before it.
      int newest = Math.floorDiv(starts[o], every) * every;
      for (int t = 0; t < LENGTH; t++) {
        assertThat(weather.at(AXIS.epochSecond(t))).isEqualTo(t < starts[o] ? 1000 + t : newest);
      }
      assertThat(weather.vintages()).noneMatch(v -> v.issued().isAfter(origin));
      assertThat(weather.vintages().get(weather.vintages().size() - 1).issued())
          .isEqualTo(AXIS.start().plusSeconds(3600L * newest));
    }
  }

  @Property(tries = 40)
  void aLaterForecastOfTheWeatherChangesNoBit(
      @ForAll @IntRange(min = 20, max = LENGTH - HORIZON) int origin, @ForAll Refit refit) {
    int[] starts = {ToyForecaster.NEEDED, origin - 7, origin};
    List<List<BacktestRow>> both = new ArrayList<>();
    for (Instant corruptFrom : List.of(Instant.MAX, AXIS.instant(origin))) {
      Forecaster toy =
          new ToyForecaster(Capability.QUANTILES, Capability.UPDATE) {
            @Override
            public FittedForecaster fit(History history, RunContext run) {
              return super.fit(withVintages(history), run);
            }
          };
      both.add(
          builder(issued(3, corruptFrom), starts)
              .refit(refit)
              .forecaster("toy", toy)
              .build()
              .run(RUN));
    }
    assertThat(both.get(1)).isEqualTo(both.get(0)).allMatch(row -> row.failure().isEmpty());
    // And an earlier one does: the toy looks at every vintage it is given.
    Forecaster toy =
        new ToyForecaster(Capability.QUANTILES, Capability.UPDATE) {
          @Override
          public FittedForecaster fit(History history, RunContext run) {
            return super.fit(withVintages(history), run);
          }
        };
    assertThat(
            builder(issued(3, AXIS.start()), starts)
                .refit(refit)
                .forecaster("toy", toy)
                .build()
                .run(RUN))
        .isNotEqualTo(both.get(0));
  }

  /** Makes a covariate of each vintage, so that the toy looks at them. */
  private static History withVintages(History history) {
    List<Covariate> all = new ArrayList<>(history.covariates().list());
    for (Covariate covariate : history.covariates().list()) {
      for (Vintage vintage : covariate.vintages()) {
        all.add(Covariate.known(vintage.series().withId("issued " + vintage.issued())));
      }
    }
    return new History(history.targets(), new Covariates(all), history.calendar());
  }

  @Test
  void toChangeThePastDoesChangeBits() {
    // Shows that the property above would see a leak of a single step.
    List<BacktestRow> before = builder(clean(), 30).forecaster("toy", toy()).build().run(RUN);
    List<BacktestRow> after = builder(history(29, 1), 30).forecaster("toy", toy()).build().run(RUN);
    for (int r = 0; r < 2; r++) {
      assertThat(after.get(r).mean()).isNotEqualTo(before.get(r).mean());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyNumberOfThreadsGivesTheSameBits(Refit refit) {
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try {
      int[] starts = {10, 13, 16, 19, 22, 25, 28, 31, 34};
      Backtest backtest =
          builder(clean(), starts)
              .refit(refit)
              .forecaster("one", toy())
              .forecaster("two", toy())
              .forecaster("late", throwingFrom(25))
              .build();
      List<BacktestRow> alone = backtest.run(RUN.withSeed(7));
      assertThat(alone).anyMatch(row -> row.failure().isPresent());
      for (int repeat = 0; repeat < 5; repeat++) {
        RunContext many = RUN.withSeed(7).withExecutor(executor, 5);
        assertThat(backtest.run(many)).isEqualTo(alone);
      }
      assertThat(backtest.run(RUN.withSeed(8))).isNotEqualTo(alone);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void refitPoliciesLearnWhenTheySay() {
    int[] starts = {20, 30, 40, 45};
    for (Refit refit : Refit.values()) {
      ToyForecaster toy = toy();
      builder(clean(), starts).refit(refit).forecaster("toy", toy).build().run(RUN);
      assertThat(toy.fits).as("fits, %s", refit).hasValue(refit == Refit.EACH ? 4 : 1);
      assertThat(toy.updates).as("updates, %s", refit).hasValue(refit == Refit.EACH ? 0 : 3);
      assertThat(toy.open).as("left open, %s", refit).hasValue(0);
      assertThat(toy.mostOpen.get()).as("open at once, %s", refit).isLessThanOrEqualTo(2);
    }
  }

  /** Learns nothing from updates, as a model may that has nothing to learn, and returns itself. */
  @Test
  void aModelThatReturnsItselfFromAnUpdateIsNotClosedTooEarly() {
    for (Refit refit : new Refit[] {Refit.ONCE, Refit.UPDATE}) {
      ToyForecaster toy =
          new ToyForecaster(Capability.QUANTILES, Capability.UPDATE) {
            @Override
            public FittedForecaster fit(History history, RunContext run) {
              return new Fitted(history, run.seed()) {
                @Override
                public FittedForecaster update(History newer, RunContext again) {
                  super.update(newer, again).close();
                  return this;
                }
              };
            }
          };
      List<BacktestRow> rows =
          builder(clean(), 20, 30, 40).refit(refit).forecaster("toy", toy).build().run(RUN);
      assertThat(rows.get(0).failure()).isEmpty();
      // It forecasts from where it was fitted, which is not the origin: that, not "closed".
      for (BacktestRow row : rows.subList(2, 6)) {
        assertThat(row.failure())
            .hasValueSatisfying(
                reason -> assertThat(reason).contains("must cover").doesNotContain("closed"));
      }
      assertThat(toy.open).hasValue(0);
    }
  }

  private static Forecaster throwingFrom(int steps) {
    return new ToyForecaster(Capability.QUANTILES, Capability.UPDATE) {
      @Override
      void taste(History history) {
        if (history.targets().axis().length() >= steps) {
          throw new IllegalArgumentException("cannot digest this");
        }
      }
    };
  }

  @Test
  void aForecasterThatThrowsHasRowsThatSaySoAndTheOthersFinish() {
    List<BacktestRow> rows =
        builder(clean(), 3, 20, 40)
            .forecaster("late", throwingFrom(30))
            .forecaster("good", toy())
            .build()
            .run(RUN);
    assertThat(rows).hasSize(12);
    // Too short at the first origin, and broken at the last.
    for (int r : new int[] {0, 1, 6, 7}) {
      assertThat(rows.get(r).failure().orElseThrow()).contains("WM-201", "at least 5");
    }
    for (int r : new int[] {4, 5}) {
      assertThat(rows.get(r).failure())
          .hasValue("java.lang.IllegalArgumentException: cannot digest this");
      assertThat(rows.get(r).mean()).isEmpty();
      assertThat(rows.get(r).truth()).hasSize(HORIZON);
      assertThat(rows.get(r).cutoff()).isEqualTo(AXIS.instant(40));
    }
    for (int r : new int[] {2, 3, 8, 9, 10, 11}) {
      assertThat(rows.get(r).failure()).isEmpty();
    }
    Scorecard card = Scorecard.of(rows, List.of(Metrics.mae()));
    assertThat(card.failures("late")).isEqualTo(4);
    assertThat(card.failures("good")).isEqualTo(2);
  }

  private static Forecaster forecasting(Forecast forecast, RuntimeException onClose) {
    return new ToyForecaster(Capability.QUANTILES) {
      @Override
      public FittedForecaster fit(History history, RunContext run) {
        return new Fitted(history, 1) {
          @Override
          public Forecast forecast(ForecastRequest request, RunContext again) {
            return forecast != null ? forecast : super.forecast(request, again);
          }

          @Override
          public void close() {
            super.close();
            if (onClose != null) {
              throw onClose;
            }
          }
        };
      }
    };
  }

  @Test
  void aForecastThatDoesNotFitIsAFailure() {
    FittedForecaster model = toy().fit(clean().before(AXIS.instant(20)), RUN);
    ForecastRequest request = ForecastRequest.steps(HORIZON);
    Forecast shorter = model.forecast(ForecastRequest.steps(HORIZON - 1), RUN);
    Forecast fewer = model.forecast(request, RUN).select(List.of("A"));
    Forecast swapped = model.forecast(request, RUN).select(List.of("B", "A"));
    Forecast meanOnly = model.forecast(request.withLevels(List.of()), RUN);
    for (Forecast wrong : List.of(shorter, fewer, swapped, meanOnly)) {
      List<BacktestRow> rows =
          builder(clean(), 20).forecaster("toy", forecasting(wrong, null)).build().run(RUN);
      assertThat(rows).hasSize(2);
      assertThat(rows).allMatch(row -> row.failure().orElse("").contains("must cover"));
    }
    Forecast right = model.forecast(request, RUN);
    assertThat(builder(clean(), 20).forecaster("toy", forecasting(right, null)).build().run(RUN))
        .noneMatch(row -> row.failure().isPresent());
  }

  @Test
  void aModelThatCannotBeClosedSpoilsNothingButIsLogged() {
    List<LogRecord> logged = Collections.synchronizedList(new ArrayList<>());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logRecord) {
            logged.add(logRecord);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(BacktestRun.class.getName());
    RuntimeException onClose = new IllegalStateException("stuck");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      List<BacktestRow> rows =
          builder(clean(), 20, 30)
              .forecaster("stuck", forecasting(null, onClose))
              .forecaster("good", toy())
              .build()
              .run(RUN);
      assertThat(rows).hasSize(8).noneMatch(row -> row.failure().isPresent());
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    assertThat(logged).hasSize(2).allMatch(logRecord -> onClose.equals(logRecord.getThrown()));
  }

  @Test
  void withoutTheCapabilityToUpdateOnlyTheFirstOriginIsForecast() {
    for (Refit refit : new Refit[] {Refit.ONCE, Refit.UPDATE}) {
      ToyForecaster toy = new ToyForecaster(Capability.QUANTILES);
      List<BacktestRow> rows =
          builder(clean(), 20, 30, 40).refit(refit).forecaster("toy", toy).build().run(RUN);
      assertThat(rows.subList(0, 2)).allMatch(row -> row.failure().isEmpty());
      assertThat(rows.subList(2, 6))
          .allMatch(row -> row.failure().orElse("").contains("toy cannot update"));
    }
  }

  @Test
  void aForecasterWithoutQuantilesHasRowsWithoutQuantiles() {
    List<BacktestRow> rows =
        builder(clean(), 20).forecaster("toy", new ToyForecaster()).build().run(RUN);
    assertThat(rows).allMatch(row -> row.failure().isEmpty() && row.levels().isEmpty());
    assertThat(rows.get(0).mean()).hasSize(HORIZON);
  }

  @Test
  void whatIsDoneIsHandedOverBeforeACancellation() {
    Cancellation cancellation = new Cancellation();
    List<List<BacktestRow>> finished = Collections.synchronizedList(new ArrayList<>());
    Backtest backtest = builder(clean(), 20, 30, 40).forecaster("toy", toy()).build();
    assertThatThrownBy(
            () ->
                backtest.run(
                    RUN.withCancellation(cancellation),
                    rows -> {
                      finished.add(rows);
                      if (finished.size() == 2) {
                        cancellation.cancel();
                      }
                    }))
        .isInstanceOf(CancelledException.class);
    List<BacktestRow> whole = backtest.run(RUN);
    assertThat(finished).containsExactly(whole.subList(0, 2), whole.subList(2, 4));
  }

  @ParameterizedTest
  @EnumSource
  void aStreamHandsOverTheRowsOfARunAndForecastersTakeTurns(Refit refit) {
    Backtest backtest =
        builder(clean(), 20, 30, 40)
            .refit(refit)
            .forecaster("one", toy())
            .forecaster("two", toy())
            .build();
    List<BacktestRow> streamed = new ArrayList<>();
    backtest.stream(RUN, streamed::addAll);
    assertThat(streamed).containsExactlyInAnyOrderElementsOf(backtest.run(RUN));
    assertThat(streamed.stream().map(row -> row.cutoff() + row.provider()).distinct())
        .containsExactlyElementsOf(
            backtest.origins().stream()
                .flatMap(origin -> Stream.of(origin + "one", origin + "two"))
                .toList());
  }

  @Test
  void aForecasterThatIsCancelledEndsTheRunAndDoesNotFail() {
    Cancellation cancellation = new Cancellation();
    Forecaster obedient =
        new ToyForecaster() {
          @Override
          public FittedForecaster fit(History history, RunContext run) {
            cancellation.cancel();
            run.checkpoint("fit");
            return super.fit(history, run);
          }
        };
    Backtest backtest = builder(clean(), 20).forecaster("toy", obedient).build();
    assertThatThrownBy(() -> backtest.run(RUN.withCancellation(cancellation)))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void progressCountsForecastersTimesOrigins() {
    List<Long> done = Collections.synchronizedList(new ArrayList<>());
    Backtest backtest =
        builder(clean(), 20, 30).forecaster("a", toy()).forecaster("b", toy()).build();
    backtest.run(
        RUN.withProgress(
            progress -> {
              assertThat(progress.total()).isEqualTo(4);
              done.add(progress.done());
            }));
    assertThat(done).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void everyProblemOfABacktestComesAtOnce() {
    Instant offGrid = AXIS.instant(20).plusSeconds(60);
    DataException thrown =
        catchThrowableOfType(
            DataException.class,
            () ->
                Backtest.builder()
                    .history(clean())
                    .horizon(HORIZON)
                    .origins(
                        List.of(
                            AXIS.start().minusSeconds(3600),
                            AXIS.start(),
                            offGrid,
                            AXIS.instant(LENGTH - HORIZON),
                            AXIS.instant(LENGTH - HORIZON),
                            AXIS.instant(LENGTH - HORIZON + 1),
                            AXIS.end()))
                    .build());
    String[][] expected = {
      {"forecasters", "at least one"},
      {"origins (7)", "distinct"},
      {"2022-03-24T23:00:00Z", "start of a step"},
      {"2022-03-25T00:00:00Z", "no history before it"},
      {offGrid.toString(), "[2022-03-25T20:00:00Z, 2022-03-25T21:00:00Z]"},
      {AXIS.instant(LENGTH - HORIZON + 1).toString(), "past the end"},
      {AXIS.end().toString(), "past the end"},
    };
    assertThat(thrown.problems()).hasSize(expected.length);
    for (String[] words : expected) {
      assertThat(thrown.problems()).anySatisfy(problem -> assertThat(problem).contains(words));
    }
    assertThatThrownBy(() -> builder(clean()).forecaster("toy", toy()).horizon(0).build())
        .hasMessageContaining("horizon (0)")
        .hasMessageContaining("origins (0)");
    assertThatThrownBy(() -> Backtest.builder().build()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder(clean(), 20).forecaster("a", toy()).forecaster("a", toy()))
        .hasMessageContaining("label (a)");
  }

  @Test
  void theLastOriginMayReachTheVeryEnd() {
    List<BacktestRow> rows =
        builder(clean(), LENGTH - HORIZON).forecaster("toy", toy()).build().run(RUN);
    assertThat(rows.get(0).targets().end()).isEqualTo(AXIS.end());
  }
}
