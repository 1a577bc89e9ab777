// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SeriesRegression} forecasts of the steps that were asked for: mean, quantiles and
 * paths. Thread-safety: immutable; no array is to be changed.
 */
final class SeriesForecast {
  private static final int WEEK = 7;

  private final SeriesRegression of;
  private final DayForecast days;
  private final @Nullable TreeBands trees;
  private final int[] cells; // of the steps, day * slots + slot, from the first day not known
  private final int slots;
  private final double[] mean;

  private SeriesForecast(
      SeriesRegression of, DayForecast days, @Nullable TreeBands trees, int[] cells) {
    this.of = of;
    this.days = days;
    this.trees = trees;
    this.cells = cells;
    this.slots = of.state().grid().slots();
    this.mean = new double[cells.length];
    for (int t = 0; t < cells.length; t++) {
      mean[t] = days.values()[cells[t] / slots][cells[t] % slots];
    }
  }

  /**
   * Forecasts.
   *
   * @param cells {@code day * slots + slot} of each step, from the first day that is not known
   * @param fixed whether a day that has begun is corrected as {@link FixedPersistence} does
   */
  static SeriesForecast of(
      SeriesRegression series, RidgeInputs inputs, int[] cells, boolean fixed) {
    int count = cells[cells.length - 1] / series.state().grid().slots() + 1;
    DayForecast days = DayForecast.of(series, inputs, count, fixed);
    return new SeriesForecast(series, days, series.treeBands(inputs, count), cells);
  }

  DayForecast days() {
    return days;
  }

  double[] mean() {
    return mean;
  }

  /** Returns {@code [level][step]}. */
  double[][] quantiles(List<QuantileLevel> levels) {
    double[][] quantiles = new double[levels.size()][cells.length];
    for (int q = 0; q < quantiles.length; q++) {
      QuantileLevel level = levels.get(q);
      for (int t = 0; t < cells.length; t++) {
        int day = cells[t] / slots;
        int slot = cells[t] % slots;
        double error =
            trees == null
                ? of.bands().quantile(day, slot, mean[t], level)
                : trees.error(day, slot, level.tenThousandths() / 10_000.0);
        quantiles[q][t] = withError(t, error);
      }
    }
    return quantiles;
  }

  /**
   * Returns the path of which each week errs as a past one did, or the nearest there is.
   *
   * @param weeks first days of past weeks, for each week ahead
   */
  double[] path(int[] weeks) {
    int[] own = new int[weeks.length];
    for (int w = 0; w < weeks.length; w++) {
      own[w] = of.bands().nearest(weeks[w]);
    }
    double[] path = new double[cells.length];
    for (int t = 0; t < path.length; t++) {
      int lead = cells[t] / slots;
      int slot = cells[t] % slots;
      int week = own[lead / WEEK];
      // Trees say how large an error may be; the past, which errors come together.
      double error =
          trees == null
              ? of.bands().like(week, lead % WEEK, slot, mean[t])
              : trees.error(lead, slot, of.bands().probability(week, lead % WEEK, slot));
      path[t] = withError(t, error);
    }
    return path;
  }

  private double withError(int step, double error) {
    return of.held(mean[step] + days.width(cells[step]) * error);
  }

  @Override
  public String toString() {
    return "forecast of " + cells.length + " steps";
  }
}
