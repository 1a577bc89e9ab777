// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The subcommand {@code compare forecast}: forecasters and peers forecast from origins in the past,
 * and are scored, metered and drawn side by side.
 */
@NullMarked
package io.github.watermgmt.bench.forecast;

import org.jspecify.annotations.NullMarked;
