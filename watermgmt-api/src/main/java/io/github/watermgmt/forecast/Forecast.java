// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is expected of one or several series over the coming steps: the mean, quantiles that never
 * cross, and where asked for, joint sample paths and an explanation. Values are in the canonical unit
 * of each series' quantity; all are finite.
 *
 * <p>Quantiles belong to one series and one step each. What holds for a sum, over the zones of a town
 * or the hours of a day, cannot be read from them, for no one knows how the parts move together;
 * {@link #total} and {@link #overSteps} therefore read it from the joint sample paths.
 *
 * <p>Series are numbered from 0 in the order of {@link #ids()}, steps from 0 in the order of {@link
 * #axis()}, paths from 0. Two forecasts are equal if they hold the same bits.
 *
 * <p>Thread-safety: immutable.
 */
public final class Forecast {
  private final TimeAxis axis;
  private final List<QuantileLevel> levels;
  private final List<ForecastSeries> series;
  private final List<String> ids;
  private final Map<String, Integer> indexById;
  private final double[][][] paths;
  private final Map<String, Explanation> explanations;

  private Forecast(
      TimeAxis axis,
      List<QuantileLevel> levels,
      List<ForecastSeries> series,
      double[][][] paths,
      List<Explanation> explanations) {
    this.axis = axis;
    this.levels = levels;
    this.series = List.copyOf(series);
    this.paths = paths;
    this.ids = series.stream().map(ForecastSeries::id).toList();
    Map<String, Integer> indices = new HashMap<>();
    for (int s = 0; s < ids.size(); s++) {
      indices.put(ids.get(s), s);
    }
    this.indexById = indices;
    Map<String, Explanation> byId = new HashMap<>();
    for (Explanation explanation : explanations) {
      byId.put(explanation.series(), explanation);
    }
    this.explanations = byId;
  }

  /**
   * Starts a forecast; for providers.
   *
   * @param axis the steps forecast, at least one
   * @param levels ascending and distinct; may be empty
   */
  public static Builder builder(TimeAxis axis, List<QuantileLevel> levels) {
    return new Builder(axis, levels);
  }

  /** Returns the steps forecast. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the number of steps. */
  public int steps() {
    return axis.length();
  }

  /** Returns the ids of the series. */
  public List<String> ids() {
    return ids;
  }

  /** Returns the number of series, at least 1. */
  public int size() {
    return series.size();
  }

  /**
   * Returns the number of a series.
   *
   * @throws DataException WM-106 listing the ids there are
   */
  public int indexOf(String id) {
    Integer index = indexById.get(id);
    if (index == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message("series", id, "is not in the forecast", "take one of " + ids));
    }
    return index;
  }

  /** Returns what a series measures. */
  public Quantity quantity(int s) {
    return series.get(s).quantity();
  }

  /** Returns what a value of a series stands for. */
  public Support support(int s) {
    return series.get(s).support();
  }

  /** Returns the quantile levels, ascending; may be empty. */
  public List<QuantileLevel> levels() {
    return levels;
  }

  /** Returns the mean of series {@code s} in step {@code t}. */
  public double mean(int s, int t) {
    return series.get(s).mean()[t];
  }

  /** Returns the mean of a series. */
  public Series mean(String id) {
    int s = indexOf(id);
    return toSeries(s, series.get(s).mean());
  }

  /**
   * Returns the quantile of series {@code s} in step {@code t} at one of the {@link #levels()}, by
   * its number; for loops that must be fast.
   */
  public double quantileAt(int s, int t, int levelIndex) {
    return series.get(s).quantiles()[levelIndex][t];
  }

  /**
   * Returns the quantile of series {@code s} in step {@code t}. Between two of the {@link #levels()}
   * it is interpolated linearly.
   *
   * @throws UnsupportedRequestException outside the levels; tails are never extrapolated
   */
  public double quantile(int s, int t, QuantileLevel level) {
    return quantile(series.get(s).quantiles(), t, level, place(level));
  }

  /**
   * Returns the quantile of a series; see {@link #quantile(int, int, QuantileLevel)}.
   *
   * @throws UnsupportedRequestException outside the levels
   */
  public Series quantile(String id, QuantileLevel level) {
    int s = indexOf(id);
    double[][] quantiles = series.get(s).quantiles();
    int place = place(level);
    double[] values = new double[steps()];
    for (int t = 0; t < values.length; t++) {
      values[t] = quantile(quantiles, t, level, place);
    }
    return toSeries(s, values);
  }

  private double quantile(double[][] quantiles, int t, QuantileLevel level, int place) {
    if (place >= 0) {
      return quantiles[place][t];
    }
    int upper = -place - 1;
    int from = levels.get(upper - 1).tenThousandths();
    int to = levels.get(upper).tenThousandths();
    double share = (double) (level.tenThousandths() - from) / (to - from);
    return PathQuantiles.between(quantiles[upper - 1][t], quantiles[upper][t], share);
  }

  /** Returns the index of a level, or −(index of the next higher one) − 1. */
  private int place(QuantileLevel level) {
    int place = Collections.binarySearch(levels, level);
    if (place == -1 || place == -levels.size() - 1) {
      String range =
          levels.isEmpty()
              ? "the forecast has no quantiles"
              : "must be from " + levels.get(0) + " to " + levels.get(levels.size() - 1);
      throw new UnsupportedRequestException(
          Validation.message("quantile level", level, range, "ask for this level in the request"));
    }
    return place;
  }

  /** Returns the number of joint sample paths, 0 if there are none. */
  public int pathCount() {
    return paths.length;
  }

  /**
   * Returns the value of series {@code s} in step {@code t} on path {@code p}. Values of one path
   * belong together, over all series and steps.
   */
  public double path(int p, int s, int t) {
    return paths[p][s][t];
  }

  /**
   * Returns the explanation of a series, if one was asked for.
   *
   * @throws DataException WM-106 if there is no such series
   */
  public Optional<Explanation> explanation(String id) {
    indexOf(id);
    return Optional.ofNullable(explanations.get(id));
  }

  /**
   * Returns some of the series, in the order given, with their paths and explanations.
   *
   * @throws DataException WM-106 for an unknown id
   * @throws IllegalArgumentException for none or a repeated id
   */
  public Forecast select(Collection<String> wanted) {
    int[] indices = indices(wanted);
    Builder builder = builder(axis, levels);
    for (int s : indices) {
      builder.series(series.get(s));
      Explanation explanation = explanations.get(ids.get(s));
      if (explanation != null) {
        builder.explanation(explanation);
      }
    }
    return builder.pathsOf(paths, indices).build();
  }

  /** Returns the total of all series; see {@link #total(String, Collection)}. */
  public Forecast total(String newId) {
    return total(newId, ids);
  }

  /**
   * Returns the sum of some series, step by step. The mean is the sum of the means; the quantiles are
   * those of the sums along the joint sample paths (type 7 of Hyndman and Fan, Sample Quantiles in
   * Statistical Packages, The American Statistician 50, 1996): with few paths the outer ones are
   * coarse. Explanations are not carried over. A single series is only renamed.
   *
   * <p>Time: paths × steps × (series + log paths).
   *
   * @throws UnsupportedRequestException if there are quantiles and no sample paths, or the series
   *     differ in quantity or support
   * @throws DataException WM-106 for an unknown id
   * @throws IllegalArgumentException for none or a repeated id
   */
  public Forecast total(String newId, Collection<String> wanted) {
    int[] indices = indices(wanted);
    if (indices.length == 1) {
      ForecastSeries only = series.get(indices[0]);
      return builder(axis, levels)
          .series(only.withId(newId))
          .pathsOf(paths, indices)
          .build();
    }
    return ForecastAggregation.total(this, newId, indices);
  }

  /**
   * Returns this forecast on steps that are {@code k} times as long: sums of totals, means of means.
   * Quantiles come from the joint sample paths as in {@link #total(String, Collection)}; explanations
   * are not carried over.
   *
   * @param k at least 1; must divide {@link #steps()}
   * @throws UnsupportedRequestException if there are quantiles and no sample paths, or a series holds
   *     instants, which have neither sum nor mean over time
   * @throws IllegalArgumentException if {@code k} does not divide the number of steps
   */
  public Forecast overSteps(int k) {
    if (k < 1 || steps() % k != 0) {
      throw new IllegalArgumentException(
          "k (" + k + "), must be at least 1 and divide the " + steps() + " steps.");
    }
    return k == 1 ? this : ForecastAggregation.overSteps(this, k);
  }

  private int[] indices(Collection<String> wanted) {
    if (wanted.isEmpty() || wanted.stream().distinct().count() != wanted.size()) {
      throw new IllegalArgumentException("ids (" + wanted + "), must be distinct, at least one.");
    }
    return wanted.stream().mapToInt(this::indexOf).toArray();
  }

  private Series toSeries(int s, double[] values) {
    ForecastSeries one = series.get(s);
    return Series.of(one.id(), one.quantity(), one.support(), axis, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Forecast that
        && axis.equals(that.axis)
        && levels.equals(that.levels)
        && series.equals(that.series)
        && Arrays.deepEquals(paths, that.paths)
        && explanations.equals(that.explanations);
  }

  @Override
  public int hashCode() {
    return 31 * axis.hashCode() + series.hashCode();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(size() + " series");
    parts.add(steps() + " steps from " + axis.start());
    parts.add(levels.size() + " levels");
    parts.add(pathCount() + " paths");
    return "Forecast[" + String.join(", ", parts) + "]";
  }

  /**
   * Builds a {@link Forecast}; for providers. {@link #build()} refuses what breaks the contract, all
   * problems at once.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Builder {
    private static final double[][][] NO_PATHS = new double[0][][];

    private final TimeAxis axis;
    private final List<QuantileLevel> levels;
    private final List<ForecastSeries> series = new ArrayList<>();
    private final List<Explanation> explanations = new ArrayList<>();
    private double[][][] paths = NO_PATHS;

    Builder(TimeAxis axis, List<QuantileLevel> levels) {
      this.axis = Objects.requireNonNull(axis, "axis");
      this.levels = List.copyOf(levels);
    }

    /**
     * Adds a series.
     *
     * @param mean one value per step, in the canonical unit
     * @param quantiles for each level one value per step; empty without levels
     */
    public Builder series(
        String id, Quantity quantity, Support support, double[] mean, double[][] quantiles) {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(quantity, "quantity");
      Objects.requireNonNull(support, "support");
      return series(new ForecastSeries(id, quantity, support, mean.clone(), copy(quantiles)));
    }

    /** Adds a series whose arrays may be shared. */
    Builder series(ForecastSeries one) {
      series.add(one);
      return this;
    }

    /** Sets the joint sample paths: for each path, for each series as added, one value per step. */
    public Builder paths(double[][][] newPaths) {
      double[][][] copies = new double[newPaths.length][][];
      for (int p = 0; p < copies.length; p++) {
        copies[p] = copy(newPaths[p]);
      }
      this.paths = copies;
      return this;
    }

    /** Sets paths that share the arrays of some series of other paths. */
    Builder pathsOf(double[][][] shared, int[] seriesIndices) {
      double[][][] chosen = new double[shared.length][seriesIndices.length][];
      for (int p = 0; p < chosen.length; p++) {
        for (int s = 0; s < seriesIndices.length; s++) {
          chosen[p][s] = shared[p][seriesIndices[s]];
        }
      }
      this.paths = chosen;
      return this;
    }

    /** Adds the explanation of a series. */
    public Builder explanation(Explanation explanation) {
      explanations.add(Objects.requireNonNull(explanation, "explanation"));
      return this;
    }

    private static double[][] copy(double[][] values) {
      double[][] copies = new double[values.length][];
      for (int i = 0; i < copies.length; i++) {
        copies[i] = values[i].clone();
      }
      return copies;
    }

    /**
     * Returns the forecast.
     *
     * @throws io.github.watermgmt.error.WaterManagementException WM-203 with all problems: no series or
     *     a repeated id; levels that do not ascend; arrays of a wrong length; values that are not
     *     finite; quantiles that cross; an explanation that does not add up to the mean
     */
    public Forecast build() {
      new ForecastCheck(axis, levels, series)
          .check(paths, explanations)
          .throwIfAny(ErrorCode.INVALID_FORECAST, "forecast");
      return new Forecast(axis, levels, series, paths, explanations);
    }
  }
}
