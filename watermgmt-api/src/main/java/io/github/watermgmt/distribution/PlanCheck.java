// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.List;
import java.util.Locale;

/**
 * What a plan costs and how well it keeps the rules, computed from problem and plan alone: no trust
 * in whoever made the plan. O(size of the plan).
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param cost what the plan costs, in the problem's currency: the sum of the shares, less {@code
 *     storedValue}
 * @param supplyCost share of the sources
 * @param transportCost share of the links but their energy
 * @param energyCost share of energy by tariff, pump units included
 * @param shortfallCost share of the shortfalls
 * @param shortfallM3 volume that is not delivered, m³
 * @param worstViolation how far the worst rule is broken, in the unit of the rule (m³/h, m³ or a
 *     number of units or starts); 0 if none, infinite if the numbers overflow
 * @param worstWhere which rule that is; empty if none
 * @param violations for each rule and element broken by more than {@link #TOLERANCE} the worst
 *     step, worst first
 * @param storedValue what the water is worth that is in the tanks at the end
 * @param co2Cost share of what the energy emits
 * @param co2Kg what the energy emits, kg of CO₂; 0 if it is not known
 * @param demandCharge share of the highest powers, beyond what had been reached before
 */
public record PlanCheck(
    double cost,
    double supplyCost,
    double transportCost,
    double energyCost,
    double shortfallCost,
    double shortfallM3,
    double worstViolation,
    String worstWhere,
    List<Violation> violations,
    double storedValue,
    double co2Cost,
    double co2Kg,
    double demandCharge) {

  /** A check of a plan for a problem without the less common terms. */
  public PlanCheck(
      double cost,
      double supplyCost,
      double transportCost,
      double energyCost,
      double shortfallCost,
      double shortfallM3,
      double worstViolation,
      String worstWhere,
      List<Violation> violations) {
    this(
        cost,
        supplyCost,
        transportCost,
        energyCost,
        shortfallCost,
        shortfallM3,
        worstViolation,
        worstWhere,
        violations,
        0,
        0,
        0,
        0);
  }

  /** The violation up to which a plan counts as feasible, m³/h or m³. */
  public static final double TOLERANCE = 1e-6;

  /**
   * A broken rule.
   *
   * @param rule which rule of which kind, such as {@code volume of}
   * @param element id of the node or link
   * @param step the step where it is broken most; of a daily rule, a step of that day
   * @param amount how far it is broken there, in the unit of the rule
   */
  public record Violation(String rule, String element, int step, double amount) {
    @Override
    public String toString() {
      return rule + " '" + element + "' in step " + step;
    }
  }

  /** Copies the list. */
  public PlanCheck {
    violations = List.copyOf(violations);
  }

  /**
   * Checks a plan.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 with every problem if the
   *     plan does not belong to the problem: other steps, rows that are lacking or too many
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
        "cost %.6f, shortfall %.3f m3, worst violation %.3e%s",
        cost,
        shortfallM3,
        worstViolation,
        worstWhere.isEmpty() ? "" : ", " + worstWhere);
  }
}
