// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which inputs a model makes of calendar, past values and covariates. {@link #fit} learns from the
 * training rows which columns say anything, and their scale.
 *
 * <pre>{@code
 * Features features = Features.builder()
 *     .daysOfWeek()
 *     .holidays(-1, 0, 1)
 *     .lagDays(7, 14)
 *     .covariate("temperature", 24, Double.POSITIVE_INFINITY)
 *     .build();
 * FittedFeatures fitted = features.fit(history, covariates, calendar, rows);
 * double[] inputs = fitted.matrix(history, covariates, calendar, history.axis().next(168));
 * }</pre>
 *
 * <p>Lags look up the wall clock, so that seven o'clock stays seven o'clock over a change of
 * clocks.
 *
 * <p>Thread-safety: immutable.
 */
public final class Features {
  private final List<Feature> columns;

  private Features(List<Feature> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Starts a set of features. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the names of the columns in order. */
  public List<String> names() {
    return columns.stream().map(Feature::name).toList();
  }

  /**
   * Learns mean and standard deviation of each column from training rows, NaN left out. Columns
   * that are constant there, or never known, are dropped and named: what never varied has taught
   * nothing.
   *
   * @param past the series to be explained; lags read it
   * @param covariates must hold every covariate that is named
   * @param rows the training steps
   * @throws DataException WM-106 naming all covariates that are missing
   */
  public FittedFeatures fit(Series past, Covariates covariates, Calendar calendar, TimeAxis rows) {
    Validation problems = new Validation();
    columns.forEach(column -> column.check(covariates, problems));
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "features");
    List<Feature> kept = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    List<Double> deviations = new ArrayList<>();
    for (Feature column : columns) {
      double[] values = new double[rows.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = column.at(rows.epochSecond(i), past, covariates, calendar);
      }
      double mean = mean(values);
      double deviation = deviation(values, mean);
      // Rounding gives a constant column a tiny deviation of its own.
      if (deviation > 1e-9 * Math.abs(mean)) {
        kept.add(column);
        means.add(mean);
        deviations.add(deviation);
      } else {
        dropped.add(column.name());
      }
    }
    return new FittedFeatures(
        kept,
        means.stream().mapToDouble(Double::doubleValue).toArray(),
        deviations.stream().mapToDouble(Double::doubleValue).toArray(),
        dropped);
  }

  private static double mean(double[] values) {
    double sum = 0;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static double deviation(double[] values, double mean) {
    double sum = 0;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += (value - mean) * (value - mean);
        n++;
      }
    }
    return n == 0 ? Double.NaN : Math.sqrt(sum / n);
  }

  /** Collects columns. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final Map<String, Feature> columns = new LinkedHashMap<>();

    private Builder() {}

    private Builder add(Feature feature) {
      if (columns.putIfAbsent(feature.name(), feature) != null) {
        throw new IllegalArgumentException("feature '" + feature.name() + "' is already there");
      }
      return this;
    }

    /** Adds one column for each day of the week, 1 on that day. */
    public Builder daysOfWeek() {
      for (int day = 1; day <= 7; day++) {
        add(new Feature.DayOfWeek(day));
      }
      return this;
    }

    /**
     * Adds, for each offset, whether the day so many days away is a public holiday: 0 for the day
     * itself, −1 for the day before it.
     */
    public Builder holidays(int... offsets) {
      for (int offset : offsets) {
        add(new Feature.Holiday(offset));
      }
      return this;
    }

    /**
     * Adds sine and cosine of 1 to so many waves over the local day.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Builder daily(int waves) {
      return waves(false, waves);
    }

    /**
     * Adds sine and cosine of 1 to so many waves over the year.
     *
     * @throws IllegalArgumentException if below 1
     */
    public Builder yearly(int waves) {
      return waves(true, waves);
    }

    private Builder waves(boolean yearly, int waves) {
      if (waves < 1) {
        throw new IllegalArgumentException("waves (" + waves + "), must be at least 1");
      }
      for (int w = 1; w <= waves; w++) {
        add(new Feature.Wave(yearly, w, false));
        add(new Feature.Wave(yearly, w, true));
      }
      return this;
    }

    /**
     * Adds the value at the same wall-clock time so many local days before.
     *
     * @throws IllegalArgumentException if below 1: a value cannot explain itself
     */
    public Builder lagDays(int... days) {
      for (int lag : days) {
        if (lag < 1) {
          throw new IllegalArgumentException("days (" + lag + "), must be at least 1");
        }
        add(new Feature.Lag(lag));
      }
      return this;
    }

    /** Adds a covariate as it is. */
    public Builder covariate(String id) {
      return covariate(id, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Adds a covariate held between limits, in its canonical unit, and counted from the lower one
     * where that is finite: from 0 to 15 for rain, from 24 to infinity for heat.
     *
     * @throws IllegalArgumentException unless {@code low < high}
     */
    public Builder covariate(String id, double low, double high) {
      if (!(low < high)) {
        throw new IllegalArgumentException(
            "low, high (" + low + ", " + high + "), must be numbers in this order");
      }
      return add(new Feature.Outside(id, low, high));
    }

    /**
     * Returns the features.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Features build() {
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("at least one feature is needed");
      }
      return new Features(List.copyOf(columns.values()));
    }
  }
}
