// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Demand forecasting: a {@link io.github.watermgmt.forecast.Forecaster} is a configuration, fitting
 * it gives a {@link io.github.watermgmt.forecast.FittedForecaster}, and that gives a {@link
 * io.github.watermgmt.forecast.Forecast} with mean, quantiles that never cross, and joint sample
 * paths.
 *
 * <p>A forecast starts where the history ends. Quantile levels are integers inside
 * (ten-thousandths), so that 0.05 and (1 − 0.9) / 2 are the same level.
 */
@NullMarked
package io.github.watermgmt.forecast;

import org.jspecify.annotations.NullMarked;
