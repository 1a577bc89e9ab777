// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Forecasts from within a day, on areas whose errors last for hours: means, bands and paths. */
class BegunDayTest {
  private static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  private static final RunContext RUN = RunContext.standard().withParallelism(2);
  private static final int SERIES = 6;
  private static final int FITTED = 300;
  private static final int JUDGED = 40;
  private static final int AHEAD = 6;
  private static final int[] HOURS = {4, 9, 14, 20};

  private final History all = History.of(panel(), ROME);
  private final FittedForecaster fitted =
      Providers.discover()
          .forecaster("seasonal-ridge")
          .fit(all.withTargets(all.targets().slice(0, FITTED * 24)), RUN);

  private FittedForecaster after(FittedForecaster model, int hours) {
    int from = all.targets().axis().ceilingIndex(model.cutoff());
    return model.update(all.withTargets(all.targets().slice(from, from + hours)), RUN);
  }

  @Test
  void theHoursOfTodayMakeTheNextOnesBetterAndTheirBandsHold() {
    ForecastRequest request = ForecastRequest.steps(AHEAD).withLevels(QuantileLevel.STANDARD);
    FittedForecaster model = fitted;
    double before = 0;
    double after = 0;
    int[] inside = new int[2];
    int judged = 0;
    for (int day = FITTED; day < FITTED + JUDGED; day++) {
      Forecast fromMidnight = model.forecast(ForecastRequest.steps(24 + AHEAD), RUN);
      for (int hour : HOURS) {
        Forecast ahead = after(model, hour).forecast(request, RUN);
        for (int s = 0; s < SERIES; s++) {
          for (int t = 0; t < AHEAD; t++) {
            double truth = all.targets().series(s).value(day * 24 + hour + t);
            before += t == 0 ? Math.abs(truth - fromMidnight.mean(s, hour)) : 0;
            after += t == 0 ? Math.abs(truth - ahead.mean(s, 0)) : 0;
            inside[0] += within(ahead, s, t, 1, truth);
            inside[1] += within(ahead, s, t, 0, truth);
            judged++;
          }
        }
      }
      model = after(model, 24);
    }
    String what =
        String.format(
            Locale.ROOT,
            "error of the next hour %.3f of that from midnight, %.3f in the 80 %% band, %.3f in 90 %%",
            after / before,
            (double) inside[0] / judged,
            (double) inside[1] / judged);
    assertThat(after / before).as(what).isLessThan(0.7);
    assertThat((double) inside[0] / judged).as(what).isBetween(0.77, 0.83);
    assertThat((double) inside[1] / judged).as(what).isBetween(0.87, 0.93);
  }

  @Test
  void whatTheDayShowsIsCarriedOverMidnight() {
    Forecast fromMidnight = fitted.forecast(ForecastRequest.steps(48), RUN);
    Forecast late = after(fitted, 23).forecast(ForecastRequest.steps(25), RUN);

    assertThat(late.mean(0, 1)).isNotEqualTo(fromMidnight.mean(0, 24));
  }

  @Test
  void pathsAreAsNarrowAsTheBands() {
    ForecastRequest request = ForecastRequest.steps(AHEAD).withSamplePaths(400);
    Forecast ahead = after(fitted, 14).forecast(request, RUN);

    double[] spread = new double[AHEAD];
    for (int s = 0; s < SERIES; s++) {
      for (int t = 0; t < AHEAD; t++) {
        for (int p = 0; p < ahead.pathCount(); p++) {
          spread[t] += Math.abs(ahead.path(p, s, t) - ahead.mean(s, t)) / ahead.mean(s, t);
        }
      }
    }
    assertThat(spread[0]).isLessThan(0.8 * spread[AHEAD - 1]);
  }

  private static int within(Forecast ahead, int s, int t, int outer, double truth) {
    int last = ahead.levels().size() - 1 - outer;
    return truth >= ahead.quantileAt(s, t, outer) && truth <= ahead.quantileAt(s, t, last) ? 1 : 0;
  }

  /** Areas with habits, moods that last for days, and drifts that last for hours. */
  private static Panel panel() {
    TimeAxis axis =
        TimeAxis.of(
            Instant.parse("2021-12-31T23:00:00Z"), Duration.ofHours(1), (FITTED + JUDGED + 2) * 24);
    SplittableRandom random = new SplittableRandom(11);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < SERIES; s++) {
      double[] values = new double[axis.length()];
      double mood = 0;
      double drift = 0;
      for (int i = 0; i < values.length; i++) {
        mood = i % 24 == 0 ? 0.7 * mood + 0.02 * gaussian(random) : mood;
        drift = 0.9 * drift + 0.03 * gaussian(random);
        double habit = 20 + 8 * Math.sin((i % 24 - 7) * Math.PI / 12) - (i / 24 % 7 > 4 ? 2 : 0);
        values[i] = habit * Math.exp(mood + drift + 0.01 * gaussian(random));
      }
      series.add(Series.of("area " + s, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    return Panel.of(series);
  }

  private static double gaussian(SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum - 6;
  }
}
