// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.SolveReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link Controller} wants done in a step.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param step the step of the period, from 0
 * @param at its start
 * @param apply what is to be done now
 * @param plan the plan from the first step that is not committed to the end of the look-ahead;
 *     empty if everything to the end of the period stood firm already, or no new plan was found
 * @param report how the plan was found, or why not; empty if none was sought
 * @param notes what else is worth knowing
 */
public record Decision(
    int step,
    Instant at,
    StepFlows apply,
    Optional<Plan> plan,
    Optional<SolveReport> report,
    List<String> notes) {

  /** Copies the list. */
  public Decision {
    notes = List.copyOf(notes);
  }
}
