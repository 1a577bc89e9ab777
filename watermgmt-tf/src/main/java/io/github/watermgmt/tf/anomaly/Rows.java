// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import java.util.Arrays;

/**
 * Rows of one channel in the order of time, as training meets them.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Rows {
  private final int width;
  private float[] values;
  private long[] blocks;
  private int size;

  Rows(int width, int capacity) {
    this.width = width;
    this.values = new float[width * capacity];
    this.blocks = new long[capacity];
  }

  void add(long block, Channel channel) {
    if (size == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * size + 1);
      values = Arrays.copyOf(values, width * blocks.length);
    }
    blocks[size] = block;
    channel.row(values, size * width);
    size++;
  }

  int size() {
    return size;
  }

  long block(int row) {
    return blocks[row];
  }

  float[] values() {
    return Arrays.copyOf(values, size * width);
  }

  double mean(int row) {
    double sum = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      sum += values[i];
    }
    return sum / width;
  }

  /** Returns the rows whose last block lies in {@code [from, to)}. */
  Rows between(long from, long to) {
    Rows part = new Rows(width, 16);
    for (int row = 0; row < size; row++) {
      if (blocks[row] >= from && blocks[row] < to) {
        part.copy(this, row);
      }
    }
    return part;
  }

  /** Returns the rows without the share whose means lie farthest from 0. */
  Rows trimmed(double share) {
    double[] far = new double[size];
    for (int row = 0; row < size; row++) {
      far[row] = Math.abs(mean(row));
    }
    double[] sorted = far.clone();
    Arrays.sort(sorted);
    int kept = size - (int) (share * size);
    Rows part = new Rows(width, kept);
    for (int row = 0; row < size; row++) {
      if (far[row] <= sorted[Math.max(0, kept - 1)]) {
        part.copy(this, row);
      }
    }
    return part;
  }

  /** Adds each of so many rows that stand evenly among these. */
  void thinTo(Rows to, int most) {
    for (int row = 0; row < size; row++) {
      boolean taken = size <= most || (long) row * most / size != (row + 1L) * most / size;
      if (taken) {
        to.copy(this, row);
      }
    }
  }

  private void copy(Rows from, int row) {
    if (size == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * size + 1);
      values = Arrays.copyOf(values, width * blocks.length);
    }
    blocks[size] = from.blocks[row];
    System.arraycopy(from.values, row * width, values, size * width, width);
    size++;
  }
}
