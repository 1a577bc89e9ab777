// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;

/** Sums over series and over steps, along the joint sample paths. */
final class ForecastAggregation {
  private ForecastAggregation() {}

  static Forecast total(Forecast forecast, String newId, int[] indices) {
    requirePaths(forecast);
    int first = indices[0];
    for (int s : indices) {
      if (!forecast.quantity(s).equals(forecast.quantity(first))
          || forecast.support(s) != forecast.support(first)) {
        throw new UnsupportedRequestException(
            Validation.message(
                "series to add",
                describe(forecast, first) + " and " + describe(forecast, s),
                "must be of one quantity and support",
                "select those that are"));
      }
    }
    int steps = forecast.steps();
    double[] mean = new double[steps];
    for (int t = 0; t < steps; t++) {
      for (int s : indices) {
        mean[t] += forecast.mean(s, t);
      }
    }
    double[][][] paths = new double[forecast.pathCount()][1][steps];
    for (int p = 0; p < paths.length; p++) {
      double[] sums = paths[p][0];
      for (int s : indices) {
        for (int t = 0; t < steps; t++) {
          sums[t] += forecast.path(p, s, t);
        }
      }
    }
    double[][] quantiles = PathQuantiles.of(paths, 0, steps, forecast.levels());
    return Forecast.builder(forecast.axis(), forecast.levels())
        .series(
            new ForecastSeries(
                newId, forecast.quantity(first), forecast.support(first), mean, quantiles))
        .pathsOf(paths, new int[] {0})
        .build();
  }

  static Forecast overSteps(Forecast forecast, int k) {
    requirePaths(forecast);
    int size = forecast.size();
    for (int s = 0; s < size; s++) {
      if (forecast.support(s) == Support.INSTANT) {
        throw new UnsupportedRequestException(
            Validation.message(
                "series to aggregate over steps",
                describe(forecast, s),
                "must hold means or totals of intervals",
                "select the series that do"));
      }
    }
    int blocks = forecast.steps() / k;
    double[][][] paths = new double[forecast.pathCount()][size][blocks];
    for (int p = 0; p < paths.length; p++) {
      for (int s = 0; s < size; s++) {
        for (int t = 0; t < forecast.steps(); t++) {
          paths[p][s][t / k] += forecast.path(p, s, t);
        }
        scale(paths[p][s], forecast.support(s), k);
      }
    }
    TimeAxis axis =
        TimeAxis.of(forecast.axis().start(), forecast.axis().step().multipliedBy(k), blocks);
    Forecast.Builder builder = Forecast.builder(axis, forecast.levels());
    int[] all = new int[size];
    for (int s = 0; s < size; s++) {
      all[s] = s;
      double[] mean = new double[blocks];
      for (int t = 0; t < forecast.steps(); t++) {
        mean[t / k] += forecast.mean(s, t);
      }
      scale(mean, forecast.support(s), k);
      builder.series(
          new ForecastSeries(
              forecast.ids().get(s),
              forecast.quantity(s),
              forecast.support(s),
              mean,
              PathQuantiles.of(paths, s, blocks, forecast.levels())));
    }
    return builder.pathsOf(paths, all).build();
  }

  private static void scale(double[] sums, Support support, int k) {
    if (support == Support.INTERVAL_MEAN) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] /= k;
      }
    }
  }

  private static void requirePaths(Forecast forecast) {
    if (forecast.pathCount() == 0 && !forecast.levels().isEmpty()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "sample paths",
              0,
              "quantiles of a sum need joint sample paths",
              "request the forecast with samplePaths > 0, or without levels"));
    }
  }

  private static String describe(Forecast forecast, int s) {
    return forecast.ids().get(s) + ": " + forecast.quantity(s) + " " + forecast.support(s);
  }
}
