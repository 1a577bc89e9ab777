// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Names a smallest conflict by a deletion filter: whatever can be dropped while the rest still
 * cannot be kept is dropped, by halves, down to single limits; what is left is needed, each of
 * them. Costs play no part.
 */
final class ConflictFinder {
  private final Problem problem;
  private final PlanModel model;
  private final RunContext run;

  /**
   * Creates a finder.
   *
   * @param model the problem's model, to be used up
   */
  ConflictFinder(Problem problem, PlanModel model, RunContext run) {
    this.problem = problem;
    this.model = model;
    this.run = run;
  }

  /**
   * Returns limits that cannot be kept together, none if that cannot be proved. If the run is to
   * stop meanwhile there may be more than are needed.
   */
  List<Conflict> find() {
    model.forgetCosts();
    List<Limit> limits = Limit.of(problem).stream().filter(this::canBeDropped).toList();
    if (!isInfeasible()) {
      return List.of();
    }
    filter(limits);
    List<Limit> needed = limits.stream().filter(limit -> !model.bounds().isDropped(limit)).toList();
    return needed.stream().map(limit -> conflict(limit, needed.size() - 1)).toList();
  }

  /** What holds a link to one direction at a time needs its greatest flow. */
  private boolean canBeDropped(Limit limit) {
    return !model.isOneWayAtATime()
        || limit.field() != Limit.Field.LINK_FLOW
        || !LinkColumns.canLose(problem.links().get(limit.element()));
  }

  private boolean isInfeasible() {
    return model.solve() == ResultStatus.INFEASIBLE;
  }

  private void filter(List<Limit> candidates) {
    if (candidates.isEmpty() || run.stopRequested()) {
      return;
    }
    candidates.forEach(model.bounds()::drop);
    if (isInfeasible()) {
      return;
    }
    candidates.forEach(model.bounds()::keep);
    if (candidates.size() > 1) {
      int half = candidates.size() / 2;
      filter(candidates.subList(0, half));
      filter(candidates.subList(half, candidates.size()));
    }
  }

  private Conflict conflict(Limit limit, int others) {
    boolean isLast = limit.field() == Limit.Field.FINAL_VOLUME;
    return new Conflict(
        limit.element(),
        limit.field().word(),
        isLast ? OptionalInt.of(problem.steps() - 1) : OptionalInt.empty(),
        OptionalDouble.empty(),
        limit.field().word()
            + " of "
            + limit.field().of().word()
            + " '"
            + limit.element()
            + "' ("
            + limit.value(problem)
            + "), cannot be kept together with the other "
            + others
            + ". Maybe "
            + limit.field().remedy()
            + " it, or relax another.");
  }
}
