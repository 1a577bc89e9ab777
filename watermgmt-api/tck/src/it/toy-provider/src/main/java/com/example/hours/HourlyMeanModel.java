// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package com.example.hours;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.Set;

/**
 * What was learnt: a mean week per series. Thread-safety: immutable.
 *
 * @param like a panel without steps, for the names and quantities of the series
 */
record HourlyMeanModel(
    Provenance provenance, Panel like, TimeAxis trainedOn, HourOfWeek hours, double[][] means)
    implements FittedForecaster {

  @Override
  public List<String> seriesIds() {
    return like.ids();
  }

  @Override
  public Set<Capability> capabilities() {
    return HourlyMeanProvider.CAPABILITIES;
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    run.checkpoint("forecast of " + HourlyMeanProvider.NAME);
    if (!request.levels().isEmpty() || request.samplePaths() > 0 || request.explain()) {
      throw new UnsupportedRequestException(
          "request (" + request + "), '" + HourlyMeanProvider.NAME + "' gives means only.");
    }
    TimeAxis axis = trainedOn.next(request.horizon());
    Forecast.Builder forecast = Forecast.builder(axis, List.of());
    for (int s = 0; s < like.size(); s++) {
      double[] mean = new double[axis.length()];
      for (int t = 0; t < mean.length; t++) {
        mean[t] = means[s][hours.slot(axis.epochSecond(t))];
      }
      Series series = like.series(s);
      forecast.series(series.id(), series.quantity(), series.support(), mean, new double[0][]);
    }
    return forecast.build();
  }

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    throw new UnsupportedRequestException(
        "update, '" + HourlyMeanProvider.NAME + "' cannot. Maybe fit anew.");
  }

  @Override
  public ModelFile toModelFile() {
    throw new UnsupportedRequestException(
        "model file, '" + HourlyMeanProvider.NAME + "' writes none. Maybe fit anew.");
  }
}
