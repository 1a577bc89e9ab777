// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** Draws what JMH measured: the subcommand {@code charts}. */
@NullMarked
package io.github.watermgmt.bench.chart;

import org.jspecify.annotations.NullMarked;
