// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Bounds the columns and rows of a grid as the limits ask for that are in force: all of them, or
 * all but those that a conflict can do without.
 */
final class Bounds {
  private final Grid grid;
  private final Problem problem;
  private final Set<Limit> dropped = new LinkedHashSet<>();

  /** Sets all bounds. */
  Bounds(Grid grid) {
    this.grid = grid;
    this.problem = grid.problem();
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    problem.tanks().forEach(this::tank);
    problem.zones().forEach(this::zone);
  }

  /** Puts a limit out of force. */
  void drop(Limit limit) {
    dropped.add(limit);
    apply(limit);
  }

  /** Puts a limit into force again. */
  void keep(Limit limit) {
    dropped.remove(limit);
    apply(limit);
  }

  boolean isDropped(Limit limit) {
    return dropped.contains(limit);
  }

  private void apply(Limit limit) {
    String id = limit.element();
    switch (limit.field().of()) {
      case LINK -> link(id, Objects.requireNonNull(problem.links().get(id)));
      case SOURCE -> source(id, Objects.requireNonNull(problem.sources().get(id)));
      case TANK -> tank(id, Objects.requireNonNull(problem.tanks().get(id)));
      case ZONE -> zone(id, Objects.requireNonNull(problem.zones().get(id)));
      case BLEND -> {
        double most = most(Limit.Field.BLEND, id, 0);
        for (int row : grid.rows("blend " + id)) {
          grid.boundRow(row, -Grid.INFINITE, most);
        }
      }
    }
  }

  /** An upper limit, or none. */
  private double most(Limit.Field field, String id, double value) {
    return dropped.contains(new Limit(field, id)) ? Grid.INFINITE : value;
  }

  /** A lower limit, or none. */
  private double least(Limit.Field field, String id, double value) {
    return dropped.contains(new Limit(field, id)) ? 0 : value;
  }

  /** What is available of the greatest flow: of anything, nothing is nothing. */
  private double available(
      Limit.Field flow,
      double most,
      Limit.Field share,
      Optional<PerStep> shares,
      String id,
      int t) {
    double part =
        shares.isEmpty() || dropped.contains(new Limit(share, id)) ? 1 : shares.get().get(t);
    return part == 0 ? 0 : part * most(flow, id, most);
  }

  private void link(String id, LinkTerms terms) {
    for (int t = 0; t < grid.steps(); t++) {
      double least = least(Limit.Field.LINK_MIN_FLOW, id, terms.minFlowM3h(t));
      double most =
          available(
              Limit.Field.LINK_FLOW,
              terms.maxFlowM3h(),
              Limit.Field.LINK_AVAILABILITY,
              terms.availability(),
              id,
              t);
      int segments = terms.segments().size();
      for (int k = -1; k < segments; k++) {
        double above = k < 0 ? 0 : terms.segments().get(k).aboveM3h();
        double next = k + 1 < segments ? terms.segments().get(k + 1).aboveM3h() : Grid.INFINITE;
        String name = k < 0 ? "flow " + id : LinkColumns.segment(id, k);
        grid.boundColumn(grid.columns(name)[t], part(least, above, next), part(most, above, next));
      }
      if (LinkColumns.isTwoWay(terms)) {
        grid.boundColumn(grid.columns("back " + id)[t], 0, most);
      }
    }
  }

  /** What of a flow lies between two others. */
  private static double part(double flow, double above, double next) {
    return Math.max(0, Math.min(flow, next) - above);
  }

  private void source(String id, SourceTerms terms) {
    int[] supply = grid.columns("supply " + id);
    for (int t = 0; t < supply.length; t++) {
      double most =
          available(
              Limit.Field.SOURCE_FLOW,
              terms.maxFlowM3h(),
              Limit.Field.SOURCE_AVAILABILITY,
              terms.availability(),
              id,
              t);
      grid.boundColumn(
          supply[t], least(Limit.Field.SOURCE_MIN_FLOW, id, terms.minFlowM3h(t)), most);
    }
    if (terms.maxDailyVolumeM3().isPresent()) {
      int[] days = grid.rows("licence " + id);
      for (int day = 0; day < days.length; day++) {
        double volume = licence(problem, terms.maxDailyVolumeM3().getAsDouble(), day);
        grid.boundRow(days[day], -Grid.INFINITE, most(Limit.Field.DAILY_VOLUME, id, volume));
      }
    }
    int[] spans = grid.rows("spans " + id);
    for (int k = 0; k < spans.length; k++) {
      double volume = terms.volumeLimits().get(k).maxVolumeM3();
      grid.boundRow(spans[k], -Grid.INFINITE, most(Limit.Field.VOLUME_LIMITS, id, volume));
    }
  }

  /** What a licence of so many m³ per day gives on one of the days: pro rata if it is not whole. */
  static double licence(Problem problem, double volumeM3, int day) {
    int whole = problem.stepsPerDay();
    return volumeM3 * Math.min(whole, problem.steps() - day * whole) / whole;
  }

  private void tank(String id, TankTerms terms) {
    int[] volume = grid.columns("volume " + id);
    double most = most(Limit.Field.MAX_VOLUME, id, terms.maxVolumeM3());
    double least = least(Limit.Field.MIN_VOLUME, id, terms.minVolumeM3());
    for (int t = 0; t < volume.length; t++) {
      double high = most;
      double low = least;
      if (terms.maxVolumesM3().isPresent()) {
        double here = terms.maxVolumesM3().get().get(t);
        high = Math.min(high, most(Limit.Field.MAX_VOLUMES, id, here));
      }
      if (terms.minVolumesM3().isPresent()) {
        double here = terms.minVolumesM3().get().get(t);
        low = Math.max(low, least(Limit.Field.MIN_VOLUMES, id, here));
      }
      if (t == volume.length - 1) {
        low = Math.max(low, least(Limit.Field.FINAL_VOLUME, id, terms.finalMinVolumeM3()));
      }
      grid.boundColumn(volume[t], low, high);
    }
    boolean free = dropped.contains(new Limit(Limit.Field.INITIAL_VOLUME, id));
    double initial = terms.initialVolumeM3();
    grid.boundColumn(
        grid.columns("initial " + id)[0], free ? 0 : initial, free ? terms.maxVolumeM3() : initial);
  }

  private void zone(String id, ZoneTerms terms) {
    int[] shortfall = grid.columns("shortfall " + id);
    double[] demand = terms.demandM3h();
    boolean guaranteed = !dropped.contains(new Limit(Limit.Field.GUARANTEED, id));
    for (int t = 0; t < shortfall.length; t++) {
      grid.boundColumn(shortfall[t], 0, guaranteed ? terms.maxShortfallM3h(t) : demand[t]);
    }
    if (terms.maxShortfallM3().isPresent()) {
      double volume = terms.maxShortfallM3().getAsDouble();
      grid.boundRow(
          grid.rows("missing " + id)[0],
          -Grid.INFINITE,
          most(Limit.Field.MAX_SHORTFALL, id, volume));
    }
  }
}
