// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The one drawing room: charts as inline SVG and the self-contained HTML report. Output depends on
 * its input alone, not on locale, zone or clock.
 */
@NullMarked
package io.github.watermgmt.core.report;

import org.jspecify.annotations.NullMarked;
