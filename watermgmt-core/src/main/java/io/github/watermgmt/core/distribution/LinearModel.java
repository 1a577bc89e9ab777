// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.SolutionReader.BothWays;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The time-expanded problem as arrays: minimise cost·x with lower ≤ x ≤ upper. Rows are first the
 * balances, node by node and step by step, as equalities in m³ (arrivals − departures = what is
 * needed), then the side rows, upper limits over several columns. No solver's type is in sight.
 *
 * <p>The elastic form asks whether there is a plan at all: nothing costs anything but water out of
 * nowhere and into nothing, 1 per m³, wherever something asks for it. Limits can be dropped from it
 * one by one.
 */
final class LinearModel {
  /** Of the greatest cost. */
  private static final double TOLL = 1e-7;

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final Problem problem;
  private final int steps;
  private final double h;
  private final Map<String, Integer> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> firstColumn = new LinkedHashMap<>();
  private final ModelArrays arrays;
  private final List<SharedLimit> shared = new ArrayList<>();
  private final List<List<Limit>> sideLimits = new ArrayList<>();
  private final List<PowerRows> power = new ArrayList<>();
  private final List<Mixing> mixed = new ArrayList<>();
  private final boolean elastic;
  private final double toll;
  private final Set<Limit> dropped;
  private final BitSet closed;
  private final List<List<Limit>> lowerLimits = new ArrayList<>();
  private final List<List<Limit>> upperLimits = new ArrayList<>();

  /** A limit on mixing and the side row of its first step; the others follow. */
  private record Mixing(BlendLimit blend, int first) {}

  /** The problem itself. */
  LinearModel(Problem problem) {
    this(problem, false, 0, Set.of(), new BitSet());
  }

  /** The elastic form, without some of the limits. */
  static LinearModel elastic(Problem problem, Set<Limit> dropped) {
    return new LinearModel(problem, true, 0, dropped, new BitSet());
  }

  /**
   * The problem with a small toll on two-way links with losses: of all plans of least cost it
   * prefers those that do not send water to and fro. The toll is small beside the costs, however
   * small these are.
   */
  LinearModel withToll() {
    return withToll(new BitSet());
  }

  /** The problem with that toll, and with some columns at 0. */
  LinearModel withToll(BitSet closed) {
    double greatest = greatestCost();
    double price = TOLL * (greatest > 0 ? greatest : 1);
    return new LinearModel(problem, false, price, Set.of(), closed);
  }

  private LinearModel(
      Problem problem, boolean elastic, double toll, Set<Limit> dropped, BitSet closed) {
    this.problem = problem;
    this.elastic = elastic;
    this.toll = toll;
    this.dropped = dropped;
    this.closed = closed;
    this.steps = problem.steps();
    this.h = problem.stepHours();
    for (Node node : problem.network().nodes()) {
      nodes.put(node.id(), nodes.size());
    }
    this.arrays = new ModelArrays(nodes.size() * steps);
    problem.demandCharges().forEach(this::demandCharge);
    problem.blends().forEach(this::blend);
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    problem.tanks().forEach(this::tank);
    problem.zones().forEach(this::zone);
    if (elastic) {
      elastic();
    }
  }

  ModelArrays arrays() {
    return arrays;
  }

  int columns() {
    return arrays.columns();
  }

  int rows() {
    return arrays.rows();
  }

  int row(String node, int step) {
    return nodes.getOrDefault(node, 0) * steps + step;
  }

  /** Returns what sets the lower bound of a column of an elastic model. */
  List<Limit> lowerLimits(int column) {
    return lowerLimits.get(column);
  }

  /** Returns what sets the upper bound of a column of an elastic model. */
  List<Limit> upperLimits(int column) {
    return upperLimits.get(column);
  }

  /** Returns which limit a side row stands for, if any; counted from the first of them. */
  List<Limit> sideLimits(int side) {
    return sideLimits.get(side);
  }

  /** Returns how prices call a side row, counted from the first of them. */
  SharedLimit shared(int side) {
    return shared.get(side);
  }

  /** Returns the initial volumes that are in force and have a price. */
  List<Limit> initialVolumes(double[] price, double tolerance) {
    List<Limit> priced = new ArrayList<>();
    for (String id : problem.tanks().keySet()) {
      Limit initial = Limit.of(Limit.Kind.INITIAL_VOLUME, id);
      if (Math.abs(price[row(id, 0)]) > tolerance && !dropped.contains(initial)) {
        priced.add(initial);
      }
    }
    return priced;
  }

  double greatestCost() {
    return arrays.greatestCost();
  }

