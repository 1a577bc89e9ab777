// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What sends somebody out: a row of a detector's findings. Thread-safety: an immutable value.
 *
 * @param time when the alarm was there: the frame that raised it was complete
 * @param pipe the first suspect; empty where the detector suspects no place
 * @param kind how it counts
 * @param grade as the detector reported it then, in [0, 1]
 * @param onset when the detector thought then that it had begun
 * @param sizeM3h flow lost as the detector thought then, m³/h
 */
record Alarm(
    Instant time, String pipe, Kind kind, double grade, Instant onset, OptionalDouble sizeM3h) {
  /** For so long after its begin a leak can be hit in time. */
  static final Duration IN_TIME = Duration.ofDays(7);

  /** A leak with an onset longer ago grew for weeks. */
  static final Duration SLOW = Duration.ofDays(14);

  /** How an alarm counts. */
  enum Kind {
    /** It is scored in time. */
    FAST,
    /** A leak that grew for more than two weeks before it was reported. */
    SLOW,
    /** It was reported already when the test began. */
    KNOWN;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns whether a detection may be a loss of water; a fault or a lull is none. */
  static boolean mayBeLoss(Detection detection) {
    return detection.kind() != AnomalyKind.SENSOR_FAULT && detection.kind() != AnomalyKind.LOW_USE;
  }

  /**
   * Returns the alarm that a detection raises.
   *
   * @param time when the frame was complete
   * @param known whether it was reported before the test
   */
  static Alarm of(Detection detection, Instant time, boolean known) {
    Kind kind = Kind.FAST;
    if (known) {
      kind = Kind.KNOWN;
    } else if (detection.kind() == AnomalyKind.LEAK
        && Duration.between(detection.onset(), time).compareTo(SLOW) > 0) {
      kind = Kind.SLOW;
    }
    String pipe = detection.suspects().isEmpty() ? "" : detection.suspects().get(0).element();
    return new Alarm(
        time, pipe, kind, detection.grade(), detection.onset(), detection.excessFlow());
  }
}
