// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.TwoStageSolver.Result;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plans in two stages: the first steps are decided now and are the same whatever comes, each
 * scenario then has its own best plan for the rest, and the expected cost is the least there is
 * (Dantzig, Linear Programming under Uncertainty, Management Science 1, 1955). Exact: one linear
 * program over all scenarios, solved to a vertex.
 *
 * <p>In the first steps all scenarios have the demand that is to be expected there; what the first
 * hours draw beyond it is not planned for, so keep them few. In the later steps each scenario knows
 * all that is to come. Results do not depend on the order of the scenarios, and scenarios of the
 * same demand count as one.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param scenarios the problem and its scenarios
 * @param sharedSteps how many steps are decided now, at least 1 and less than there are
 * @param toleranceM3 what a zone may miss over all steps without counting as a shortfall, m³, at
 *     least 0
 */
public record ScenarioPlanning(DemandScenarios scenarios, int sharedSteps, double toleranceM3) {
  static final String NAME = "two-stage";
  private static final String TREE = "interior point and crossover on the tree of scenarios";
  private static final String AFTER = "a linear program for each scenario";
  private static final double RELATIVE = 1e-6;
  private static final double DEFAULT_TOLERANCE = 1;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are out of range
   */
  public ScenarioPlanning {
    FirstStage.requireSteps(sharedSteps, scenarios.problem());
    if (!(toleranceM3 >= 0) || Double.isInfinite(toleranceM3)) {
      throw new IllegalArgumentException(
          "toleranceM3 (" + toleranceM3 + "), must be finite and at least 0");
    }
  }

  /** Returns planning in which a zone may miss 1 m³ without counting as short. */
  public static ScenarioPlanning of(DemandScenarios scenarios, int sharedSteps) {
    return new ScenarioPlanning(scenarios, sharedSteps, DEFAULT_TOLERANCE);
  }

  /** Returns this with another volume that a zone may miss without counting as short, m³. */
  public ScenarioPlanning withTolerance(double volumeM3) {
    return new ScenarioPlanning(scenarios, sharedSteps, volumeM3);
  }

  /** Scenarios of the same demand, as one. */
  record Group(List<Integer> members, double weight, Problem problem) {}

