// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.Detection;
import java.time.Instant;
import java.util.Objects;

/**
 * One episode in one channel: from the first report of an anomaly until it is over. A fault of the
 * sensor within it is a finding of its own.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series the channel with the largest attribution; empty where the detector attributes
 *     nothing and watches several channels
 * @param detection what was reported at the highest grade of the episode (the last of equals), but
 *     with the time of the first report and the earliest onset of all
 * @param until end of the last frame at which this channel was the one reported, exclusive; after
 *     the time of the detection
 * @param open whether it was still being reported at the last frame
 */
public record Finding(String series, Detection detection, Instant until, boolean open) {

  /**
   * Checks the order of the instants.
   *
   * @throws IllegalArgumentException if {@code until} is not after the time of the detection
   */
  public Finding {
    Objects.requireNonNull(series, "series");
    if (!until.isAfter(detection.time())) {
      throw new IllegalArgumentException(
          "until (" + until + "), must be after the first report, " + detection.time());
    }
  }
}
