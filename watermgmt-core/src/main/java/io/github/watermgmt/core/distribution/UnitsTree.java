// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.Stations.Station;
import io.github.watermgmt.core.distribution.UnitsModel.Relaxed;
import io.github.watermgmt.core.internal.simplex.Basis;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound over the running units and directions of some stations and steps, the others
 * staying as open as they are: best bound first, but from each node straight down. At each node a
 * dynamic program per station finds whole units near the relaxed flows that keep the limits on
 * starts. Thread-safety: confined to one thread.
 */
final class UnitsTree {
  private static final double FITS = 2e-7; // how far a flow may be from what units can do, m³/h

  /** Water out of nowhere that is rounding, m³. */
  static final double MISSED = 1e-7;

  private static final double AS_GOOD = 1e-9; // of the price of a solution
  private static final double DISTANCE = 3; // price of a m³ that units cannot do, in mean prices

  /** A range, what it costs at least, and a basis to start from. */
  private record Node(Range range, double bound, @Nullable Basis basis, int number) {}

  /** Whole units within the scope, and the solution for them. */
  record Candidate(Range range, Relaxed relaxed) {
    /** Returns whether there is a plan for it. */
    boolean isPlan() {
      return relaxed.missing() <= MISSED;
    }

    double cost() {
      return relaxed.objective();
    }

    /** Returns whether it is to be preferred: a plan before others, then the cheaper one. */
    boolean isBetterThan(@Nullable Candidate other) {
      return other == null
          || (isPlan() && !other.isPlan())
          || (isPlan() == other.isPlan() && cost() < other.cost());
    }
  }

  private final UnitsModel model;
  private final Stations stations;
  private final int steps;
  private final Scope scope;
  private final @Nullable Propagation propagation;
  private final boolean isStrict; // whether water out of nowhere makes a solution worthless
  private final BooleanSupplier stop;
  private final StartsProgram[] programs;
  private final int[][] units;
  private final PriorityQueue<Node> open =
      new PriorityQueue<>(
          Comparator.comparingDouble(Node::bound)
              .thenComparing(Node::number, Comparator.reverseOrder()));
  private double cutoff;
  private double closed = Double.POSITIVE_INFINITY; // least bound of nodes that are done with
  private @Nullable Candidate best;
  private int nodes;
  private @Nullable Node next;
  private boolean hopeless = true; // whether every leaf was proved to have no plan

  UnitsTree(
      UnitsModel model,
      Range root,
      Scope scope,
      double cutoff,
      @Nullable Basis basis,
      @Nullable Propagation propagation,
      BooleanSupplier stop) {
    this.propagation = propagation;
    this.isStrict = propagation != null;
    this.model = model;
    this.stations = model.stations();
    this.steps = model.steps();
    this.scope = scope;
    this.cutoff = cutoff;
    this.stop = stop;
    this.programs = new StartsProgram[stations.pumps().size()];
    for (int k = 0; k < programs.length; k++) {
      Station station = stations.pumps().get(k);
      programs[k] =
          new StartsProgram(
              station, scope.keepsStarts() ? station.starts() : Integer.MAX_VALUE, steps);
    }
    this.units = new int[programs.length][steps];
    this.next = new Node(root, Double.NEGATIVE_INFINITY, basis, 0);
  }

  /** Lowers what a solution must cost less than. */
  void improve(double better) {
    cutoff = Math.min(cutoff, better);
  }

  @Nullable Candidate best() {
    return best;
  }

  boolean isDone() {
    return next == null && open.isEmpty();
  }

  boolean isHopeless() {
    return isDone() && best == null && hopeless;
  }

  int nodes() {
    return nodes;
  }

  /** Returns what every solution costs at least, or the cutoff if that is less. */
  double bound() {
    double bound = Math.min(closed, cutoff);
    if (next != null) {
      bound = Math.min(bound, next.bound());
    }
    Node first = open.peek();
    return first == null ? bound : Math.min(bound, first.bound());
  }

