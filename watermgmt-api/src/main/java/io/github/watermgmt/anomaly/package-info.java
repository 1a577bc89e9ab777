// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Finding what goes wrong, while it happens: an {@link
 * io.github.watermgmt.anomaly.AnomalyDetector} is fitted on history, the {@link
 * io.github.watermgmt.anomaly.FittedDetector} opens {@link io.github.watermgmt.anomaly.Session}s, and
 * a session observes one frame after another without allocating.
 */
@NullMarked
package io.github.watermgmt.anomaly;

import org.jspecify.annotations.NullMarked;
