// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;

/**
 * What is decided for the first steps, before it is known how demand comes about.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param problem with the demand that the first steps are planned for
 * @param plan a plan that keeps the rules of that problem; its first steps are the decision
 * @param steps how many, at least 1 and less than the problem has
 */
public record FirstStage(Problem problem, Plan plan, int steps) {

  /**
   * Refuses what cannot be a decision.
   *
   * @throws WaterManagementException WM-403 if the plan does not belong to the problem or breaks
   *     one of its rules
   * @throws IllegalArgumentException if the steps are out of range
   */
  public FirstStage {
    requireSteps(steps, problem);
    PlanCheck check = PlanCheck.of(problem, plan);
    if (!check.isFeasible()) {
      throw new WaterManagementException(
          ErrorCode.INVALID_PLAN,
          Validation.message(
              "plan of the first " + steps + " steps",
              check,
              "must keep the rules of its problem",
              "it was made for another demand"));
    }
  }

  static void requireSteps(int steps, Problem problem) {
    if (steps < 1 || steps >= problem.steps()) {
      throw new IllegalArgumentException(
          Validation.message(
              "first steps",
              steps,
              "must be at least 1 and less than the " + problem.steps() + " there are",
              "plan for the mean if nothing can be decided later"));
    }
  }

  @Override
  public String toString() {
    return "the first " + steps + " steps of " + plan;
  }
}
