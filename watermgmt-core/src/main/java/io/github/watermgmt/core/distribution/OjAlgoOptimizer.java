// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.OjAlgoSolver.Solution;
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
import io.github.watermgmt.network.Node;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.ojalgo.optimisation.Optimisation;

/**
 * Solves the linear program with ojAlgo. At its time limit ojAlgo returns a plausible value without
 * a proof, so only the state counts, and even then the plan is verified. Each solve runs on a
 * thread of its own, see {@link OwnThread}. Thread-safety: immutable.
 */
record OjAlgoOptimizer(Options options) implements DistributionOptimizer {
  private static final double RELATIVE = 1e-6;
  private static final double TOLL = 1e-7;

  @Override
  public String name() {
    return "ojalgo";
  }

  @Override
  public Set<Capability> capabilities() {
    return OjAlgoProvider.CAPABILITIES;
  }

  @Override
  public Outcome optimize(Problem problem, RunContext run) {
    long start = System.nanoTime();
    ModelSize size = ModelSize.of(problem);
    boolean sparse = size.rows() >= options.get(OjAlgoProvider.SPARSE_FROM);
    Reporter reporter = new Reporter(size, sparse ? "sparse simplex" : "dense simplex", start);
    try {
      Optional<Outcome> outcome =
          OwnThread.call(run, () -> outcome(problem, size, sparse, reporter, run));
      if (run.isCancelled()) {
        return stopped(StopReason.CANCELLED, reporter.report());
      }
      return outcome.orElseGet(
          () ->
              stopped(
                  run.stopRequested() ? StopReason.TIME_LIMIT : StopReason.CANCELLED,
                  reporter.report("the solver was interrupted")));
    } catch (OutOfMemoryError e) {
      // All that used the memory is gone with the model.
      return stopped(StopReason.MEMORY, reporter.report("the heap was used up: " + e.getMessage()));
    }
  }

  private static Outcome outcome(
      Problem problem, ModelSize size, boolean sparse, Reporter reporter, RunContext run) {
    if (!problem.features().isEmpty()) {
      return new Outcome.Unsupported(
          problem.features(),
          "ojalgo solves linear programs; this problem has "
              + problem.features()
              + ". Maybe plan without pump units, or use a provider that can.");
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (!size.fits(sparse, heap)) {
      return stopped(
          StopReason.MEMORY,
          reporter.report(
              String.format(
                  Locale.ROOT,
                  "about %.0f MB are needed, the heap has %.0f MB",
                  size.bytes(sparse) / 1e6,
                  heap / 1e6)));
    }
    Optional<String> paidLoss = PaidLoss.in(problem);
    if (paidLoss.isPresent()) {
      return new Outcome.Unsupported(EnumSet.of(ProblemFeature.NON_CONVEX), paidLoss.get());
    }
    LinearModel model = new LinearModel(problem);
    reporter.built();
    if (run.stopRequested()) {
      return interrupted(run, reporter.report());
    }
    run.progress("solve", 0, 1);
    Solution solution = OjAlgoSolver.solve(model, sparse);
    run.progress("solve", 1, 1);
    String state = "state " + solution.state;
    if (solution.isOptimal()) {
      return verified(problem, model, solution, sparse, reporter);
    }
    if (run.stopRequested() || Thread.currentThread().isInterrupted()) {
      return interrupted(run, reporter.report(state));
    }
    if (solution.state != Optimisation.State.INFEASIBLE) {
      return stopped(StopReason.NUMERICAL, reporter.report(state));
    }
    Optional<ConflictFinder.Found> found = new ConflictFinder(problem, sparse, run).find();
    if (found.isEmpty()) {
      return run.stopRequested()
          ? interrupted(run, reporter.report(state))
          : stopped(StopReason.NUMERICAL, reporter.report(state));
    }
    return new Outcome.Infeasible(
        found.get().members(),
        found.get().isSmallest()
            ? reporter.report(state)
            : reporter.report(state, "time was up: the conflict may not be a smallest one"));
  }

  private static Outcome interrupted(RunContext run, SolveReport report) {
    return stopped(
        run.isCancelled() || !run.stopRequested() ? StopReason.CANCELLED : StopReason.TIME_LIMIT,
        report);
  }

  private static Outcome verified(
      Problem problem, LinearModel model, Solution solution, boolean sparse, Reporter reporter) {
    String state = "state " + solution.state;
    double[] x = solution.x;
    Optional<String> burner = model.toAndFro(x);
    if (burner.isPresent()) {
      // The same cost, but without water to and fro; the prices of the first solution stay valid.
      Solution second =
          OjAlgoSolver.solve(
              LinearModel.withToll(problem, TOLL * Math.max(1, model.greatestCost())), sparse);
      if (!second.isOptimal() || model.toAndFro(second.x).isPresent()) {
        return stopped(
            StopReason.NUMERICAL,
            reporter.report(
                state,
                "water goes to and fro on the two-way link '"
                    + burner.get()
                    + "', which no plan can"));
      }
      x = second.x;
    }
    Plan plan = model.plan(x);
    PlanCheck check = PlanCheck.of(problem, plan);
    SolveReport report = reporter.report(state);
    if (!check.isFeasible()) {
      return stopped(StopReason.NUMERICAL, reporter.report(state, check.toString()));
    }
    if (!Arrays.stream(solution.multipliers).allMatch(Double::isFinite)) {
      return unproved(plan, OptionalDouble.empty(), report);
    }
    MarginalPrices prices = prices(problem, model, solution.multipliers);
    double bound = DualCheck.lowerBound(problem, prices);
    double tolerance = RELATIVE * Math.max(1, Math.abs(check.cost()));
    return Math.abs(check.cost() - bound) <= tolerance
        ? new Outcome.Solved(plan, check.cost(), bound, Optional.of(prices), check, report)
        : unproved(plan, OptionalDouble.of(bound), report);
  }

  /** A feasible plan whose optimality rests on the solver's word alone is not called solved. */
  private static Outcome unproved(Plan plan, OptionalDouble bound, SolveReport report) {
    return new Outcome.Stopped(StopReason.NUMERICAL, Optional.of(plan), bound, report);
  }

  private static MarginalPrices prices(Problem problem, LinearModel model, double[] multipliers) {
    Map<String, double[]> byNode = new LinkedHashMap<>();
    for (Node node : problem.network().nodes()) {
      double[] prices = new double[problem.steps()];
      for (int t = 0; t < prices.length; t++) {
        prices[t] = multipliers[model.row(node.id(), t)];
      }
      byNode.put(node.id(), prices);
    }
    return MarginalPrices.of(byNode);
  }

  private static Outcome stopped(StopReason reason, SolveReport report) {
    return new Outcome.Stopped(reason, Optional.empty(), OptionalDouble.empty(), report);
  }

  /** Says how far the work has come. */
  private static final class Reporter {
    private final ModelSize size;
    private final String engine;
    private final long start;
    private volatile long built;

    Reporter(ModelSize size, String engine, long start) {
      this.size = size;
      this.engine = engine;
      this.start = start;
      this.built = start;
    }

    void built() {
      built = System.nanoTime();
    }

    SolveReport report(String... notes) {
      return new SolveReport(
          "ojalgo",
          engine,
          (int) Math.min(Integer.MAX_VALUE, size.rows()),
          (int) Math.min(Integer.MAX_VALUE, size.columns()),
          size.nonZeros(),
          built - start,
          System.nanoTime() - built,
          List.of(notes));
    }
  }
}