  /** Goes on for some nodes or some work. */
  void run(int mostNodes, long mostWork) {
    int end = nodes + mostNodes;
    long endWork = model.work() + mostWork;
    while (!isDone() && nodes < end && model.work() < endWork && !stop.getAsBoolean()) {
      Node node = next != null ? next : open.poll();
      next = null;
      if (node == null) {
        return;
      }
      if (isPruned(node.bound())) {
        closed = Math.min(closed, node.bound());
        continue;
      }
      if (propagation != null && !propagation.narrow(node.range())) {
        nodes++;
        continue;
      }
      Relaxed relaxed = model.solve(node.range(), node.basis(), true, stop);
      nodes++;
      if (stop.getAsBoolean()) {
        open.add(node);
        return;
      }
      visit(node, relaxed);
    }
  }

  private boolean isPruned(double bound) {
    return bound >= cutoff - AS_GOOD * Math.abs(cutoff);
  }

  private void visit(Node node, Relaxed relaxed) {
    double bound = Math.max(node.bound(), relaxed.bound());
    if (isPruned(bound)) {
      closed = Math.min(closed, bound);
      return;
    }
    Range range = node.range();
    double weight = DISTANCE * model.meanPrice(relaxed);
    int worst = -1;
    int worstStep = -1;
    double most = -1;
    double total = 0;
    for (int k = 0; k < programs.length; k++) {
      double[] cost = costs(range, relaxed, k, weight);
      double extra = programs[k].solve(cost, units[k]);
      if (extra == Double.POSITIVE_INFINITY) {
        return; // no units of this range keep the limit on starts
      }
      total += extra;
      int per = stations.pumps().get(k).most() + 1;
      for (int t = 0; t < steps; t++) {
        double part = cost[t * per + units[k][t]];
        if (scope.hasStation(k, t) && !range.isFixed(k, t) && part > most) {
          most = part;
          worst = k;
          worstStep = t;
        }
      }
    }
    int link = -1;
    int linkStep = -1;
    double lost = FITS;
    for (int w = 0; w < stations.twoWays().size(); w++) {
      for (int t = 0; t < steps; t++) {
        double both = scope.hasStep(t) ? model.toAndFro(relaxed, w, t) : 0;
        if (both > lost) {
          lost = both;
          link = w;
          linkStep = t;
        }
      }
    }
    boolean whole =
        worst < 0 || (total <= AS_GOOD * Math.abs(relaxed.objective()) && fits(relaxed));
    if (whole && link < 0) {
      if (isStrict && relaxed.missing() > MISSED) {
        // Its price may be too low beside that of a whole unit: without it, then.
        Relaxed exact = model.solve(range, relaxed.basis(), false, stop);
        if (exact.state() == Simplex.State.OPTIMAL) {
          visit(new Node(range, bound, node.basis(), node.number()), exact);
        } else if (exact.state() != Simplex.State.INFEASIBLE) {
          closed = Math.min(closed, bound);
          hopeless = false;
        }
        return;
      }
      closed = Math.min(closed, bound);
      hopeless &= relaxed.state() == Simplex.State.OPTIMAL;
      accept(whole(range), relaxed);
      return;
    }
    if (nodes == 1 || nodes % 10 == 0) {
      round(range, relaxed);
      if (isPruned(bound)) {
        closed = Math.min(closed, bound);
        return;
      }
    }
    if (whole) {
      branchWay(range, relaxed, bound, link, linkStep);
    } else {
      branchUnits(range, relaxed, bound, worst, worstStep);
    }
  }

  /** Returns whether the units found, within the scope, can carry the flows as they are. */
  private boolean fits(Relaxed relaxed) {
    for (int k = 0; k < programs.length; k++) {
      Station station = stations.pumps().get(k);
      for (int t = 0; t < steps; t++) {
        double flow = relaxed.flow()[k][t];
        int u = units[k][t];
        if (scope.hasStation(k, t)
            && (flow < station.low(u) - FITS || flow > station.high(u) + FITS)) {
          return false;
        }
      }
    }
    return true;
  }

