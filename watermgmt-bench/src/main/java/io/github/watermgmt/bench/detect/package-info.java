// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The subcommand {@code detect}: detectors watch a stretch of readings side by side, and their
 * alarms are scored against leaks that are certain.
 */
@NullMarked
package io.github.watermgmt.bench.detect;

import org.jspecify.annotations.NullMarked;
