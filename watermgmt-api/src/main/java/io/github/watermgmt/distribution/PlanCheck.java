// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Locale;

/**
 * What a plan costs and how well it keeps the rules, computed from problem and plan alone: no trust
 * in whoever made the plan. O(size of the plan).
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param cost what the plan costs, in the problem's currency
 * @param supplyCost share of the sources
 * @param transportCost share of the links but their energy
 * @param energyCost share of energy, pump units included
 * @param shortfallCost share of the shortfalls
 * @param shortfallM3 volume that is not delivered, m³
 * @param worstViolation how far the worst rule is broken, m³/h or m³; 0 if none
 * @param worstWhere which rule that is; empty if none
 */
public record PlanCheck(
    double cost,
    double supplyCost,
    double transportCost,
    double energyCost,
    double shortfallCost,
    double shortfallM3,
    double worstViolation,
    String worstWhere) {

  /** The violation up to which a plan counts as feasible, m³/h or m³. */
  public static final double TOLERANCE = 1e-6;

  /**
   * Checks a plan.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row that
   *     the problem needs
   */
  public static PlanCheck of(Problem problem, Plan plan) {
    return new PlanChecker(problem, plan).check();
  }

  /** Returns whether no rule is broken by more than {@link #TOLERANCE}. */
  public boolean isFeasible() {
    return worstViolation <= TOLERANCE;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "cost %.6f, shortfall %.3f m3, worst violation %.3e %s",
        cost,
        shortfallM3,
        worstViolation,
        worstWhere);
  }
}
