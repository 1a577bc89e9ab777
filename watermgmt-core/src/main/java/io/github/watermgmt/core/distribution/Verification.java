// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DualCheck;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.network.Node;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Makes an outcome of what a solver says, and takes nothing on its word: the plan is recomputed and
 * must be feasible, and the prices must prove that none is cheaper.
 *
 * @param problem what was to be solved
 * @param journal how
 */
record Verification(Problem problem, Journal journal) {
  private static final double RELATIVE = 1e-6;

  /** Of all that could be paid: so much a bound is wrong by rounding, also where the cost is 0. */
  private static final double ROUNDING = 1e-12;

  /**
   * Returns the outcome of a solution that is said to be optimal.
   *
   * @param solver for further solves where water went to and fro
   */
  Outcome of(LinearModel model, LpSolution solution, LpSolver solver) {
    String state = solution.state();
    double[] x = solution.x();
    Optional<String> burner = model.toAndFro(x);
    if (burner.isPresent()) {
      // The same cost, but without water to and fro; the prices of the first solution stay valid.
      double least = model.arrays().cost(x);
      Optional<double[]> second =
          new OneWaySearch<>(closed -> asCheap(model, closed, least, solver)).find();
      if (second.isEmpty() && PaidLoss.mayBeForced(problem)) {
        return new Outcome.Unsupported(EnumSet.of(ProblemFeature.NON_CONVEX), forced(burner.get()));
      }
      if (second.isEmpty()) {
        return stopped(
            StopReason.NUMERICAL,
            journal.report(
                state,
                "water goes to and fro on the two-way link '"
                    + burner.get()
                    + "', which no plan can"));
      }
      x = second.get();
    }
    Plan plan = model.plan(x);
    PlanCheck check = PlanCheck.of(problem, plan);
    SolveReport report = journal.report(state);
    if (!check.isFeasible()) {
      return stopped(StopReason.NUMERICAL, journal.report(state, check.toString()));
    }
    if (!solution.hasPrices()) {
      return unproved(plan, OptionalDouble.empty(), report);
    }
    MarginalPrices prices = prices(model, solution.multipliers());
    double bound = DualCheck.lowerBound(problem, prices);
    return same(model, check.cost(), bound)
        ? new Outcome.Solved(plan, check.cost(), bound, Optional.of(prices), check, report)
        : unproved(plan, OptionalDouble.of(bound), report);
  }

  private static Optional<OneWaySearch.Found<double[]>> asCheap(
      LinearModel model, BitSet closed, double least, LpSolver solver) {
    LpSolution solution = solver.solve(model.withToll(closed));
    double[] x = solution.x();
    return solution.isOptimal() && same(model, model.arrays().cost(x), least)
        ? Optional.of(new OneWaySearch.Found<>(x, model.bothWays(x)))
        : Optional.empty();
  }

  private static boolean same(LinearModel model, double cost, double bound) {
    double tolerance = RELATIVE * Math.max(1, Math.abs(cost));
    return Math.abs(cost - bound) <= Math.max(tolerance, ROUNDING * mostCost(model.arrays()));
  }

  /** Returns what all columns at their upper bounds would cost, whatever the sign of a cost. */
  private static double mostCost(ModelArrays arrays) {
    double most = 0;
    for (int j = 0; j < arrays.columns(); j++) {
      if (arrays.cost(j) != 0 && arrays.upper(j) < Double.POSITIVE_INFINITY) {
        most += Math.abs(arrays.cost(j)) * arrays.upper(j);
      }
    }
    return most;
  }

  /**
   * Returns the outcome of a solve that was told to stop: the plan that its point gives, if that is
   * one, and what its prices prove that every plan costs.
   */
  Outcome halfway(LinearModel model, LpSolution solution, StopReason reason) {
    if (!solution.hasPoint()) {
      return stopped(reason, journal.report(solution.state()));
    }
    Plan plan = model.plan(solution.x());
    OptionalDouble bound =
        solution.hasPrices()
            ? OptionalDouble.of(
                DualCheck.lowerBound(problem, prices(model, solution.multipliers())))
            : OptionalDouble.empty();
    return new Outcome.Stopped(
        reason,
        PlanCheck.of(problem, plan).isFeasible() ? Optional.of(plan) : Optional.empty(),
        bound.isPresent() && Double.isFinite(bound.getAsDouble()) ? bound : OptionalDouble.empty(),
        journal.report(solution.state()));
  }

  /** Says that water would have to be lost on a link that no plan can lose. */
  static String forced(String link) {
    return "two-way link ("
        + link
        + "), must not be where a linear program loses water that has to go somewhere: it would send"
        + " it to and fro, which no plan can. Maybe lower least flows, raise greatest volumes, or"
        + " let the link be one-way or without loss.";
  }

  /** A feasible plan whose optimality rests on the solver's word alone is not called solved. */
  private static Outcome unproved(Plan plan, OptionalDouble bound, SolveReport report) {
    return new Outcome.Stopped(StopReason.NUMERICAL, Optional.of(plan), bound, report);
  }

  /** Returns the multipliers of the balances by node, and those of the side rows by limit. */
  MarginalPrices prices(LinearModel model, double[] multipliers) {
    Map<String, double[]> byNode = new LinkedHashMap<>();
    for (Node node : problem.network().nodes()) {
      double[] prices = new double[problem.steps()];
      for (int t = 0; t < prices.length; t++) {
        prices[t] = multipliers[model.row(node.id(), t)];
      }
      byNode.put(node.id(), prices);
    }
    Map<SharedLimit, Double> reliefs = new LinkedHashMap<>();
    for (int i = model.balances(); i < model.rows(); i++) {
      // Of an upper limit the multiplier is what its last unit costs: nothing, or less.
      if (multipliers[i] < 0) {
        reliefs.put(model.shared(i - model.balances()), -multipliers[i]);
      }
    }
    return MarginalPrices.of(byNode, reliefs);
  }

  /** A problem is refused before the heap is used up for it. */
  static Outcome tooLarge(double bytes, Journal journal) {
    return stopped(
        StopReason.MEMORY,
        journal.report(
            String.format(
                Locale.ROOT,
                "about %.0f MB are needed, the heap has %.0f MB",
                bytes / 1e6,
                Runtime.getRuntime().maxMemory() / 1e6)));
  }

  static Outcome stopped(StopReason reason, SolveReport report) {
    return new Outcome.Stopped(reason, Optional.empty(), OptionalDouble.empty(), report);
  }
}
