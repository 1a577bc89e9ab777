// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * A sum of binary regression trees on inputs that are sorted into bins. All nodes of all trees
 * stand in a few flat arrays; the children of a node stand side by side, after it.
 *
 * <p>Thread-safety: immutable.
 */
final class TreeModel {
  static final int BINS = 64;

  private static final int LEAF = -1;

  private final float[][] cuts; // [input], ascending: bin b holds values up to cut b
  private final int[] roots; // first node of each tree
  private final int[] input; // by node, LEAF for none
  private final int[] bin; // by node: the greatest that goes left
  private final int[] left; // by node: the child to the left; the other one is next to it
  private final double[] value; // [node * levels + level]: mean of the leaves below
  private final double[] start; // by level

  TreeModel(
      float[][] cuts,
      int[] roots,
      int[] input,
      int[] bin,
      int[] left,
      double[] value,
      double[] start) {
    this.cuts = cuts;
    this.roots = roots;
    this.input = input;
    this.bin = bin;
    this.left = left;
    this.value = value;
    this.start = start;
  }

  /** Returns the number of trees. */
  int trees() {
    return roots.length;
  }

  /** Returns the number of inputs. */
  int inputs() {
    return cuts.length;
  }

  /** Returns the bin of a value: how many cuts are below it. */
  static int bin(float[] cuts, float value) {
    int low = 0;
    int high = cuts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cuts[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Predicts a row, and returns its median, as {@link #median} does.
   *
   * @param x inputs from {@code from} on
   * @param bins room for a bin of each input
   * @param to receives the quantile of each level, ascending whatever single trees say
   *     (Chernozhukov, Fernández-Val and Galichon 2010)
   */
  double predict(float[] x, int from, byte[] bins, double[] to) {
    sort(x, from, bins);
    int levels = start.length;
    System.arraycopy(start, 0, to, 0, levels);
    for (int root : roots) {
      int node = root;
      while (input[node] != LEAF) {
        node = left[node] + (bins[input[node]] <= bin[node] ? 0 : 1);
      }
      for (int q = 0; q < levels; q++) {
        to[q] += value[node * levels + q];
      }
    }
    double median = to[levels / 2];
    Arrays.sort(to, 0, levels);
    return median;
  }

  /** Predicts the median of a row. */
  double median(float[] x, int from, byte[] bins) {
    sort(x, from, bins);
    int levels = start.length;
    double sum = start[levels / 2];
    for (int root : roots) {
      int node = root;
      while (input[node] != LEAF) {
        node = left[node] + (bins[input[node]] <= bin[node] ? 0 : 1);
      }
      sum += value[node * levels + levels / 2];
    }
    return sum;
  }

  private void sort(float[] x, int from, byte[] bins) {
    for (int f = 0; f < cuts.length; f++) {
      bins[f] = (byte) bin(cuts[f], x[from + f]);
    }
  }

  /**
   * Splits the median among the inputs: on the way down a tree, each step adds what the mean of the
   * leaves below changes by to the input it asks for (Saabas 2014). With what is returned, the same
   * for every row, the parts add up to {@link #median}.
   *
   * @param parts receives the parts, added to what is there, {@code [group of input]}
   * @param group which part each input belongs to
   */
  double explain(float[] x, int from, byte[] bins, int[] group, double[] parts) {
    sort(x, from, bins);
    int levels = start.length;
    int middle = levels / 2;
    double sum = start[middle];
    for (int root : roots) {
      int node = root;
      sum += value[root * levels + middle];
      while (input[node] != LEAF) {
        int next = left[node] + (bins[input[node]] <= bin[node] ? 0 : 1);
        parts[group[input[node]]] += value[next * levels + middle] - value[node * levels + middle];
        node = next;
      }
    }
    return sum;
  }

  /** Writes the trees. */
  void write(EntryWriter to) {
    to.writeInt(cuts.length);
    for (float[] own : cuts) {
      double[] wide = new double[own.length];
      for (int i = 0; i < wide.length; i++) {
        wide[i] = own[i];
      }
      to.writeDoubles(wide);
    }
    to.writeInts(roots).writeInts(input).writeInts(bin).writeInts(left).writeDoubles(value);
    to.writeDoubles(start);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if a node leads nowhere, or back
   */
  static TreeModel read(EntryReader from, int inputs, int levels) {
    int p = from.readInt("inputs of trees", inputs, inputs);
    float[][] cuts = new float[p][];
    for (int f = 0; f < p; f++) {
      double[] wide = from.readDoubles();
      cuts[f] = new float[wide.length];
      for (int i = 0; i < wide.length; i++) {
        cuts[f][i] = (float) wide[i];
        if (wide.length >= BINS || !(i == 0 || cuts[f][i - 1] < cuts[f][i])) {
          throw from.corrupt("cuts of input " + f + " are too many or not ascending");
        }
      }
    }
    int[] roots = from.readInts();
    int[] input = from.readInts();
    int[] bin = from.readInts();
    int[] left = from.readInts();
    int n = input.length;
    double[] value = from.readDoubles("values of nodes", Math.multiplyExact(n, levels));
    double[] start = from.readDoubles("start", levels);
    if (bin.length != n || left.length != n) {
      throw from.corrupt(n + " nodes, " + bin.length + " bins, " + left.length + " children");
    }
    for (int node = 0; node < n; node++) {
      boolean leads = input[node] < p && left[node] > node && left[node] < n - 1;
      if (input[node] != LEAF && (input[node] < 0 || !leads)) {
        throw from.corrupt("node " + node + " of a tree");
      }
    }
    if (!Arrays.stream(value).allMatch(Double::isFinite)
        || !Arrays.stream(start).allMatch(Double::isFinite)) {
      throw from.corrupt("a value of a tree that is not finite");
    }
    if (Arrays.stream(roots).anyMatch(root -> root < 0 || root >= n)) {
      throw from.corrupt("root of a tree, with " + n + " nodes");
    }
    return new TreeModel(cuts, roots, input, bin, left, value, start);
  }

  @Override
  public String toString() {
    return roots.length + " trees, " + input.length + " nodes";
  }
}
