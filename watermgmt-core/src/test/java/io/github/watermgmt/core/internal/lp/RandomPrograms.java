// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.lp;

import java.util.SplittableRandom;
import java.util.TreeMap;

/** Random programs that have a solution. */
public final class RandomPrograms {
  private RandomPrograms() {}

  /**
   * Makes a program with columns of one to four entries, whole or broken, whose right-hand side is
   * that of a point within the bounds.
   */
  public static SparseProgram of(long seed, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] start = new int[columns + 1];
    int[] index = new int[4 * columns];
    double[] value = new double[4 * columns];
    double[] cost = new double[columns];
    double[] lower = new double[columns];
    double[] upper = new double[columns];
    double[] right = new double[rows];
    int at = 0;
    for (int j = 0; j < columns; j++) {
      TreeMap<Integer, Double> entries = new TreeMap<>();
      int size = 1 + random.nextInt(Math.min(4, rows));
      while (entries.size() < size) {
        double v = random.nextBoolean() ? 1 : 0.5 + random.nextDouble();
        entries.put(random.nextInt(rows), random.nextBoolean() ? v : -v);
      }
      lower[j] = random.nextInt(3) - 1;
      upper[j] = lower[j] + random.nextInt(6); // some are fixed
      cost[j] = random.nextInt(11) - 5;
      double x = lower[j] + random.nextDouble() * (upper[j] - lower[j]);
      for (var entry : entries.entrySet()) {
        index[at] = entry.getKey();
        value[at++] = entry.getValue();
        right[entry.getKey()] += entry.getValue() * x;
      }
      start[j + 1] = at;
    }
    return new SparseProgram(
        rows,
        start,
        java.util.Arrays.copyOf(index, at),
        java.util.Arrays.copyOf(value, at),
        cost,
        lower,
        upper,
        right);
  }
}
