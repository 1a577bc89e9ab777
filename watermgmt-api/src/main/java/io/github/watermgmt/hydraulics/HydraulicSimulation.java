// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;

/**
 * A network ready to be simulated. The same inputs give the same bits.
 *
 * <p>Thread-safety: confined to one thread.
 */
public interface HydraulicSimulation extends AutoCloseable {

  /**
   * Returns heads and flows of one instant.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 with every id that is not in the network
   * @throws io.github.watermgmt.error.UnsupportedRequestException without {@link
   *     io.github.watermgmt.spi.Capability#STEADY_STATE}
   */
  HydraulicState steady(HydraulicInputs inputs);

  /**
   * Returns heads and flows of each step; tank levels follow from the flows.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 with every id that is not in the network
   * @throws io.github.watermgmt.error.UnsupportedRequestException without {@link
   *     io.github.watermgmt.spi.Capability#EXTENDED_PERIOD}
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  HydraulicResult run(TimeAxis axis, HydraulicSchedule schedule, RunContext run);

  /** Frees what the simulation holds; may be called again. */
  @Override
  default void close() {}
}
