// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A network ready to be simulated.
 *
 * <p>Thread-safety: confined to one thread.
 */
public interface HydraulicSimulation extends AutoCloseable {

  /** Returns heads and flows of one instant. */
  HydraulicState steady(HydraulicInputs inputs);

  /**
   * Returns one state per step; tank levels follow from the flows.
   *
   * @param axis the steps
   * @param inputs inputs by step; tank levels of the first step only
   */
  List<HydraulicState> run(TimeAxis axis, IntFunction<HydraulicInputs> inputs, RunContext run);

  /** Frees what the simulation holds; may be called again. */
  @Override
  default void close() {}
}
