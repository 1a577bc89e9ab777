// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Names a smallest conflict by a deletion filter: limit by limit, whatever can be dropped while the
 * rest still cannot be kept is dropped; what is left is needed, each of them. The prices of the
 * elastic problem prove which limits matter at all (Farkas), so that most are dropped at once. One
 * solve for each limit that is left after that.
 */
final class ConflictFinder {
  /** What may be missing without counting as a conflict, m³; of small problems as much a part. */
  private static final double MISSED = 1e-6;

  private static final double PRICE = 1e-9;

  /**
   * A conflict.
   *
   * @param members what cannot be kept together
   * @param isSmallest whether dropping any of them is known to resolve it
   */
  record Found(List<Conflict> members, boolean isSmallest) {}

  private final Problem problem;
  private final LpSolver solver;
  private final RunContext run;
  private final Set<Limit> all;
  private final double missed;

  ConflictFinder(Problem problem, LpSolver solver, RunContext run) {
    this.problem = problem;
    this.solver = solver;
    this.run = run;
    this.all = Limit.of(problem);
    this.missed = MISSED * Math.min(1, size(problem));
  }

  /** The greatest volume that a tank can hold or a zone or link moves in a step, m³. */
  private static double size(Problem problem) {
    double flow = 0;
    for (LinkTerms terms : problem.links().values()) {
      flow = Math.max(flow, terms.maxFlowM3h());
    }
    for (ZoneTerms terms : problem.zones().values()) {
      for (double demand : terms.demandM3h()) {
        flow = Math.max(flow, demand);
      }
    }
    double volume = problem.stepHours() * flow;
    for (TankTerms terms : problem.tanks().values()) {
      volume = Math.max(volume, terms.maxVolumeM3());
    }
    return volume;
  }

  /** An elastic problem that was solved, and what is missing in it or has nowhere to go, m³. */
  private record Elastic(
      LinearModel model, LpSolution solution, double missing, double excess, double missed) {
    double amount() {
      return missing + excess;
    }

    String told() {
      return excess <= missed
          ? String.format(Locale.ROOT, "%s m3 are missing", volume(missing))
          : missing <= missed
              ? String.format(Locale.ROOT, "%s m3 have nowhere to go", volume(excess))
              : String.format(
                  Locale.ROOT,
                  "%s m3 are missing and %s m3 have nowhere to go",
                  volume(missing),
                  volume(excess));
    }
  }

  private static String volume(double m3) {
    return String.format(Locale.ROOT, m3 >= 0.001 ? "%.3f" : "%.2e", m3);
  }

  /** Returns the conflict, or nothing if none can be proved. */
  Optional<Found> find() {
    Optional<Elastic> whole = infeasible(Set.of());
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    Elastic proof = whole.get();
    Set<Limit> dropped = new LinkedHashSet<>();
    Set<Limit> open = new LinkedHashSet<>(all);
    proof = narrow(proof, dropped, open);
    int total = open.size();
    while (!open.isEmpty()) {
      if (stopping()) {
        return Optional.of(new Found(members(proof, dropped), false));
      }
      run.progress("conflict", total - open.size(), total);
      Limit limit = open.iterator().next();
      open.remove(limit);
      Set<Limit> without = new LinkedHashSet<>(dropped);
      without.add(limit);
      Optional<Elastic> still = infeasible(without);
      if (still.isPresent()) {
        dropped.add(limit);
        proof = narrow(still.get(), dropped, open);
      }
    }
    return Optional.of(new Found(members(proof, dropped), !stopping()));
  }

  private boolean stopping() {
    return Thread.currentThread().isInterrupted() || run.stopRequested();
  }

  /** Drops every open limit that the proof does not use, if the rest is a conflict indeed. */
  private Elastic narrow(Elastic proof, Set<Limit> dropped, Set<Limit> open) {
    Set<Limit> unused = new LinkedHashSet<>(open);
    unused.removeAll(used(proof));
    if (unused.isEmpty()) {
      return proof;
    }
    Set<Limit> without = new LinkedHashSet<>(dropped);
    without.addAll(unused);
    Optional<Elastic> still = infeasible(without);
    if (still.isEmpty()) {
      return proof;
    }
    dropped.addAll(unused);
    open.removeAll(unused);
    return still.get();
  }

  private Optional<Elastic> infeasible(Set<Limit> dropped) {
    LinearModel model = LinearModel.elastic(problem, dropped);
    LpSolution solution = solver.solve(model);
    if (!solution.isOptimal()) {
      return Optional.empty();
    }
    double missing = 0;
    double excess = 0;
    for (int j = 0; j < model.columns(); j++) {
      if (model.arrays().cost(j) > 0) {
        double volume = Math.max(0, solution.x()[j]);
        if (model.arrays().valuesOf(j)[0] > 0) {
          missing += volume;
        } else {
          excess += volume;
        }
      }
    }
    Elastic elastic = new Elastic(model, solution, missing, excess, missed);
    return elastic.amount() > missed ? Optional.of(elastic) : Optional.empty();
  }

  /** The limits whose bounds carry the proof: reduced cost or price different from 0. */
  private static Set<Limit> used(Elastic proof) {
    LinearModel model = proof.model;
    double[] price = proof.solution.multipliers();
    Set<Limit> used = new LinkedHashSet<>();
    for (int j = 0; j < model.columns(); j++) {
      double reduced = model.arrays().cost(j);
      int[] rows = model.arrays().rowsOf(j);
      double[] values = model.arrays().valuesOf(j);
      for (int k = 0; k < rows.length; k++) {
        reduced -= price[rows[k]] * values[k];
      }
      if (reduced > PRICE) {
        used.addAll(model.lowerLimits(j));
      } else if (reduced < -PRICE) {
        used.addAll(model.upperLimits(j));
      }
    }
    for (int i = model.balances(); i < model.rows(); i++) {
      if (Math.abs(price[i]) > PRICE) {
        used.addAll(model.sideLimits(i - model.balances()));
      }
    }
    model.initialVolumes(price, PRICE).forEach(used::add);
    return used;
  }

  private List<Conflict> members(Elastic proof, Set<Limit> dropped) {
    List<Limit> kept = new ArrayList<>(all);
    kept.removeAll(dropped);
    List<Conflict> members = new ArrayList<>();
    for (Limit limit : kept) {
      OptionalDouble amount =
          limit.isDemanding() ? OptionalDouble.of(proof.amount()) : OptionalDouble.empty();
      members.add(
          new Conflict(
              limit.element(),
              limit.kind().field,
              limit.stepIfAny(),
              amount,
              message(limit, proof.told(), kept.size() - 1)));
    }
    return members;
  }

  private String message(Limit limit, String told, int others) {
    return String.format(
        Locale.ROOT,
        "%s of %s '%s'%s (%s), cannot be kept together with the other %d: %s. Maybe %s.",
        limit.kind().field,
        limit.kind().what,
        limit.element(),
        limit.step() < 0 ? "" : " after step " + limit.step(),
        limit.value(problem),
        others,
        told,
        limit.isLower() ? "lower it, or relax another" : "raise it, or relax another");
  }
}
