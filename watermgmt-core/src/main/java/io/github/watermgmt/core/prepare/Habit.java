// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

/**
 * How often a series repeats its last value, over the last eight weeks. Confined to one series;
 * memory: a byte a value.
 */
final class Habit {
  private static final long SECONDS = 56 * 86_400L;
  private static final double CHANCE = 1e-3;
  private static final byte OTHER = 1;
  private static final byte EQUAL = 2;

  private final byte[] pairs;
  private final int window;
  private int oldest;
  private int known;
  private int equal;

  Habit(int length, long stepSeconds) {
    this.pairs = new byte[length];
    this.window = (int) Math.max(1, Math.min(length, SECONDS / stepSeconds));
  }

  /** Adds whether the value at a step was that before it; steps come in order. */
  void add(int step, boolean wasEqual) {
    pairs[step] = wasEqual ? EQUAL : OTHER;
    known++;
    equal += wasEqual ? 1 : 0;
    for (; oldest <= step - window; oldest++) {
      known -= pairs[oldest] == 0 ? 0 : 1;
      equal -= pairs[oldest] == EQUAL ? 1 : 0;
    }
  }

  /**
   * Returns the length from which on equal values in a row are more than this habit explains.
   *
   * @param own equal pairs added last that are to be left out
   */
  int longest(int own) {
    int before = known - own;
    int repeated = equal - own;
    if (before <= 0 || repeated <= 0) {
      return 0;
    }
    if (repeated >= before) {
      return Integer.MAX_VALUE;
    }
    double share = (double) repeated / before;
    // A run of r values takes r - 1 equal pairs, and may begin at any of the steps.
    return (int) Math.ceil(1 + StrictMath.log(CHANCE / before) / StrictMath.log(share));
  }
}
