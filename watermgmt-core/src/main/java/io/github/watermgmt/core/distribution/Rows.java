// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.Arrays;

/** The entries of a column as they come together. Thread-safety: confined to one thread. */
final class Rows {
  private int[] index = new int[4];
  private double[] value = new double[4];
  private int size;

  /** Adds an entry, unless it is 0. */
  Rows add(int row, double entry) {
    if (entry == 0) {
      return this;
    }
    if (size == index.length) {
      index = Arrays.copyOf(index, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    index[size] = row;
    value[size++] = entry;
    return this;
  }

  int[] index() {
    return Arrays.copyOf(index, size);
  }

  double[] value() {
    return Arrays.copyOf(value, size);
  }
}
