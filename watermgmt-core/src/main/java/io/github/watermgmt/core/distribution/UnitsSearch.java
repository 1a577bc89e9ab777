// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.UnitsModel.Relaxed;
import io.github.watermgmt.core.distribution.UnitsTree.Candidate;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for good running units: a tree over everything, which is enough for small problems; for
 * others window after window of steps, the later ones still relaxed; then windows and stations of
 * that plan anew, all else kept; and the tree again for what effort is left.
 *
 * <p>Effort is counted in operations, not in time, so that the same problem gives the same plan.
 * Thread-safety: confined to one thread.
 */
final class UnitsSearch {
  private static final int FIRST_NODES = 60;
  private static final int WINDOW_NODES = 60;
  private static final int WINDOW_CELLS = 30; // stations times steps of a first window
  private static final int PATIENCE = 20; // turns of a window without a solution
  private static final int START_EFFORTS = 4; // that a first plan may cost, rather than none
  private static final int WIDEST_BLOCK = 2;
  private static final double BETTER = 1e-6; // of the cost, that an improvement is worth
  private static final double CLOSE = 1e-7; // of the cost, a gap that is none

  private final UnitsProgram program;
  private final UnitsModel model;
  private final Propagation propagation;
  private final long effort;
  private final BooleanSupplier stop;
  private final int steps;
  private final int pumps;
  private final int links;
  private final Range open; // what is possible at all
  private final boolean possible;
  private final Relaxed root;
  private final UnitsTree tree;
  private @Nullable Candidate best;
  private double blocksBound = Double.NEGATIVE_INFINITY;
  private int windowNodes = WINDOW_NODES;

  /**
   * Creates a search and solves the relaxed program.
   *
   * @param effort about how many operations it may take
   */
  UnitsSearch(UnitsProgram program, long effort, BooleanSupplier stop) {
    this.program = program;
    this.model = new UnitsModel(program);
    this.propagation = new Propagation(program);
    this.effort = effort;
    this.stop = stop;
    this.steps = program.steps();
    this.pumps = program.stations().pumps().size();
    this.links = program.stations().twoWays().size();
    this.open = Range.open(program.stations(), steps);
    boolean narrowed = propagation.narrow(open);
    this.root = model.solve(open, null, true, stop);
    this.possible = narrowed && !isImpossible();
    this.tree = tree(open.copy(), Scope.steps(0, steps), Double.POSITIVE_INFINITY, root);
  }

  /** Returns whether even the relaxed program has no plan. */
  private boolean isImpossible() {
    return root.missing() > UnitsTree.MISSED
        && root.basis() != null
        && model.solve(open, root.basis(), false, stop).state() == Simplex.State.INFEASIBLE;
  }

  UnitsModel model() {
    return model;
  }

  /** Returns the best solution so far, if any; it may have no plan. */
  @Nullable Candidate best() {
    return best;
  }

  /** Returns what every plan costs at least. */
  double bound() {
    return Math.max(Math.max(root.bound(), blocksBound), tree.bound());
  }

  /** Returns whether it is proved that there is no plan. */
  boolean isHopeless() {
    return !possible || tree.isHopeless();
  }

  /** Searches. */
  void run() {
    if (!possible) {
      return;
    }
    tree.run(FIRST_NODES, effort / 4);
    take(tree.best());
    if (!isOver()) {
      start();
      StepBlocks blocks = new StepBlocks(program, open, root.prices(), stop);
      for (int width = 1; width <= WIDEST_BLOCK && width < steps && !isOver(); width++) {
        blocksBound = Math.max(blocksBound, blocks.bound(width));
      }
      windows();
      if (best != null && best.isPlan()) {
        tree.improve(best.cost());
      }
      while (!isOver() && model.work() < effort) {
        tree.run(FIRST_NODES, effort - model.work());
        take(tree.best());
      }
    }
  }

  private boolean isOver() {
    if (stop.getAsBoolean() || tree.isDone()) {
      return true;
    }
    Candidate now = best;
    return now != null
        && now.isPlan()
        && now.cost() - bound() <= CLOSE * Math.max(1, Math.abs(now.cost()));
  }

  private void take(@Nullable Candidate candidate) {
    if (candidate != null && candidate.isBetterThan(best)) {
      best = candidate;
    }
  }

  private UnitsTree tree(Range range, Scope scope, double cutoff, Relaxed near) {
    return new UnitsTree(model, range, scope, cutoff, near.basis(), propagation, stop);
  }

  /**
   * Looks for a first plan: without limits on starts, and then anew for the stations that break
   * theirs, all others kept; if that fails, with the limits from the start. (With them from the
   * start, the first hours use up what the later ones need more.)
   */
  private void start() {
    Candidate free = forwards(propagation, false);
    if (free != null) {
      take(withLimits(free));
    }
    if (best == null) {
      take(forwards(propagation, true));
    }
    if (best == null) {
      take(forwards(null, true)); // one that may lack water, to be mended in windows
    }
  }

