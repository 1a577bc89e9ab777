// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.RunContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Planning by a linear program, whoever solves it: what is refused before, and what becomes of the
 * solution. Thread-safety: as its journal.
 *
 * @param provider its name, for messages
 */
record LinearPlanning(String provider, Problem problem, RunContext run, Journal journal) {

  /**
   * Returns why the problem is not to be solved, if so: it is not linear, or too large.
   *
   * @param bytes about how many the solver will need
   * @param fits whether that can be had
   */
  Optional<Outcome> refusal(double bytes, boolean fits) {
    Set<ProblemFeature> features = problem.features();
    if (!features.isEmpty()) {
      String told =
          provider
              + " solves linear programs; this problem has "
              + features
              + ". Maybe plan without pump units, or use a provider that can.";
      List<String> why = problem.nonConvexities();
      return Optional.of(
          new Outcome.Unsupported(
              features, why.isEmpty() ? told : told + " " + String.join(" ", why)));
    }
    if (!fits) {
      return Optional.of(Verification.tooLarge(bytes, journal));
    }
    return PaidLoss.in(problem)
        .map(message -> new Outcome.Unsupported(EnumSet.of(ProblemFeature.NON_CONVEX), message));
  }

  /** Solves. */
  Outcome solve(LpSolver solver) {
    LinearModel model = new LinearModel(problem);
    journal.built();
    if (stopping()) {
      return interrupted(journal.report());
    }
    run.progress("solve", 0, 1);
    LpSolution solution = solver.solve(model);
    run.progress("solve", 1, 1);
    String state = solution.state();
    if (solution.isOptimal()) {
      Outcome outcome = new Verification(problem, journal).of(model, solution, solver);
      // What is told to stop while it looks for a plan has not shown that there is none.
      return outcome instanceof Outcome.Unsupported && stopping()
          ? interrupted(journal.report(state))
          : outcome;
    }
    if (solution.status() == LpSolution.Status.STOPPED || stopping()) {
      return new Verification(problem, journal).halfway(model, solution, TimeLimit.reason(run));
    }
    if (solution.status() != LpSolution.Status.INFEASIBLE) {
      return Verification.stopped(StopReason.NUMERICAL, journal.report(state));
    }
    Optional<ConflictFinder.Found> found = new ConflictFinder(problem, solver, run).find();
    if (found.isEmpty()) {
      return stopping()
          ? interrupted(journal.report(state))
          : Verification.stopped(StopReason.NUMERICAL, journal.report(state));
    }
    return new Outcome.Infeasible(
        found.get().members(),
        found.get().isSmallest()
            ? journal.report(state)
            : journal.report(state, "time was up: the conflict may not be a smallest one"));
  }

  /** Returns whether to come to an end. */
  boolean stopping() {
    return run.stopRequested() || Thread.currentThread().isInterrupted();
  }

  /** Returns the outcome of having been told to stop. */
  Outcome interrupted(SolveReport report) {
    return Verification.stopped(TimeLimit.reason(run), report);
  }
}
