// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

/**
 * Numbers of which most are 0, with a list of the others, each listed once.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Sparse {
  private static final double NEXT_TO_ZERO = 1e-300;

  final double[] value;
  final int[] index;
  int count;

  Sparse(int size) {
    this.value = new double[size];
    this.index = new int[size];
  }

  void clear() {
    for (int c = 0; c < count; c++) {
      value[index[c]] = 0;
    }
    count = 0;
  }

  /** Sets a number that was 0. */
  void put(int i, double v) {
    value[i] = v;
    index[count++] = i;
  }

  /** Sets a number that may or may not be 0; one that becomes 0 stays listed, as next to 0. */
  void set(int i, double v) {
    if (value[i] == 0) {
      if (v != 0) {
        put(i, v);
      }
    } else {
      value[i] = v == 0 ? NEXT_TO_ZERO : v;
    }
  }
}
