// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A model that has learnt from a history.
 *
 * <p>Thread-safety: immutable; forecasts may be asked for by several threads at once. A model that
 * holds native memory frees it in {@link #close()} and refuses further use with {@link
 * io.github.watermgmt.model.ModelClosedException}.
 */
public interface FittedForecaster extends AutoCloseable {

  /** Returns which provider, options, seed and data made this model. */
  Provenance provenance();

  /** Returns the ids of the series it forecasts, in order. */
  List<String> seriesIds();

  /** Returns the axis of the history it has seen, updates included. */
  TimeAxis trainedOn();

  /** Returns where a forecast starts: the end of the history it has seen. */
  default Instant cutoff() {
    return trainedOn().end();
  }

  /**
   * Returns what a user should know of this model as it is now: that its data or its fit are stale,
   * or that its errors have grown. Empty if all is well, or if the model does not watch itself.
   */
  default List<String> warnings() {
    return List.of();
  }

  /** Returns what this model can do. */
  Set<Capability> capabilities();

  /**
   * Forecasts the steps that follow the history.
   *
   * @throws io.github.watermgmt.error.UnsupportedRequestException if the request asks for something
   *     that {@link #capabilities()} lacks
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  Forecast forecast(ForecastRequest request, RunContext run);

  /**
   * Returns a model that has also seen newer data; this one stays as it was. Only steps at or after
   * the cutoff are used, so overlap does no harm.
   *
   * @param newer the same series on the same grid, starting at or before the cutoff; its covariates
   *     and calendar replace those known so far where they are given
   * @throws io.github.watermgmt.error.DataException if series or grid do not fit, or a gap is left
   * @throws io.github.watermgmt.error.UnsupportedRequestException without {@link Capability#UPDATE}
   */
  FittedForecaster update(History newer, RunContext run);

  /**
   * Returns the model as a file, restored by {@link
   * io.github.watermgmt.spi.Providers#restoreForecaster}.
   *
   * @throws io.github.watermgmt.error.UnsupportedRequestException without {@link
   *     Capability#PERSISTENCE}
   */
  ModelFile toModelFile();

  /**
   * Frees what the model holds outside the heap; may be called again. Models that {@link #update}
   * made of it stay usable.
   */
  @Override
  default void close() {}
}
