// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that change, days that are not ordinary, and histories that are hardly any. */
class DayForecasterEdgeTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final WallClock CLOCK = WallClock.of(ROME);
  private static final RunContext RUN = RunContext.standard();
  private static final Instant WINTER = Instant.parse("2023-01-01T23:00:00Z"); // a Monday
  private static final QuantileLevel LOW = QuantileLevel.of(0.05);
  private static final QuantileLevel HIGH = QuantileLevel.of(0.95);

  private static TimeAxis hours(Instant start, int n) {
    return TimeAxis.of(start, Duration.ofHours(1), n);
  }

  private static Series flow(String id, TimeAxis axis, IntToDoubleFunction value) {
    double[] values = new double[axis.length()];
    Arrays.setAll(values, value);
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  private static History history(Series... series) {
    return History.of(Panel.of(series), Calendar.of(ROME));
  }

  private static Forecaster forecaster(String name) {
    return Providers.discover().forecaster(name);
  }

  /** Depends on nothing but local hour and day of the week. */
  private static double habit(long epochSecond) {
    int day = CLOCK.dayOfWeek(epochSecond);
    return 10 + day + 5 * Math.sin(CLOCK.hourOfDay(epochSecond) * Math.PI / 12) * (day > 5 ? 1 : 2);
  }

  @ParameterizedTest
  @CsvSource({
    "seasonal-naive,2023-03-25T23:00:00Z",
    "weekly-profile,2023-03-25T23:00:00Z",
    "seasonal-naive,2023-10-28T22:00:00Z",
    "weekly-profile,2023-10-28T22:00:00Z",
    "seasonal-naive,2023-10-26T11:00:00Z",
    "holt-winters,2023-03-25T23:00:00Z",
    "holt-winters,2023-10-28T22:00:00Z",
    "holt-winters,2023-03-24T11:00:00Z",
    "theta,2023-03-25T23:00:00Z",
    "theta,2023-10-28T22:00:00Z",
    "theta,2023-03-24T11:00:00Z",
    "weekly-profile,2023-03-24T11:00:00Z"
  })
  void habitsFollowTheWallClockOverDaysOf23And25Hours(String name, Instant cutoff) {
    TimeAxis axis = hours(cutoff.minus(Duration.ofDays(100)), 2400);
    Series series = flow("A", axis, i -> habit(axis.epochSecond(i)));

    Forecast forecast =
        forecaster(name).fit(history(series), RUN).forecast(ForecastRequest.steps(400), RUN);

    for (int t = 0; t < 400; t++) {
      double truth = habit(forecast.axis().epochSecond(t));
      assertThat(forecast.mean(0, t))
          .as("%s", forecast.axis().instant(t))
          .isCloseTo(truth, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 23})
  void seasonalNaiveIsTheNewestKnownValueWholeWeeksBefore(int hour) {
    TimeAxis axis = hours(WINTER, 40 * 24 + hour);
    SplittableRandom random = new SplittableRandom(3);
    double[] noise = random.doubles(axis.length(), 1, 2).toArray();
    Series series = flow("A", axis, i -> noise[i]);

    Forecast forecast =
        forecaster("seasonal-naive")
            .fit(history(series), RUN)
            .forecast(ForecastRequest.steps(1000), RUN);

    for (int t = 0; t < 1000; t++) {
      long at = forecast.axis().epochSecond(t);
      int lag = -1;
      for (int weeks = 1; lag < 0; weeks++) {
        lag = axis.indexOf(CLOCK.shiftDays(at, -7 * weeks));
      }
      assertThat(forecast.mean(0, t)).as("step %d", t).isEqualTo(noise[lag]);
    }
  }

  @Test
  void aHolidayIsASundayAndTheExplanationSaysWhatThatChanges() {
    TimeAxis axis = hours(WINTER, 70 * 24);
    Series series = flow("A", axis, i -> habit(axis.epochSecond(i)));
    LocalDate wednesday = CLOCK.date(axis.end().getEpochSecond()).plusDays(2);
    Calendar calendar = Calendar.of(ROME, List.of(wednesday));

    Forecast forecast =
        forecaster("weekly-profile")
            .fit(History.of(Panel.of(series), calendar), RUN)
            .forecast(ForecastRequest.steps(7 * 24).explained(), RUN);

    Explanation explanation = forecast.explanation("A").orElseThrow();
    assertThat(explanation.components())
        .extracting(Explanation.Component::name)
        .containsExactly("profile", "holiday", "level");
    double[] holiday = explanation.components().get(1).contribution();
    for (int t = 0; t < 7 * 24; t++) {
      long at = forecast.axis().epochSecond(t);
      boolean on = CLOCK.date(at).equals(wednesday);
      double sunday = habit(CLOCK.shiftDays(at, -3));
      assertThat(forecast.mean(0, t)).isCloseTo(on ? sunday : habit(at), within(1e-9));
      assertThat(holiday[t]).isCloseTo(on ? sunday - habit(at) : 0, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void theShortestHistoryStillHasBands(String name) {
    SplittableRandom random = new SplittableRandom(8);
    TimeAxis axis = hours(WINTER.plusSeconds(5 * 3600), 21 * 24);
    Series series = flow("A", axis, i -> habit(axis.epochSecond(i)) + random.nextDouble());

    Forecast forecast =
        forecaster(name)
            .fit(history(series), RUN)
            .forecast(ForecastRequest.steps(168).withSamplePaths(20), RUN);

    double narrowest = Double.MAX_VALUE;
    for (int t = 0; t < 168; t++) {
      narrowest = Math.min(narrowest, forecast.quantile(0, t, HIGH) - forecast.quantile(0, t, LOW));
    }
    assertThat(narrowest).isGreaterThan(0.5);
    assertThat(forecast.path(0, 0, 0)).isNotEqualTo(forecast.path(1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile"})
  void aGapLongerThanAllThatCountsIsBridgedAndSaidSo(String name) {
    TimeAxis axis = hours(WINTER, 240 * 24);
    Series series = flow("A", axis, i -> i < 120 * 24 ? habit(axis.epochSecond(i)) : Double.NaN);

    Forecast forecast =
        forecaster(name)
            .fit(history(series), RUN)
            .forecast(ForecastRequest.steps(168).explained(), RUN);

    for (int t = 0; t < 168; t++) {
      assertThat(forecast.mean(0, t)).isBetween(5.0, 25.0);
    }
    assertThat(forecast.explanation("A").orElseThrow().notes())
        .anyMatch(note -> note.contains("mean"));
  }

  /** What was learnt before a gap is not forgotten in it, nor replaced by anything invented. */
  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "theta"})
  void aLongGapIsCarriedThroughAndSaidSo(String name) {
    TimeAxis axis = hours(WINTER, 240 * 24);
    Series series = flow("A", axis, i -> i < 120 * 24 ? habit(axis.epochSecond(i)) : Double.NaN);

    Forecast forecast =
        forecaster(name)
            .fit(history(series), RUN)
            .forecast(ForecastRequest.steps(168).explained(), RUN);

    for (int t = 0; t < 168; t++) {
      double truth = habit(forecast.axis().epochSecond(t));
      assertThat(forecast.mean(0, t)).isCloseTo(truth, within(1e-6));
    }
    assertThat(forecast.explanation("A").orElseThrow().notes())
        .anyMatch(note -> note.startsWith("no value in the last 120 days"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void missingConstantAndNegativeSeries(String name) {
    TimeAxis axis = hours(WINTER, 60 * 24);
    Forecaster forecaster = forecaster(name);
    Series none = flow("none", axis, i -> Double.NaN);
    Series flat = flow("flat", axis, i -> 7);
    Series below = flow("below", axis, i -> -habit(axis.epochSecond(i)) - i % 5);

    assertThatThrownBy(() -> forecaster.fit(history(flat, none), RUN))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_DATA))
        .hasMessageContaining("none");
    Forecast forecast =
        forecaster
            .fit(history(flat, below), RUN)
            .forecast(ForecastRequest.steps(48).withSamplePaths(3), RUN);
    for (int t = 0; t < 48; t++) {
      assertThat(forecast.mean(0, t)).isCloseTo(7, within(1e-12));
      assertThat(forecast.quantile(0, t, LOW)).isCloseTo(7, within(1e-12));
      assertThat(forecast.quantile(1, t, HIGH)).isNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void aHistoryThatWasNeverNegativeIsNotForecastToBe(String name) {
    SplittableRandom random = new SplittableRandom(4);
    TimeAxis axis = hours(WINTER, 60 * 24);
    Series series = flow("A", axis, i -> random.nextDouble() < .7 ? 0 : random.nextDouble());

    Forecast forecast =
        forecaster(name)
            .fit(history(series), RUN)
            .forecast(ForecastRequest.steps(168).withSamplePaths(30), RUN);

    for (int t = 0; t < 168; t++) {
      assertThat(forecast.quantileAt(0, t, 0)).isNotNegative();
      for (int p = 0; p < 30; p++) {
        assertThat(forecast.path(p, 0, t)).isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"900,1", "900,3000", "3600,1000", "21600,40", "86400,60"})
  void anyStepThatDividesADayAndAnyHorizon(int step, int horizon) {
    SplittableRandom random = new SplittableRandom(6);
    TimeAxis axis = TimeAxis.of(WINTER, Duration.ofSeconds(step), 50 * 86_400 / step);
    Series series = flow("A", axis, i -> habit(axis.epochSecond(i)) + random.nextDouble());
    for (String name : List.of("seasonal-naive", "weekly-profile", "holt-winters", "theta")) {
      Forecast forecast =
          forecaster(name)
              .fit(history(series), RUN)
              .forecast(ForecastRequest.steps(horizon).withSamplePaths(2), RUN);

      assertThat(forecast.horizon()).isEqualTo(horizon);
      assertThat(forecast.axis().start()).isEqualTo(axis.end());
    }
  }

  @Test
  void aStepThatDoesNotDivideADayIsRefused() {
    TimeAxis axis = TimeAxis.of(WINTER, Duration.ofHours(7), 500);

    assertThatThrownBy(
            () -> forecaster("weekly-profile").fit(history(flow("A", axis, i -> i)), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("divide a day");
  }

  @Test
  void anotherOrderOfTheSeriesChangesNoForecast() {
    SplittableRandom random = new SplittableRandom(11);
    TimeAxis axis = hours(WINTER, 90 * 24);
    Series a = flow("A", axis, i -> habit(axis.epochSecond(i)) + random.nextDouble());
    Series b = flow("B", axis, i -> 2 * habit(axis.epochSecond(i)) + random.nextDouble());
    ForecastRequest request = ForecastRequest.steps(168).withSamplePaths(10);
    Forecast one = forecaster("weekly-profile").fit(history(a, b), RUN).forecast(request, RUN);
    Forecast two = forecaster("weekly-profile").fit(history(b, a), RUN).forecast(request, RUN);

    assertThat(two.select(List.of("A", "B")).mean("A")).isEqualTo(one.mean("A"));
    assertThat(two.quantile("B", HIGH)).isEqualTo(one.quantile("B", HIGH));
    for (int p = 0; p < 10; p++) {
      for (int t = 0; t < 168; t++) {
        assertThat(two.path(p, 1, t)).isEqualTo(one.path(p, 0, t));
      }
    }
  }

  /** Two zones that err alike have a total that errs twice as much; gaps must not hide that. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void pathsKeepWhatSeriesShare(boolean gaps) {
    SplittableRandom random = new SplittableRandom(12);
    TimeAxis axis = hours(WINTER, 250 * 24);
    double[] shared = random.doubles(axis.length(), -1, 1).toArray();
    Series a = flow("A", axis, i -> habit(axis.epochSecond(i)) + shared[i]);
    Series b =
        flow(
            "B",
            axis,
            i -> gaps && i / 24 % 60 < 12 ? Double.NaN : habit(axis.epochSecond(i)) + shared[i]);

    Forecast forecast =
        forecaster("weekly-profile")
            .fit(history(a, b), RUN)
            .forecast(ForecastRequest.steps(168).withSamplePaths(200), RUN);

    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int p = 0; p < 200; p++) {
      for (int t = 0; t < 168; t++) {
        double x = forecast.path(p, 0, t) - forecast.mean(0, t);
        double y = forecast.path(p, 1, t) - forecast.mean(1, t);
        ab += x * y;
        aa += x * x;
        bb += y * y;
      }
    }
    assertThat(ab / Math.sqrt(aa * bb)).isGreaterThan(gaps ? 0.8 : 0.999);
  }

  /** Errors of the past are honest only if the past did not know its future. */
  @Test
  void aPastOriginSeesOnlyTheDaysBeforeIt() {
    SplittableRandom random = new SplittableRandom(13);
    TimeAxis axis = hours(WINTER, 100 * 24);
    Series honest = flow("A", axis, i -> habit(axis.epochSecond(i)) + random.nextDouble());
    int past = 60;
    long cut = CLOCK.startOfDay(CLOCK.epochDay(axis.epochSecond(0)) + past);
    Series spoilt = flow("A", axis, i -> axis.epochSecond(i) < cut ? honest.value(i) : 1e6 * i);
    Calendar calendar = Calendar.of(ROME);
    for (DayModel model :
        List.of(
            new SeasonalNaive(4),
            new WeeklyProfile(8, 2, 0.6, 10),
            new HoltWinters(52, true, 4),
            new Theta(20, 8, 5, false).with(new double[] {0.4, 0.5}))) {
      DayModel.Prediction one = model.predict(new LocalDays(honest, calendar), past, false, 7);
      DayModel.Prediction two = model.predict(new LocalDays(spoilt, calendar), past, false, 7);
      for (int d = 0; d < 7; d++) {
        for (int k = 0; k < 24; k++) {
          assertThat(two.value(d, k)).isEqualTo(one.value(d, k));
        }
      }
    }
  }

  @Test
  void updateBringsInAnUnusableHistoryOnlyAsATypedError() {
    TimeAxis axis = hours(WINTER, 40 * 24);
    FittedForecaster fitted =
        forecaster("seasonal-naive")
            .fit(history(flow("A", axis, i -> habit(axis.epochSecond(i)))), RUN);
    Series silence = flow("A", axis.next(300 * 24), i -> Double.NaN);

    assertThatThrownBy(() -> fitted.update(history(silence), RUN))
        .isInstanceOf(DataException.class);
  }

  @Test
  void tooFewWeeksWithValuesNameWhatIsNeeded() {
    TimeAxis axis = hours(WINTER, 400 * 24);
    Series late = flow("A", axis, i -> i < 385 * 24 ? Double.NaN : i % 24);

    assertThatThrownBy(() -> forecaster("weekly-profile").fit(history(late), RUN))
        .isInstanceOfSatisfying(
            TooShortHistoryException.class,
            e -> {
              assertThat(e.needed()).isEqualTo(504);
              assertThat(e.given()).isEqualTo(360);
            });
  }

  @Test
  void aPayloadThatContradictsItselfIsCorrupt() {
    TimeAxis axis = hours(WINTER, 40 * 24);
    ModelFile good =
        forecaster("weekly-profile")
            .fit(history(flow("A", axis, i -> habit(axis.epochSecond(i)))), RUN)
            .toModelFile();
    byte[] days = good.bytes("days");
    Providers providers = Providers.discover();
    for (int at = 0; at < 80; at++) {
      byte[] cut = Arrays.copyOf(days, at);
      ModelFile bad =
          ModelFile.builder(ModelKind.FORECASTER, good.payloadVersion(), good.provenance())
              .entry("days", cut)
              .entry("calendar", good.bytes("calendar"))
              .build();
      assertThatThrownBy(() -> providers.restoreForecaster(bad))
          .as("cut after %d bytes", at)
          .isInstanceOf(ModelCorruptException.class);
    }
  }
}
