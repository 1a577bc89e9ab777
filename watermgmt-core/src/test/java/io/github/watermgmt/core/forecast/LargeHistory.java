// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
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
import java.util.Locale;
import java.util.SplittableRandom;

/** Fits a forecaster to ten million values, forecasts a day, and says how long that took. */
final class LargeHistory {
  private static final int VALUES = 10_000_000;
  private static final int MINUTES = 24 * 60;

  private LargeHistory() {}

  /** Takes the name of the forecaster, and the step in minutes; series are as many as it takes. */
  public static void main(String[] args) {
    RunContext run = RunContext.standard();
    long begun = System.nanoTime();
    History history = history(Integer.parseInt(args[1]));
    try (FittedForecaster model = Providers.discover().forecaster(args[0]).fit(history, run)) {
      Forecast forecast = model.forecast(ForecastRequest.steps(MINUTES), run);
      System.out.printf(
          Locale.ROOT,
          "%s: %d series, forecast of %d steps after %.1f s%n",
          args[0],
          forecast.size(),
          forecast.horizon(),
          (System.nanoTime() - begun) * 1e-9);
    }
  }

  private static History history(int minutes) {
    // As many series as make twenty years of minutes, each as long as all.
    int count = minutes;
    TimeAxis axis =
        TimeAxis.of(
            Instant.parse("2000-01-01T00:00:00Z"), Duration.ofMinutes(minutes), VALUES / count);
    Series[] series = new Series[count];
    for (int s = 0; s < count; s++) {
      SplittableRandom random = new SplittableRandom(s);
      double[] values = new double[axis.length()];
      for (int i = 0; i < values.length; i++) {
        double hour = i * (minutes / 60.0) % 24;
        values[i] = 20 + 10 * Math.sin(hour * Math.PI / 12) + 3 * random.nextDouble();
      }
      String id = "area " + s;
      series[s] = Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    }
    return History.of(Panel.of(series), Calendar.of(ZoneId.of("Europe/Rome")));
  }
}
