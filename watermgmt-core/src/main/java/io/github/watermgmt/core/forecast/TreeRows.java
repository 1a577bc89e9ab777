// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * Rows to grow trees on: binned inputs, outcomes, and the day of each outcome.
 *
 * <p>Thread-safety: immutable.
 */
final class TreeRows {
  private static final int SAMPLE = 8192; // values that the cuts of an input are read from

  final int size;
  final int inputs;
  final float[][] cuts;
  final byte[] bins; // [row * inputs + input]: the inputs of a row share a cache line
  final float[] outcome;
  final int[] day;

  private TreeRows(int size, float[][] cuts, byte[] bins, float[] outcome, int[] day) {
    this.size = size;
    this.inputs = cuts.length;
    this.cuts = cuts;
    this.bins = bins;
    this.outcome = outcome;
    this.day = day;
  }

  /** Rows of one series as they are collected. Thread-safety: confined to one thread. */
  static final class Part {
    private final int inputs;
    private float[] x = new float[0];
    private float[] y = new float[0];
    private int[] day = new int[0];
    private int n;

    Part(int inputs) {
      this.inputs = inputs;
    }

    void add(float[] from, int at, double outcome, int ofDay) {
      if (n == y.length) {
        int more = Math.max(64, 2 * n);
        x = Arrays.copyOf(x, more * inputs);
        y = Arrays.copyOf(y, more);
        day = Arrays.copyOf(day, more);
      }
      System.arraycopy(from, at, x, n * inputs, inputs);
      y[n] = (float) outcome;
      day[n++] = ofDay;
    }
  }

  /** Puts parts together, in their order. */
  static TreeRows of(List<Part> parts, int inputs) {
    int n = parts.stream().mapToInt(part -> part.n).sum();
    float[] x = new float[n * inputs];
    float[] y = new float[n];
    int[] day = new int[n];
    int at = 0;
    for (Part part : parts) {
      System.arraycopy(part.x, 0, x, at * inputs, part.n * inputs);
      System.arraycopy(part.y, 0, y, at, part.n);
      System.arraycopy(part.day, 0, day, at, part.n);
      at += part.n;
    }
    float[][] cuts = new float[inputs][];
    byte[] bins = new byte[n * inputs];
    for (int f = 0; f < inputs; f++) {
      cuts[f] = cuts(x, f, inputs, n);
      for (int r = 0; r < n; r++) {
        bins[r * inputs + f] = (byte) TreeModel.bin(cuts[f], x[r * inputs + f]);
      }
    }
    return new TreeRows(n, cuts, bins, y, day);
  }

  /** Returns cuts between which about as many rows lie; few values get a bin each. */
  private static float[] cuts(float[] x, int f, int inputs, int n) {
    int m = Math.min(n, SAMPLE);
    float[] sorted = new float[m];
    for (int i = 0; i < m; i++) {
      sorted[i] = x[(int) ((long) i * n / m) * inputs + f];
    }
    Arrays.sort(sorted);
    float[] cuts = new float[TreeModel.BINS - 1];
    int count = 0;
    int distinct = 0;
    for (int i = 0; i < m; i++) {
      distinct += i == 0 || sorted[i] > sorted[i - 1] ? 1 : 0;
    }
    boolean few = distinct <= TreeModel.BINS;
    int steps = few ? m : TreeModel.BINS;
    for (int b = 1; b < steps; b++) {
      float cut = sorted[(int) ((long) b * m / steps) - (few ? 1 : 0)];
      if (cut < sorted[m - 1] && (count == 0 || cut > cuts[count - 1])) {
        cuts[count++] = cut;
      }
    }
    return Arrays.copyOf(cuts, count);
  }

  /** Returns the rows of days before one, ascending. */
  int[] before(int end) {
    int[] rows = new int[size];
    int n = 0;
    for (int r = 0; r < size; r++) {
      if (day[r] < end) {
        rows[n++] = r;
      }
    }
    return Arrays.copyOf(rows, n);
  }
}
