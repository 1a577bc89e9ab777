// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * Sorts some thousand numbers: by their leading digits in three passes (Knuth, The Art of Computer
 * Programming 3, 5.2.5, least digit first), and what those leave by insertion. The result is that
 * of {@link Arrays#sort(double[])}, in a fraction of its time; numbers that the leading digits
 * cannot tell apart are left to it.
 *
 * <p>Thread-safety: stateless.
 */
final class NumberSort {
  private static final int FEW = 512; // numbers
  private static final int BITS = 11; // of a digit
  private static final int DIGITS = 3;
  private static final int SIZE = 1 << BITS;
  private static final long MOST_MOVES = 4; // for each number, on average
  private static final int REST = Long.SIZE - DIGITS * BITS; // bits that are not looked at

  private NumberSort() {}

  /** Sorts numbers in ascending order. Complexity: O(n log n), O(n) for numbers apart. */
  static void sort(double[] values) {
    if (values.length < FEW || !sortByDigits(values)) {
      Arrays.sort(values);
    }
  }

  /**
   * Sorts numbers by their leading digits, and what those leave by insertion.
   *
   * @return whether that was enough; else they are left in another order
   */
  static boolean sortByDigits(double[] values) {
    int n = values.length;
    long[] keys = new long[n];
    int[][] places = new int[DIGITS][SIZE];
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToRawLongBits(values[i]);
      long key = bits ^ (bits >> 63 | Long.MIN_VALUE); // in the order of the numbers, unsigned
      keys[i] = key;
      for (int d = 0; d < DIGITS; d++) {
        places[d][digit(key, d)]++;
      }
    }
    long[] next = new long[n];
    for (int d = 0; d < DIGITS; d++) {
      int[] place = places[d];
      int before = 0;
      for (int i = 0; i < SIZE; i++) {
        int count = place[i];
        place[i] = before;
        before += count;
      }
      for (long key : keys) {
        next[place[digit(key, d)]++] = key;
      }
      long[] free = keys;
      keys = next;
      next = free;
    }
    for (int i = 0; i < n; i++) {
      values[i] = Double.longBitsToDouble(keys[i] ^ (~keys[i] >> 63 | Long.MIN_VALUE));
    }
    return insert(values);
  }

  private static int digit(long key, int d) {
    return (int) (key >>> (REST + d * BITS)) & (SIZE - 1);
  }

  /** Sorts what is nearly sorted; returns whether it was, else it is left as it is by then. */
  private static boolean insert(double[] values) {
    long moves = 0;
    for (int n = 1; n < values.length; n++) {
      double value = values[n];
      int i = n;
      while (i > 0 && Double.compare(values[i - 1], value) > 0) {
        values[i] = values[i - 1];
        i--;
      }
      values[i] = value;
      moves += n - i;
      if (moves > MOST_MOVES * values.length) {
        return false;
      }
    }
    return true;
  }
}