  /** Returns the same with equalities alone: a side row has a slack, columns after the others. */
  SparseProgram program() {
    return arrays.program();
  }

  /** Returns the column of the first step of a kind and an element, such as {@code flow L1}. */
  int firstColumn(String name) {
    return firstColumn.getOrDefault(name, -1);
  }

  /** Returns the number of rows that are balances of nodes; the others are side rows. */
  int balances() {
    return arrays.balances();
  }

  int steps() {
    return steps;
  }

  private void demandCharge(String name, DemandCharge charge) {
    if (elastic) {
      return; // It asks for nothing.
    }
    PowerRows.Range range = PowerRows.Range.of(problem, charge);
    double above = Math.max(0, range.most() - charge.reachedKW());
    PowerRows powers = new PowerRows(charge, rows(), problem.stepsPerHour(), steps);
    Rows rows = new Rows();
    for (int hour = 0; hour < powers.count(); hour++) {
      SharedLimit part = SharedLimit.highestPower(name, hour);
      double free = charge.reachedKW() + above - range.least();
      rows.add(side(charge.reachedKW(), free, List.of(), part), -1);
    }
    column(Bound.NONE, Bound.fixed(above), charge.pricePerKW(), rows.index(), rows.value());
    power.add(powers);
  }

  private void blend(String name, BlendLimit blend) {
    Limit share = Limit.of(Limit.Kind.BLEND, name);
    if (dropped.contains(share)) {
      return;
    }
    double dilution = 0;
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      if (problem.network().link(link.getKey()).to().equals(blend.node())) {
        double weight = Math.min(0, blend.weight(link.getKey()));
        dilution -= h * weight * (1 - link.getValue().loss()) * link.getValue().maxFlowM3h();
      }
    }
    mixed.add(new Mixing(blend, rows()));
    for (int t = 0; t < steps; t++) {
      side(0, dilution, List.of(share), SharedLimit.blend(name, t));
    }
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] prices = problem.linkCosts(id);
    if (terms.bidirectional() && terms.loss() > 0) {
      for (int t = 0; t < steps; t++) {
        prices[t] += toll;
      }
    }
    firstColumn.put("flow " + id, columns());
    flow(id, terms, link.from(), link.to(), prices);
    if (terms.bidirectional()) {
      firstColumn.put("back " + id, columns());
      flow(id, terms, link.to(), link.from(), prices);
    }
  }

  private void flow(String id, LinkTerms terms, String from, String to, double[] prices) {
    if (!elastic && terms.segments().isEmpty() && power.isEmpty() && mixed.isEmpty()) {
      // The usual case without what the others need: this is done thousands of times.
      double arrives = h * (1 - terms.loss());
      for (int t = 0; t < steps; t++) {
        int[] rows = {row(from, t), row(to, t)};
        double most = closed.get(columns()) ? 0 : terms.maxFlowM3h(t);
        arrays.column(terms.minFlowM3h(t), most, h * prices[t], rows, -h, arrives);
      }
      return;
    }
    // Without costs one column does for the whole curve.
    List<EnergySegment> segments = elastic ? List.of() : terms.segments();
    for (int t = 0; t < steps; t++) {
      double next = segments.isEmpty() ? INFINITE : segments.get(0).aboveM3h();
      Rows rows = flowRows(id, terms, from, to, t, terms.energyKWhPerM3());
      Bound low = least(id, terms, t).atMost(Bound.fixed(next));
      Bound high = most(id, terms, t).atMost(Bound.fixed(next));
      column(low, high, h * prices[t], rows.index(), rows.value());
    }
    double[] energy = segments.isEmpty() ? new double[0] : problem.energyCosts(id);
    for (int k = 0; k < segments.size(); k++) {
      EnergySegment segment = segments.get(k);
      double next = k + 1 < segments.size() ? segments.get(k + 1).aboveM3h() : INFINITE;
      for (int t = 0; t < steps; t++) {
        Rows rows = flowRows(id, terms, from, to, t, segment.kWhPerM3());
        double price = terms.costPerM3() + segment.kWhPerM3() * energy[t];
        double low = part(least(id, terms, t).value(), segment.aboveM3h(), next);
        double high = part(most(id, terms, t).value(), segment.aboveM3h(), next);
        column(Bound.fixed(low), Bound.fixed(high), h * price, rows.index(), rows.value());
      }
    }
  }

  /** What of a flow lies between two others. */
  private static double part(double flow, double above, double next) {
    return Math.max(0, Math.min(flow, next) - above);
  }

  private Bound least(String id, LinkTerms terms, int step) {
    Limit must = Limit.of(Limit.Kind.LINK_MIN_FLOW, id);
    return Bound.least(must, terms.minFlowM3h(step)).unless(dropped);
  }

  private Bound most(String id, LinkTerms terms, int step) {
    Limit limit = Limit.of(Limit.Kind.LINK_FLOW, id);
    Limit available = Limit.of(Limit.Kind.LINK_AVAILABILITY, id);
    return most(limit, terms.maxFlowM3h(), available, terms.availability(), step);
  }

  /** The entries of a flow in one step. */
  private Rows flowRows(
      String id, LinkTerms terms, String from, String to, int step, double energyKWhPerM3) {
    double arrives = h * (1 - terms.loss());
    Rows rows = new Rows().add(row(from, step), -h).add(row(to, step), arrives);
    for (PowerRows powers : power) {
      powers.add(rows, id, step, energyKWhPerM3);
    }
    for (Mixing mixing : mixed) {
      if (mixing.blend.node().equals(to)) {
        rows.add(mixing.first + step, arrives * mixing.blend.weight(id));
      }
    }
    return rows;
  }

  private void source(String id, SourceTerms terms) {
    int day = problem.stepsPerDay();
    Limit limit = Limit.of(Limit.Kind.SOURCE_FLOW, id);
    Limit available = Limit.of(Limit.Kind.SOURCE_AVAILABILITY, id);
    Limit licence = Limit.of(Limit.Kind.DAILY_VOLUME, id);
    boolean licensed = terms.maxDailyVolumeM3().isPresent() && !dropped.contains(licence);
    Limit must = Limit.of(Limit.Kind.SOURCE_MIN_FLOW, id);
    Limit spans = Limit.of(Limit.Kind.VOLUME_LIMITS, id);
    List<VolumeLimit> limits = dropped.contains(spans) ? List.of() : terms.volumeLimits();
    int firstSpan = rows();
    for (int k = 0; k < limits.size(); k++) {
      double volume = limits.get(k).maxVolumeM3();
      side(volume, volume, List.of(spans), SharedLimit.volumeLimit(id, k));
    }
    firstColumn.put("supply " + id, columns());
    for (int t = 0; t < steps; t++) {
      Rows rows = new Rows().add(row(id, t), h);
      for (int k = 0; k < limits.size(); k++) {
        rows.add(firstSpan + k, limits.get(k).covers(t) ? h : 0);
      }
      if (licensed) {
        if (t % day == 0) {
          double volume = terms.maxDailyVolumeM3().orElseThrow() * Math.min(day, steps - t) / day;
          side(volume, volume, List.of(licence), SharedLimit.dailyVolume(id, t / day));
        }
        rows.add(rows() - 1, h);
      }
      Bound least = Bound.least(must, terms.minFlowM3h(t)).unless(dropped);
      Bound most = most(limit, terms.maxFlowM3h(), available, terms.availability(), t);
      column(least, most, h * terms.costPerM3(), rows.index(), rows.value());
    }
  }

  private void tank(String id, TankTerms terms) {
    Limit most = Limit.of(Limit.Kind.MAX_VOLUME, id);
    Limit initial = Limit.of(Limit.Kind.INITIAL_VOLUME, id);
    Limit least = Limit.of(Limit.Kind.MIN_VOLUME, id);
    Limit last = new Limit(Limit.Kind.FINAL_VOLUME, id, steps - 1);
    firstColumn.put("volume " + id, columns());
    if (!dropped.contains(initial)) {
      arrays.need(row(id, 0), -terms.initialVolumeM3());
    }
    Bound highest = Bound.most(most, terms.maxVolumeM3()).unless(dropped);
    Bound lowest = Bound.least(least, terms.minVolumeM3()).unless(dropped);
    for (int t = 0; t < steps; t++) {
      Bound high = highest;
      Bound low = lowest;
      if (terms.maxVolumesM3().isPresent()) {
        Limit here = Limit.of(Limit.Kind.MAX_VOLUMES, id);
        high = high.atMost(Bound.most(here, terms.maxVolumesM3().get().get(t)).unless(dropped));
      }
      if (terms.minVolumesM3().isPresent()) {
        Limit here = Limit.of(Limit.Kind.MIN_VOLUMES, id);
        low = low.atLeast(Bound.least(here, terms.minVolumesM3().get().get(t)).unless(dropped));
      }
      if (t == steps - 1) {
        low = low.atLeast(Bound.least(last, terms.finalMinVolumeM3()).unless(dropped));
        column(low, high, -terms.finalValuePerM3(), new int[] {row(id, t)}, -1);
      } else {
        column(low, high, 0, new int[] {row(id, t), row(id, t) + 1}, -1, 1);
      }
    }
    if (dropped.contains(initial)) {
      column(Bound.NONE, highest, 0, new int[] {row(id, 0)}, 1);
    }
  }

  private void zone(String id, ZoneTerms terms) {
    firstColumn.put("shortfall " + id, columns());
    double[] demand = terms.demandM3h();
    Limit guaranteed = Limit.of(Limit.Kind.GUARANTEED, id);
    Limit total = Limit.of(Limit.Kind.MAX_SHORTFALL, id);
    boolean limited = terms.maxShortfallM3().isPresent() && !dropped.contains(total);
    int side = -1;
    if (limited) {
      double volume = terms.maxShortfallM3().orElseThrow();
      side = side(volume, volume, List.of(total), SharedLimit.maxShortfall(id));
    }
    for (int t = 0; t < steps; t++) {
      arrays.need(row(id, t), h * demand[t]);
      Bound refused = Bound.fixed(demand[t]);
      if (!dropped.contains(guaranteed)) {
        refused = refused.atMost(new Bound(terms.maxShortfallM3h(t), List.of(guaranteed)));
      }
      int[] rows = limited ? new int[] {row(id, t), side} : new int[] {row(id, t)};
      double[] values = limited ? new double[] {h, h} : new double[] {h};
      column(Bound.NONE, refused, h * terms.shortfallCostPerM3(), rows, values);
    }
  }

  /** Adds columns so that the elastic form has a solution whatever is asked for. */
  private void elastic() {
    boolean forced =
        problem.links().values().stream().anyMatch(link -> link.minFlowM3h() > 0)
            || problem.sources().values().stream().anyMatch(source -> source.minFlowM3h() > 0);
    for (String id : nodes.keySet()) {
      TankTerms tank = problem.tanks().get(id);
      ZoneTerms zone = problem.zones().get(id);
      boolean missing =
          tank != null
              || (zone != null
                  && (zone.guaranteedM3h().isPresent()
                      || zone.guaranteedShare() > 0
                      || zone.maxShortfallM3().isPresent()));
      boolean excess = tank != null && tank.maxVolumesM3().isPresent();
      for (int t = 0; t < steps; t++) {
        if (forced || missing) {
          outOfNowhere(row(id, t), 1);
        }
        if (forced || excess) {
          outOfNowhere(row(id, t), -1);
        }
      }
    }
    for (int side = balances(); side < rows() && forced; side++) {
      outOfNowhere(side, -1);
    }
  }

  /** Returns the greatest flow of a step and what sets it. */
  private Bound most(
      Limit limit, double flow, Limit available, Optional<PerStep> availability, int step) {
    Bound most = Bound.most(limit, flow).unless(dropped);
    return availability.isPresent() && !dropped.contains(available)
        ? most.times(availability.get().get(step), available)
        : most;
  }

  /** Adds an upper limit over several columns; it counts on until the next one is added. */
  private int side(double most, double range, List<Limit> limits, SharedLimit name) {
    sideLimits.add(limits);
    shared.add(name);
    return arrays.side(most, elastic ? INFINITE : range);
  }

  /** Adds what the elastic form pays for: water that no one gives, or no one takes. */
  private void outOfNowhere(int row, double value) {
    int j = column(Bound.NONE, Bound.fixed(INFINITE), 0, new int[] {row}, value);
    arrays.price(j, 1);
  }

  private int column(Bound low, Bound high, double price, int[] rows, double... values) {
    if (elastic) {
      lowerLimits.add(low.limits());
      upperLimits.add(high.limits());
    }
    double most = closed.get(columns()) ? 0 : high.value();
    return arrays.column(low.value(), most, elastic ? 0 : price, rows, values);
  }

  /** Returns a two-way link that carries water both ways in one step just to lose it, if any. */
  Optional<String> toAndFro(double[] x) {
    return bothWays(x).map(BothWays::link);
  }

  /** Returns the first step in which such a link does so, and what columns say so. */
  Optional<BothWays> bothWays(double[] x) {
    return new SolutionReader(problem, arrays, firstColumn).bothWays(x);
  }

  /** Lets what goes to and fro on a link cancel out; returns the columns that became 0 by that. */
  BitSet net(double[] x) {
    return new SolutionReader(problem, arrays, firstColumn).net(x);
  }

  /**
   * Makes a plan of a solution: rounding beyond the bounds is cut off, and what flows both ways at
   * once is netted. Whether the balances still hold is for the caller to check.
   */
  Plan plan(double[] x) {
    return new SolutionReader(problem, arrays, firstColumn).plan(x);
  }
}
