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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise R2: quantiles never cross, and bands hold what they say, on data that the model has not
 * seen and after the noise of a series has doubled, by updates alone.
 */
@Tag("slow")
class RegimeChangeTest {
  private static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  private static final RunContext RUN = RunContext.standard().withParallelism(2);
  private static final int SERIES = 12;
  private static final int FITTED = 400;
  private static final int SETTLING = 21;
  private static final int JUDGED = 70;

  @ParameterizedTest
  @CsvSource({
    "seasonal-ridge, 1", "seasonal-ridge, 2",
    "combination, 1", "combination, 2",
    "boosted-trees, 1", "boosted-trees, 2",
    "holt-winters, 1", "holt-winters, 2",
    "theta, 1", "theta, 2",
    "weekly-profile, 1", "weekly-profile, 2",
    "seasonal-naive, 1"
  })
  void bandsHoldWhatTheySay(String provider, double noiseAfter) {
    History all = History.of(panel(noiseAfter), ROME);
    TimeAxis axis = all.targets().axis();
    FittedForecaster model =
        Providers.discover()
            .forecaster(provider)
            .fit(all.withTargets(all.targets().slice(0, FITTED * 24)), RUN);
    List<QuantileLevel> levels = QuantileLevel.STANDARD;
    int[] inside = new int[2];
    int judged = 0;
    for (int day = FITTED; day < FITTED + SETTLING + JUDGED; day++) {
      Forecast ahead = model.forecast(ForecastRequest.steps(24).withLevels(levels), RUN);
      for (int s = 0; s < SERIES && day >= FITTED + SETTLING; s++) {
        for (int t = 0; t < 24; t++) {
          double truth = all.targets().series(s).value(day * 24 + t);
          inside[0] += within(ahead, s, t, 1, truth);
          inside[1] += within(ahead, s, t, 0, truth);
          judged++;
          for (int q = 1; q < levels.size(); q++) {
            assertThat(ahead.quantileAt(s, t, q))
                .isGreaterThanOrEqualTo(ahead.quantileAt(s, t, q - 1));
          }
        }
      }
      int from = axis.ceilingIndex(model.cutoff());
      model = model.update(all.withTargets(all.targets().slice(from, from + 24)), RUN);
    }
    String shares =
        String.format(
            "%s, noise x %.0f: %.3f in the 80 %% band, %.3f in the 90 %% band",
            provider, noiseAfter, (double) inside[0] / judged, (double) inside[1] / judged);
    System.getLogger(RegimeChangeTest.class.getName()).log(System.Logger.Level.INFO, shares);
    assertThat((double) inside[0] / judged).as(shares).isBetween(0.78, 0.82);
    assertThat((double) inside[1] / judged).as(shares).isBetween(0.88, 0.92);
  }

  private static int within(Forecast ahead, int s, int t, int outer, double truth) {
    int last = ahead.levels().size() - 1 - outer;
    return truth >= ahead.quantileAt(s, t, outer) && truth <= ahead.quantileAt(s, t, last) ? 1 : 0;
  }

  /** Areas with habits, moods that last for days, and noise that grows from a day on. */
  private static Panel panel(double noiseAfter) {
    int days = FITTED + SETTLING + JUDGED + 1;
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2021-12-31T23:00:00Z"), Duration.ofHours(1), days * 24);
    SplittableRandom random = new SplittableRandom(11);
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < SERIES; s++) {
      double[] values = new double[axis.length()];
      double mood = 0;
      double drift = 0;
      for (int i = 0; i < values.length; i++) {
        double noise = i / 24 < FITTED ? 1 : noiseAfter;
        mood = i % 24 == 0 ? 0.7 * mood + 0.03 * noise * gaussian(random) : mood;
        drift = 0.8 * drift + 0.02 * noise * gaussian(random);
        double hour = i % 24 + s * 0.1;
        double habit = 20 + 8 * Math.sin((hour - 7) * Math.PI / 12) - (i / 24 % 7 > 4 ? 2 : 0);
        values[i] = habit * Math.exp(mood + drift + 0.02 * noise * gaussian(random));
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
