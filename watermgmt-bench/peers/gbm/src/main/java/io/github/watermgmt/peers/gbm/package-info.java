// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Gradient-boosted trees as a forecaster to compare with: XGBoost learns, plain Java forecasts. Of
 * watermgmt only what every third party may use is used.
 */
@NullMarked
package io.github.watermgmt.peers.gbm;

import org.jspecify.annotations.NullMarked;
