// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.Stations.Station;
import io.github.watermgmt.core.distribution.UnitsTree.Candidate;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Planning with pump units: what is refused before, and what becomes of the search. The plan is
 * recomputed and must be feasible; the bound rests on prices, not on the solver's word.
 * Thread-safety: as its journal.
 *
 * @param provider its name, for messages
 */
record UnitsPlanning(String provider, Problem problem, RunContext run, Journal journal) {
  /** About how many operations a search takes at most: a few seconds. */
  private static final long EFFORT = 400_000_000;

  /** Part of the bound by which it may exceed the cost of a plan, for rounding. */
  private static final double ROUNDING = 1e-9;

  static boolean isFor(Problem problem) {
    return problem.features().contains(ProblemFeature.PUMP_UNITS);
  }

  /** Returns why the problem is not to be solved, if so. */
  Optional<Outcome> refusal(double bytes, boolean fits) {
    Set<ProblemFeature> beyond = EnumSet.copyOf(problem.features());
    beyond.remove(ProblemFeature.PUMP_UNITS);
    if (!beyond.isEmpty()) {
      return Optional.of(
          new Outcome.Unsupported(
              beyond,
              provider
                  + " cannot plan with "
                  + beyond
                  + ". Maybe raise the negative cost, or let the two-way link be one-way."));
    }
    List<String> strangers = PlainTerms.beyond(problem);
    if (!strangers.isEmpty()) {
      return Optional.of(
          new Outcome.Unsupported(
              EnumSet.of(ProblemFeature.PUMP_UNITS),
              provider
                  + " cannot yet plan pump units together with "
                  + String.join(", ", strangers)
                  + ". Maybe plan without pump units, or without these."));
    }
    if (!fits) {
      return Optional.of(Verification.tooLarge(bytes, journal));
    }
    return Optional.empty();
  }

  /** Solves. */
  Outcome solve() {
    LinearModel model = new LinearModel(problem);
    Stations stations = Stations.of(problem, model);
    UnitsProgram program = UnitsProgram.of(model, stations, problem.stepHours());
    journal.built();
    if (stopping()) {
      return stopped(Optional.empty(), OptionalDouble.empty());
    }
    run.progress("solve", 0, 1);
    UnitsSearch search = new UnitsSearch(program, EFFORT, this::stopping);
    search.run();
    run.progress("solve", 1, 1);
    Candidate best = search.best();
    if (best == null || !best.isPlan()) {
      return withoutPlan(search);
    }
    Plan plan = plan(model, search, best);
    PlanCheck check = PlanCheck.of(problem, plan);
    OptionalDouble bound = bound(search, check.cost());
    if (!check.isFeasible()) {
      return new Outcome.Stopped(
          StopReason.NUMERICAL, Optional.empty(), bound, journal.report(check.toString()));
    }
    if (stopping() || bound.isEmpty()) {
      return stopped(Optional.of(plan), bound);
    }
    return new Outcome.Solved(
        plan,
        check.cost(),
        bound.getAsDouble(),
        Optional.of(new Verification(problem, journal).prices(model, best.relaxed().prices())),
        check,
        journal.report(search.toString()));
  }

  /** Returns the bound; where it meets the cost, rounding does not lift it above. */
  private static OptionalDouble bound(UnitsSearch search, double cost) {
    double bound = search.bound();
    if (!Double.isFinite(bound)) {
      return OptionalDouble.empty();
    }
    boolean meets = bound > cost && bound <= cost + ROUNDING * Math.max(1, Math.abs(cost));
    return OptionalDouble.of(meets ? cost : bound);
  }

  private Plan plan(LinearModel model, UnitsSearch search, Candidate best) {
    Plan flows = model.plan(search.model().plain(best.relaxed()));
    Plan.Builder plan = Plan.builder(problem.axis());
    for (Kind kind : Kind.values()) {
      for (String id : flows.ids(kind)) {
        plan.put(kind, id, flows.values(kind, id));
      }
    }
    List<Station> pumps = search.model().stations().pumps();
    for (int k = 0; k < pumps.size(); k++) {
      double[] on = new double[problem.steps()];
      for (int t = 0; t < on.length; t++) {
        on[t] = best.range().low(k, t);
      }
      plan.put(Kind.UNITS_ON, pumps.get(k).id(), on);
    }
    return plan.build();
  }

  private Outcome withoutPlan(UnitsSearch search) {
    OptionalDouble bound =
        Double.isFinite(search.bound())
            ? OptionalDouble.of(search.bound())
            : OptionalDouble.empty();
    if (stopping()) {
      return stopped(Optional.empty(), bound);
    }
    Optional<ConflictFinder.Found> found =
        new ConflictFinder(
                withoutUnits(),
                new StructuredSolver(null, Engine.AUTO, this::stopping, () -> true),
                run)
            .find();
    if (found.isPresent()) {
      return new Outcome.Infeasible(
          found.get().members(),
          found.get().isSmallest()
              ? journal.report(search.toString())
              : journal.report(
                  search.toString(), "time was up: the conflict may not be a smallest one"));
    }
    if (stopping()) {
      return stopped(Optional.empty(), bound);
    }
    if (search.isHopeless()) {
      return new Outcome.Infeasible(
          unitsConflict(),
          journal.report(
              search.toString(), "with parts of units there is a plan; not a smallest conflict"));
    }
    return new Outcome.Stopped(
        StopReason.TIME_LIMIT,
        Optional.empty(),
        bound,
        journal.report(search.toString(), "the search ended at its own limit without a plan"));
  }

  /** The same with units that run in parts from nothing: easier, so that its conflict is one. */
  private Problem withoutUnits() {
    Problem.Builder builder = problem.toBuilder();
    problem
        .links()
        .forEach(
            (id, terms) ->
                terms
                    .units()
                    .ifPresent(
                        units ->
                            builder.link(
                                id,
                                new LinkTerms(
                                    Math.min(
                                        terms.maxFlowM3h(), units.units() * units.unitMaxFlowM3h()),
                                    false,
                                    terms.loss(),
                                    terms.costPerM3(),
                                    terms.energyKWhPerM3(),
                                    terms.tariff(),
                                    Optional.empty()))));
    return builder.build();
  }

  private List<Conflict> unitsConflict() {
    List<Conflict> members = new ArrayList<>();
    problem
        .links()
        .forEach(
            (id, terms) ->
                terms
                    .units()
                    .ifPresent(
                        units ->
                            members.add(
                                new Conflict(
                                    id,
                                    "units",
                                    OptionalInt.empty(),
                                    OptionalDouble.empty(),
                                    "units of link '"
                                        + id
                                        + "' ("
                                        + units
                                        + "), cannot run whole with the volumes and limits as they"
                                        + " are. Maybe lower unitMinFlow, or allow more starts."))));
    return members;
  }

  private boolean stopping() {
    return run.stopRequested() || Thread.currentThread().isInterrupted();
  }

  private Outcome stopped(Optional<Plan> best, OptionalDouble bound) {
    return new Outcome.Stopped(TimeLimit.reason(run), best, bound, journal.report());
  }
}
