// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.core.prepare.Cleaner;
import io.github.watermgmt.core.prepare.Features;
import io.github.watermgmt.core.prepare.FittedFeatures;
import io.github.watermgmt.core.prepare.GapFill;
import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** How long the preparation of a million readings takes: ten series of 100,000 hours. */
public class PreparationBenchmark extends HotPath {
  private static final int SERIES = 10;
  private static final int HOURS = 100_000;

  private final Calendar calendar = Town.calendar();
  private final Features features =
      Features.builder()
          .daysOfWeek()
          .holidays(-1, 0, 1)
          .daily(2)
          .yearly(2)
          .lagDays(1, 2, 7, 14)
          .build();
  private Cleaner cleaner;
  private GapFill filling;
  private Panel panel;
  private double[][] columns = {};
  private FittedFeatures[] fitted = {};

  /** Creates the benchmark. */
  public PreparationBenchmark() {}

  /** Makes the readings. */
  @Setup
  public void readings() {
    cleaner = Cleaner.builder(calendar).build();
    filling = GapFill.of(calendar.zone());
    panel = Town.inflows(SERIES, Town.HOUR, HOURS);
    columns = panel.series().stream().map(Series::toArray).toArray(double[][]::new);
    fitted = panel.series().stream().map(this::learn).toArray(FittedFeatures[]::new);
  }

  private FittedFeatures learn(Series series) {
    return features.fit(series, Covariates.none(), calendar, series.axis());
  }

  /** Cleans: range, spikes, stuck sensors. */
  @Benchmark
  public Cleaner.Cleaned clean() {
    return cleaner.clean(panel);
  }

  /** Fills the gaps. */
  @Benchmark
  public GapFill.Filled fill() {
    return filling.fill(panel);
  }

  /** Learns the scale of each series and applies it to its values. */
  @Benchmark
  public double scale() {
    double sum = 0;
    for (double[] column : columns) {
      Scaling scaling = Scaling.learn(column);
      for (double value : column) {
        double scaled = scaling.apply(value);
        sum += Double.isNaN(scaled) ? 0 : scaled;
      }
    }
    return sum;
  }

  /** Learns which features vary, 21 of them. */
  @Benchmark
  public int learnFeatures() {
    int columnsKept = 0;
    for (Series series : panel.series()) {
      columnsKept += learn(series).size();
    }
    return columnsKept;
  }

  /** Computes the features of every step. */
  @Benchmark
  public double features() {
    double sum = 0;
    for (int s = 0; s < fitted.length; s++) {
      Series series = panel.series(s);
      double[] matrix = fitted[s].matrix(series, Covariates.none(), calendar, series.axis());
      sum += matrix[matrix.length - 1];
    }
    return sum;
  }
}
