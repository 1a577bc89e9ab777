// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.series.Covariates;
import java.util.List;

/**
 * What to forecast.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param horizon steps ahead, at least 1
 * @param levels quantiles wanted, distinct, kept in ascending order; may be empty
 * @param samplePaths joint sample paths wanted; 0 for none
 * @param covariates what is known of the future now; where empty, what the history knew counts
 * @param explain whether each series comes with an explanation
 */
public record ForecastRequest(
    int horizon,
    List<QuantileLevel> levels,
    int samplePaths,
    Covariates covariates,
    boolean explain) {

  /** Checks the ranges and sorts the levels. */
  public ForecastRequest {
    if (horizon < 1 || samplePaths < 0) {
      throw new IllegalArgumentException(
          "horizon, samplePaths ("
              + horizon
              + ", "
              + samplePaths
              + "), must be at least 1 and at least 0");
    }
    levels = levels.stream().distinct().sorted().toList();
  }

  /** Returns a request for means and the standard quantiles of so many steps. */
  public static ForecastRequest steps(int horizon) {
    return new ForecastRequest(horizon, QuantileLevel.STANDARD, 0, Covariates.none(), false);
  }

  /** Returns this request with other quantiles. */
  public ForecastRequest withLevels(List<QuantileLevel> wanted) {
    return new ForecastRequest(horizon, wanted, samplePaths, covariates, explain);
  }

  /** Returns this request with so many sample paths. */
  public ForecastRequest withSamplePaths(int paths) {
    return new ForecastRequest(horizon, levels, paths, covariates, explain);
  }

  /** Returns this request with what is known of the future. */
  public ForecastRequest withCovariates(Covariates known) {
    return new ForecastRequest(horizon, levels, samplePaths, known, explain);
  }

  /** Returns this request with an explanation per series. */
  public ForecastRequest explained() {
    return new ForecastRequest(horizon, levels, samplePaths, covariates, true);
  }
}
