// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.bench.run.Meter;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A forecaster whose work is metered. Each fit, update and forecast stays on the thread that asks
 * for it: others would not be seen by the meter.
 *
 * <p>Thread-safety: as the forecaster's.
 *
 * @param label names the costs
 */
record MeteredForecaster(String label, Forecaster forecaster, CostBook book) implements Forecaster {

  @Override
  public String name() {
    return forecaster.name();
  }

  @Override
  public Options options() {
    return forecaster.options();
  }

  @Override
  public Set<Capability> capabilities() {
    return forecaster.capabilities();
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    RunContext alone = alone(run);
    var fitted = Meter.measure(() -> forecaster.fit(history, alone));
    book.add(label, history.end(), CostBook.Work.FIT, fitted.cost());
    return new Metered(
        label, Objects.requireNonNull(fitted.value(), "no model was returned"), book);
  }

  private static RunContext alone(RunContext run) {
    return run.withExecutor(Runnable::run, 1).withProgress(progress -> {});
  }

  private record Metered(String label, FittedForecaster model, CostBook book)
      implements FittedForecaster {

    @Override
    public Forecast forecast(ForecastRequest request, RunContext run) {
      RunContext alone = alone(run);
      var forecast = Meter.measure(() -> model.forecast(request, alone));
      book.add(label, model.cutoff(), CostBook.Work.FORECAST, forecast.cost());
      return forecast.value();
    }

    @Override
    public FittedForecaster update(History newer, RunContext run) {
      RunContext alone = alone(run);
      var updated = Meter.measure(() -> model.update(newer, alone));
      book.add(label, newer.end(), CostBook.Work.FIT, updated.cost());
      // An update without news may return the very same model, which is then not to be closed.
      FittedForecaster newest = Objects.requireNonNull(updated.value(), "no model was returned");
      return newest == model ? this : new Metered(label, newest, book);
    }

    @Override
    public Provenance provenance() {
      return model.provenance();
    }

    @Override
    public List<String> seriesIds() {
      return model.seriesIds();
    }

    @Override
    public TimeAxis trainedOn() {
      return model.trainedOn();
    }

    @Override
    public Set<Capability> capabilities() {
      return model.capabilities();
    }

    @Override
    public ModelFile toModelFile() {
      return model.toModelFile();
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
