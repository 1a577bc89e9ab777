// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One program of several that are the same in their first steps: these once, what follows once for
 * each, its costs times its probability.
 *
 * <p>What the first steps hand over are the volumes of the tanks and, for each side row that
 * reaches from the first steps into the later ones, what the first steps put into it (a column of
 * its own, defined by a row of its own). The first branch takes these columns as they are; each
 * further one has a copy, tied by a side row to the copy of the branch before. In this chain a
 * column has two entries in balances at most, however many branches there are, and an elimination
 * never has more than two of them in hand.
 *
 * <p>Thread-safety: immutable.
 */
final class ScenarioTree {
  private final SparseProgram base;
  private final Stages stages;
  private final int branches;
  private final int lateBalances;
  private final int forest; // balances of all stages
  private final int[] trunkSide; // by side row of the base, its row; -1 if late
  private final int[] lateSide; // by side row of the base, its place in a branch; -1 if not late
  private final int[] spanning; // side rows of the base that hold columns of both stages
  private final int[] handed; // columns of the base that are in a balance of the next stage
  private final int firstLateSide;
  private final int lateSides;
  private final int firstLink;
  private final SparseProgram program;
  private final int[] trunkColumn; // by column of the base; -1 if late
  private final int[][] lateColumn; // by branch and column of the base; -1 if not late

  /**
   * @param programs one for each branch, which differ in bounds and right-hand sides alone, and
   *     only after the first steps
   * @param weights their probabilities, which add up to 1
   */
  ScenarioTree(List<SparseProgram> programs, double[] weights, Stages stages) {
    this.base = programs.get(0);
    this.stages = stages;
    this.branches = programs.size();
    this.lateBalances = stages.nodes * stages.later();
    this.forest = stages.nodes * stages.first + branches * lateBalances;
    int sides = base.rows() - stages.balances;
    this.trunkSide = new int[sides];
    this.lateSide = new int[sides];
    int row = forest;
    int late = 0;
    for (int s = 0; s < sides; s++) {
      boolean isLate = stages.lateRow[stages.balances + s];
      trunkSide[s] = isLate ? -1 : row++;
      lateSide[s] = isLate ? late++ : -1;
    }
    this.handed = handed();
    this.spanning = spanning();
    int[] definition = new int[sides];
    Arrays.fill(definition, -1);
    for (int s : spanning) {
      definition[s] = row++;
    }
    this.firstLateSide = row;
    this.lateSides = late;
    this.firstLink = row + branches * late;
    double[] right = new double[firstLink + (branches - 1) * (handed.length + spanning.length)];
    this.trunkColumn = new int[base.columns()];
    this.lateColumn = new int[branches][base.columns()];
    ProgramBuilder builder = new ProgramBuilder();
    trunk(builder, definition);
    for (int b = 0; b < branches; b++) {
      branch(builder, programs.get(b), weights[b], b);
      right(right, programs.get(b), b);
    }
    this.program = builder.program(right);
  }

  SparseProgram program() {
    return program;
  }

  /** Returns how many rows are balances; these come first. */
  int forest() {
    return forest;
  }

  private int[] handed() {
    List<Integer> found = new ArrayList<>();
    for (int j = 0; j < base.columns(); j++) {
      for (int e = base.start()[j]; e < base.start()[j + 1] && !stages.lateColumn[j]; e++) {
        if (base.index()[e] < stages.balances && stages.lateRow[base.index()[e]]) {
          found.add(j);
        }
      }
    }
    return found.stream().mapToInt(j -> j).toArray();
  }

