// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Site;
import java.util.List;

/**
 * All that a detector may learn from.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param panel the channels, on one axis, NaN where missing
 * @param calendar zone and holidays of the consumers
 * @param site what is known of zones, sensors and network
 * @param events what is known to have happened
 */
public record DetectorTraining(Panel panel, Calendar calendar, Site site, List<Event> events) {

  /** Copies the events. */
  public DetectorTraining {
    events = List.copyOf(events);
  }

  /** Returns a training without knowledge of the site. */
  public static DetectorTraining of(Panel panel, Calendar calendar) {
    return new DetectorTraining(panel, calendar, Site.empty(), List.of());
  }
}
