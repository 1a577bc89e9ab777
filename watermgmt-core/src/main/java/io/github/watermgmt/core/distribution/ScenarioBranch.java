// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;

/**
 * What is done in one scenario.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param scenario name of the scenario
 * @param probability how likely it is
 * @param problem with the demand of the shared first steps, then that of the scenario
 * @param plan the shared first steps, then what is best in this scenario
 * @param check the verification of the plan against the problem
 */
public record ScenarioBranch(
    String scenario, double probability, Problem problem, Plan plan, PlanCheck check) {

  /** Returns what a zone does not get over all steps, m³. */
  public double shortfallM3(String zone) {
    double sum = 0;
    for (double flow : plan.shortfall(zone)) {
      sum += flow * problem.stepHours();
    }
    return sum;
  }

  @Override
  public String toString() {
    return "scenario '" + scenario + "' of probability " + probability + ": " + check;
  }
}
