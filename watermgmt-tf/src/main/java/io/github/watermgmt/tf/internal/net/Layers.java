// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.model.EntryReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What architectures share. Thread-safety: stateless. */
final class Layers {
  /**
   * Widest layer, and most layers, that a file may ask for: keeps a damaged one from asking more.
   */
  static final int WIDEST = 1_000_000;

  static final int MOST_LAYERS = 100;

  private Layers() {}

  /** Adds matrix and bias of each of a chain of dense layers. */
  static void addDense(List<WeightShape> to, int inputs, List<Integer> widths) {
    int in = inputs;
    for (int width : widths) {
      int layer = to.size() / 2 + 1;
      to.add(new WeightShape("dense" + layer + "/kernel", in, width));
      to.add(new WeightShape("dense" + layer + "/bias", 0, width));
      in = width;
    }
  }

  static List<Integer> with(List<Integer> widths, int last) {
    List<Integer> all = new ArrayList<>(widths);
    all.add(last);
    return all;
  }

  static List<Integer> checked(String what, List<Integer> widths) {
    List<Integer> copy = List.copyOf(widths);
    if (copy.size() > MOST_LAYERS || copy.stream().anyMatch(w -> w < 1 || w > WIDEST)) {
      throw new IllegalArgumentException(
          what + " (" + copy + "), must be at most " + MOST_LAYERS + ", each from 1 to " + WIDEST);
    }
    return copy;
  }

  static void requirePositive(String what, int value) {
    if (value < 1 || value > WIDEST) {
      throw new IllegalArgumentException(what + " (" + value + "), must be from 1 to " + WIDEST);
    }
  }

  static List<Integer> readWidths(EntryReader in) {
    return Arrays.stream(in.readInts()).boxed().toList();
  }

  static int[] toArray(List<Integer> widths) {
    return widths.stream().mapToInt(Integer::intValue).toArray();
  }
}