  private int[] spanning() {
    boolean[] spans = new boolean[lateSide.length];
    for (int j = 0; j < base.columns(); j++) {
      for (int e = base.start()[j]; e < base.start()[j + 1] && !stages.lateColumn[j]; e++) {
        int side = base.index()[e] - stages.balances;
        if (side >= 0 && stages.lateRow[base.index()[e]]) {
          spans[side] = true;
        }
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int s = 0; s < spans.length; s++) {
      if (spans[s]) {
        found.add(s);
      }
    }
    return found.stream().mapToInt(s -> s).toArray();
  }

  /** Returns the row of a row of the base in a branch, or in the first steps. */
  private int row(int baseRow, int branch) {
    int side = baseRow - stages.balances;
    if (side >= 0) {
      return lateSide[side] < 0
          ? trunkSide[side]
          : firstLateSide + branch * lateSides + lateSide[side];
    }
    int place = stages.place(baseRow);
    return stages.lateRow[baseRow]
        ? stages.nodes * stages.first + branch * lateBalances + place
        : place;
  }

  /** Returns the row that ties the copy of a branch, from 1, to the one before. */
  private int link(int branch, int item) {
    return firstLink + (branch - 1) * (handed.length + spanning.length) + item;
  }

  private void trunk(ProgramBuilder builder, int[] definition) {
    int item = 0;
    double[] low = new double[definition.length]; // of what the first steps put into a side row
    double[] high = new double[definition.length];
    for (int j = 0; j < base.columns(); j++) {
      trunkColumn[j] = -1;
      if (stages.lateColumn[j]) {
        continue;
      }
      for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
        int i = base.index()[e];
        double a = base.value()[e];
        if (i < stages.balances || !stages.lateRow[i]) {
          builder.entry(row(i, 0), a);
        } else {
          int side = i - stages.balances;
          builder.entry(definition[side], a);
          low[side] += a * (a > 0 ? base.lower()[j] : base.upper()[j]);
          high[side] += a * (a > 0 ? base.upper()[j] : base.lower()[j]);
        }
      }
      if (item < handed.length && handed[item] == j) {
        builder.entry(branches > 1 ? link(1, item) : 0, branches > 1 ? 1 : 0);
        item++;
      }
      trunkColumn[j] = builder.column(base.cost()[j], base.lower()[j], base.upper()[j]);
    }
    for (int s : spanning) {
      builder.entry(definition[s], -1);
      share(builder, 0, s, item++);
      builder.column(0, low[s], high[s]);
    }
    for (int b = 1; b < branches; b++) {
      for (int k = 0; k < handed.length; k++) {
        int j = handed[k];
        for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
          int i = base.index()[e];
          if (i < stages.balances && stages.lateRow[i]) {
            builder.entry(row(i, b), base.value()[e]);
          }
        }
        builder.entry(link(b, k), -1);
        builder.entry(b + 1 < branches ? link(b + 1, k) : 0, b + 1 < branches ? 1 : 0);
        builder.column(0, base.lower()[j], base.upper()[j]);
      }
      for (int k = 0; k < spanning.length; k++) {
        builder.entry(link(b, handed.length + k), -1);
        share(builder, b, spanning[k], handed.length + k);
        builder.column(0, low[spanning[k]], high[spanning[k]]);
      }
    }
  }

  private void share(ProgramBuilder builder, int branch, int side, int item) {
    builder.entry(row(stages.balances + side, branch), 1);
    builder.entry(
        branch + 1 < branches ? link(branch + 1, item) : 0, branch + 1 < branches ? 1 : 0);
  }

  private void branch(ProgramBuilder builder, SparseProgram p, double weight, int branch) {
    for (int j = 0; j < base.columns(); j++) {
      lateColumn[branch][j] = -1;
      if (stages.lateColumn[j]) {
        for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
          builder.entry(row(base.index()[e], branch), base.value()[e]);
        }
        lateColumn[branch][j] = builder.column(weight * p.cost()[j], p.lower()[j], p.upper()[j]);
      }
    }
  }

  private void right(double[] right, SparseProgram p, int branch) {
    for (int i = 0; i < p.rows(); i++) {
      if (branch == 0 || stages.lateRow[i]) {
        right[row(i, branch)] = p.right()[i];
      }
    }
  }

  /** Returns the values of a branch by column of the base. */
  double[] values(double[] x, int branch) {
    double[] values = new double[base.columns()];
    for (int j = 0; j < values.length; j++) {
      values[j] = x[trunkColumn[j] >= 0 ? trunkColumn[j] : lateColumn[branch][j]];
    }
    return values;
  }

  /**
   * Returns the order of elimination: branch by branch from its last step to its first one, each
   * with what ties it to the branch before, and last the first steps, likewise. So no more than
   * what two stages or branches know of each other is ever in hand.
   */
  int[] order() {
    int[] order = new int[program.rows()];
    int k = 0;
    int[] passing = passing();
    int nodes = stages.nodes;
    List<List<Integer>> bySide = sidesByFirstStep();
    for (int b = branches - 1; b >= 0; b--) {
      for (int t = stages.steps - 1; t >= stages.first; t--) {
        k = step(order, k, passing, bySide, t, b);
      }
      for (int item = 0; b > 0 && item < handed.length + spanning.length; item++) {
        order[k++] = link(b, item);
      }
    }
    int definitions = firstLateSide - spanning.length;
    for (int s = 0; s < spanning.length; s++) {
      order[k++] = definitions + s;
    }
    for (int t = stages.first - 1; t >= 0; t--) {
      k = step(order, k, passing, bySide, t, 0);
    }
    if (k != order.length || nodes == 0) {
      throw new IllegalStateException("an order of " + k + " rows of " + order.length);
    }
    return order;
  }

  private int step(
      int[] order, int from, int[] nodesInOrder, List<List<Integer>> bySide, int t, int branch) {
    int k = from;
    boolean sides = false;
    for (int node : nodesInOrder) {
      if (!sides && (node & HOLDS) != 0) {
        k = sides(order, k, bySide.get(t), branch);
        sides = true;
      }
      order[k++] = row((node & ~HOLDS) * stages.steps + t, branch);
    }
    return sides ? k : sides(order, k, bySide.get(t), branch);
  }

  private int sides(int[] order, int from, List<Integer> sides, int branch) {
    int k = from;
    for (int side : sides) {
      order[k++] = row(stages.balances + side, branch);
    }
    return k;
  }

  private static final int HOLDS = 1 << 30; // marks a node with a tank

  /** Returns the nodes as they are eliminated within a step; those with tanks, last, are marked. */
  private int[] passing() {
    boolean[] holds = new boolean[stages.nodes];
    for (int j = 0; j < base.columns(); j++) {
      int node = -1;
      for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
        if (base.index()[e] < stages.balances) {
          int here = base.index()[e] / stages.steps;
          holds[here] |= here == node;
          node = here;
        }
      }
    }
    return Arrays.stream(TimeOrder.of(base, stages.nodes, stages.steps))
        .filter(i -> i < stages.balances && i % stages.steps == 0)
        .map(i -> i / stages.steps)
        .map(node -> holds[node] ? node | HOLDS : node)
        .toArray();
  }

  /** Returns the side rows of the base by the first step, of their own stage, that they touch. */
  private List<List<Integer>> sidesByFirstStep() {
    int[] firstStep = new int[lateSide.length];
    Arrays.fill(firstStep, Integer.MAX_VALUE);
    for (int j = 0; j < base.columns(); j++) {
      int step = Integer.MAX_VALUE;
      for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
        if (base.index()[e] < stages.balances) {
          step = Math.min(step, base.index()[e] % stages.steps);
        }
      }
      for (int e = base.start()[j]; e < base.start()[j + 1]; e++) {
        int side = base.index()[e] - stages.balances;
        if (side >= 0 && step < Integer.MAX_VALUE) {
          int least = lateSide[side] >= 0 ? stages.first : 0;
          firstStep[side] = Math.min(firstStep[side], Math.max(least, step));
        }
      }
    }
    List<List<Integer>> bySide = new ArrayList<>();
    for (int t = 0; t < stages.steps; t++) {
      bySide.add(new ArrayList<>());
    }
    for (int s = 0; s < firstStep.length; s++) {
      int none = lateSide[s] >= 0 ? stages.first : 0;
      bySide.get(firstStep[s] == Integer.MAX_VALUE ? none : firstStep[s]).add(s);
    }
    return bySide;
  }
}
