// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Readings and the regular series that are made of them once.
 *
 * <p>Instants are UTC, in whole seconds; a time zone matters only to {@link
 * io.github.watermgmt.series.WallClock} and {@link io.github.watermgmt.series.Calendar}, because
 * people live by the wall clock and a day has 23 or 25 hours twice a year. Values are {@code double}
 * in the canonical unit of their quantity, NaN if and only if missing, never infinite. A value with
 * support {@code INTERVAL_…} is stamped with the <em>start</em> of its interval.
 *
 * <p>Rows that are unordered, duplicated or irregular become a {@link
 * io.github.watermgmt.series.Panel} in one place, {@link io.github.watermgmt.series.PanelBuilder}, by
 * a stated policy and with a report.
 */
@NullMarked
package io.github.watermgmt.series;

import org.jspecify.annotations.NullMarked;
