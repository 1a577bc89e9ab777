// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.core.io.LeaksCsv;
import io.github.watermgmt.core.io.LeaksCsv.Leak;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The leaks that there were. Thread-safety: immutable.
 *
 * @param leaks all leaks
 * @param detectable those that reach 1 m³/h within seven days; empty where their flows are unknown
 */
record Truth(List<Leak> leaks, Optional<Set<Leak>> detectable) {
  private static final double LEAST_FLOW = 1;

  /**
   * Reads the truth.
   *
   * @param leakages files of the flow of each leak, m³/h, a column per pipe; may be empty
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of a file
   */
  static Truth read(Path truth, List<Path> leakages) {
    List<Leak> leaks = LeaksCsv.read(truth, ZoneOffset.UTC);
    if (leakages.isEmpty()) {
      return new Truth(leaks, leaks.isEmpty() ? Optional.of(Set.of()) : Optional.empty());
    }
    Set<Leak> reached = new HashSet<>();
    for (Path file : leakages) {
      Panel flows =
          ReadingsCsv.builder()
              .unit(Unit.of("m3/h"))
              .plainStampsIn(ZoneOffset.UTC)
              .build()
              .read(file)
              .panel();
      leaks.stream().filter(leak -> reaches(leak, flows)).forEach(reached::add);
    }
    return new Truth(leaks, Optional.of(Set.copyOf(reached)));
  }

  /** Looks at the flow once an hour from the begin on, as the data's own score does. */
  private static boolean reaches(Leak leak, Panel flows) {
    if (!flows.contains(leak.pipe())) {
      return false;
    }
    Series flow = flows.series(leak.pipe());
    Instant until = leak.start().plus(Alarm.IN_TIME);
    for (Instant at = leak.start();
        !at.isAfter(until) && !at.isAfter(leak.end());
        at = at.plus(Duration.ofHours(1))) {
      int index = flow.axis().indexOf(at);
      if (index >= 0 && flow.value(index) >= LEAST_FLOW) {
        return true;
      }
    }
    return false;
  }
}
