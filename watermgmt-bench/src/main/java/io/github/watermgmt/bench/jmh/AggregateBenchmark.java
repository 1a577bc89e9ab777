// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long sums over series and steps take, for a week of ten series and their sample paths. */
public class AggregateBenchmark extends HotPath {
  private static final int SERIES = 10;
  private static final int WEEK = 168;
  private static final int DAY = 24;

  /** Number of sample paths. */
  @Param({"100", "400"})
  public int paths = 100;

  private Forecast forecast;

  /** Creates the benchmark. */
  public AggregateBenchmark() {}

  /** Makes a forecast whose paths are weeks of the town's past. */
  @Setup
  public void sample() {
    Panel past = Town.inflows(SERIES, Town.HOUR, WEEK * (paths + 1));
    Forecast.Builder builder = Forecast.builder(past.axis().next(WEEK), QuantileLevel.STANDARD);
    double[][][] sampled = new double[paths][SERIES][WEEK];
    for (int s = 0; s < SERIES; s++) {
      Series series = past.series(s);
      double[] mean = new double[WEEK];
      for (int p = 0; p < paths; p++) {
        for (int t = 0; t < WEEK; t++) {
          double value = series.value(p * WEEK + t);
          sampled[p][s][t] = Double.isNaN(value) ? 0 : value;
          mean[t] += sampled[p][s][t] / paths;
        }
      }
      double[][] quantiles = new double[QuantileLevel.STANDARD.size()][];
      Arrays.fill(quantiles, mean);
      builder.series(series.id(), Quantity.FLOW, Support.INTERVAL_MEAN, mean, quantiles);
    }
    forecast = builder.paths(sampled).build();
  }

  /** Sums the series. */
  @Benchmark
  public Forecast total() {
    return forecast.total("town");
  }

  /** Makes days of hours. */
  @Benchmark
  public Forecast overSteps() {
    return forecast.overSteps(DAY);
  }
}
