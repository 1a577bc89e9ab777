// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.EntryWriter;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that learn parameters from each series: {@code holt-winters} and {@code theta}. */
class LearntModelsTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final WallClock CLOCK = WallClock.of(ROME);
  private static final RunContext RUN = RunContext.standard();
  private static final Instant START = Instant.parse("2023-01-01T23:00:00Z"); // a Monday
  private static final ForecastRequest WEEK = ForecastRequest.steps(168);

  static Stream<DayModel> models() {
    return Stream.of(
        new HoltWinters(26, false, 4), new HoltWinters(26, true, 4), new Theta(12, 8, 5, true));
  }

  private static TimeAxis hours(int days) {
    return TimeAxis.of(START, Duration.ofHours(1), days * 24);
  }

  private static Series flow(TimeAxis axis, IntToDoubleFunction value) {
    double[] values = new double[axis.length()];
    Arrays.setAll(values, value);
    return Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  /** A level that wanders, habits, and noise. */
  private static Series demand(int days, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TimeAxis axis = hours(days);
    double[] level = {40};
    return flow(
        axis,
        i -> {
          level[0] += 0.3 * (random.nextDouble() - 0.5);
          long at = axis.epochSecond(i);
          double size = CLOCK.dayOfWeek(at) > 5 ? 4 : 9;
          double daily = size * StrictMath.sin(CLOCK.hourOfDay(at) * Math.PI / 12);
          // A day is as its weather: what one day has beyond the level says little of the next.
          double whim = 3 * new SplittableRandom(seed + CLOCK.epochDay(at)).nextDouble();
          return level[0] + daily + whim + 2 * random.nextDouble();
        });
  }

  private static double[][] values(DayModel.Prediction prediction, int days) {
    double[][] values = new double[days][24];
    for (int d = 0; d < days; d++) {
      for (int k = 0; k < 24; k++) {
        values[d][k] = prediction.value(d, k);
      }
    }
    return values;
  }

  // ---------------------------------------------------------------- parameters

  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "theta"})
  void updateKeepsTheParametersAndForecastsAsTheyWouldOnAllThatIsKnown(String name) {
    Series all = demand(260, 1);
    Panel panel = Panel.of(all);
    History history = History.of(panel, Calendar.of(ROME));
    Instant cutoff = all.axis().instant(200 * 24 + 7);
    try (FittedForecaster old =
            Providers.discover().forecaster(name).fit(history.before(cutoff), RUN);
        FittedForecaster updated = old.update(history, RUN);
        FittedForecaster anew = Providers.discover().forecaster(name).fit(history, RUN)) {
      byte[] kept = old.toModelFile().bytes("parameters");
      assertThat(updated.toModelFile().bytes("parameters")).isEqualTo(kept);
      assertThat(anew.toModelFile().bytes("parameters")).isNotEqualTo(kept);

      Forecast forecast = updated.forecast(WEEK, RUN);
      ModelFile file = anew.toModelFile();
      ModelFile mixed =
          ModelFile.builder(ModelKind.FORECASTER, file.payloadVersion(), file.provenance())
              .entry("days", file.bytes("days"))
              .entry("calendar", file.bytes("calendar"))
              .entry("parameters", kept)
              .build();
      try (FittedForecaster same = Providers.discover().restoreForecaster(mixed)) {
        assertThat(forecast).isEqualTo(same.forecast(WEEK, RUN));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void parametersComeBackFromTheirNumbers(DayModel model) {
    LocalDays days = new LocalDays(demand(150, 2), Calendar.of(ROME));
    DayModel learnt = model.learn(days, 150);

    assertThat(learnt.learnt()).isNotEqualTo(model.learnt()).hasSize(model.parameters());
    assertThat(model.with(learnt.learnt())).isEqualTo(learnt);
  }

  @ParameterizedTest
  @MethodSource("models")
  void parametersLookAtNothingAfterTheirOrigin(DayModel model) {
    Series honest = demand(150, 3);
    int from = 120 * 24;
    Series spoilt = flow(honest.axis(), i -> i < from ? honest.value(i) : 1e5 * (i % 7));

    DayModel one = model.learn(new LocalDays(honest, Calendar.of(ROME)), 120);
    DayModel two = model.learn(new LocalDays(spoilt, Calendar.of(ROME)), 120);

    assertThat(two).isEqualTo(one);
  }

  @ParameterizedTest
  @MethodSource("models")
  void learntParametersErrLessThanTheUsualOnes(DayModel model) {
    // Hardly any noise: what was yesterday is best.
    SplittableRandom random = new SplittableRandom(4);
    double[] walk = new double[300 * 24];
    double level = 50;
    for (int i = 0; i < walk.length; i++) {
      level += i % 24 == 0 ? 8 * random.nextDouble() - 4 : 0;
      walk[i] = level + StrictMath.sin(i * Math.PI / 12);
    }
    LocalDays days = new LocalDays(flow(hours(300), i -> walk[i]), Calendar.of(ROME));
    DayModel usual = model instanceof Theta ? model.with(new double[] {0.4, 0.5}) : model;

    assertThat(error(model.learn(days, 200), days)).isLessThan(0.95 * error(usual, days));
  }

  private static double error(DayModel model, LocalDays days) {
    double sum = 0;
    for (int origin = 200; origin < 300; origin++) {
      DayModel.Prediction prediction = model.predict(days, origin, false, 1);
      for (int k = 0; k < 24; k++) {
        sum +=
            Double.isNaN(days.value(origin, k))
                ? 0
                : Math.abs(days.value(origin, k) - prediction.value(0, k));
      }
    }
    return sum;
  }

  @Test
  void parametersThatCannotBeAreRefused() {
    HoltWinters smoothing = new HoltWinters(26, false, 4);
    double[] good = smoothing.learnt();
    for (double bad : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY}) {
      double[] shares = good.clone();
      shares[2] = bad;
      assertThatThrownBy(() -> smoothing.with(shares)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Theta(12, 8, 5, true).with(new double[] {0.5, bad}))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> smoothing.with(new double[] {1, 1, 1, 1, 1, 1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stable");
    assertThatThrownBy(() -> smoothing.with(new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "theta"})
  void parametersInAFileThatCannotBeAreCorrupt(String name) {
    ModelFile good;
    try (FittedForecaster fitted =
        Providers.discover()
            .forecaster(name)
            .fit(History.of(Panel.of(demand(60, 5)), Calendar.of(ROME)), RUN)) {
      good = fitted.toModelFile();
    }
    EntryWriter few = new EntryWriter().writeDoubles(new double[] {0.5});
    double[] wild = new double[name.equals("theta") ? 2 : HoltWinters.Shares.COUNT];
    Arrays.fill(wild, 1e300);
    EntryWriter wrong = new EntryWriter().writeDoubles(wild);
    for (byte[] bytes : List.of(few.toByteArray(), wrong.toByteArray(), new byte[0])) {
      ModelFile bad =
          ModelFile.builder(ModelKind.FORECASTER, good.payloadVersion(), good.provenance())
              .entry("days", good.bytes("days"))
              .entry("calendar", good.bytes("calendar"))
              .entry("parameters", bytes)
              .build();
      assertThatThrownBy(() -> Providers.discover().restoreForecaster(bad))
          .isInstanceOf(ModelCorruptException.class);
    }
  }

  // ---------------------------------------------------------------- what teaches, and what not

  @ParameterizedTest
  @MethodSource("models")
  void aHolidayTeachesNothing(DayModel model) {
    Series honest = demand(150, 6);
    LocalDate holiday = LocalDate.of(2023, 5, 10);
    Calendar calendar = Calendar.of(ROME, List.of(holiday));
    Series wild =
        flow(
            honest.axis(),
            i -> {
              boolean on = CLOCK.date(honest.axis().epochSecond(i)).equals(holiday);
              return on ? 500 : honest.value(i);
            });
    DayModel learnt = model.learn(new LocalDays(honest, calendar), 150);

    assertThat(values(learnt.predict(new LocalDays(wild, calendar), 140, false, 7), 7))
        .isDeepEqualTo(values(learnt.predict(new LocalDays(honest, calendar), 140, false, 7), 7));
  }

  /** A gap leaves the state as it was forecast to be: nothing is filled in that would teach. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aForecastAfterAGapIsTheForecastFromBeforeIt(boolean trended) {
    Series whole = demand(150, 7);
    long first = CLOCK.epochDay(whole.axis().epochSecond(0)) + 140;
    Series gap =
        flow(
            whole.axis(),
            i -> {
              long day = CLOCK.epochDay(whole.axis().epochSecond(i)) - first;
              return day >= 0 && day < 3 ? Double.NaN : whole.value(i);
            });
    LocalDays days = new LocalDays(gap, Calendar.of(ROME));
    DayModel model = new HoltWinters(26, trended, 4).learn(days, 140);

    double[][] before = values(model.predict(days, 140, false, 6), 6);
    double[][] after = values(model.predict(days, 143, false, 3), 3);

    for (int d = 0; d < 3; d++) {
      for (int k = 0; k < 24; k++) {
        assertThat(after[d][k]).isCloseTo(before[d + 3][k], within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aGrossOutlierHardlyMatters(DayModel model) {
    Series honest = demand(150, 8);
    Series spike = flow(honest.axis(), i -> i == 139 * 24 + 5 ? 1e6 : honest.value(i));
    DayModel learnt = model.learn(new LocalDays(honest, Calendar.of(ROME)), 140);
    Calendar calendar = Calendar.of(ROME);
    double[][] clean = values(learnt.predict(new LocalDays(honest, calendar), 140, false, 7), 7);
    double[][] after = values(learnt.predict(new LocalDays(spike, calendar), 140, false, 7), 7);

    for (int d = 0; d < 7; d++) {
      for (int k = 0; k < 24; k++) {
        assertThat(after[d][k]).isCloseTo(clean[d][k], within(6.0));
      }
    }
  }

  /**
   * The hours of a day that has begun count: a level that jumped at midnight is noticed at nine.
   */
  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "theta"})
  void theDayThatHasBegunCounts(String name) {
    Series honest = demand(150, 9);
    Series jump = flow(honest.axis(), i -> honest.value(i) + (i >= 140 * 24 ? 6 : 0));
    Instant cutoff = honest.axis().instant(140 * 24 + 9);

    double[] without = mean(name, honest, cutoff);
    double[] with = mean(name, jump, cutoff);

    for (int t = 0; t < 24; t++) {
      assertThat(with[t] - without[t]).isBetween(0.3, 6.0);
    }
  }

  private static double[] mean(String name, Series series, Instant cutoff) {
    History history = History.of(Panel.of(series), Calendar.of(ROME)).before(cutoff);
    try (FittedForecaster fitted = Providers.discover().forecaster(name).fit(history, RUN)) {
      return fitted.forecast(ForecastRequest.steps(24), RUN).mean("A").toArray();
    }
  }

  @Test
  void aTrendIsFollowedOnlyIfAskedFor() {
    TimeAxis axis = hours(200);
    Series growing = flow(axis, i -> 20 + i / 48.0 + i % 24);
    LocalDays days = new LocalDays(growing, Calendar.of(ROME));
    DayModel flat = new HoltWinters(52, false, 4).learn(days, 180);
    DayModel trended = new HoltWinters(52, true, 4).learn(days, 180);

    assertThat(trended.predict(days, 180, false, 1).names()).contains("trend");
    assertThat(flat.predict(days, 180, false, 1).names()).doesNotContain("trend");
    assertThat(weekError(trended, days)).isLessThan(weekError(flat, days));
  }

  private static double weekError(DayModel model, LocalDays days) {
    DayModel.Prediction prediction = model.predict(days, 180, false, 7);
    double sum = 0;
    for (int d = 0; d < 7; d++) {
      for (int k = 0; k < 24; k++) {
        sum += Math.abs(days.value(180 + d, k) - prediction.value(d, k));
      }
    }
    return sum;
  }
}
