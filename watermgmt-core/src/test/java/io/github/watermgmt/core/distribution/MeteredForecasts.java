// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Forecasts of a demand that is known, wrong as a forecaster was about real DMAs: each zone has the
 * errors that the forecaster made in one of them in the same hour of some week, as factors. In each
 * step it knows what was metered until then. Zones of one DMA err alike.
 */
final class MeteredForecasts implements StepForecasts {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final List<QuantileLevel> LEVELS =
      List.of(DrawnForecasts.LOW, DrawnForecasts.MEDIAN, DrawnForecasts.HIGH);

  private final Problem truth;
  private final List<Forecast> forecasts;
  private final Panel metered;
  private final int first;

  private MeteredForecasts(Problem truth, List<Forecast> forecasts, Panel metered, int first) {
    this.truth = truth;
    this.forecasts = forecasts;
    this.metered = metered;
    this.first = first;
  }

  /**
   * Forecasts a week hour by hour.
   *
   * @param truth hourly
   * @param monday its first day, in local time
   * @param reach hours that each forecast has at most
   */
  static MeteredForecasts of(Problem truth, String provider, LocalDate monday, int reach) {
    Panel panel =
        ReadingsCsv.builder()
            .unit(Unit.of("L/s"))
            .zone(ROME)
            .build()
            .read(SharedData.file("data/bwdf/inflow.csv"))
            .panel();
    Calendar calendar =
        Calendar.of(ROME, HolidaysCsv.read(SharedData.file("data/bwdf/holidays.csv")));
    int first = panel.axis().indexCovering(monday.atStartOfDay(ROME).toEpochSecond());
    RunContext run = RunContext.standard();
    List<Forecast> forecasts = new ArrayList<>();
    History before = History.of(panel.slice(0, first), calendar);
    FittedForecaster model = Providers.discover().forecaster(provider).fit(before, run);
    for (int t = 0; t < truth.steps(); t++) {
      if (t > 0) {
        int now = first + t;
        FittedForecaster next = model.update(History.of(panel.slice(now - 1, now), calendar), run);
        model.close();
        model = next;
      }
      ForecastRequest request =
          ForecastRequest.steps(Math.min(reach, truth.steps() - t)).withLevels(LEVELS);
      forecasts.add(model.forecast(request, run));
    }
    model.close();
    return new MeteredForecasts(truth, forecasts, panel, first);
  }

  @Override
  public Forecast at(int step) {
    Forecast made = forecasts.get(step);
    int n = made.axis().length();
    TimeAxis axis = truth.axis().slice(step, step + n);
    Forecast.Builder forecast = Forecast.builder(axis, LEVELS);
    int k = 0;
    for (Map.Entry<String, ZoneTerms> zone : truth.zones().entrySet()) {
      String area = metered.ids().get(k++ % metered.ids().size());
      double[] demand = zone.getValue().demandM3h();
      double[] mean = made.mean(area).toArray();
      double[][] quantiles = new double[LEVELS.size()][];
      for (int q = 0; q < quantiles.length; q++) {
        quantiles[q] = made.quantile(area, LEVELS.get(q)).toArray();
      }
      for (int i = 0; i < n; i++) {
        double was = metered.series(area).value(first + step + i);
        // Where nothing was metered, nobody knows the error.
        double known = was > 0 ? was : quantiles[1][i];
        double factor = demand[step + i] / known;
        mean[i] *= factor;
        for (double[] quantile : quantiles) {
          quantile[i] *= factor;
        }
      }
      forecast.series(zone.getKey(), Quantity.FLOW, Support.INTERVAL_MEAN, mean, quantiles);
    }
    return forecast.build();
  }
}
