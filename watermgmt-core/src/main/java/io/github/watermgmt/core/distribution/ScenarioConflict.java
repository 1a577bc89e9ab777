// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.ScenarioPlanning.Group;
import io.github.watermgmt.core.distribution.TwoStageSolver.Result;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Names what keeps scenarios from being planned together: one that has no plan by itself, with its
 * conflict, or else a smallest set of them that cannot share the first steps, found by leaving out
 * one after the other. Thread-safety: confined to one thread.
 */
final class ScenarioConflict {
  private final ScenarioPlanning planning;
  private final List<Group> groups;
  private final RunContext run;
  private final Journal journal;

  ScenarioConflict(ScenarioPlanning planning, List<Group> groups, RunContext run, Journal journal) {
    this.planning = planning;
    this.groups = groups;
    this.run = run;
    this.journal = journal;
  }

  ScenarioOutcome find(String state) {
    for (Group group : groups) {
      Outcome alone = ScenarioComparer.alone(group.problem(), run);
      if (!(alone instanceof Outcome.Solved)) {
        return new ScenarioOutcome.Unplanned(List.of(name(group)), alone);
      }
    }
    List<Group> set = new ArrayList<>(groups);
    boolean isSmallest = true;
    for (Group group : groups) {
      List<Group> without = new ArrayList<>(set);
      without.remove(group);
      if (without.size() < 2) {
        break;
      }
      Result result = planning.together(without, run);
      if (result.last().isInfeasible()) {
        set = without;
      }
      isSmallest &= !run.stopRequested();
    }
    List<String> names = set.stream().map(this::name).toList();
    if (names.size() < 2) { // Each has a plan: it cannot be one alone.
      return new ScenarioOutcome.Unplanned(
          List.of(), Verification.stopped(StopReason.NUMERICAL, journal.report(state)));
    }
    List<Conflict> conflict = names.stream().map(name -> conflict(name, names)).toList();
    String note = isSmallest ? "" : "time was up: the set of scenarios may not be a smallest one";
    return new ScenarioOutcome.Unplanned(
        names,
        new Outcome.Infeasible(
            conflict, isSmallest ? journal.report(state) : journal.report(state, note)));
  }

  private String name(Group group) {
    return planning.scenarios().scenarios().get(group.members().get(0)).name();
  }

  private Conflict conflict(String name, List<String> all) {
    List<String> others = all.stream().filter(other -> !other.equals(name)).toList();
    return new Conflict(
        name,
        "demand",
        OptionalInt.of(planning.sharedSteps()),
        OptionalDouble.empty(),
        "demand of scenario '"
            + name
            + "', cannot be met after the same first "
            + planning.sharedSteps()
            + " steps as that of "
            + others
            + ", though each of them has a plan. Maybe share fewer steps, or relax what is"
            + " guaranteed.");
  }
}
