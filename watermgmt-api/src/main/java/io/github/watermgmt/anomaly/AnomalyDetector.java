// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/**
 * A way of finding anomalies, configured and not yet fitted.
 *
 * <p>Thread-safety: immutable; may fit several histories at once.
 */
public interface AnomalyDetector {

  /** Returns the provider's name. */
  String name();

  /** Returns the options in force. */
  Options options();

  /** Returns what this detector, and what it fits, can do. */
  Set<Capability> capabilities();

  /**
   * Learns what is normal. The same data, options and seed give the same result, bit for bit, with
   * any number of threads.
   *
   * @throws io.github.watermgmt.error.TooShortHistoryException if more history is needed
   * @throws io.github.watermgmt.error.DataException if the data cannot be used
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  FittedDetector fit(DetectorTraining training, RunContext run);
}
