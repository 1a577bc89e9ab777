// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * What a forecast is to hold.
 *
 * <pre>{@code
 * ForecastRequest week = ForecastRequest.steps(168).withSamplePaths(500);
 * }</pre>
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param horizon steps ahead, at least 1
 * @param levels quantile levels, ascending and distinct; may be empty for the mean alone
 * @param samplePaths number of joint sample paths, 0 for none
 * @param covariates covariates for the horizon; empty means those of the history
 * @param explain whether the forecast is to be explained
 */
public record ForecastRequest(
    int horizon,
    List<QuantileLevel> levels,
    int samplePaths,
    Covariates covariates,
    boolean explain) {

  /**
   * Sorts the levels, drops repeated ones and checks the rest.
   *
   * @throws IllegalArgumentException if the horizon is below 1 or the number of paths below 0
   */
  public ForecastRequest {
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon (" + horizon + "), must be at least 1 step.");
    }
    if (samplePaths < 0) {
      throw new IllegalArgumentException(
          "samplePaths (" + samplePaths + "), must not be negative. Maybe 0 for none.");
    }
    levels = levels.stream().sorted().distinct().toList();
    Objects.requireNonNull(covariates, "covariates");
  }

  /**
   * Asks for the mean and the {@linkplain QuantileLevel#STANDARD standard levels} of so many steps.
   */
  public static ForecastRequest steps(int horizon) {
    return new ForecastRequest(horizon, QuantileLevel.STANDARD, 0, Covariates.none(), false);
  }

  /**
   * Asks for as many steps as cover a duration.
   *
   * @param duration a positive multiple of the step
   * @param axis an axis with the step in question, such as {@link FittedForecaster#trainedOn()}
   * @throws IllegalArgumentException if the duration is no multiple of the step
   */
  public static ForecastRequest lasting(Duration duration, TimeAxis axis) {
    long steps = duration.dividedBy(axis.step());
    if (!axis.step().multipliedBy(steps).equals(duration)) {
      throw new IllegalArgumentException(
          "duration (" + duration + "), must be a multiple of the step " + axis.step() + ".");
    }
    return steps(Math.toIntExact(steps));
  }

  /** Returns this request with another horizon in steps. */
  public ForecastRequest withHorizon(int newHorizon) {
    return new ForecastRequest(newHorizon, levels, samplePaths, covariates, explain);
  }

  /** Returns this request with other quantile levels, none for the mean alone. */
  public ForecastRequest withLevels(Collection<QuantileLevel> newLevels) {
    return new ForecastRequest(
        horizon, List.copyOf(newLevels), samplePaths, covariates, explain);
  }

  /** Returns this request with so many joint sample paths. */
  public ForecastRequest withSamplePaths(int newSamplePaths) {
    return new ForecastRequest(horizon, levels, newSamplePaths, covariates, explain);
  }

  /** Returns this request with covariates that replace those of the history. */
  public ForecastRequest withCovariates(Covariates newCovariates) {
    return new ForecastRequest(horizon, levels, samplePaths, newCovariates, explain);
  }

  /** Returns this request with or without an explanation. */
  public ForecastRequest withExplain(boolean newExplain) {
    return new ForecastRequest(horizon, levels, samplePaths, covariates, newExplain);
  }
}
