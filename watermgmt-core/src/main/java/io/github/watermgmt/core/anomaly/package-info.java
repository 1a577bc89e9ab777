// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Anomaly detectors that watch each channel for itself, and what runs them over a panel. The score
 * of a session is the largest cumulative sum of its channels, at least 0; the grade is score /
 * (score + threshold), so that 0.5 is an alarm and larger is stranger.
 *
 * <p>{@link io.github.watermgmt.core.anomaly.DetectionRun} turns a stretch of history into {@link
 * io.github.watermgmt.core.anomaly.Finding}s.
 */
@NullMarked
package io.github.watermgmt.core.anomaly;

import org.jspecify.annotations.NullMarked;
