// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * What happens to data around a model. Cleaning ({@link io.github.watermgmt.core.prepare.Cleaner})
 * is the caller's step, before any model: each check can be switched off, every value it takes out
 * is reported and can be put back. Filling, scaling and features belong to the model and persist
 * with it. Conformal calibration turns past errors into quantiles.
 *
 * <p>Everything here is causal: what becomes of a value depends on that value and those before it,
 * never on later ones. Nothing here depends on anything but the api.
 */
@NullMarked
package io.github.watermgmt.core.prepare;

import org.jspecify.annotations.NullMarked;
