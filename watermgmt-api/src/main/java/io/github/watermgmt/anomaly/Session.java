// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.site.Event;
import java.util.Optional;

/**
 * Watches one stream of frames. {@link #observe} neither allocates nor boxes; what costs more is
 * made on request by {@link #detection()}.
 *
 * <p>Thread-safety: confined to one thread.
 */
public interface Session {

  /**
   * Takes one frame.
   *
   * @param epochSecond its stamp, later than the one before
   * @param frame one value per channel in the canonical unit, NaN where missing; not kept
   * @throws TimeOrderException if time does not advance; the session is then as it was
   * @throws IllegalArgumentException if the length is not that of the channels; likewise
   */
  void observe(long epochSecond, double[] frame);

  /** Returns the stamp of the last frame, or {@link Long#MIN_VALUE} before the first. */
  long epochSecond();

  /** Returns where the session stands after the last frame. */
  Phase phase();

  /** Returns the detector's own statistic; larger is stranger. */
  double score();

  /** Returns how strange the last frames are, in [0, 1]; comparable between detectors. */
  double grade();

  /** Returns what is being reported, empty unless the phase is ANOMALOUS. */
  Optional<Detection> detection();

  /** Tells the session what happened, such as a repair; a detector may ignore it. */
  void tell(Event event);

  /** Returns the whole state; a session restored from it goes on as this one would. */
  byte[] snapshot();
}
