// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import java.util.Arrays;

/**
 * What a network learns from: rows of inputs and of labels. The arrays are the caller's, who writes
 * to them no more.
 *
 * <p>Thread-safety: immutable.
 *
 * @param rows number of rows
 * @param inputs numbers of a row
 * @param labels labels of a row
 * @param x inputs, row by row, all finite
 * @param y labels, row by row; NaN where unknown, which no loss counts
 */
public record Examples(int rows, int inputs, int labels, float[] x, float[] y) {

  /** Checks the lengths, and that inputs are finite. */
  public Examples {
    if (x.length != Math.multiplyExact(rows, inputs)
        || y.length != Math.multiplyExact(rows, labels)) {
      throw new IllegalArgumentException(
          "inputs and labels ("
              + x.length
              + ", "
              + y.length
              + "), must be "
              + rows
              + " rows of "
              + inputs
              + " and "
              + labels);
    }
    for (int i = 0; i < x.length; i++) {
      if (!Float.isFinite(x[i])) {
        throw new IllegalArgumentException(
            "input " + i % inputs + " of row " + i / inputs + " (" + x[i] + "), must be finite");
      }
    }
  }

  /** Returns whether a label is unknown. */
  boolean hasUnknownLabels() {
    for (float label : y) {
      if (Float.isNaN(label)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Examples that
        && rows == that.rows
        && inputs == that.inputs
        && labels == that.labels
        && Arrays.equals(x, that.x)
        && Arrays.equals(y, that.y);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
  }

  @Override
  public String toString() {
    return rows + " rows of " + inputs + " inputs and " + labels + " labels";
  }
}
