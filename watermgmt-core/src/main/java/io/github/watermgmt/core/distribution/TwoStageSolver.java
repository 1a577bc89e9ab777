// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.ProgramSolver.Found;
import io.github.watermgmt.core.distribution.SolutionReader.BothWays;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Solves the linear programs behind a plan over scenarios: all of them together, or one by one
 * after a decision. Thread-safety: confined to one thread.
 */
final class TwoStageSolver {

  private final int first;
  private final BooleanSupplier stop;
  private final List<ProgramSolver> solvers = new ArrayList<>(); // by problem, after decisions

  /**
   * @param first how many steps are shared
   */
  TwoStageSolver(int first, BooleanSupplier stop) {
    this.first = first;
    this.stop = stop;
  }

  /**
   * What came of the programs.
   *
   * @param plans one for each problem, if the last program was solved
   * @param bound what they cost at least
   * @param burner a two-way link that carries water both ways just to lose it, if any
   * @param last what the solver said last
   */
  record Result(List<Plan> plans, double bound, Optional<String> burner, Found last) {

    static Result without(Found found) {
      return new Result(List.of(), Double.NEGATIVE_INFINITY, Optional.empty(), found);
    }

    @Override
    public String toString() {
      return last.how();
    }
  }

  /**
   * What came of one solve.
   *
   * @param cost without any toll; not a number where there is no plan
   * @param both where water goes to and fro, if anywhere; columns count through all problems
   */
  private record Attempt(Result result, double cost, Optional<BothWays> both) {

    static Attempt without(Found found) {
      return new Attempt(Result.without(found), Double.NaN, Optional.empty());
    }
  }

  /**
   * Solves once more where water goes to and fro.
   *
   * @param again solves with a toll and closed columns
   */
  private Result withoutToAndFro(Attempt plain, Function<BitSet, Attempt> again) {
    Result first = plain.result;
    if (plain.both.isEmpty()) {
      return first;
    }
    // The same cost, but without water to and fro; the bound of the first solution stays valid.
    Optional<Result> second =
        new OneWaySearch<Result>(
                closed -> {
                  Attempt attempt = again.apply(closed);
                  return ScenarioPlanning.same(attempt.cost, plain.cost)
                      ? Optional.of(new OneWaySearch.Found<>(attempt.result, attempt.both))
                      : Optional.empty();
                })
            .find();
    if (second.isEmpty() && stop.getAsBoolean()) {
      // What is told to stop while it looks for plans has not shown that there are none.
      return Result.without(first.last);
    }
    return second
        .map(found -> new Result(found.plans, first.bound, Optional.empty(), found.last))
        .orElse(first);
  }

  /**
   * Finds the plans of least expected cost that are the same in the first steps.
   *
   * @param problems those of the scenarios, equal in their first steps
   * @param weights their probabilities
   */
  Result together(List<Problem> problems, double[] weights) {
    List<LinearModel> models = problems.stream().map(LinearModel::new).toList();
    SparseProgram base = models.get(0).program();
    Stages stages = new Stages(base, models.get(0).balances(), models.get(0).steps(), this.first);
    Attempt plain = together(models, models, weights, stages);
    return withoutToAndFro(
        plain, closed -> together(models, tolled(models, stages, closed), weights, stages));
  }

  /** What is closed in the first problem is closed in all of them in the steps that they share. */
  private static List<LinearModel> tolled(List<LinearModel> models, Stages stages, BitSet closed) {
    int columns = models.get(0).columns();
    BitSet shared = closed.get(0, columns);
    for (int j = shared.nextSetBit(0); j >= 0; j = shared.nextSetBit(j + 1)) {
      shared.set(j, !stages.lateColumn[j]);
    }
    List<LinearModel> tolled = new ArrayList<>();
    for (int b = 0; b < models.size(); b++) {
      BitSet own = closed.get(b * columns, (b + 1) * columns);
      own.or(shared);
      tolled.add(models.get(b).withToll(own));
    }
    return tolled;
  }

  private Attempt together(
      List<LinearModel> plain, List<LinearModel> models, double[] weights, Stages stages) {
    List<SparseProgram> programs = models.stream().map(LinearModel::program).toList();
    ScenarioTree tree = new ScenarioTree(programs, weights, stages);
    Found found = new ProgramSolver(stop).cold(tree.program(), tree.forest(), tree.order());
    if (!found.isOptimal()) {
      return Attempt.without(found);
    }
    List<Plan> plans = new ArrayList<>();
    Optional<BothWays> both = Optional.empty();
    double cost = 0;
    for (int b = 0; b < models.size(); b++) {
      double[] x = tree.values(found.x(), b);
      int before = b * models.get(b).columns();
      both = both.or(() -> plain.get(0).bothWays(x).map(ways -> ways.after(before)));
      plans.add(models.get(b).plan(x));
      cost += weights[b] * plain.get(b).arrays().cost(x);
    }
    double bound = ProgramSolver.bound(tree.program(), found.prices());
    return new Attempt(new Result(plans, bound, both.map(BothWays::link), found), cost, both);
  }

  /**
   * Finds for each problem the plan of least cost whose first steps are decided. After a first
   * decision each goes on from its own basis: another decision changes less than another scenario.
   *
   * @param decided the first steps
   * @param problems the same as before, if there was a decision before
   * @return for each problem its result; fewer if it was told to stop
   */
  List<Result> after(Plan decided, List<Problem> problems) {
    while (solvers.size() < problems.size()) {
      solvers.add(new ProgramSolver(stop));
    }
    List<Result> results = new ArrayList<>();
    for (int b = 0; b < problems.size() && !stop.getAsBoolean(); b++) {
      Problem problem = problems.get(b);
      LinearModel model = new LinearModel(problem);
      Attempt plain = after(decided, problem, model, model, solvers.get(b));
      results.add(
          withoutToAndFro(
              plain,
              closed -> {
                ProgramSolver solver = new ProgramSolver(stop);
                return after(decided, problem, model, model.withToll(closed), solver);
              }));
    }
    return results;
  }

  private Attempt after(
      Plan decided, Problem problem, LinearModel plain, LinearModel model, ProgramSolver solver) {
    SparseProgram whole = model.program();
    Stages stages = new Stages(whole, model.balances(), model.steps(), first);
    double[] x = FirstColumns.of(problem, model, decided, first, whole.columns());
    Recourse recourse = Recourse.of(whole, stages, x);
    Found found = solver.warm(recourse.program(), stages.nodes * stages.later(), stages.later());
    if (!found.isOptimal()) {
      return Attempt.without(found);
    }
    double spent = 0;
    for (int j = 0; j < whole.columns(); j++) {
      spent += stages.lateColumn[j] ? 0 : whole.cost()[j] * x[j];
    }
    double[] values = recourse.values(x, found.x());
    double bound = spent + ProgramSolver.bound(recourse.program(), found.prices());
    Optional<BothWays> both = plain.bothWays(values);
    return new Attempt(
        new Result(List.of(model.plan(values)), bound, both.map(BothWays::link), found),
        plain.arrays().cost(values),
        both);
  }
}
