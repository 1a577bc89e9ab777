// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Forecasts by a SavedModel that others trained: a mapping says which of its inputs takes which
 * past values, covariates and calendar, and which output is which quantile; past errors make its
 * quantiles right.
 */
@NullMarked
package io.github.watermgmt.tf.served;

import org.jspecify.annotations.NullMarked;
