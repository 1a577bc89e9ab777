// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

import java.util.Arrays;

/** A list of entries that grows. Thread-safety: confined to one thread. */
final class Entries {
  int[] index = new int[256];
  double[] value = new double[256];
  int size;

  void add(int i, double v) {
    if (size == index.length) {
      index = Arrays.copyOf(index, 2 * size);
      value = Arrays.copyOf(value, 2 * size);
    }
    index[size] = i;
    value[size++] = v;
  }
}
