// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/**
 * A way of forecasting, configured and not yet fitted.
 *
 * <p>Thread-safety: immutable; may fit several histories at once. Fitting changes neither the
 * configuration nor the history.
 */
public interface Forecaster {

  /** Returns the provider's name. */
  String name();

  /** Returns the options in force. */
  Options options();

  /** Returns what this forecaster, and the models it fits, can do. */
  Set<Capability> capabilities();

  /**
   * Learns from a history. The same history, options and seed give the same model, bit for bit,
   * with any number of threads.
   *
   * @throws io.github.watermgmt.error.TooShortHistoryException if more history is needed, and how
   *     much
   * @throws io.github.watermgmt.error.DataException if the history cannot be used, such as an
   *     all-missing series
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  FittedForecaster fit(History history, RunContext run);
}
