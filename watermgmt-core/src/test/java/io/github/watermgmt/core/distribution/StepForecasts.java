// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.forecast.Forecast;

/** Forecasts of the demand of a problem's zones, step by step. */
@FunctionalInterface
interface StepForecasts {

  /** The forecast made at the start of a step, for it and those to come. */
  Forecast at(int step);
}
