// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DayForecasterTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2023-01-01T23:00:00Z");
  private static final RunContext RUN = RunContext.standard();
  private static final ForecastRequest WEEK =
      ForecastRequest.steps(168).withSamplePaths(50).explained();

  /** Three correlated zones with gaps, over changes of clocks. */
  private static History history(int days) {
    int n = days * 24;
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), n);
    double[][] values = new double[3][n];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < n; i++) {
      double shared = random.nextDouble();
      for (int s = 0; s < 3; s++) {
        double daily = Math.sin(2 * Math.PI * (i % 24) / 24) * (i / 24 % 7 == 6 ? 2 : 4);
        values[s][i] =
            random.nextDouble() < .02 ? Double.NaN : 20 + s + daily + shared + random.nextDouble();
      }
    }
    return History.of(
        Panel.of(
            series("A", axis, values[0]),
            series("B", axis, values[1]),
            series("C", axis, values[2])),
        Calendar.of(ROME));
  }

  private static Series series(String id, TimeAxis axis, double[] values) {
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  private static Forecaster forecaster(String name) {
    return Providers.discover().forecaster(name);
  }

  private static void assertSame(Forecast a, Forecast b) {
    assertThat(a.axis()).isEqualTo(b.axis());
    assertThat(a.ids()).isEqualTo(b.ids());
    for (int s = 0; s < a.size(); s++) {
      for (int t = 0; t < a.horizon(); t++) {
        assertThat(a.mean(s, t)).isEqualTo(b.mean(s, t));
        for (int q = 0; q < a.levels().size(); q++) {
          assertThat(a.quantileAt(s, t, q)).isEqualTo(b.quantileAt(s, t, q));
        }
        for (int p = 0; p < a.pathCount(); p++) {
          assertThat(a.path(p, s, t)).isEqualTo(b.path(p, s, t));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void startsWhereTheHistoryEndsWithAllThatWasAskedFor(String name) {
    History history = history(140);
    Forecast forecast = forecaster(name).fit(history, RUN).forecast(WEEK, RUN);

    assertThat(forecast.axis().start()).isEqualTo(history.end());
    assertThat(forecast.horizon()).isEqualTo(168);
    assertThat(forecast.ids()).containsExactly("A", "B", "C");
    assertThat(forecast.levels()).hasSize(19);
    assertThat(forecast.pathCount()).isEqualTo(50);
    Explanation explanation = forecast.explanation("B").orElseThrow();
    for (int t = 0; t < 168; t++) {
      double sum = 0;
      for (Explanation.Component component : explanation.components()) {
        sum += component.contribution()[t];
      }
      assertThat(sum).isCloseTo(forecast.mean(1, t), org.assertj.core.data.Offset.offset(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void sameBitsWithAnyNumberOfThreadsAndAfterTheFile(String name) {
    History history = history(140);
    Forecast one = forecaster(name).fit(history, RUN).forecast(WEEK, RUN);
    RunContext four = RUN.withParallelism(4);
    FittedForecaster fitted = forecaster(name).fit(history, four);

    assertSame(fitted.forecast(WEEK, four), one);
    FittedForecaster restored = Providers.discover().restoreForecaster(fitted.toModelFile());
    assertSame(restored.forecast(WEEK, RUN), one);
    assertThat(restored.provenance()).isEqualTo(fitted.provenance());
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void corruptingTheFutureChangesNoBit(String name) {
    History all = history(170);
    Instant cutoff = all.targets().axis().instant(140 * 24 + 9); // in the middle of a day
    int from = all.targets().axis().indexOf(cutoff);
    Panel spoilt = all.targets();
    for (Series series : all.targets().series()) {
      double[] values = series.toArray();
      for (int i = from; i < values.length; i++) {
        values[i] = i % 2 == 0 ? 1e6 : Double.NaN;
      }
      spoilt = spoilt.with(series.withValues(values));
    }
    Forecast honest = forecaster(name).fit(all.before(cutoff), RUN).forecast(WEEK, RUN);

    assertSame(
        forecaster(name).fit(all.withTargets(spoilt).before(cutoff), RUN).forecast(WEEK, RUN),
        honest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile"})
  void updateEqualsANewFitAndLeavesTheOldModelAlone(String name) {
    History all = history(300);
    Instant cutoff = all.targets().axis().instant(290 * 24);
    FittedForecaster old = forecaster(name).fit(all.before(cutoff), RUN);
    Forecast before = old.forecast(WEEK, RUN);
    int n = all.targets().axis().length();
    History newer = all.withTargets(all.targets().slice(280 * 24, n));

    FittedForecaster updated = old.update(newer, RUN);

    assertThat(updated.trainedOn()).isEqualTo(all.targets().axis());
    assertSame(updated.forecast(WEEK, RUN), forecaster(name).fit(all, RUN).forecast(WEEK, RUN));
    assertSame(old.forecast(WEEK, RUN), before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void tooShortAHistoryNamesTheLengthThatSuffices(String name) {
    assertThatThrownBy(() -> forecaster(name).fit(history(10), RUN))
        .isInstanceOfSatisfying(
            TooShortHistoryException.class, e -> assertThat(e.needed()).isEqualTo(504));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void cancellationIsHonoured(String name) {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThatThrownBy(() -> forecaster(name).fit(history(60), RUN.withCancellation(cancellation)))
        .isInstanceOf(CancelledException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"seasonal-naive", "weekly-profile", "holt-winters", "theta"})
  void bandsHoldAboutWhatTheySay(String name) {
    History all = history(330);
    int inside = 0;
    int count = 0;
    for (int week = 0; week < 12; week++) {
      Instant cutoff = all.targets().axis().instant((240 + 7 * week) * 24);
      Forecast forecast =
          forecaster(name).fit(all.before(cutoff), RUN).forecast(ForecastRequest.steps(168), RUN);
      int from = all.targets().axis().indexOf(cutoff);
      for (int s = 0; s < 3; s++) {
        for (int t = 0; t < 168; t++) {
          double truth = all.targets().series(s).value(from + t);
          if (!Double.isNaN(truth)) {
            count++;
            List<io.github.watermgmt.forecast.QuantileLevel> levels = forecast.levels();
            int low = levels.indexOf(io.github.watermgmt.forecast.QuantileLevel.of(0.1));
            int high = levels.indexOf(io.github.watermgmt.forecast.QuantileLevel.of(0.9));
            inside +=
                truth >= forecast.quantileAt(s, t, low) && truth <= forecast.quantileAt(s, t, high)
                    ? 1
                    : 0;
          }
        }
      }
    }
    assertThat(inside / (double) count).isBetween(0.74, 0.86);
  }
}
