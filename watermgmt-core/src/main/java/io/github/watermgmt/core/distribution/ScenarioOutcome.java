// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.SolveReport;
import java.util.List;

/**
 * What came of planning over scenarios. Thread-safety: all implementations are immutable values.
 */
public sealed interface ScenarioOutcome {

  /**
   * A plan over scenarios, of least expected cost.
   *
   * @param plan the plan, each of its branches verified
   * @param bound what all plans that could have been are expected to cost at least, by duality;
   *     equal to the expected cost up to rounding, but where a scenario has no plan
   * @param report how it was found
   */
  record Planned(ScenarioPlan plan, double bound, SolveReport report) implements ScenarioOutcome {}

  /**
   * No plan.
   *
   * @param scenarios names of those to blame, where it is known: of an infeasible outcome one that
   *     has no plan by itself, or a smallest set that cannot share its first steps
   * @param outcome why: {@link Outcome.Infeasible}, {@link Outcome.Unsupported} or {@link
   *     Outcome.Stopped}
   */
  record Unplanned(List<String> scenarios, Outcome outcome) implements ScenarioOutcome {

    /** Copies the list. */
    public Unplanned {
      scenarios = List.copyOf(scenarios);
      if (outcome instanceof Outcome.Solved) {
        throw new IllegalArgumentException("what was solved is planned");
      }
    }
  }
}
