// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Finding what goes wrong, while it happens. An {@link io.github.watermgmt.anomaly.AnomalyDetector}
 * is fitted on history; the {@link io.github.watermgmt.anomaly.FittedDetector} opens {@link
 * io.github.watermgmt.anomaly.Session}s, and a session observes one frame after another without
 * allocating. A {@link io.github.watermgmt.anomaly.FrameAssembler} before it makes frames of single
 * readings: lateness, duplicates and watermarks are its business alone.
 *
 * <p>The score of a session is the detector's own; the grade, in [0, 1], compares across detectors;
 * larger is stranger with both. A {@link io.github.watermgmt.anomaly.Detection} worth somebody's
 * time becomes an {@link io.github.watermgmt.anomaly.Alert}, whose way through a control room is a
 * table: {@link io.github.watermgmt.anomaly.AlertTransitions}.
 */
@NullMarked
package io.github.watermgmt.anomaly;

import org.jspecify.annotations.NullMarked;
