// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelLimits;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long it takes to fit a forecaster to ten series of two years of hours, to carry it on by a
 * day, to forecast a week, and to write and read its model file; on one thread.
 */
public class ForecastBenchmark extends ForecasterBenchmark {
  private static final int SERIES = 10;
  private static final int DAYS = 2 * 52 * 7;
  private static final int HOURS_PER_DAY = 24;
  private static final int WEEK = 168;
  private static final int PATHS = 100;

  private final RunContext run = RunContext.standard().withSeed(1);
  private Forecaster forecaster;
  private History history;
  private History dayMore;
  private FittedForecaster model;
  private byte[] file = {};

  /** Creates the benchmark. */
  public ForecastBenchmark() {}

  /** Makes the history, a model and its file. */
  @Setup
  public void fitOnce() throws IOException {
    forecaster = forecaster();
    int steps = Town.steps(Town.HOUR, DAYS);
    Panel panel = Town.inflows(SERIES, Town.HOUR, steps + HOURS_PER_DAY);
    history = History.of(panel.slice(0, steps), Town.calendar());
    dayMore = History.of(panel.slice(steps, steps + HOURS_PER_DAY), Town.calendar());
    model = fit();
    if (forecaster.capabilities().contains(Capability.PERSISTENCE)) {
      file = save();
    }
  }

  private void require(Capability capability) {
    Skipped.unless(
        forecaster.capabilities().contains(capability),
        provider + " lacks the capability " + capability.label());
  }

  /** Fits a model. */
  @Benchmark
  public FittedForecaster fit() {
    return forecaster.fit(history, run);
  }

  /** Carries the model on by a day. */
  @Benchmark
  public FittedForecaster update() {
    require(Capability.UPDATE);
    return model.update(dayMore, run);
  }

  /** Forecasts a week with the standard quantiles, where the model has them. */
  @Benchmark
  public Forecast forecast() {
    ForecastRequest request = ForecastRequest.steps(WEEK);
    boolean quantiles = forecaster.capabilities().contains(Capability.QUANTILES);
    return model.forecast(quantiles ? request : request.withLevels(List.of()), run);
  }

  /** Forecasts a week with a hundred joint sample paths. */
  @Benchmark
  public Forecast forecastPaths() {
    require(Capability.SAMPLE_PATHS);
    return model.forecast(ForecastRequest.steps(WEEK).withSamplePaths(PATHS), run);
  }

  /** Writes the model file to memory. */
  @Benchmark
  public byte[] save() throws IOException {
    require(Capability.PERSISTENCE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.toModelFile().write(out);
    return out.toByteArray();
  }

  /** Reads the model file from memory. */
  @Benchmark
  public FittedForecaster load() throws IOException {
    require(Capability.PERSISTENCE);
    return providers.restoreForecaster(
        ModelFile.read(new ByteArrayInputStream(file), ModelLimits.standard()));
  }

  /** Frees what the model holds. */
  @TearDown
  public void close() {
    if (model != null) {
      model.close();
    }
  }
}
