// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.DualCheck;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Solves the linear program with ojAlgo. At its time limit ojAlgo returns a plausible value without
 * a proof, so only the state counts, and even then the plan is verified. Thread-safety: immutable.
 */
record OjAlgoOptimizer(Options options) implements DistributionOptimizer {
  private static final double RELATIVE = 1e-6;
  private static final double MISSED = 1e-6;

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
    if (!problem.features().isEmpty()) {
      return new Outcome.Unsupported(
          problem.features(),
          "ojalgo solves linear programs; this problem has "
              + problem.features()
              + ". Maybe plan without pump units, or use a provider that can.");
    }
    long start = System.nanoTime();
    LinearModel model = new LinearModel(problem);
    boolean sparse = model.rows() >= options.get(OjAlgoProvider.SPARSE_FROM);
    String engine = sparse ? "sparse simplex" : "dense simplex";
    long built = System.nanoTime();
    if (run.isCancelled()) {
      return stopped(StopReason.CANCELLED, report(model, engine, start, built, List.of()));
    }
    Solution solution = solve(model, sparse, false, run);
    SolveReport report = report(model, engine, start, built, List.of("state " + solution.state));
    if (run.isCancelled()) {
      return stopped(StopReason.CANCELLED, report);
    }
    if (solution.state.isOptimal()) {
      return verified(problem, model, solution, report);
    }
    if (run.stopRequested()) {
      return stopped(StopReason.TIME_LIMIT, report);
    }
    if (solution.state == Optimisation.State.INFEASIBLE) {
      return infeasible(problem, model, solve(model, sparse, true, run), report);
    }
    return stopped(StopReason.NUMERICAL, report);
  }

  private static Outcome verified(
      Problem problem, LinearModel model, Solution solution, SolveReport report) {
    Plan plan = model.plan(solution.x);
    PlanCheck check = PlanCheck.of(problem, plan);
    if (!check.isFeasible()) {
      return stopped(StopReason.NUMERICAL, report);
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

  /** Names where the balances cannot be kept: what an elastic problem has to give or take away. */
  private static Outcome infeasible(
      Problem problem, LinearModel model, Solution elastic, SolveReport report) {
    List<Conflict> conflicts = new ArrayList<>();
    if (elastic.state.isOptimal()) {
      for (Node node : problem.network().nodes()) {
        for (int t = 0; t < problem.steps(); t++) {
          int row = model.row(node.id(), t);
          double missed =
              elastic.x[model.columns() + 2 * row] - elastic.x[model.columns() + 2 * row + 1];
          if (Math.abs(missed) > MISSED) {
            conflicts.add(conflict(problem, node.id(), t, missed));
          }
        }
      }
    }
    return conflicts.isEmpty()
        ? stopped(StopReason.NUMERICAL, report)
        : new Outcome.Infeasible(conflicts, report);
  }

  private static Conflict conflict(Problem problem, String node, int step, double missed) {
    boolean tank = problem.tanks().containsKey(node);
    String requirement =
        tank ? (missed > 0 ? "minVolume, finalMinVolume" : "maxVolume") : "balance";
    String message =
        String.format(
            Locale.ROOT,
            "%s '%s' in step %d: %.3f m3 %s to keep %s",
            tank ? "tank" : "node",
            node,
            step,
            Math.abs(missed),
            missed > 0 ? "are missing" : "are too many",
            requirement);
    return new Conflict(
        node, requirement, OptionalInt.of(step), OptionalDouble.of(Math.abs(missed)), message);
  }

  private static Outcome stopped(StopReason reason, SolveReport report) {
    return new Outcome.Stopped(reason, Optional.empty(), OptionalDouble.empty(), report);
  }

  private static SolveReport report(
      LinearModel model, String engine, long start, long built, List<String> notes) {
    long now = System.nanoTime();
    return new SolveReport(
        "ojalgo",
        engine,
        model.rows(),
        model.columns(),
        model.nonZeros(),
        built - start,
        now - built,
        notes);
  }

  /** What ojAlgo says: state, columns and the multipliers of the rows. */
  private static final class Solution {
    final Optimisation.State state;
    final double[] x;
    final double[] multipliers;

    Solution(Optimisation.State state, double[] x, double[] multipliers) {
      this.state = state;
      this.x = x;
      this.multipliers = multipliers;
    }
  }

  // The only way to multipliers by constraint in this version; DualCheck verifies them.
  @SuppressWarnings("deprecation")
  private static Solution solve(
      LinearModel model, boolean sparse, boolean elastic, RunContext run) {
    ExpressionsBasedModel solver = new ExpressionsBasedModel();
    solver.options.sparse = sparse;
    run.remaining().ifPresent(left -> limit(solver, left));
    Expression[] rows = new Expression[model.rows()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = solver.newExpression(Integer.toString(i));
      if (i < model.balance.length) {
        rows[i].level(model.balance[i]);
      } else {
        rows[i].upper(model.licences.get(i - model.balance.length));
      }
    }
    for (int j = 0; j < model.columns(); j++) {
      Variable variable = solver.newVariable("x" + j);
      variable.lower(model.lower(j)).upper(model.upper(j)).weight(elastic ? 0 : model.cost(j));
      int[] at = model.rowsOf(j);
      double[] values = model.valuesOf(j);
      for (int k = 0; k < at.length; k++) {
        rows[at[k]].set(variable, values[k]);
      }
    }
    if (elastic) {
      for (int i = 0; i < model.balance.length; i++) {
        rows[i].set(solver.newVariable("deficit" + i).lower(0).weight(1), 1);
        rows[i].set(solver.newVariable("surplus" + i).lower(0).weight(1), -1);
      }
    }
    Optimisation.Result result = solver.minimise();
    double[] x = new double[(int) result.count()];
    for (int j = 0; j < x.length; j++) {
      x[j] = result.doubleValue(j);
    }
    double[] multipliers = new double[model.rows()];
    if (result.getState().isOptimal()) {
      result
          .getMatchedMultipliers()
          .forEach(
              pair -> {
                if (pair.getKey().first() instanceof Expression row) {
                  multipliers[Integer.parseInt(row.getName())] -= pair.doubleValue();
                }
              });
    }
    return new Solution(result.getState(), x, multipliers);
  }

  private static void limit(ExpressionsBasedModel solver, Duration left) {
    solver.options.time_abort = Math.max(1, left.toMillis());
    solver.options.time_suffice = solver.options.time_abort;
  }
}
