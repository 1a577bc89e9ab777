// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.List;

/**
 * A decision for the first steps, what is best done after it in each scenario, and what comes of
 * both.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param first the decision
 * @param branches what is done in each scenario, in the order of the scenarios; those without a
 *     plan are not among them
 * @param withoutPlan names of the scenarios in which no plan can follow the decision
 * @param expected the costs to be expected
 * @param zones how likely shortfalls are, by zone, in the order of the problem
 */
public record ScenarioPlan(
    FirstStage first,
    List<ScenarioBranch> branches,
    List<String> withoutPlan,
    ExpectedCost expected,
    List<ZoneRisk> zones) {

  /** Copies the lists. */
  public ScenarioPlan {
    branches = List.copyOf(branches);
    withoutPlan = List.copyOf(withoutPlan);
    zones = List.copyOf(zones);
  }

  /**
   * Returns what is done in a scenario.
   *
   * @throws IllegalArgumentException if it has no plan
   */
  public ScenarioBranch branch(String scenario) {
    return branches.stream()
        .filter(branch -> branch.scenario().equals(scenario))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scenario (" + scenario + "), has no plan among " + branches));
  }

  /**
   * Returns how likely shortfalls are in a zone.
   *
   * @throws IllegalArgumentException if there is no such zone
   */
  public ZoneRisk zone(String zone) {
    return zones.stream()
        .filter(risk -> risk.zone().equals(zone))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("zone (" + zone + "), is not in the problem"));
  }

  @Override
  public String toString() {
    return first
        + " and "
        + branches.size()
        + " scenarios: expected cost "
        + expected.cost()
        + (withoutPlan.isEmpty() ? "" : ", no plan in " + withoutPlan);
  }
}
