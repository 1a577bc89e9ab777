// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What a {@link Forecaster} learnt. Neither forecasting nor updating changes it.
 *
 * <p>Thread-safety: implementations are immutable and may be shared; forecasts may run at once. After
 * {@link #close()} every other method may throw WM-505, {@code ModelClosedException}.
 */
public interface FittedForecaster extends AutoCloseable {

  /** Returns where this model comes from. */
  Provenance provenance();

  /** Returns the ids of the series it forecasts, in the order of the history. */
  List<String> seriesIds();

  /** Returns the axis of all steps it has learnt from, updates included. */
  TimeAxis trainedOn();

  /** Returns the end of the last step learnt from, exclusive; forecasts start here. */
  default Instant cutoff() {
    return trainedOn().end();
  }

  /** Returns what this model can do. */
  Set<Capability> capabilities();

  /**
   * Forecasts the steps after {@link #cutoff()}: its axis is {@code trainedOn().next(horizon)}, its
   * series are {@link #seriesIds()} in the unit and support of the history. The same model, request
   * and seed give the same bits, for any number of threads.
   *
   * @throws UnsupportedRequestException for levels, sample paths or an explanation that {@link
   *     #capabilities()} does not name
   * @throws io.github.watermgmt.error.DataException if a covariate that the model needs is not known
   *     for the horizon
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  Forecast forecast(ForecastRequest request, RunContext run);

  /**
   * Returns a new model that also knows newer steps. This one stays as it is and usable.
   *
   * <p>The newer history is on the same grid, holds the same series, and starts at or before {@link
   * #cutoff()}; only its steps from the cutoff on are used. Its covariates and calendar replace
   * those that the model had.
   *
   * @throws UnsupportedRequestException without {@link Capability#UPDATE}
   * @throws io.github.watermgmt.error.DataException if the newer history does not follow on
   * @throws io.github.watermgmt.error.CancelledException if the caller cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the deadline passed
   */
  default FittedForecaster update(History newer, RunContext run) {
    throw new UnsupportedRequestException(
        "provider ("
            + provenance().provider()
            + "), cannot update a fitted model. Maybe fit again, or choose a provider with the"
            + " capability "
            + Capability.UPDATE.label()
            + ".");
  }

  /**
   * Returns the model as a file, from which its provider restores a model that forecasts the same
   * bits.
   *
   * @throws UnsupportedRequestException without {@link Capability#PERSISTENCE}
   */
  default ModelFile toModelFile() {
    throw new UnsupportedRequestException(
        "provider ("
            + provenance().provider()
            + "), cannot save a model. Maybe choose a provider with the capability "
            + Capability.PERSISTENCE.label()
            + ".");
  }

  /** Frees what the model holds outside the Java heap, if anything. May be called again. */
  @Override
  default void close() {}
}
