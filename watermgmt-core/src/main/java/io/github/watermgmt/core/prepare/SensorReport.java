// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.time.Instant;
import java.util.List;

/**
 * What a {@link SensorCheck} found; nothing was changed.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param faults by series in the order of the panel, then by when they were known
 * @param notes what a reader should know besides, such as days that could not be judged
 */
public record SensorReport(List<SensorFault> faults, List<String> notes) {

  /** Copies the lists. */
  public SensorReport {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  /** Returns the part of this report that concerns a kind. */
  public SensorReport only(SensorFault.Kind kind) {
    return new SensorReport(faults.stream().filter(fault -> fault.kind() == kind).toList(), notes);
  }

  /** Returns the part of this report that was known at an instant. */
  public SensorReport knownAt(Instant instant) {
    return new SensorReport(
        faults.stream().filter(fault -> !fault.known().isAfter(instant)).toList(), notes);
  }

  /** Returns the report in words, a line per finding and per note. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(faults.size()).append(" findings");
    for (SensorFault fault : faults) {
      text.append("\n  ").append(fault.series()).append(": ").append(fault.kind().label());
      text.append(" since ").append(fault.since()).append(", size ").append(rounded(fault.size()));
      text.append(", confidence ").append(rounded(fault.confidence()));
      text.append(", known ").append(fault.known());
    }
    for (String note : notes) {
      text.append("\n  ").append(note);
    }
    return text.toString();
  }

  /** For readers; the findings themselves are exact. */
  private static double rounded(double value) {
    return Math.rint(1000 * value) / 1000;
  }
}
