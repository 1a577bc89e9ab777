// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Forecasters of days and weeks. All cut the history into local calendar days, so that
 * wall-clock habits survive the days of 23 and 25 hours, predict whole days, and learn their
 * uncertainty from what they would have forecast at past origins.
 *
 * <p>{@link io.github.watermgmt.core.forecast.LongRange} is none of them: it projects months over
 * decades from what drives demand, by scenarios.
 */
@NullMarked
package io.github.watermgmt.core.forecast;

import org.jspecify.annotations.NullMarked;
