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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

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

  @Override
  public Outcome optimize(Problem problem, RunContext run) {
    Set<ProblemFeature> beyond = new HashSet<>(problem.features());
    if (engine.isMixed()) {
      beyond.remove(ProblemFeature.PUMP_UNITS);
    }
    if (!beyond.isEmpty()) {
      return new Outcome.Unsupported(
          beyond,
          name
              + " cannot plan with "
              + beyond
              + ". Maybe "
              + (beyond.contains(ProblemFeature.PUMP_UNITS)
                  ? "plan without pump units, or use a provider that can."
                  : "give the two-way link a cost of at least 0."));
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

  private Outcome solve(
      Problem problem, RunContext run, Journal journal, AtomicReference<PlanModel> current) {
    try (PlanModel model = new PlanModel(problem, engine, 0, run)) {
      current.set(model);
      journal.built(model);
      run.checkpoint("solve");
      run.progress("solve", 0, 1);
      ResultStatus status = model.solve();
      run.progress("solve", 1, 1);
      return switch (status) {
        case OPTIMAL -> verified(problem, model, run, journal);
        case INFEASIBLE -> infeasible(problem, run, journal);
        default ->
            run.stopRequested() || model.timeIsUp()
                ? interrupted(
                    run, best(problem, model, status), bound(model), journal.report("" + status))
                : stopped(StopReason.NUMERICAL, journal.report("" + status));
      };
    }
  }

  private Outcome verified(Problem problem, PlanModel model, RunContext run, Journal journal) {
    Optional<MarginalPrices> prices =
        engine.isMixed() ? Optional.empty() : Optional.of(model.prices());
    Optional<Plan> found =
        model.goesToAndFro(PlanCheck.TOLERANCE)
            ? withToll(problem, run)
            : Optional.of(model.plan());
    if (found.isEmpty()) {
      return stopped(
          StopReason.NUMERICAL, journal.report("it would pay to lose water on a two-way link"));
    }
    Plan plan = found.get();
    PlanCheck check = PlanCheck.of(problem, plan);
    if (!check.isFeasible()) {
      return stopped(
          StopReason.NUMERICAL, journal.report("its plan is not exact enough: " + check));
    }
    if (prices.isEmpty()) {
      // what every plan with whole pumps costs at least is the engine's word: nothing proves it
      return new Outcome.Solved(
          plan,
          check.cost(),
          Math.min(check.cost(), model.bound()),
          prices,
          check,
          journal.report("OPTIMAL"));
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

  /**
   * Sending water to and fro over a link with losses is a way to lose it, which costs nothing where
   * water is free, and which no plan can hold. Among the plans of least cost, a small toll finds
   * one without; the prices of the first solution stay valid.
   */
  private Optional<Plan> withToll(Problem problem, RunContext run) {
    double toll = TOLL * Math.max(1, PlanModel.greatestCost(problem));
    try (PlanModel model = new PlanModel(problem, engine, toll, run)) {
      return model.solve() == ResultStatus.OPTIMAL && !model.goesToAndFro(PlanCheck.TOLERANCE)
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
    if (status != ResultStatus.FEASIBLE || model.goesToAndFro(PlanCheck.TOLERANCE)) {
      return Optional.empty();
    }
    return Optional.of(model.plan()).filter(plan -> PlanCheck.of(problem, plan).isFeasible());
  }

  private OptionalDouble bound(PlanModel model) {
    double bound = engine.isMixed() ? model.bound() : Double.NaN;
    return Math.abs(bound) < UNKNOWN ? OptionalDouble.of(bound) : OptionalDouble.empty();
  }

  private static Outcome interrupted(RunContext run, SolveReport report) {
    return interrupted(run, Optional.empty(), OptionalDouble.empty(), report);
  }

  private static Outcome interrupted(
      RunContext run, Optional<Plan> best, OptionalDouble bound, SolveReport report) {
    StopReason reason =
        run.isCancelled() || run.remaining().isEmpty()
            ? StopReason.CANCELLED
            : StopReason.TIME_LIMIT;
    return new Outcome.Stopped(reason, best, bound, report);
  }

  private static Outcome stopped(StopReason reason, SolveReport report) {
    return new Outcome.Stopped(reason, Optional.empty(), OptionalDouble.empty(), report);
  }
}
