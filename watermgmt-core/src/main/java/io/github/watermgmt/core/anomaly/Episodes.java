// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers what a session reports, frame after frame, into one finding per episode and channel. The
 * sensor and the water are told apart: a fault of the sensor is a finding of its own, and
 * interrupts that of its channel without ending it.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Episodes {
  private final List<String> channels;
  private final long stepSeconds;
  private final List<Finding> ended = new ArrayList<>();
  private final Map<Key, Course> running = new LinkedHashMap<>();
  private Key reported = new Key("", false);

  /** Whose course it is. */
  private record Key(String series, boolean fault) {}

  /** What is known so far of one channel in the running episode. */
  private static final class Course {
    private final Instant first;
    private Instant onset;
    private Detection best;
    private Instant until;

    Course(Detection detection, Instant until) {
      this.first = detection.time();
      this.onset = detection.onset();
      this.best = detection;
      this.until = until;
    }

    void add(Detection detection, Instant newUntil) {
      // Of equals the last: it knows most.
      best = detection.grade() >= best.grade() ? detection : best;
      onset = detection.onset().isBefore(onset) ? detection.onset() : onset;
      until = newUntil;
    }

    Finding finding(String series, boolean open) {
      Detection whole =
          new Detection(
              first,
              onset,
              best.grade(),
              best.score(),
              best.kind(),
              best.expected(),
              best.attributions(),
              best.suspects(),
              best.excessFlow(),
              best.reason());
      return new Finding(series, whole, until, open);
    }
  }

  Episodes(List<String> channels, long stepSeconds) {
    this.channels = channels;
    this.stepSeconds = stepSeconds;
  }

  /** Takes what is reported at a frame. */
  void report(long epochSecond, Detection detection) {
    reported = new Key(series(detection), detection.kind() == AnomalyKind.SENSOR_FAULT);
    if (!reported.fault()) {
      // The sensor works again: its next fault is another one.
      end(new Key(reported.series(), true));
    }
    Instant until = Instant.ofEpochSecond(epochSecond + stepSeconds);
    Course course = running.get(reported);
    if (course == null) {
      running.put(reported, new Course(detection, until));
    } else {
      course.add(detection, until);
    }
  }

  /** Nothing is reported any more: what comes next is another episode. */
  void end() {
    running.forEach((key, course) -> ended.add(course.finding(key.series(), false)));
    running.clear();
  }

  private void end(Key key) {
    Course course = running.remove(key);
    if (course != null) {
      ended.add(course.finding(key.series(), false));
    }
  }

  /** Returns all findings by first report, and by the order of the channels where that is equal. */
  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(ended);
    running.forEach((key, course) -> all.add(course.finding(key.series(), key.equals(reported))));
    all.sort(
        Comparator.comparing((Finding finding) -> finding.detection().time())
            .thenComparingInt(finding -> channels.indexOf(finding.series())));
    return List.copyOf(all);
  }

  private String series(Detection detection) {
    if (!detection.attributions().isEmpty()) {
      return detection.attributions().get(0).channel();
    }
    return channels.size() == 1 ? channels.get(0) : "";
  }
}
