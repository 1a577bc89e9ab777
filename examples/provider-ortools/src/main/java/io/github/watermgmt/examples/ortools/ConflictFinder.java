// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.linearsolver.MPVariable;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Names a smallest conflict by a deletion filter: whatever can be dropped while the rest still
 * cannot be kept is dropped, by halves, down to single limits; what is left is needed, each of
 * them. Costs play no part.
 */
final class ConflictFinder {
  private static final String MAX_FLOW = "maxFlow";
  private static final String DAILY_VOLUME = "maxDailyVolume";
  private static final String FINAL_VOLUME = "finalMinVolume";
  private static final String MIN_VOLUME = "minVolume";
  private static final String INITIAL_VOLUME = "initialVolume";
  private static final String MAX_VOLUME = "maxVolume";

  /** A limit that can be dropped: all may be short of water, so demand never conflicts. */
  private record Limit(String what, String element, String field, double value) {}

  private final Problem problem;
  private final PlanModel model;
  private final RunContext run;
  private final int last;
  private final Set<Limit> dropped = new LinkedHashSet<>();

  /**
   * Creates a finder.
   *
   * @param model the problem's model, to be used up
   */
  ConflictFinder(Problem problem, PlanModel model, RunContext run) {
    this.problem = problem;
    this.model = model;
    this.run = run;
    this.last = problem.steps() - 1;
  }

  /**
   * Returns limits that cannot be kept together, none if that cannot be proved. If the run is to
   * stop meanwhile there may be more than are needed.
   */
  List<Conflict> find() {
    model.forgetCosts();
    List<Limit> limits = limits();
    if (!isInfeasible()) {
      return List.of();
    }
    filter(limits);
    List<Limit> needed = new ArrayList<>(limits);
    needed.removeAll(dropped);
    return needed.stream().map(limit -> conflict(limit, needed.size() - 1)).toList();
  }

  private boolean isInfeasible() {
    return model.solve() == ResultStatus.INFEASIBLE;
  }

  private void filter(List<Limit> candidates) {
    if (candidates.isEmpty() || run.stopRequested()) {
      return;
    }
    dropped.addAll(candidates);
    candidates.forEach(this::apply);
    if (isInfeasible()) {
      return;
    }
    candidates.forEach(dropped::remove);
    candidates.forEach(this::apply);
    if (candidates.size() > 1) {
      int half = candidates.size() / 2;
      filter(candidates.subList(0, half));
      filter(candidates.subList(half, candidates.size()));
    }
  }

  private List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    problem.links().forEach((id, l) -> limits.add(new Limit("link", id, MAX_FLOW, l.maxFlowM3h())));
    problem
        .sources()
        .forEach(
            (id, source) -> {
              limits.add(new Limit("source", id, MAX_FLOW, source.maxFlowM3h()));
              source
                  .maxDailyVolumeM3()
                  .ifPresent(v -> limits.add(new Limit("source", id, DAILY_VOLUME, v)));
            });
    problem
        .tanks()
        .forEach(
            (id, tank) -> {
              limits.add(new Limit("tank", id, MAX_VOLUME, tank.maxVolumeM3()));
              limits.add(new Limit("tank", id, INITIAL_VOLUME, tank.initialVolumeM3()));
              limits.add(new Limit("tank", id, MIN_VOLUME, tank.minVolumeM3()));
              limits.add(new Limit("tank", id, FINAL_VOLUME, tank.finalMinVolumeM3()));
            });
    return limits;
  }

  /** Sets the bounds as the limits ask for that are left. */
  private void apply(Limit limit) {
    double infinity = MPSolver.infinity();
    boolean kept = !dropped.contains(limit);
    String id = limit.element;
    switch (limit.field) {
      case DAILY_VOLUME -> {
        MPConstraint[] days = model.licence(id);
        for (int day = 0; day < days.length; day++) {
          days[day].setUb(kept ? PlanModel.licence(problem, limit.value, day) : infinity);
        }
      }
      case MAX_VOLUME -> upper("volume " + id, kept ? limit.value : infinity);
      case INITIAL_VOLUME -> {
        double most = problem.tanks().get(id).maxVolumeM3();
        model.variables("initial " + id)[0].setBounds(
            kept ? limit.value : 0, kept ? limit.value : most);
      }
      case MIN_VOLUME, FINAL_VOLUME -> leastVolumes(id, problem.tanks().get(id));
      default -> {
        if (limit.what.equals("source")) {
          upper("supply " + id, kept ? limit.value : infinity);
        } else {
          upper("flow " + id, kept ? limit.value : infinity);
          if (model.has("back " + id)) {
            upper("back " + id, kept ? limit.value : infinity);
          }
        }
      }
    }
  }

  private void upper(String name, double value) {
    for (MPVariable variable : model.variables(name)) {
      variable.setUb(value);
    }
  }

  private void leastVolumes(String id, TankTerms tank) {
    Limit min = new Limit("tank", id, MIN_VOLUME, tank.minVolumeM3());
    Limit end = new Limit("tank", id, FINAL_VOLUME, tank.finalMinVolumeM3());
    double low = dropped.contains(min) ? 0 : min.value;
    MPVariable[] volume = model.variables("volume " + id);
    for (MPVariable step : volume) {
      step.setLb(low);
    }
    volume[last].setLb(dropped.contains(end) ? low : Math.max(low, end.value));
  }

  private Conflict conflict(Limit limit, int others) {
    boolean demands = limit.field.equals(MIN_VOLUME) || limit.field.equals(FINAL_VOLUME);
    return new Conflict(
        limit.element,
        limit.field,
        limit.field.equals(FINAL_VOLUME) ? OptionalInt.of(last) : OptionalInt.empty(),
        OptionalDouble.empty(),
        limit.field
            + " of "
            + limit.what
            + " '"
            + limit.element
            + "' ("
            + limit.value
            + (limit.field.equals(MAX_FLOW) ? " m3/h" : " m3")
            + "), cannot be kept together with the other "
            + others
            + ". Maybe "
            + (demands ? "lower" : "raise")
            + " it, or relax another.");
  }
}
