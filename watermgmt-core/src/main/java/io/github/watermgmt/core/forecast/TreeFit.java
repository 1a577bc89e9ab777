// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Grows trees by gradient boosting of the quantile loss (Friedman, Stochastic Gradient Boosting,
 * 2002), best leaf first, on histograms (Ke et al., LightGBM, 2017).
 *
 * <p>Where several quantiles are wanted, they share the trees: each tree is grown on the gradient
 * of one level, in turn, and its leaves correct all levels.
 *
 * <p>The gradient of that loss takes two values only. So a histogram counts: in one number, the
 * rows in a bin, and in its upper half those above their prediction. Counts are exact, and the
 * histogram of the larger child is that of the parent less that of the smaller one, to the bit. A
 * leaf says the quantile of what is left over in it.
 *
 * <p>Complexity: O(rows · inputs · log leaves) for each tree. Thread-safety: confined to one
 * thread.
 */
final class TreeFit {
  private static final int BINS = TreeModel.BINS;
  private static final double PENALTY = 1; // rows that say nothing, added to each side of a split
  private static final int LEAST_ROWS = 20; // of a leaf
  private static final double LEAST_GAIN = 1e-9;
  private static final int ABOVE = 32; // bits that the count of rows above stands to the left
  private static final int CHECK_EVERY = 8; // trees

  private final TreeRows rows;
  private final int[] pool;
  private final TreeSettings settings;
  private final double[] levels;
  private final RandomGenerator random;

  private final double[][] sum; // prediction so far, [level][row of all rows]
  private final boolean[] above; // by row of all rows
  private final double[] sample;
  private final int[] bag; // rows of all rows, grouped by leaf
  private final int[] aside;
  private final int[] asked; // inputs of this tree
  private int askedCount;
  private double tau; // level of this tree

  // The open leaves of the tree that is being grown.
  private final long[][] histogram;
  private final int[] from;
  private final int[] to;
  private final int[] node;
  private final double[] gain;
  private final int[] bestInput;
  private final int[] bestBin;
  private int open;

  // All nodes so far.
  private int nodes;
  private int[] input = new int[1024];
  private int[] bin = new int[1024];
  private int[] left = new int[1024];
  private double[] value;
  private int[] count = new int[1024];

  private TreeFit(
      TreeRows rows, int[] pool, TreeSettings settings, double[] levels, RandomGenerator random) {
    this.rows = rows;
    this.pool = pool;
    this.settings = settings;
    this.levels = levels;
    this.random = random;
    this.sum = new double[levels.length][rows.size];
    this.above = new boolean[rows.size];
    this.sample = new double[pool.length];
    this.value = new double[input.length * levels.length];
    this.bag = new int[pool.length];
    this.aside = new int[pool.length];
    this.asked = new int[rows.inputs];
    int leaves = settings.leaves();
    this.histogram = new long[leaves][rows.inputs * BINS];
    this.from = new int[leaves];
    this.to = new int[leaves];
    this.node = new int[leaves];
    this.gain = new double[leaves];
    this.bestInput = new int[leaves];
    this.bestBin = new int[leaves];
  }

  /**
   * Grows trees that predict quantiles of the outcome.
   *
   * @param pool the rows to learn from
   * @param levels of the quantiles, ascending, with the median in the middle
   */
  static TreeModel grow(
      TreeRows rows,
      int[] pool,
      TreeSettings settings,
      double[] levels,
      RandomGenerator random,
      RunContext run) {
    return new TreeFit(rows, pool, settings, levels, random).grow(run);
  }

  private TreeModel grow(RunContext run) {
    double[] start = new double[levels.length];
    for (int q = 0; q < levels.length && pool.length > 0; q++) {
      for (int i = 0; i < pool.length; i++) {
        sample[i] = rows.outcome[pool[i]];
      }
      start[q] = SmallSort.quantile(sample, pool.length, levels[q]);
      Arrays.fill(sum[q], start[q]);
    }
    int[] roots = new int[pool.length == 0 ? 0 : settings.trees()];
    for (int t = 0; t < roots.length; t++) {
      if (t % CHECK_EVERY == 0) {
        run.checkpoint("growing trees");
      }
      tau = levels[turn(t)];
      readGradient(sum[turn(t)]);
      roots[t] = nodes;
      growTree(fillBag());
      addTree(roots[t]);
    }
    return new TreeModel(
        rows.cuts,
        roots,
        Arrays.copyOf(input, nodes),
        Arrays.copyOf(bin, nodes),
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(value, nodes * levels.length),
        start);
  }

  /** Returns the level whose turn it is: every other tree is of the median. */
  private int turn(int tree) {
    int middle = levels.length / 2;
    if (tree % 2 == 0 || levels.length == 1) {
      return middle;
    }
    int other = tree / 2 % (levels.length - 1);
    return other < middle ? other : other + 1;
  }

  private void readGradient(double[] predicted) {
    for (int row : pool) {
      above[row] = rows.outcome[row] > predicted[row];
    }
  }

  /** Draws the rows and the inputs of a tree, and returns how many rows. */
  private int fillBag() {
    int n = 0;
    for (int row : pool) {
      if (random.nextDouble() < TreeSettings.ROW_SHARE) {
        bag[n++] = row;
      }
    }
    askedCount = 0;
    for (int f = 0; f < rows.inputs; f++) {
      boolean drawn = random.nextDouble() < TreeSettings.INPUT_SHARE;
      if (drawn && rows.cuts[f].length > 0) {
        asked[askedCount++] = f;
      }
    }
    return n;
  }

  // ---------------------------------------------------------------- one tree

