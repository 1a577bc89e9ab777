// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;

/**
 * What the coming hours are expected to demand, and how careful to be about it. A path of a sample
 * or a scenario fits in as well: {@code coming -> coming.withDemand("Z1", path)}.
 *
 * <p>Thread-safety: as the implementation.
 */
@FunctionalInterface
public interface DemandOutlook {

  /**
   * Returns the coming steps with the demand to plan for; all else as it is.
   *
   * @param coming the steps from now on, with the demand that the period's problem has for them
   */
  Problem demandOf(Problem coming);

  /** Plans for the mean of a forecast; see {@link ForecastDemand#mean}. */
  static DemandOutlook mean(Forecast forecast) {
    return coming -> ForecastDemand.mean(coming, forecast).problem();
  }

  /** Plans for a quantile of a forecast; see {@link ForecastDemand#quantile}. */
  static DemandOutlook quantile(Forecast forecast, QuantileLevel level) {
    return coming -> ForecastDemand.quantile(coming, forecast, level).problem();
  }

  /** Plans for the demand that the period's problem has. */
  static DemandOutlook asInProblem() {
    return coming -> coming;
  }
}
