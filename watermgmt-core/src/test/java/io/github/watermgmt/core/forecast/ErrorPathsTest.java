// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of the forecasters of days say of each step what their quantiles say, and more. */
class ErrorPathsTest {
  private static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  private static final RunContext RUN = RunContext.standard().withSeed(5);
  private static final int WEEKS = 30;
  private static final int PATHS = 3000;
  private static final int STEPS = 9 * 24;
  private static final List<QuantileLevel> LEVELS = QuantileLevel.STANDARD;

  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "theta", "weekly-profile", "seasonal-naive"})
  void quantilesOfPathsAreTheQuantiles(String provider) {
    Forecast made = forecast(provider, 0.1);

    double[] sample = new double[PATHS];
    for (int s = 0; s < made.size(); s++) {
      for (int t = 0; t < STEPS; t++) {
        for (int p = 0; p < PATHS; p++) {
          sample[p] = made.path(p, s, t);
        }
        Arrays.sort(sample);
        for (int q = 0; q < LEVELS.size(); q++) {
          double quantile = made.quantileAt(s, t, q);
          double level = LEVELS.get(q).asDouble();
          // Five standard errors of a share; two shares where paths share a value.
          double error = 5 * Math.sqrt(level * (1 - level) / PATHS);
          assertThat(level)
              .as("%s at step %d: share of paths at %s", made.ids().get(s), t, LEVELS.get(q))
              .isBetween(
                  share(sample, quantile - 1e-9) - error, share(sample, quantile + 1e-9) + error);
        }
      }
    }
  }

  /** Returns the share of a sorted sample that is below a value. */
  private static double share(double[] sorted, double value) {
    int at = Arrays.binarySearch(sorted, value);
    return (at < 0 ? -at - 1 : at) / (double) sorted.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "theta", "weekly-profile", "seasonal-naive"})
  void whatComesTogetherStaysTogether(String provider) {
    double together = spreadOfDays(forecast(provider, 1));
    double apart = spreadOfDays(forecast(provider, 0));

    // Of 48 independent errors the sum spreads by a seventh of what it does if they are the same.
    assertThat(together).as("%s, moods of whole days", provider).isBetween(0.75, 1.0);
    assertThat(apart).as("%s, every hour for itself", provider).isLessThan(0.4);
  }

  /** Spread of the sum of the third day over both series, relative to the sum of its spreads. */
  private static double spreadOfDays(Forecast made) {
    double[] sums = new double[PATHS];
    double single = 0;
    for (int s = 0; s < made.size(); s++) {
      for (int t = 48; t < 72; t++) {
        double[] values = new double[PATHS];
        for (int p = 0; p < PATHS; p++) {
          values[p] = made.path(p, s, t);
          sums[p] += values[p];
        }
        single += deviation(values);
      }
    }
    return deviation(sums) / single;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / values.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"holt-winters", "seasonal-naive"})
  void aPathIsTheSameAmongFewAndMany(String provider) {
    Forecast many = forecast(provider, 0.5);
    Forecast few =
        Providers.discover()
            .forecaster(provider)
            .fit(History.of(panel(0.5), ROME), RUN)
            .forecast(ForecastRequest.steps(STEPS).withSamplePaths(3), RUN);

    for (int t = 0; t < STEPS; t++) {
      assertThat(few.path(2, 1, t)).isEqualTo(many.path(2, 1, t));
    }
  }

  private static Forecast forecast(String provider, double mood) {
    ForecastRequest request =
        ForecastRequest.steps(STEPS).withLevels(LEVELS).withSamplePaths(PATHS);
    return Providers.discover()
        .forecaster(provider)
        .fit(History.of(panel(mood), ROME), RUN)
        .forecast(request, RUN);
  }

  /**
   * Two areas.
   *
   * @param mood share of the variance that all hours of a day of both have in common
   */
  private static Panel panel(double mood) {
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2022-10-30T23:00:00Z"), Duration.ofHours(1), WEEKS * 168);
    Random random = new Random(7);
    double[][] values = new double[2][axis.length()];
    double shared = 0;
    for (int i = 0; i < axis.length(); i++) {
      shared = i % 24 == 0 ? random.nextGaussian() : shared;
      for (int s = 0; s < 2; s++) {
        double habit = 40 + 10 * Math.sin((i % 24 - 7) * Math.PI / 12) - (i / 24 % 7 > 4 ? 3 : 0);
        double own = random.nextGaussian();
        values[s][i] = habit + 2 * (Math.sqrt(mood) * shared + Math.sqrt(1 - mood) * own);
      }
    }
    return Panel.of(
        Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values[0]),
        Series.of("B", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values[1]));
  }
}
