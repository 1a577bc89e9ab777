// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.Stations.Station;
import io.github.watermgmt.core.distribution.Stations.TwoWay;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A lower bound that knows of whole units and of the one way that a link carries water (Lagrangian
 * decomposition, Guignard and Kim, Mathematical Programming 39, 1987). What binds steps together is
 * priced instead of enforced: what a tank holds between two blocks of steps is sold by the one and
 * bought by the other at the price of the relaxed program, and licences have theirs. Each block
 * then is a small problem of its own, solved with whole units by branch and bound. The sum is never
 * below the bound of the relaxed program but for rounding. Limits on starts are left out.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class StepBlocks {
  private static final int NODES = 1000; // of the tree of a block
  private static final double ROUNDING = Math.scalb(1.0, -52);

  private final UnitsProgram whole;
  private final SparseProgram program;
  private final int steps;
  private final Range range;
  private final double[] prices;
  private final BooleanSupplier stop;
  private double size; // of what was added up, for rounding
  private long work;

  /**
   * Creates a bound.
   *
   * @param range what units and ways are possible at all
   * @param prices by row of the program; any are valid
   */
  StepBlocks(UnitsProgram whole, Range range, double[] prices, BooleanSupplier stop) {
    this.whole = whole;
    this.program = whole.program();
    this.steps = whole.steps();
    this.range = range;
    this.prices = prices;
    this.stop = stop;
  }

  /** Returns the work done so far, see {@link UnitsModel#work}. */
  long work() {
    return work;
  }

  /**
   * Returns what every plan costs at least, negative infinity if it was told to stop or numbers got
   * in the way.
   *
   * @param width steps in a block
   */
  double bound(int width) {
    size = 0;
    double sum = aside();
    for (int from = 0; from < steps; from += width) {
      double bound = block(from, Math.min(steps, from + width));
      if (stop.getAsBoolean() || !Double.isFinite(bound)) {
        return Double.NEGATIVE_INFINITY;
      }
      size += Math.abs(bound);
      sum += bound;
    }
    return sum - 2 * ROUNDING * (program.rows() + program.columns()) * size;
  }

  /** Returns what licences cost at their prices, and columns that are in no balance. */
  private double aside() {
    double sum = 0;
    for (int i = whole.balances(); i < program.rows(); i++) {
      sum += prices[i] * program.right()[i];
      size += Math.abs(prices[i] * program.right()[i]);
    }
    for (int j = 0; j < program.columns(); j++) {
      if (lastStep(j) < 0) {
        double d = program.cost()[j] - program.dot(j, prices);
        double least = Math.min(d * program.lower()[j], d * program.upper()[j]);
        sum += least;
        size += Math.abs(least);
      }
    }
    return sum;
  }

  private double block(int from, int to) {
    UnitsProgram part = part(from, to);
    UnitsModel model = new UnitsModel(part);
    Range open = Range.open(part.stations(), to - from);
    for (int k = 0; k < part.stations().pumps().size(); k++) {
      for (int t = from; t < to; t++) {
        open.set(k, t - from, range.low(k, t), range.high(k, t));
      }
    }
    UnitsTree tree =
        new UnitsTree(
            model,
            open,
            Scope.steps(0, to - from),
            Double.POSITIVE_INFINITY,
            null,
            new Propagation(part),
            stop);
    tree.run(NODES, Long.MAX_VALUE / 2);
    work += model.work();
    return tree.bound();
  }

  /** Returns the program of some steps. */
  private UnitsProgram part(int from, int to) {
    int width = to - from;
    int n = program.columns();
    int[] here = new int[n];
    int[] start = new int[n + 1];
    int[] index = new int[program.index().length];
    double[] value = new double[index.length];
    double[] cost = new double[n];
    double[] lower = new double[n];
    double[] upper = new double[n];
    int columns = 0;
    int entries = 0;
    for (int j = 0; j < n; j++) {
      int before = entries;
      here[j] = -1;
      for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
        int row = program.index()[e];
        if (row < whole.balances() && row % steps >= from && row % steps < to) {
          index[entries] = row / steps * width + row % steps - from;
          value[entries++] = program.value()[e];
        }
      }
      if (entries > before) {
        here[j] = columns;
        lower[columns] = program.lower()[j];
        upper[columns] = program.upper()[j];
        cost[columns] = price(j, from, to);
        size += 8 * Math.abs(cost[columns]) * Math.max(Math.abs(lower[columns]), upper[columns]);
        start[++columns] = entries;
      }
    }
    int rows = whole.balances() / steps * width;
    double[] right = new double[rows];
    for (int i = 0; i < rows; i++) {
      right[i] = program.right()[i / width * steps + from + i % width];
    }
    SparseProgram part =
        new SparseProgram(
            rows,
            Arrays.copyOf(start, columns + 1),
            Arrays.copyOf(index, entries),
            Arrays.copyOf(value, entries),
            Arrays.copyOf(cost, columns),
            Arrays.copyOf(lower, columns),
            Arrays.copyOf(upper, columns),
            right);
    return new UnitsProgram(part, rows, width, whole.hours(), stations(here, from, to));
  }

  private Stations stations(int[] here, int from, int to) {
    List<Station> pumps = new ArrayList<>();
    for (Station s : whole.stations().pumps()) {
      pumps.add(
          new Station(
              s.id(),
              s.most(),
              s.least(),
              s.greatest(),
              s.capacity(),
              here[s.flow() + from],
              s.back() < 0 ? -1 : here[s.back() + from],
              Arrays.copyOfRange(s.price(), from, to),
              to - from,
              Integer.MAX_VALUE));
    }
    List<TwoWay> twoWays = new ArrayList<>();
    for (TwoWay link : whole.stations().twoWays()) {
      twoWays.add(new TwoWay(link.id(), here[link.there() + from], here[link.back() + from]));
    }
    return new Stations(List.copyOf(pumps), List.copyOf(twoWays));
  }

  /**
   * Returns what a column costs in a block. One that goes on after it pays there for what comes
   * later at its price; one that came from before costs that price.
   */
  private double price(int j, int from, int to) {
    boolean comesIn = firstStep(j) < from;
    double price = comesIn ? 0 : program.cost()[j];
    for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
      int row = program.index()[e];
      double worth = program.value()[e] * prices[row];
      if (row < whole.balances()) {
        if (row % steps >= to) {
          price -= worth;
        } else if (comesIn && row % steps >= from) {
          price += worth;
        }
      } else if (!comesIn) {
        price -= worth;
      }
    }
    return price;
  }

  private int firstStep(int j) {
    int first = Integer.MAX_VALUE;
    for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
      if (program.index()[e] < whole.balances()) {
        first = Math.min(first, program.index()[e] % steps);
      }
    }
    return first;
  }

  private int lastStep(int j) {
    int last = -1;
    for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
      if (program.index()[e] < whole.balances()) {
        last = Math.max(last, program.index()[e] % steps);
      }
    }
    return last;
  }
}
