// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.error.WaterManagementException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One solve of one problem: what was found, as the checker sees it, and what it took.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param status what came of it
 * @param reason why, in words; empty for a plain success
 * @param plan the plan, if there is one
 * @param objective what the plan costs by {@link PlanCheck}; NaN without a plan
 * @param bound what every plan costs at least, as the optimizer says; NaN if it does not
 * @param violation how far the plan breaks its worst rule by {@link PlanCheck}; NaN without a plan
 * @param engine what the optimizer chose, such as a method; empty if it does not say
 * @param time what it took
 */
record Solve(
    Status status,
    String reason,
    Optional<Plan> plan,
    double objective,
    double bound,
    double violation,
    String engine,
    SolveTime time) {

  /** How far the cost of a plan may be from what its optimizer says, relative. */
  private static final double CLAIM = 1e-6;

  /** Returns a solve that came to nothing through the optimizer's own fault. */
  static Solve failed(String reason, SolveTime time) {
    return without(Status.FAILED, reason.replaceAll("\\s+", " "), time);
  }

  /** Returns a solve that gave no plan. */
  static Solve without(Status status, String reason, SolveTime time) {
    return new Solve(
        status, reason, Optional.empty(), Double.NaN, Double.NaN, Double.NaN, "", time);
  }

  /** Returns a plan, checked: what breaks the rules has failed, whatever its optimizer says. */
  static Solve with(
      Status claimed,
      String reason,
      Problem problem,
      Plan plan,
      double claimedObjective,
      double bound,
      SolveTime time) {
    PlanCheck check;
    try {
      check = PlanCheck.of(problem, plan);
    } catch (WaterManagementException e) {
      return without(
          Status.FAILED, join("its plan is none", String.valueOf(e.getMessage()), reason), time);
    }
    Status status = claimed;
    String words = reason;
    if (!check.isFeasible()) {
      status = Status.FAILED;
      words = join("its plan breaks " + check.worstWhere(), reason);
    } else if (Math.abs(claimedObjective - check.cost())
        > CLAIM * Math.max(1, Math.abs(check.cost()))) {
      status = Status.FAILED;
      words = join("it says that its plan costs " + claimedObjective, reason);
    }
    return new Solve(
        status, words, Optional.of(plan), check.cost(), bound, check.worstViolation(), "", time);
  }

  /** Returns what an optimizer of ours or a third party's found. */
  static Solve of(Problem problem, Outcome outcome, SolveTime measured) {
    if (outcome instanceof Outcome.Solved solved) {
      return with(
              Status.SOLVED,
              "",
              problem,
              solved.plan(),
              solved.objective(),
              solved.bound(),
              measured.by(solved.report()))
          .by(solved.report().engine());
    }
    if (outcome instanceof Outcome.Stopped stopped) {
      SolveTime time = measured.by(stopped.report());
      String reason =
          join(
              stopped.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              notes(stopped.report()));
      double bound = stopped.bound().orElse(Double.NaN);
      if (stopped.best().isPresent()) {
        return with(Status.STOPPED, reason, problem, stopped.best().get(), Double.NaN, bound, time)
            .by(stopped.report().engine());
      }
      return new Solve(
              Status.STOPPED, reason, Optional.empty(), Double.NaN, bound, Double.NaN, "", time)
          .by(stopped.report().engine());
    }
    if (outcome instanceof Outcome.Infeasible infeasible) {
      String conflict =
          infeasible.conflict().stream().map(Conflict::message).collect(Collectors.joining(" "));
      return without(Status.INFEASIBLE, conflict, measured.by(infeasible.report()))
          .by(infeasible.report().engine());
    }
    return without(Status.UNSUPPORTED, ((Outcome.Unsupported) outcome).message(), measured);
  }

  private static String notes(SolveReport report) {
    return String.join(", ", report.notes());
  }

  private static String join(String... parts) {
    List<String> told = new ArrayList<>();
    for (String part : parts) {
      if (!part.isBlank()) {
        told.add(part);
      }
    }
    return String.join(": ", told);
  }

  /** Returns this solve with a reason added. */
  Solve because(String more) {
    return new Solve(status, join(reason, more), plan, objective, bound, violation, engine, time);
  }

  /** Returns this solve with the engine told. */
  Solve by(String which) {
    return new Solve(status, reason, plan, objective, bound, violation, which, time);
  }

  /** Returns this solve with other times. */
  Solve in(SolveTime other) {
    return new Solve(status, reason, plan, objective, bound, violation, engine, other);
  }
}
