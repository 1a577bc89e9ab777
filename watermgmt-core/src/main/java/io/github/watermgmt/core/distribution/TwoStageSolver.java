// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.ProgramSolver.Found;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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

  private static LinearModel model(Problem problem, boolean tolled) {
    LinearModel plain = new LinearModel(problem);
    return tolled ? plain.withToll() : plain;
  }

  /**
   * Finds the plans of least expected cost that are the same in the first steps.
   *
   * @param problems those of the scenarios, equal in their first steps
   * @param weights their probabilities
   */
  Result together(List<Problem> problems, double[] weights) {
    Result plain = together(problems, weights, false);
    if (plain.burner.isEmpty() || stop.getAsBoolean()) {
      return plain;
    }
    // The same cost, but without water to and fro; the bound of the first solution stays valid.
    Result tolled = together(problems, weights, true);
    return new Result(tolled.plans, plain.bound, tolled.burner, tolled.last);
  }

  private Result together(List<Problem> problems, double[] weights, boolean tolled) {
    List<LinearModel> models = problems.stream().map(p -> model(p, tolled)).toList();
    List<SparseProgram> programs = models.stream().map(LinearModel::program).toList();
    LinearModel one = models.get(0);
    Stages stages = new Stages(programs.get(0), one.balances(), one.steps(), first);
    ScenarioTree tree = new ScenarioTree(programs, weights, stages);
    Found found = new ProgramSolver(stop).cold(tree.program(), tree.forest(), tree.order());
    if (!found.isOptimal()) {
      return Result.without(found);
    }
    List<Plan> plans = new ArrayList<>();
    Optional<String> burner = Optional.empty();
    for (int b = 0; b < models.size(); b++) {
      double[] x = tree.values(found.x(), b);
      burner = burner.isPresent() ? burner : models.get(b).toAndFro(x);
      plans.add(models.get(b).plan(x));
    }
    double bound = ProgramSolver.bound(tree.program(), found.prices());
    return new Result(plans, bound, burner, found);
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
      Result plain = after(decided, problems.get(b), false, solvers.get(b));
      if (plain.burner.isEmpty()) {
        results.add(plain);
      } else {
        Result tolled = after(decided, problems.get(b), true, new ProgramSolver(stop));
        results.add(new Result(tolled.plans, plain.bound, tolled.burner, tolled.last));
      }
    }
    return results;
  }

  private Result after(Plan decided, Problem problem, boolean tolled, ProgramSolver solver) {
    LinearModel model = model(problem, tolled);
    SparseProgram whole = model.program();
    Stages stages = new Stages(whole, model.balances(), model.steps(), first);
    double[] x = FirstColumns.of(problem, model, decided, first, whole.columns());
    Recourse recourse = Recourse.of(whole, stages, x);
    Found found = solver.warm(recourse.program(), stages.nodes * stages.later(), stages.later());
    if (!found.isOptimal()) {
      return Result.without(found);
    }
    double spent = 0;
    for (int j = 0; j < whole.columns(); j++) {
      spent += stages.lateColumn[j] ? 0 : whole.cost()[j] * x[j];
    }
    double[] values = recourse.values(x, found.x());
    double bound = spent + ProgramSolver.bound(recourse.program(), found.prices());
    return new Result(List.of(model.plan(values)), bound, model.toAndFro(values), found);
  }
}
