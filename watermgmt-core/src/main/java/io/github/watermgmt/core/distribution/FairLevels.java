// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.FairShares.Bottleneck;
import io.github.watermgmt.core.distribution.FairShares.Level;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fills shares as water fills vessels: all rise together until some can rise no more; these are
 * held there, and the others go on. Which they are the prices of their rows tell: of a share whose
 * row has a price no optimal plan gives more. So every round holds at least one.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class FairLevels {
  private static final double SAME = 1e-9; // shares that are one level

  private final Problem problem;
  private final FairProgram program;
  private final Lexicographic search;
  private final boolean totalIsKept;
  private final List<int[]> rounds = new ArrayList<>();
  private final double[] share;
  private final int[] found; // in which of the levels found, -1 while it can rise
  private final List<Level> levels = new ArrayList<>();
  private double reached;
  private double scale = 1;
  private double gap;

  /**
   * @param totalIsKept whether the weighted shortfall was the first objective kept
   */
  FairLevels(Problem problem, FairProgram program, Lexicographic search, boolean totalIsKept) {
    this.problem = problem;
    this.program = program;
    this.search = search;
    this.totalIsKept = totalIsKept;
    this.share = new double[program.parts().size()];
    this.found = new int[share.length];
    Arrays.fill(found, -1);
  }

  /**
   * Prepares the next round.
   *
   * @param limit what may be missing, see {@link FairProgram#linked}
   * @return whether there is one: some share can still rise
   */
  boolean next(double limit) {
    holdSettled();
    int[] free = IntStream.range(0, share.length).filter(g -> found[g] < 0).toArray();
    if (free.length == 0) {
      return false;
    }
    if (rounds.isEmpty()) {
      for (int g : free) {
        search.bounds(program.shareSlack(g), 0, program.mostSlack(g));
      }
    }
    rounds.add(free);
    scale = program.unitsOf(free);
    search.change(program.linked(rounds, limit));
    search.bounds(column(), 0, scale * Math.max(0, 1 - reached));
    return true;
  }

  private int column() {
    return program.riseColumn(rounds.size() - 1);
  }

  int free() {
    return rounds.get(rounds.size() - 1).length;
  }

  int rounds() {
    return rounds.size();
  }

  /** Returns the costs of a round: the rise, to be as much as can be. */
  double[] cost() {
    double[] cost = new double[program.columns()];
    cost[column()] = -1;
    return cost;
  }

  /**
   * Returns costs of which the same comes out if a rise counts enough, and of that the least cost.
   *
   * @param part of what is surely enough
   */
  double[] costBeside(double[] money, double part) {
    double[] cost = money.clone();
    cost[column()] = -part * program.dear(money);
    return cost;
  }

  /**
   * Holds what can rise no more, after the round was solved.
   *
   * @return whether there was something to hold
   */
  boolean hold() {
    int[] free = rounds.get(rounds.size() - 1);
    double rise = search.x(column());
    gap = Math.max(gap, (search.objective() - search.bound()) / scale);
    boolean full = 1 - reached - rise / scale <= SAME;
    reached = full ? 1 : reached + rise / scale;
    List<Bottleneck> heldBy =
        full
            ? List.of()
            : new Bottlenecks(problem, program, search, totalIsKept, this::isFree).of(scale);
    int held = 0;
    for (int g : free) {
      if (full || search.reduced(program.shareSlack(g)) > Lexicographic.PRICED) {
        share[g] = reached;
        found[g] = levels.size();
        held++;
      }
    }
    levels.add(new Level(Math.max(0, reached), heldBy));
    search.keep();
    search.bounds(column(), rise, rise);
    return held > 0;
  }

  boolean isFree(int part) {
    return found[part] < 0;
  }

  /** Holds the shares of parts of which every step is already settled by what is kept. */
  private void holdSettled() {
    for (int g = 0; g < share.length; g++) {
      if (found[g] >= 0 || !isSettled(g)) {
        continue;
      }
      FairPart part = program.parts().get(g);
      double missing = 0;
      for (int t = part.from(); t < part.to(); t++) {
        missing += search.lower(program.shortfallColumn(part.zone(), t));
      }
      missing *= program.flow() * problem.stepHours();
      share[g] = Math.max(0, 1 - missing / part.demandM3());
      found[g] = levels.size();
      boolean byTotal = totalIsKept && rounds.isEmpty();
      Bottleneck why =
          new Bottleneck(
              byTotal ? FairShares.Holder.TOTAL : FairShares.Holder.WORSE_OFF,
              "",
              1 / part.demandM3());
      boolean full = 1 - share[g] <= SAME;
      levels.add(new Level(full ? 1 : share[g], full ? List.of() : List.of(why)));
    }
  }

  private boolean isSettled(int g) {
    FairPart part = program.parts().get(g);
    for (int t = part.from(); t < part.to(); t++) {
      if (!search.isFixed(program.shortfallColumn(part.zone(), t))) {
        return false;
      }
    }
    return true;
  }

  double share(int part) {
    return share[part];
  }

  /** Returns by how much a level is at most too low. */
  double gap() {
    return gap;
  }

  /** Returns the level of a part, an index of {@link #levels}. */
  int level(int part) {
    return merged()[found[part]];
  }

  /** Returns the levels, ascending. */
  List<Level> levels() {
    int[] place = merged();
    List<Level> result = new ArrayList<>();
    for (int at : order()) {
      if (place[at] == result.size()) {
        result.add(levels.get(at));
      }
    }
    return result;
  }

  private int[] order() {
    return IntStream.range(0, levels.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> levels.get(i).share()))
        .mapToInt(i -> i)
        .toArray();
  }

  /** Returns for each level found its place among those that differ. */
  private int[] merged() {
    int[] place = new int[levels.size()];
    int last = -1;
    int before = -1;
    for (int at : order()) {
      Level level = levels.get(at);
      boolean same =
          before >= 0
              && level.share() - levels.get(before).share() <= SAME
              && level.heldBy().stream()
                  .map(Bottleneck::toString)
                  .toList()
                  .equals(levels.get(before).heldBy().stream().map(Bottleneck::toString).toList());
      last += same ? 0 : 1;
      place[at] = last;
      before = at;
    }
    return place;
  }
}