  /**
   * Returns the groups, in an order that is theirs.
   *
   * @param expected whose demand all have in the first steps
   */
  List<Group> groups(Problem expected) {
    List<Group> groups = new ArrayList<>();
    for (int s : scenarios.canonical()) {
      Problem problem = DemandScenarios.startingAs(expected, sharedSteps, scenarios.problem(s));
      double weight = scenarios.weight(s);
      Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last != null && last.problem.equals(problem)) {
        List<Integer> members = new ArrayList<>(last.members);
        members.add(s);
        groups.set(
            groups.size() - 1, new Group(List.copyOf(members), last.weight + weight, problem));
      } else {
        groups.add(new Group(List.of(s), weight, problem));
      }
    }
    return groups;
  }

  /**
   * Finds the plan of least expected cost. Problems that are not linear are unsupported; memory is
   * asked for before any is taken; a run that is stopped has no plan.
   */
  public ScenarioOutcome plan(RunContext run) {
    long start = System.nanoTime();
    List<Group> groups = groups(scenarios.mean());
    ModelSize size = ModelSize.of(scenarios.problem());
    ModelSize tree =
        size.times((sharedSteps + (double) groups.size() * later()) / scenarios.problem().steps());
    Journal journal = new Journal(NAME, tree, TREE, start);
    Optional<Outcome> refusal = refusal(groups, tree, run, journal);
    if (refusal.isPresent()) {
      return new ScenarioOutcome.Unplanned(List.of(), refusal.get());
    }
    try {
      return plan(groups, run, journal);
    } catch (OutOfMemoryError e) {
      // All that used the memory is gone with the program.
      return stopped(StopReason.MEMORY, journal.report("the heap was used up: " + e.getMessage()));
    }
  }

  private int later() {
    return scenarios.problem().steps() - sharedSteps;
  }

  private static Optional<Outcome> refusal(
      List<Group> groups, ModelSize size, RunContext run, Journal journal) {
    boolean fits = size.fitsStructured(Runtime.getRuntime().maxMemory());
    return new LinearPlanning(NAME, groups.get(0).problem, run, journal)
        .refusal(size.structuredBytes(), fits);
  }

  private ScenarioOutcome plan(List<Group> groups, RunContext run, Journal journal) {
    run.progress("scenarios", 0, 1);
    Result result = together(groups, run);
    run.progress("scenarios", 1, 1);
    String state = result.last().how();
    if (result.last().isInfeasible()) {
      return new ScenarioConflict(this, groups, run, journal).find(state);
    }
    if (result.plans().isEmpty()) {
      return interrupted(run, journal, state);
    }
    List<ScenarioBranch> branches = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      branches.addAll(branches(groups.get(g), result.plans().get(g)));
    }
    return outcome(branches, result.burner(), result.bound(), journal, List.of(state));
  }

  Result together(List<Group> groups, RunContext run) {
    double[] weights = groups.stream().mapToDouble(Group::weight).toArray();
    List<Problem> problems = groups.stream().map(Group::problem).toList();
    return new TwoStageSolver(sharedSteps, run::stopRequested).together(problems, weights);
  }

  private List<ScenarioBranch> branches(Group group, Plan plan) {
    PlanCheck check = PlanCheck.of(group.problem, plan);
    List<ScenarioBranch> branches = new ArrayList<>();
    for (int s : group.members) {
      String name = scenarios.scenarios().get(s).name();
      branches.add(new ScenarioBranch(name, scenarios.weight(s), group.problem, plan, check));
    }
    return branches;
  }

  /** Takes nothing on the solver's word: plans must keep all rules, and cost what is proved. */
  private ScenarioOutcome outcome(
      List<ScenarioBranch> branches,
      Optional<String> burner,
      double bound,
      Journal journal,
      List<String> states) {
    if (burner.isPresent() && PaidLoss.mayBeForced(scenarios.problem())) {
      String why = Verification.forced(burner.get());
      return new ScenarioOutcome.Unplanned(
          List.of(), new Outcome.Unsupported(EnumSet.of(ProblemFeature.NON_CONVEX), why));
    }
    List<String> faults = new ArrayList<>(states);
    int told = faults.size();
    burner.ifPresent(
        link -> faults.add("water goes to and fro on the two-way link '" + link + "'"));
    for (ScenarioBranch branch : branches) {
      if (!branch.check().isFeasible()) {
        faults.add(branch.toString());
      }
    }
    double expected = ExpectedCost.of(branches, true).cost();
    if (!same(expected, bound)) {
      faults.add("expected cost " + expected + ", but " + bound + " is all that is proved");
    }
    SolveReport report = journal.report(faults.toArray(new String[0]));
    if (faults.size() > told) {
      return stopped(StopReason.NUMERICAL, report);
    }
    FirstStage first =
        new FirstStage(branches.get(0).problem(), branches.get(0).plan(), sharedSteps);
    return new ScenarioOutcome.Planned(scenarioPlan(first, branches), bound, report);
  }

  /** Returns whether a cost is the least, up to rounding. */
  static boolean same(double cost, double least) {
    return Math.abs(cost - least) <= RELATIVE * Math.max(1, Math.abs(cost));
  }

  /** Puts branches into the order of the scenarios; what is summed is summed in their own. */
  private ScenarioPlan scenarioPlan(FirstStage first, List<ScenarioBranch> branches) {
    Map<String, ScenarioBranch> byName = new LinkedHashMap<>();
    branches.forEach(branch -> byName.put(branch.scenario(), branch));
    List<ScenarioBranch> inOrder = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (DemandScenario scenario : scenarios.scenarios()) {
      ScenarioBranch branch = byName.get(scenario.name());
      if (branch == null) {
        without.add(scenario.name());
      } else {
        inOrder.add(branch);
      }
    }
    List<Double> weights = scenarios.canonical().stream().map(scenarios::weight).toList();
    return new ScenarioPlan(
        first,
        inOrder,
        without,
        ExpectedCost.of(branches, without.isEmpty()),
        scenarios.problem().zones().keySet().stream()
            .map(zone -> ZoneRisk.of(zone, branches, weights, toleranceM3))
            .toList());
  }

  /**
   * Tells what a decision for the first steps comes to in these scenarios, which may be others than
   * those it was made for: its plan is kept in the first steps, under the demand it was made for,
   * and each scenario has its own best plan for the rest. A scenario in which none can follow is
   * named in the result, whose costs are then infinite.
   *
   * @param decision for a problem of the same network, steps and terms, and as many first steps
   * @throws IllegalArgumentException if it is not
   */
  public ScenarioOutcome evaluate(FirstStage decision, RunContext run) {
    return evaluate(decision, new TwoStageSolver(sharedSteps, run::stopRequested), run);
  }

  /** The same with a solver that may have seen other decisions for the same scenarios. */
  ScenarioOutcome evaluate(FirstStage decision, TwoStageSolver solver, RunContext run) {
    long start = System.nanoTime();
    requireFitting(decision);
    List<Group> groups = groups(decision.problem());
    ModelSize size = ModelSize.of(scenarios.problem());
    Journal journal = new Journal(NAME, size, AFTER, start);
    Optional<Outcome> refusal = refusal(groups, size, run, journal);
    if (refusal.isPresent()) {
      return new ScenarioOutcome.Unplanned(List.of(), refusal.get());
    }
    try {
      return evaluate(decision, groups, solver, run, journal);
    } catch (OutOfMemoryError e) {
      return stopped(StopReason.MEMORY, journal.report("the heap was used up: " + e.getMessage()));
    }
  }

  private void requireFitting(FirstStage decision) {
    Problem like =
        DemandScenarios.startingAs(
            decision.problem(), decision.problem().steps(), scenarios.problem());
    if (decision.steps() != sharedSteps || !like.equals(decision.problem())) {
      throw new IllegalArgumentException(
          "decision ("
              + decision
              + "), must be one for "
              + sharedSteps
              + " steps of a problem that differs from "
              + scenarios.problem()
              + " in demand alone");
    }
  }

  private ScenarioOutcome evaluate(
      FirstStage decision,
      List<Group> groups,
      TwoStageSolver solver,
      RunContext run,
      Journal journal) {
    List<Problem> problems = groups.stream().map(Group::problem).toList();
    List<Result> results = solver.after(decision.plan(), problems);
    List<ScenarioBranch> branches = new ArrayList<>();
    Optional<String> burner = Optional.empty();
    double bound = 0;
    List<String> states = new ArrayList<>();
    for (int g = 0; g < groups.size(); g++) {
      if (g >= results.size()) {
        return interrupted(run, journal, "in the middle");
      }
      Result result = results.get(g);
      if (result.last().isInfeasible()) {
        continue;
      }
      if (result.plans().isEmpty()) {
        return interrupted(run, journal, result.last().how());
      }
      burner = burner.isPresent() ? burner : result.burner();
      List<ScenarioBranch> own = branches(groups.get(g), result.plans().get(0));
      branches.addAll(own);
      bound += groups.get(g).weight * result.bound();
    }
    if (branches.isEmpty()) {
      return new ScenarioOutcome.Planned(
          scenarioPlan(decision, branches), Double.NEGATIVE_INFINITY, journal.report());
    }
    ScenarioOutcome outcome = outcome(branches, burner, bound, journal, states);
    return outcome instanceof ScenarioOutcome.Planned planned
        ? new ScenarioOutcome.Planned(
            scenarioPlan(decision, branches), planned.bound(), planned.report())
        : outcome;
  }

  /**
   * Sets a plan over scenarios beside what else could have been decided, and beside perfect
   * foresight.
   *
   * @param plan of these scenarios, from {@link #plan}
   * @param levels quantiles of the demand to plan for instead
   * @throws io.github.watermgmt.error.CancelledException WM-801 if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException WM-802 if its deadline passes
   */
  public ScenarioComparison compare(ScenarioPlan plan, List<QuantileLevel> levels, RunContext run) {
    return new ScenarioComparer(this, run).compare(plan, levels);
  }

  private static ScenarioOutcome interrupted(RunContext run, Journal journal, String state) {
    StopReason reason = run.stopRequested() ? TimeLimit.reason(run) : StopReason.NUMERICAL;
    return stopped(reason, journal.report(state));
  }

  private static ScenarioOutcome stopped(StopReason reason, SolveReport report) {
    return new ScenarioOutcome.Unplanned(List.of(), Verification.stopped(reason, report));
  }
}
