// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regression trees in arrays: no native memory, and the same sum on every machine.
 *
 * <p>Thread-safety: immutable.
 */
final class Trees {
  private static final Pattern SPLIT =
      Pattern.compile("\\s*(\\d+):\\[f(\\d+)<([^\\]]+)\\] yes=(\\d+),no=(\\d+),missing=(\\d+).*");
  private static final Pattern LEAF = Pattern.compile("\\s*(\\d+):leaf=([^,\\s]+).*");

  private final int[] roots;

  /** The feature of a split; −1 for a leaf. */
  private final int[] feature;

  /** The threshold of a split, the value of a leaf. */
  private final float[] value;

  private final int[] below;
  private final int[] above;
  private final int[] missing;

  private Trees(
      int[] roots, int[] feature, float[] value, int[] below, int[] above, int[] missing) {
    this.roots = roots;
    this.feature = feature;
    this.value = value;
    this.below = below;
    this.above = above;
    this.missing = missing;
  }

  /** Reads the trees that XGBoost dumped as text. */
  static Trees parse(String[] dumps) {
    int nodes = 0;
    int[] roots = new int[dumps.length];
    for (int tree = 0; tree < dumps.length; tree++) {
      roots[tree] = nodes;
      nodes += size(dumps[tree]);
    }
    Trees trees =
        new Trees(
            roots,
            new int[nodes],
            new float[nodes],
            new int[nodes],
            new int[nodes],
            new int[nodes]);
    for (int tree = 0; tree < dumps.length; tree++) {
      int root = roots[tree];
      dumps[tree].lines().filter(line -> !line.isBlank()).forEach(line -> trees.node(root, line));
    }
    return trees;
  }

  /** The largest number of a node, and one more: pruned trees leave numbers out. */
  private static int size(String dump) {
    return dump.lines()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> Integer.parseInt(line.strip().split(":", 2)[0]))
            .max()
            .orElse(-1)
        + 1;
  }

  private void node(int root, String line) {
    Matcher split = SPLIT.matcher(line);
    Matcher leaf = LEAF.matcher(line);
    if (split.matches()) {
      int at = root + Integer.parseInt(split.group(1));
      feature[at] = Integer.parseInt(split.group(2));
      value[at] = Float.parseFloat(split.group(3));
      below[at] = root + Integer.parseInt(split.group(4));
      above[at] = root + Integer.parseInt(split.group(5));
      missing[at] = root + Integer.parseInt(split.group(6));
    } else if (leaf.matches()) {
      int at = root + Integer.parseInt(leaf.group(1));
      feature[at] = -1;
      value[at] = Float.parseFloat(leaf.group(2));
    } else {
      throw new IllegalStateException("tree of XGBoost (" + line + "), cannot be read.");
    }
  }

  /** Returns the sum over all trees. */
  double predict(float[] row) {
    double sum = 0;
    for (int root : roots) {
      int at = root;
      while (feature[at] >= 0) {
        float given = row[feature[at]];
        at = Float.isNaN(given) ? missing[at] : given < value[at] ? below[at] : above[at];
      }
      sum += value[at];
    }
    return sum;
  }

  void write(EntryWriter writer) {
    double[] values = new double[value.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value[i];
    }
    writer.writeInts(roots).writeInts(feature).writeDoubles(values);
    writer.writeInts(below).writeInts(above).writeInts(missing);
  }

  static Trees read(EntryReader reader, int features) {
    int[] roots = reader.readInts();
    int[] feature = reader.readInts();
    double[] values = reader.readDoubles("values of nodes", feature.length);
    Trees trees =
        new Trees(
            roots,
            feature,
            new float[values.length],
            reader.readInts(),
            reader.readInts(),
            reader.readInts());
    for (int i = 0; i < values.length; i++) {
      trees.value[i] = (float) values[i];
    }
    if (!trees.isSound(features)) {
      throw reader.corrupt("its trees are none");
    }
    return trees;
  }

  /** Children lie behind their parents, so that no walk can go round in circles. */
  private boolean isSound(int features) {
    int n = feature.length;
    boolean sound =
        below.length == n
            && above.length == n
            && missing.length == n
            && Arrays.stream(roots).allMatch(root -> root >= 0 && root < n);
    for (int i = 0; sound && i < n; i++) {
      sound =
          feature[i] < features
              && (feature[i] < 0 || (isChild(below[i], i) && isChild(above[i], i)))
              && (feature[i] < 0 || isChild(missing[i], i))
              && Float.isFinite(value[i]);
    }
    return sound;
  }

  private boolean isChild(int child, int parent) {
    return child > parent && child < feature.length;
  }
}
