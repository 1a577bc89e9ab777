// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;

/** A way of watching one channel. Thread-safety: immutable. */
interface WatchMethod {

  /**
   * Refuses data that the method cannot work on.
   *
   * @throws io.github.watermgmt.error.DataException with all problems
   */
  void requireUsable(String provider, Panel panel);

  /** Returns how many steps of history are needed. */
  int needed(TimeAxis axis);

  /** Returns a watch that knows nothing yet. */
  ChannelWatch blank(Calendar calendar, long stepSeconds, Quantity quantity);

  /** Lets a blank watch learn from a series all at once; what it observes comes after. */
  void learn(ChannelWatch blank, Series series);
}
