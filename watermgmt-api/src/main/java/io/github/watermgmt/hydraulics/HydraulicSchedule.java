// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

/**
 * What a simulation is told about each step. Tank levels count in the first step only: later ones
 * follow from the flows.
 *
 * <p>Thread-safety: a schedule must give the same inputs whenever it is asked.
 */
@FunctionalInterface
public interface HydraulicSchedule {

  /**
   * Returns the inputs of a step.
   *
   * @param step 0 to the length of the axis − 1
   */
  HydraulicInputs at(int step);

  /** Returns the schedule in which nothing changes. */
  static HydraulicSchedule constant(HydraulicInputs inputs) {
    return step -> inputs;
  }
}
