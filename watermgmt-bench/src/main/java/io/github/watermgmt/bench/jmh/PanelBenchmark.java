// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long a whole utility takes: a panel of two years of hours fitted, and a week forecast. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class PanelBenchmark extends HotPath {
  private static final int DAYS = 2 * 52 * 7;
  private static final int WEEK = 168;

  /** Name of the provider. */
  @Param({"seasonal-ridge"})
  public String provider = "seasonal-ridge";

  /** Number of series. */
  @Param({"500"})
  public int series = 500;

  /** Number of threads. */
  @Param({"2"})
  public int threads = 2;

  private ExecutorService executor = Executors.newSingleThreadExecutor();
  private Forecaster forecaster;
  private History history;

  /** Creates the benchmark. */
  public PanelBenchmark() {}

  /** Makes the history. */
  @Setup
  public void history() {
    executor.shutdown();
    executor = Executors.newFixedThreadPool(threads);
    forecaster = Skipped.unless(() -> Providers.discover().forecaster(provider));
    int steps = Town.steps(Town.HOUR, DAYS);
    history = History.of(Town.inflows(series, Town.HOUR, steps), Town.calendar());
  }

  /** Fits all series and forecasts a week of each with the standard quantiles. */
  @Benchmark
  public Forecast fitAndForecast() {
    RunContext run = RunContext.standard().withSeed(1).withExecutor(executor, threads);
    try (FittedForecaster model = forecaster.fit(history, run)) {
      return model.forecast(ForecastRequest.steps(WEEK), run);
    }
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    executor.shutdown();
  }
}
