// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Networks as forecasters: what they see of a day, how they learn, what becomes of their outputs.
 * One network serves all series of a panel, each scaled by its own size and roughness, and any
 * horizon: a row is a series, a local day and its lead. Providers are in the package above.
 */
@NullMarked
package io.github.watermgmt.tf.forecast;

import org.jspecify.annotations.NullMarked;