  private void growTree(int n) {
    int root = newNode(n);
    open = 1;
    from[0] = 0;
    to[0] = n;
    node[0] = root;
    fill(0);
    findSplit(0);
    while (open < settings.leaves()) {
      int best = 0;
      for (int leaf = 1; leaf < open; leaf++) {
        best = gain[leaf] > gain[best] ? leaf : best;
      }
      if (gain[best] <= LEAST_GAIN) {
        break;
      }
      split(best);
    }
    for (int leaf = 0; leaf < open; leaf++) {
      for (int q = 0; q < levels.length; q++) {
        value[node[leaf] * levels.length + q] = settings.rate() * correction(leaf, q);
      }
    }
    for (int parent = nodes - 1; parent >= root; parent--) {
      if (input[parent] >= 0) {
        int child = left[parent];
        for (int q = 0; q < levels.length; q++) {
          double low = value[child * levels.length + q];
          double high = value[(child + 1) * levels.length + q];
          double both = count[child] * low + count[child + 1] * high;
          value[parent * levels.length + q] = both / count[parent];
        }
      }
    }
  }

  /** Returns the quantile of what is left over in a leaf. */
  private double correction(int leaf, int level) {
    int size = to[leaf] - from[leaf];
    double[] predicted = sum[level];
    for (int i = 0; i < size; i++) {
      int row = bag[from[leaf] + i];
      sample[i] = rows.outcome[row] - predicted[row];
    }
    return size == 0 ? 0 : SmallSort.quantile(sample, size, levels[level]);
  }

  private int newNode(int size) {
    if (nodes == input.length) {
      int more = 2 * nodes;
      input = Arrays.copyOf(input, more);
      bin = Arrays.copyOf(bin, more);
      left = Arrays.copyOf(left, more);
      value = Arrays.copyOf(value, more * levels.length);
      count = Arrays.copyOf(count, more);
    }
    input[nodes] = -1;
    count[nodes] = size;
    return nodes++;
  }

  /** Counts the rows of a leaf. */
  private void fill(int leaf) {
    long[] counts = histogram[leaf];
    Arrays.fill(counts, 0, askedCount * BINS, 0);
    byte[] bins = rows.bins;
    for (int i = from[leaf]; i < to[leaf]; i++) {
      int row = bag[i];
      int at = row * rows.inputs;
      long one = above[row] ? (1L << ABOVE) + 1 : 1;
      for (int a = 0; a < askedCount; a++) {
        counts[a * BINS + bins[at + asked[a]]] += one;
      }
    }
  }

  /** Finds the split of a leaf that lowers the loss most, as its gradient has it. */
  private void findSplit(int leaf) {
    int n = to[leaf] - from[leaf];
    gain[leaf] = 0;
    if (n < 2 * LEAST_ROWS) {
      return;
    }
    long[] counts = histogram[leaf];
    long all = 0;
    for (int b = 0; b < BINS && askedCount > 0; b++) {
      all += counts[b];
    }
    double whole = score(all >>> ABOVE, n);
    for (int a = 0; a < askedCount; a++) {
      long below = 0;
      int last = rows.cuts[asked[a]].length;
      for (int b = 0; b < last; b++) {
        below += counts[a * BINS + b];
        int size = (int) below;
        if (size < LEAST_ROWS) {
          continue;
        }
        if (n - size < LEAST_ROWS) {
          break;
        }
        long rest = all - below;
        double better = score(below >>> ABOVE, size) + score(rest >>> ABOVE, n - size) - whole;
        if (better > gain[leaf]) {
          gain[leaf] = better;
          bestInput[leaf] = a;
          bestBin[leaf] = b;
        }
      }
    }
  }

  private double score(long aboveCount, int n) {
    double gradient = aboveCount - (1 - tau) * n;
    return gradient * gradient / (n + PENALTY);
  }

  private void split(int leaf) {
    int f = asked[bestInput[leaf]];
    int cut = bestBin[leaf];
    int end = to[leaf];
    int kept = from[leaf];
    int moved = 0;
    for (int i = from[leaf]; i < end; i++) {
      int row = bag[i];
      if (rows.bins[row * rows.inputs + f] <= cut) {
        bag[kept++] = row;
      } else {
        aside[moved++] = row;
      }
    }
    System.arraycopy(aside, 0, bag, kept, moved);
    int parent = node[leaf];
    input[parent] = f;
    bin[parent] = cut;
    int other = open++;
    from[other] = kept;
    to[other] = end;
    to[leaf] = kept;
    node[leaf] = newNode(kept - from[leaf]);
    node[other] = newNode(moved);
    left[parent] = node[leaf];
    boolean leftIsSmall = kept - from[leaf] < moved;
    if (leftIsSmall) {
      long[] whole = histogram[leaf];
      histogram[leaf] = histogram[other];
      histogram[other] = whole;
    }
    int small = leftIsSmall ? leaf : other;
    fill(small);
    subtract(histogram[small], histogram[leftIsSmall ? other : leaf]);
    findSplit(leaf);
    findSplit(other);
  }

  private void subtract(long[] small, long[] fromWhole) {
    for (int i = 0; i < askedCount * BINS; i++) {
      fromWhole[i] -= small[i];
    }
  }

  /** Adds a tree to the predictions of all rows, whether it has seen them or not. */
  private void addTree(int root) {
    byte[] bins = rows.bins;
    for (int row : pool) {
      int at = row * rows.inputs;
      int k = root;
      while (input[k] >= 0) {
        k = left[k] + (bins[at + input[k]] <= bin[k] ? 0 : 1);
      }
      for (int q = 0; q < levels.length; q++) {
        sum[q][row] += value[k * levels.length + q];
      }
    }
  }
}
