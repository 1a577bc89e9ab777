// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * What will be drawn: {@link io.github.watermgmt.forecast.Forecaster} (configuration, shareable) fits
 * a {@link io.github.watermgmt.forecast.FittedForecaster} (learnt state, immutable), which gives a
 * {@link io.github.watermgmt.forecast.Forecast} (mean, quantiles, joint paths).
 *
 * <p>Panel first: a single series is a panel of one. Quantile levels are whole ten-thousandths, so
 * that 0.05 and (1 − 0.9) / 2 are the same level. All values are in the canonical unit of their
 * quantity.
 *
 * <p>How good a forecast was is measured by {@code io.github.watermgmt.evaluate}: the continuous
 * ranked probability score there is the pinball loss averaged over the levels (Gneiting and Raftery,
 * Strictly Proper Scoring Rules, JASA 102, 2007).
 */
@NullMarked
package io.github.watermgmt.forecast;

import org.jspecify.annotations.NullMarked;
