// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * How good a forecaster is: {@link io.github.watermgmt.evaluate.Backtest} lets forecasters forecast
 * from origins in the past, each seeing only what was known then; {@link
 * io.github.watermgmt.evaluate.Metrics} score the rows; {@link
 * io.github.watermgmt.evaluate.Scorecard} puts the scores side by side, and {@link
 * io.github.watermgmt.evaluate.Breakdown} says where the error sits: at which lead, which hour,
 * which type of day.
 *
 * <p>Missing truth is left out of every score. Scores that cannot be computed are NaN.
 */
@NullMarked
package io.github.watermgmt.evaluate;

import org.jspecify.annotations.NullMarked;