  /** What whole units cost more than in the relaxed program, by step and units. */
  private double[] costs(Range range, Relaxed relaxed, int k, double weight) {
    Station station = stations.pumps().get(k);
    int per = station.most() + 1;
    double[] cost = new double[steps * per];
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    for (int t = 0; t < steps; t++) {
      boolean inside = scope.hasStation(k, t);
      double paid = model.relaxedPrice(range, relaxed, k, t);
      double flow = relaxed.flow()[k][t];
      for (int u = range.low(k, t); u <= range.high(k, t); u++) {
        double off = Math.max(station.low(u) - flow, flow - station.high(u));
        double more = u * station.price()[t] - paid;
        cost[t * per + u] =
            !inside ? 0 : Math.max(0, more) + (off > FITS ? off * weight + Math.max(0, -more) : 0);
      }
    }
    return cost;
  }

  /** Returns a range with the units found, within the scope. */
  private Range whole(Range range) {
    Range fixed = range.copy();
    for (int k = 0; k < programs.length; k++) {
      for (int t = 0; t < steps; t++) {
        if (scope.hasStation(k, t)) {
          fixed.set(k, t, units[k][t], units[k][t]);
        }
      }
    }
    return fixed;
  }

  private void accept(Range range, Relaxed relaxed) {
    if (relaxed.state() == Simplex.State.OPTIMAL && relaxed.objective() < cutoff) {
      cutoff = relaxed.objective();
      best = new Candidate(range, relaxed);
    }
  }

  /** Solves for the units found near a solution. */
  private void round(Range range, Relaxed near) {
    Range fixed = whole(range);
    Basis basis = near.basis();
    for (int round = 0; round < 4; round++) {
      Relaxed relaxed = model.solve(fixed, basis, true, stop);
      if (stop.getAsBoolean() || relaxed.bound() >= cutoff) {
        return;
      }
      boolean oneWay = true;
      for (int w = 0; w < stations.twoWays().size(); w++) {
        for (int t = 0; t < steps; t++) {
          if (scope.hasStep(t) && model.toAndFro(relaxed, w, t) > FITS) {
            fixed.setWay(w, t, model.net(relaxed, w, t));
            oneWay = false;
          }
        }
      }
      if (oneWay && isStrict && relaxed.missing() > MISSED) {
        relaxed = model.solve(fixed, relaxed.basis(), false, stop);
        if (relaxed.state() != Simplex.State.OPTIMAL) {
          return;
        }
        oneWay = isOneWay(relaxed);
      }
      if (oneWay) {
        accept(fixed, relaxed);
        return;
      }
      basis = relaxed.basis();
    }
  }

  private boolean isOneWay(Relaxed relaxed) {
    for (int w = 0; w < stations.twoWays().size(); w++) {
      for (int t = 0; t < steps; t++) {
        if (scope.hasStep(t) && model.toAndFro(relaxed, w, t) > FITS) {
          return false;
        }
      }
    }
    return true;
  }

  private void branchUnits(Range range, Relaxed relaxed, double bound, int k, int t) {
    Station station = stations.pumps().get(k);
    int low = range.low(k, t);
    int high = range.high(k, t);
    double flow = relaxed.flow()[k][t];
    double relative = station.greatest() > 0 ? flow / station.greatest() : 0;
    if (station.price()[t] < 0 && station.least() > 0) {
      relative = flow / station.least();
    }
    int split = (int) Math.floor(relative + 1e-9);
    if (units[k][t] < relative && split == units[k][t] + 1 && Math.abs(relative - split) < 1e-7) {
      split--;
    }
    split = Math.max(low, Math.min(high - 1, split));
    Range below = range.copy();
    below.set(k, t, low, split);
    Range above = range.copy();
    above.set(k, t, split + 1, high);
    boolean up = units[k][t] > split;
    push(up ? above : below, up ? below : above, bound, relaxed.basis());
  }

  private void branchWay(Range range, Relaxed relaxed, double bound, int link, int step) {
    byte net = model.net(relaxed, link, step);
    Range with = range.copy();
    with.setWay(link, step, net);
    Range against = range.copy();
    against.setWay(link, step, net == Range.THERE ? Range.BACK : Range.THERE);
    push(with, against, bound, relaxed.basis());
  }

  private void push(Range first, Range second, double bound, @Nullable Basis basis) {
    open.add(new Node(second, bound, basis, 2 * nodes));
    next = new Node(first, bound, basis, 2 * nodes + 1);
  }
}
