// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;

/** The example of the project's README: a week ahead in a dozen lines. */
final class WeekAhead {
  private WeekAhead() {}

  static void print(Path readingsFile, Path holidaysFile, PrintStream out) {
    Unit litresPerSecond = Unit.of("L/s");
    ZoneId rome = ZoneId.of("Europe/Rome");
    PanelBuilder.Built readings =
        ReadingsCsv.builder().unit(litresPerSecond).zone(rome).build().read(readingsFile);
    Calendar calendar = Calendar.of(rome, HolidaysCsv.read(holidaysFile));
    History history = History.of(readings.panel(), calendar);

    RunContext run = RunContext.standard().withSeed(1);
    Forecaster forecaster = Providers.discover().forecaster("auto");
    try (FittedForecaster model = forecaster.fit(history, run)) {
      Forecast week = model.forecast(ForecastRequest.steps(168), run);
      double[] mean = week.mean("Harbour").toArray(litresPerSecond);
      double[] high = week.quantile("Harbour", QuantileLevel.of(0.95)).toArray(litresPerSecond);
      for (int hour = 0; hour < 24; hour += 6) {
        out.printf(
            Locale.ROOT,
            "%s  %5.2f L/s, 19 times in 20 below %5.2f%n",
            week.axis().instant(hour),
            mean[hour],
            high[hour]);
      }
    }
  }
}
