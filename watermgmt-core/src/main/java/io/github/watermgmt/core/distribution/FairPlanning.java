// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Simplex;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@link FairSharing}, all on one program: see {@link Lexicographic} for how one step
 * keeps what the steps before reached.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class FairPlanning {
  private static final int FAR = 50; // columns to an exchange, from where a new start is better
  private static final double UNLIMITED = Double.POSITIVE_INFINITY;
  private static final double NOTHING = 1e-12; // of the weighted demand

  private final FairSharing sharing;
  private final Problem problem;
  private final RunContext run;
  private final Journal journal;
  private final LinearPlanning planning;
  private final FairProgram program;
  private final List<String> notes = new ArrayList<>();
  private @Nullable Plan best;

  /** Why it ended before the end. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Outcome outcome;

    Ended(Outcome outcome) {
      super(outcome.toString(), null, false, false);
      this.outcome = outcome;
    }
  }

  private FairPlanning(
      FairSharing sharing, Problem problem, RunContext run, LinearPlanning planning) {
    this.sharing = sharing;
    this.problem = problem;
    this.run = run;
    this.planning = planning;
    this.journal = planning.journal();
    Map<String, Double> weights = new LinkedHashMap<>();
    problem.zones().keySet().forEach(zone -> weights.put(zone, sharing.weight(zone)));
    this.program =
        new FairProgram(
            problem, new LinearModel(problem), weights, sharing.daily(), sharing.allowance() > 0);
    journal.built();
  }

  static FairOutcome share(FairSharing sharing, Problem problem, RunContext run) {
    long start = System.nanoTime();
    ModelSize size = size(problem, sharing);
    Journal journal =
        new Journal("fair-sharing", size, "least shortfall, fair shares, least cost", start);
    LinearPlanning planning = new LinearPlanning("fair sharing", problem, run, journal);
    try {
      Optional<Outcome> refusal =
          planning.refusal(
              size.structuredBytes(), size.fitsStructured(Runtime.getRuntime().maxMemory()));
      return refusal.isPresent()
          ? new FairOutcome.None(refusal.get())
          : new FairPlanning(sharing, problem, run, planning).shares();
    } catch (Ended e) {
      return new FairOutcome.None(e.outcome);
    } catch (OutOfMemoryError e) {
      // All that used the memory is gone with the program.
      return new FairOutcome.None(
          Verification.stopped(
              StopReason.MEMORY, journal.report("the heap was used up: " + e.getMessage())));
    }
  }

  private static ModelSize size(Problem problem, FairSharing sharing) {
    ModelSize plain = ModelSize.of(problem);
    long days = (problem.steps() - 1L) / problem.stepsPerDay() + 1;
    long parts = problem.zones().size() * (sharing.daily() ? days : 1L);
    long entries = (long) problem.zones().size() * problem.steps();
    return new ModelSize(
        plain.rows() + parts + 1,
        plain.columns() + 2 * parts + 1,
        plain.nonZeros() + 2 * entries + parts * (parts + 1) / 2);
  }

  private FairShares shares() throws Ended {
    Lexicographic search = started(program.startCosts(), UNLIMITED);
    minimise(search, program.shortfallCosts(), "least shortfall", program.startCosts());
    double least = Math.max(0, search.objective());
    double leastBound = Math.max(0, search.bound());
    double limit = sharing.allowance() > 0 ? least * (1 + sharing.allowance()) : UNLIMITED;
    boolean isShort = program.weightedM3(least) > NOTHING * weightedDemandM3();
    double[] cost = program.costs(program.model());
    if (!isShort) {
      for (String zone : problem.zones().keySet()) {
        supplyAll(search, zone);
      }
    } else if (limit == UNLIMITED) {
      search.keep();
    } else {
      search = started(cost, limit);
    }
    minimise(search, cost, "least cost with that", cost);
    double leastCost = program.money(search.objective());
    best = feasible(program.model().plan(program.values(search.x()))).orElse(null);
    FairLevels levels = new FairLevels(problem, program, search, sharing.allowance() == 0);
    int all = program.parts().size();
    while (levels.next(limit)) {
      run.progress("share", all - levels.free(), all);
      minimise(
          search,
          levels.cost(),
          "shares",
          levels.costBeside(cost, 1),
          levels.costBeside(cost, 0.05));
      if (!levels.hold()) {
        throw new Ended(numerical("no share holds the level"));
      }
    }
    notes.add(levels.rounds() + " rounds of shares");
    minimise(search, cost, "least cost in all", cost);
    double bound = program.money(search.bound());
    Plan plan = plan(search);
    notes.add(search.iterations() + " exchanges");
    return verified(plan, levels, program.weightedM3(leastBound), leastCost, bound);
  }

  /** Returns the search at a vertex that is likely to be a good one. */
  private Lexicographic started(double[] cost, double limit) throws Ended {
    if (planning.stopping()) {
      throw new Ended(planning.interrupted(journal.report()));
    }
    LinearModel model = program.model();
    ColdStart cold =
        ColdStart.of(
            program.unlinked(cost, limit), model.balances(), model.steps(), run::stopRequested);
    notes.add(cold.how());
    Simplex vertex = cold.vertex();
    if (vertex == null) {
      throw new Ended(planning.interrupted(journal.report(cold.how())));
    }
    Simplex.State state = vertex.finish(run::stopRequested);
    notes.add("simplex " + state + " after " + vertex.iterations());
    if (state == Simplex.State.INFEASIBLE) {
      Outcome why =
          planning.solve(new StructuredSolver(null, Engine.AUTO, run::stopRequested, () -> true));
      throw new Ended(
          why instanceof Outcome.Solved ? numerical("no plan at first, but one later") : why);
    }
    if (state != Simplex.State.OPTIMAL) {
      throw new Ended(unfinished());
    }
    SparseProgram linked = program.linked(List.of(), limit);
    return new Lexicographic(linked, vertex.basis(), run::stopRequested);
  }

  /**
   * Takes the next objective.
   *
   * @param likely costs with the same optimum, as far as is known, and cheap: for a start from
   *     nothing if it is far from where the search is
   */
  private void minimise(Lexicographic search, double[] cost, String what, double[]... likely)
      throws Ended {
    int before = search.iterations();
    Simplex.State state = search.minimise(cost, program.columns() / FAR);
    String how = "";
    if (state == Simplex.State.STOPPED && !planning.stopping()) {
      LinearModel model = program.model();
      how = ", " + search.restart(List.of(likely), model.balances(), model.steps());
      state = search.minimise(cost, Integer.MAX_VALUE);
    }
    notes.add(what + how + ": " + state + " after " + (search.iterations() - before));
    if (state != Simplex.State.OPTIMAL) {
      throw new Ended(unfinished());
    }
  }

  private void supplyAll(Lexicographic search, String zone) {
    for (int t = 0; t < problem.steps(); t++) {
      search.bounds(program.shortfallColumn(zone, t), 0, 0);
    }
  }

  /** Returns the plan, without water to and fro. */
  private Plan plan(Lexicographic search) throws Ended {
    LinearModel model = program.model();
    double[] x = program.values(search.x());
    Optional<String> burner = model.toAndFro(x);
    if (burner.isPresent()) {
      double[] tolled = program.costs(model.withToll());
      minimise(search, tolled, "without water to and fro", tolled);
      x = program.values(search.x());
      Optional<String> still = model.toAndFro(x);
      if (still.isPresent() && PaidLoss.mayBeForced(problem)) {
        throw new Ended(
            new Outcome.Unsupported(
                EnumSet.of(ProblemFeature.NON_CONVEX), Verification.forced(still.get())));
      }
      if (still.isPresent()) {
        throw new Ended(
            numerical(
                "water goes to and fro on the two-way link '"
                    + still.get()
                    + "', which no plan can"));
      }
    }
    return model.plan(x);
  }

  // ---------------------------------------------------------------- verification

  /** Takes nothing on the word of the search: all is recomputed from the plan. */
  private FairShares verified(
      Plan plan, FairLevels levels, double leastM3, double leastCost, double costBound)
      throws Ended {
    PlanCheck check = PlanCheck.of(problem, plan);
    if (!check.isFeasible()) {
      throw new Ended(numerical(check.toString()));
    }
    best = plan;
    double weighted = 0;
    for (String zone : problem.zones().keySet()) {
      double missing = FairPart.volume(problem, plan.shortfall(zone), 0, problem.steps());
      weighted += sharing.weight(zone) * missing;
    }
    double tolerance = FairShares.TOLERANCE * Math.max(1e-9, weightedDemandM3());
    if (!(weighted <= leastM3 * (1 + sharing.allowance()) + tolerance)) {
      throw new Ended(
          numerical("weighted shortfall (" + weighted + "), must be the least, " + leastM3));
    }
    List<FairShares.Share> shares = new ArrayList<>();
    List<FairPart> parts = program.parts();
    for (int g = 0; g < parts.size(); g++) {
      FairPart part = parts.get(g);
      double missing =
          FairPart.volume(problem, plan.shortfall(part.zone()), part.from(), part.to());
      double supplied = Math.max(0, part.demandM3() - missing);
      double share = supplied / part.demandM3();
      if (!(Math.abs(share - levels.share(g)) <= FairShares.TOLERANCE)) {
        throw new Ended(
            numerical(
                "share of '"
                    + part.zone()
                    + "' ("
                    + share
                    + "), must be that of its level, "
                    + levels.share(g)));
      }
      shares.add(
          new FairShares.Share(
              part.zone(), part.from(), part.to(), part.demandM3(), supplied, levels.level(g)));
    }
    double money = 1e-6 * Math.max(1, Math.abs(check.cost()));
    if (levels.gap() > FairShares.TOLERANCE || !(check.cost() - costBound <= money)) {
      throw new Ended(numerical("what was found is not proved to be the best"));
    }
    return new FairShares(
        plan,
        check,
        shares,
        levels.levels(),
        leastM3,
        weighted,
        leastCost,
        journal.report(notes.toArray(String[]::new)));
  }

  private double weightedDemandM3() {
    double sum = 0;
    for (String zone : problem.zones().keySet()) {
      double[] demand = Objects.requireNonNull(problem.zones().get(zone)).demandM3h();
      sum += sharing.weight(zone) * FairPart.volume(problem, demand, 0, demand.length);
    }
    return sum;
  }

  private Optional<Plan> feasible(Plan plan) {
    return PlanCheck.of(problem, plan).isFeasible() ? Optional.of(plan) : Optional.empty();
  }

  // ---------------------------------------------------------------- ends

  private Outcome unfinished() {
    if (!planning.stopping()) {
      return numerical("the simplex method did not come to an end");
    }
    Outcome.Stopped stopped = (Outcome.Stopped) planning.interrupted(journal.report());
    return stopped(stopped.reason());
  }

  private Outcome numerical(String why) {
    notes.add(why);
    return stopped(StopReason.NUMERICAL);
  }

  private Outcome stopped(StopReason reason) {
    return new Outcome.Stopped(
        reason,
        Optional.ofNullable(best),
        OptionalDouble.empty(),
        journal.report(notes.toArray(String[]::new)));
  }
}
