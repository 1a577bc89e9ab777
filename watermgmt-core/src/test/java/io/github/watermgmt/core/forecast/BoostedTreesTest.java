// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Districts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The provider {@code boosted-trees}: what a series gains by the others. */
class BoostedTreesTest {
  private static final RunContext RUN = RunContext.standard().withSeed(1);
  private static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  private static final int WEEK = 168;
  private static final String QUICK = "trees=60;rate=0.15";

  private static Districts city(int days) {
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2023-01-01T23:00:00Z"), Duration.ofHours(1), 24 * days);
    return Districts.of(3, 2, 5, axis, ROME);
  }

  private static Panel areas(Districts city) {
    List<Series> areas =
        city.inflow().series().stream().filter(series -> series.id().contains(" D")).toList();
    assertThat(areas).hasSize(10);
    return Panel.of(areas);
  }

  private static Series known(Series series, int from) {
    double[] values = series.toArray();
    Arrays.fill(values, 0, from, Double.NaN);
    return Series.of(series.id(), series.quantity(), series.support(), series.axis(), values);
  }

  /** A district metered for four weeks, in the second summer of nine others, and hot days ahead. */
  @Test
  @Tag("slow")
  void aShortSeriesIsForecastBetterThanItsProfileBesideLongOnes() {
    Districts city = city(600);
    Covariates weather = Covariates.known(Panel.of(city.temperature()));
    Panel whole = areas(city);
    double trees = 0;
    double profile = 0;
    int n = 0;
    for (int area = 0; area < 10; area += 3) {
      for (int origin = 520 * 24; origin <= 590 * 24; origin += 35 * 24) {
        List<Series> series = new ArrayList<>(whole.series());
        series.set(area, known(series.get(area), origin - 28 * 24));
        Panel past = Panel.of(series).slice(0, origin);
        trees += error("boosted-trees", QUICK, past, weather, whole, area, origin);
        profile += error("weekly-profile", "weeks=8", past, weather, whole, area, origin);
        n++;
      }
    }

    System.out.printf(
        Locale.ROOT,
        "four weeks known: trees err by %.4f of the mean, the profile by %.4f%n",
        trees / n,
        profile / n);
    assertThat(trees).isLessThan(0.97 * profile);
  }

  /** Returns the mean absolute error of a week over the mean of its truth. */
  private static double error(
      String provider,
      String options,
      Panel past,
      Covariates weather,
      Panel whole,
      int area,
      int origin) {
    ForecastRequest week = ForecastRequest.steps(WEEK).withCovariates(weather);
    try (FittedForecaster fitted =
        Providers.discover()
            .forecaster(provider, options)
            .fit(new History(past, weather, ROME), RUN)) {
      Forecast forecast = fitted.forecast(week, RUN);
      double sum = 0;
      double size = 0;
      for (int t = 0; t < WEEK; t++) {
        double truth = whole.series(area).value(origin + t);
        sum += Math.abs(truth - forecast.mean(area, t));
        size += truth;
      }
      return sum / size;
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    History history = History.of(areas(city(60)), ROME);
    Forecast[] forecasts = new Forecast[3];
    for (int threads = 1; threads <= 3; threads++) {
      RunContext run = RUN.withParallelism(threads);
      try (FittedForecaster fitted =
          Providers.discover().forecaster("boosted-trees", "trees=10").fit(history, run)) {
        forecasts[threads - 1] = fitted.forecast(ForecastRequest.steps(48).withSamplePaths(5), run);
      }
    }

    assertThat(forecasts[1]).isEqualTo(forecasts[0]);
    assertThat(forecasts[2]).isEqualTo(forecasts[0]);
  }

  @Test
  void pathsSpreadAsTheQuantilesSay() {
    Panel panel = areas(city(200));
    try (FittedForecaster fitted =
        Providers.discover().forecaster("boosted-trees", QUICK).fit(History.of(panel, ROME), RUN)) {
      Forecast forecast = fitted.forecast(ForecastRequest.steps(WEEK).withSamplePaths(300), RUN);
      int below = 0;
      int n = 0;
      for (int s = 0; s < 10; s++) {
        for (int t = 0; t < WEEK; t++) {
          double low = forecast.quantileAt(s, t, 1); // 10 %
          for (int p = 0; p < 300; p++) {
            below += forecast.path(p, s, t) < low ? 1 : 0;
            n++;
          }
        }
      }
      assertThat((double) below / n).isBetween(0.07, 0.13);
    }
  }
}