  private @Nullable Candidate withLimits(Candidate free) {
    Range range = free.range().copy();
    boolean keeps = true;
    for (int k = 0; k < pumps; k++) {
      Stations.Station station = model.stations().pumps().get(k);
      int[] units = new int[steps];
      for (int t = 0; t < steps; t++) {
        units[t] = range.low(k, t);
      }
      if (!StartsProgram.isWithin(station.starts(), station.day(), units)) {
        keeps = false;
        for (int t = 0; t < steps; t++) {
          range.set(k, t, open.low(k, t), open.high(k, t));
        }
      }
    }
    if (keeps) {
      return free;
    }
    for (int t = 0; t < steps; t++) {
      for (int w = 0; w < links; w++) {
        range.setWay(w, t, Range.EITHER);
      }
    }
    Scope all = Scope.steps(0, steps);
    return patiently(tree(range, all, Double.POSITIVE_INFINITY, free.relaxed()));
  }

  /** Runs a tree until it has a candidate, with patience. */
  private @Nullable Candidate patiently(UnitsTree part) {
    for (int turn = 0; turn < PATIENCE && part.best() == null && !part.isDone(); turn++) {
      if (stop.getAsBoolean() || model.work() > effort * START_EFFORTS) {
        return null;
      }
      part.run(WINDOW_NODES, effort);
    }
    return part.best();
  }

  /** Makes window after window whole, the later steps still relaxed; returns the last, if any. */
  private @Nullable Candidate forwards(@Nullable Propagation narrowing, boolean keepsStarts) {
    Range range = open.copy();
    Relaxed at = root;
    int width = firstWidth();
    int stride = Math.max(1, width / 2);
    for (int from = 0; ; from += stride) {
      int to = Math.min(steps, from + width);
      UnitsTree part =
          new UnitsTree(
              model,
              range.copy(),
              keepsStarts ? Scope.steps(0, to) : Scope.steps(0, to).withoutLimits(),
              Double.POSITIVE_INFINITY,
              at.basis(),
              narrowing,
              stop);
      Candidate found = patiently(part);
      if (found == null || to == steps) {
        return found;
      }
      at = found.relaxed();
      for (int t = from; t < from + stride; t++) {
        for (int k = 0; k < pumps; k++) {
          range.set(k, t, found.range().low(k, t), found.range().low(k, t));
        }
        for (int w = 0; w < links; w++) {
          range.setWay(w, t, found.range().way(w, t));
        }
      }
    }
  }

  private int firstWidth() {
    return Math.max(2, WINDOW_CELLS / Math.max(1, pumps));
  }

  /** Improves a plan window by window and station by station, each round in wider windows. */
  private void windows() {
    long most = effort / 10 * 9;
    int width = firstWidth();
    for (int round = 0; width < steps + 2 && model.work() < most && !isOver(); round++) {
      windowNodes = WINDOW_NODES * (1 + round);
      for (int from = 0; from < steps && model.work() < most; from += Math.max(1, width / 2)) {
        improve(Scope.steps(from, Math.min(steps, from + width)));
      }
      for (int k = 0; k < pumps && model.work() < most; k++) {
        improve(Scope.station(k, steps));
      }
      width += Math.max(1, width / 3);
    }
  }

  /** Looks for better units within a scope, all others kept. */
  private void improve(Scope scope) {
    Candidate old = best;
    if (old == null || stop.getAsBoolean()) {
      return;
    }
    Range range = old.range().copy();
    for (int t = 0; t < steps; t++) {
      for (int k = 0; k < pumps; k++) {
        if (scope.hasStation(k, t)) {
          range.set(k, t, open.low(k, t), open.high(k, t));
        }
      }
      for (int w = 0; w < links; w++) {
        if (scope.hasStep(t)) {
          range.setWay(w, t, Range.EITHER);
        }
      }
    }
    double cutoff = old.cost() - BETTER * Math.abs(old.cost());
    if (old.isPlan()) {
      improve(tree(range, scope, cutoff, old.relaxed()));
    } else if (!improve(tree(range.copy(), scope, Double.POSITIVE_INFINITY, old.relaxed()))) {
      improve(new UnitsTree(model, range, scope, cutoff, old.relaxed().basis(), null, stop));
    }
  }

  private boolean improve(UnitsTree part) {
    part.run(windowNodes, effort);
    take(part.best());
    return part.best() != null;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d nodes of the whole tree, %.3g operations",
        tree.nodes(),
        1.0 * model.work());
  }
}
