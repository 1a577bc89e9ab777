// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.spi.RunContext;
import java.util.Map;

/**
 * What carries out a plan, and meets what people really draw: a simulator that balances masses, a
 * hydraulic model, or the waterworks themselves.
 *
 * <p>Thread-safety: implementations are immutable; what happens depends on the arguments alone.
 */
@FunctionalInterface
public interface Plant {

  /**
   * Carries out one step of a plan.
   *
   * @param state what there is at the start of the step
   * @param planned what is asked for: flows and supplies; its demand is what was expected
   * @param demandM3h what the zones really draw, m³/h
   * @return what happened, with every zone, link, source and tank
   */
  StepFlows operate(
      PlantState state, StepFlows planned, Map<String, Double> demandM3h, RunContext run);
}
