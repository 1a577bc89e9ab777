// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A planner's question: the peak hour of next week in one zone, with 90 % certainty. README shows
 * these lines.
 */
final class NextWeeksPeak {
  private NextWeeksPeak() {}

  static void print(Path readingsFile, PrintStream out) {
    ZoneId rome = ZoneId.of("Europe/Rome");
    Unit unit = Unit.of("L/s");
    Panel readings = ReadingsCsv.builder().unit(unit).zone(rome).build().read(readingsFile).panel();
    History history = History.of(readings, Calendar.of(rome));
    RunContext run = RunContext.standard();
    try (FittedForecaster model = Providers.discover().forecaster("auto").fit(history, run)) {
      Forecast week = model.forecast(ForecastRequest.steps(168).withSamplePaths(1000), run);
      double peak = week.horizonPeak("Harbour").quantile(QuantileLevel.of(0.9), unit);
      out.printf(Locale.ROOT, "Next week's peak hour stays below %.1f L/s: 9 to 1%n", peak);
    }
  }
}
