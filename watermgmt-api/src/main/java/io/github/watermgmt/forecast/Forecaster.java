// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/**
 * A way to forecast, configured and not yet fitted. Fitting never changes it.
 *
 * <pre>{@code
 * try (FittedForecaster model = forecaster.fit(history, run)) {
 *   Forecast forecast = model.forecast(ForecastRequest.steps(168), run);
 * }
 * }</pre>
 *
 * <p>Thread-safety: implementations are immutable and may be shared; fits may run at once.
 */
public interface Forecaster {

  /** Returns the name of the provider, such as {@code seasonal-naive}. */
  String name();

  /** Returns the options this forecaster was made with, defaults included. */
  Options options();

  /** Returns what its fitted models can do. */
  Set<Capability> capabilities();

  /**
   * Learns from a history. The same history, options and seed give the same model to the last bit,
   * for any number of threads.
   *
   * @throws io.github.watermgmt.error.TooShortHistoryException naming the steps needed
   * @throws io.github.watermgmt.error.DataException if the history cannot be learnt from: nothing but
   *     missing values, or missing values without {@link Capability#MISSING_VALUES}
   * @throws io.github.watermgmt.error.UnsupportedRequestException for several series without {@link
   *     Capability#MULTI_SERIES}
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  FittedForecaster fit(History history, RunContext run);
}
