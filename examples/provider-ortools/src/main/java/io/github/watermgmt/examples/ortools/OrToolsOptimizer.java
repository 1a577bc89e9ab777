// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.DualCheck;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DeadlineExceededException;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Solves by one of the engines, and believes it nothing: a plan is returned as solved only if
 * {@link PlanCheck} finds it feasible and its prices prove by {@link DualCheck} that none is
 * cheaper.
 *
 * <p>Thread-safety: immutable; each call has a model of its own.
 *
 * @param name the provider's name
 * @param engine which solver
 * @param capabilities what it can do
 * @param options none so far
 */
record OrToolsOptimizer(String name, Engine engine, Set<Capability> capabilities, Options options)
    implements DistributionOptimizer {
  /** How far cost and bound may lie apart, relative. */
  private static final double PROOF = 1e-6;

  /** An engine that has no bound yet says one of this size or more. */
  private static final double UNKNOWN = 1e19;

  /** Share of the greatest cost that is added where water goes to and fro. */
  private static final double TOLL = 1e-7;

  /** Below that gaps are not relative. */
  private static final double SMALLEST_COST = 1e-9;

  @Override
  public Outcome optimize(Problem problem, RunContext run) {
    Set<ProblemFeature> beyond = new HashSet<>(problem.features());
    if (engine.isMixed()) {
      beyond.remove(ProblemFeature.PUMP_UNITS);
    }
    if (!beyond.isEmpty()) {
      return unsupported(beyond, problem);
    }
    Journal journal = new Journal(name, engine);
    AtomicReference<PlanModel> current = new AtomicReference<>();
    Runnable interrupt = () -> Optional.ofNullable(current.get()).ifPresent(PlanModel::interrupt);
    try {
      return NativeCall.call(run, () -> solve(problem, run, journal, current), interrupt)
          .orElseGet(() -> interrupted(run, journal.report("the engine was left behind")));
    } catch (CancelledException | DeadlineExceededException e) {
      return interrupted(run, journal.report(e.getMessage()));
    }
  }

  private Outcome unsupported(Set<ProblemFeature> beyond, Problem problem) {
    String remedy =
        beyond.contains(ProblemFeature.PUMP_UNITS)
            ? "plan without pump units, or use a provider that can."
            : "change what is not convex.";
    return new Outcome.Unsupported(
        beyond,
        name
            + " cannot plan with "
            + beyond
            + ". Maybe "
            + String.join(
                " ", Stream.concat(Stream.of(remedy), problem.nonConvexities().stream()).toList()));
  }

  private Outcome solve(
      Problem problem, RunContext run, Journal journal, AtomicReference<PlanModel> current) {
    OptionalDouble proved =
        engine.isMixed() && !engine.tellsBound()
            ? proved(problem, run, current)
            : OptionalDouble.empty();
    try (PlanModel model = new PlanModel(problem, engine, 0, run)) {
      current.set(model);
      journal.built(model);
      run.checkpoint("solve");
      run.progress("solve", 0, 1);
      ResultStatus status = model.solve();
      run.progress("solve", 1, 1);
      OptionalDouble bound = bound(model, proved);
      return switch (status) {
        case OPTIMAL ->
            engine.isMixed()
                ? believed(problem, model, bound, run, journal)
                : proved(problem, model, run, journal);
        case INFEASIBLE -> infeasible(problem, run, journal);
        default ->
            run.stopRequested() || model.timeIsUp()
                ? interrupted(run, problem, best(problem, model, status), bound, journal, status)
                : stopped(StopReason.NUMERICAL, journal.report("" + status));
      };
    }
  }

  /**
   * What prices of the linear program prove, for an engine that tells no bound before it has ended.
   */
  private static OptionalDouble proved(
      Problem problem, RunContext run, AtomicReference<PlanModel> current) {
    try (PlanModel relaxed = new PlanModel(problem, Engine.GLOP, 0, run)) {
      current.set(relaxed);
      return relaxed.solve() == ResultStatus.OPTIMAL
          ? OptionalDouble.of(DualCheck.lowerBound(problem, relaxed.prices()))
          : OptionalDouble.empty();
    }
  }

  /** The higher of what the engine says and what was proved. */
  private OptionalDouble bound(PlanModel model, OptionalDouble proved) {
    double bound = engine.isMixed() ? model.bound() : Double.NaN;
    if (!(Math.abs(bound) < UNKNOWN)) {
      return proved;
    }
    return OptionalDouble.of(Math.max(bound, proved.orElse(bound)));
  }

  /** The outcome where prices prove it. */
  private Outcome proved(Problem problem, PlanModel model, RunContext run, Journal journal) {
    Optional<MarginalPrices> prices = Optional.of(model.prices());
    Optional<String> loser = model.toAndFro();
    Optional<Plan> found = loser.isEmpty() ? Optional.of(model.plan()) : withToll(problem, run);
    if (found.isEmpty()) {
      return losing(problem, loser.orElseThrow(), journal);
    }
    Plan plan = found.get();
    PlanCheck check = PlanCheck.of(problem, plan);
    if (!check.isFeasible()) {
      return inexact(check, journal);
    }
    double bound = DualCheck.lowerBound(problem, prices.get());
    if (Math.abs(check.cost() - bound) > PROOF * Math.max(1, Math.abs(check.cost()))) {
      // feasible, but that it is the best rests on the engine's word alone
      return new Outcome.Stopped(
          StopReason.NUMERICAL,
          Optional.of(plan),
          OptionalDouble.of(bound),
          journal.report("its prices do not prove its plan"));
    }
    return new Outcome.Solved(plan, check.cost(), bound, prices, check, journal.report("OPTIMAL"));
  }

  /** With whole numbers no prices prove it: what every plan costs at least is the engine's word. */
  private Outcome believed(
      Problem problem, PlanModel model, OptionalDouble told, RunContext run, Journal journal) {
    Optional<String> loser = model.toAndFro();
    Optional<Plan> found = loser.isEmpty() ? Optional.of(model.plan()) : withToll(problem, run);
    if (found.isEmpty()) {
      return losing(problem, loser.orElseThrow(), journal);
    }
    Plan plan = found.get();
    PlanCheck check = PlanCheck.of(problem, plan);
    if (!check.isFeasible()) {
      return inexact(check, journal);
    }
    if (told.isEmpty() || isAbove(told.getAsDouble(), check.cost())) {
      return new Outcome.Stopped(
          StopReason.NUMERICAL,
          Optional.of(plan),
          OptionalDouble.empty(),
          journal.report("its bound cannot be one of its plan: " + told));
    }
    double bound = Math.min(check.cost(), told.getAsDouble());
    return new Outcome.Solved(
        plan,
        check.cost(),
        bound,
        Optional.empty(),
        check,
        journal.report("OPTIMAL", gap(check.cost(), bound)));
  }

  private static boolean isAbove(double bound, double cost) {
    return bound > cost + PROOF * Math.max(1, Math.abs(cost));
  }

  private static String gap(double cost, double bound) {
    double gap = Math.max(0, cost - bound) / Math.max(SMALLEST_COST, Math.abs(cost));
    return String.format(Locale.ROOT, "bound %.6f, gap %.2e", bound, gap);
  }

  private Outcome inexact(PlanCheck check, Journal journal) {
    return stopped(StopReason.NUMERICAL, journal.report("its plan is not exact enough: " + check));
  }

  /**
   * The program loses water on a link. Where that may pay, it is not convex; else it is an error.
   */
  private Outcome losing(Problem problem, String link, Journal journal) {
    if (!Costs.mayPayToLose(problem)) {
      return stopped(
          StopReason.NUMERICAL,
          journal.report("water goes to and fro on the two-way link '" + link + "'"));
    }
    return new Outcome.Unsupported(
        Set.of(ProblemFeature.NON_CONVEX),
        "two-way link ("
            + link
            + "), must not be where losing water pays or is the only way to be rid of it: "
            + name
            + " would send it to and fro, which no plan can. Maybe raise the negative cost behind"
            + " it, lower least flows, or let the link be one-way or without loss.");
  }

  /**
   * Sending water to and fro over a link with losses is a way to lose it, which costs nothing where
   * water is free, and which no plan can hold. Among the plans of least cost, a small toll finds
   * one without; the prices of the first solution stay valid.
   */
  private Optional<Plan> withToll(Problem problem, RunContext run) {
    double toll = TOLL * Math.max(1, Costs.greatest(problem));
    try (PlanModel model = new PlanModel(problem, engine, toll, run)) {
      return model.solve() == ResultStatus.OPTIMAL && model.toAndFro().isEmpty()
          ? Optional.of(model.plan())
          : Optional.empty();
    }
  }

  private Outcome infeasible(Problem problem, RunContext run, Journal journal) {
    try (PlanModel model =
        new PlanModel(problem, engine.isMixed() ? engine : Engine.GLOP, 0, run)) {
      List<Conflict> conflict = new ConflictFinder(problem, model, run).find();
      if (conflict.isEmpty()) {
        return stopped(StopReason.NUMERICAL, journal.report("no conflict can be named"));
      }
      return new Outcome.Infeasible(
          conflict,
          run.stopRequested()
              ? journal.report("time was up: the conflict may not be a smallest one")
              : journal.report("the conflict is a smallest one"));
    }
  }

  /** The best plan of a solve that was interrupted, if there is one that keeps the rules. */
  private static Optional<Plan> best(Problem problem, PlanModel model, ResultStatus status) {
    if (status != ResultStatus.FEASIBLE || model.toAndFro().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(model.plan()).filter(plan -> PlanCheck.of(problem, plan).isFeasible());
  }

  private static Outcome interrupted(
      RunContext run,
      Problem problem,
      Optional<Plan> best,
      OptionalDouble bound,
      Journal journal,
      ResultStatus status) {
    if (best.isEmpty() || bound.isEmpty()) {
      return new Outcome.Stopped(reason(run), best, bound, journal.report("" + status));
    }
    double cost = PlanCheck.of(problem, best.get()).cost();
    if (isAbove(bound.getAsDouble(), cost)) {
      return new Outcome.Stopped(
          reason(run),
          best,
          OptionalDouble.empty(),
          journal.report("" + status, "its bound cannot be one of its plan: " + bound));
    }
    double least = Math.min(cost, bound.getAsDouble());
    return new Outcome.Stopped(
        reason(run), best, OptionalDouble.of(least), journal.report("" + status, gap(cost, least)));
  }

  private static Outcome interrupted(RunContext run, SolveReport report) {
    return new Outcome.Stopped(reason(run), Optional.empty(), OptionalDouble.empty(), report);
  }

  private static StopReason reason(RunContext run) {
    return run.isCancelled() || run.remaining().isEmpty()
        ? StopReason.CANCELLED
        : StopReason.TIME_LIMIT;
  }

  private static Outcome stopped(StopReason reason, SolveReport report) {
    return new Outcome.Stopped(reason, Optional.empty(), OptionalDouble.empty(), report);
  }
}
