// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import java.util.Arrays;

/**
 * Numbers in a shape, last axis fastest: what goes into a network and comes out of it, whatever
 * engine runs it.
 *
 * <p>Thread-safety: immutable.
 */
public final class FloatTensor {
  private final int[] shape;
  private final float[] values;

  private FloatTensor(int[] shape, float[] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Returns a tensor of these values, which are copied.
   *
   * @param values as many as the shape holds, last axis fastest
   * @param shape sizes of the axes, each at least 0; none for a single number
   * @throws IllegalArgumentException if values and shape do not fit
   */
  public static FloatTensor of(float[] values, int... shape) {
    return owning(values.clone(), shape.clone());
  }

  /**
   * Returns a tensor that takes the arrays over: whoever gives them away writes to them no more.
   *
   * @throws IllegalArgumentException if values and shape do not fit
   */
  public static FloatTensor owning(float[] values, int... shape) {
    long size = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "shape (" + Arrays.toString(shape) + "), must have no negative axis");
      }
      size = Math.multiplyExact(size, length);
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          "values ("
              + values.length
              + "), must be the "
              + size
              + " that the shape "
              + Arrays.toString(shape)
              + " holds");
    }
    return new FloatTensor(shape, values);
  }

  /** Returns the sizes of the axes. */
  public int[] shape() {
    return shape.clone();
  }

  /** Returns the number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Returns the size of an axis. */
  public int size(int axis) {
    return shape[axis];
  }

  /** Returns the number of values. */
  public int size() {
    return values.length;
  }

  /** Returns a value by its position, last axis fastest. */
  public float get(int position) {
    return values[position];
  }

  /** Returns a copy of the values, last axis fastest. */
  public float[] toArray() {
    return values.clone();
  }

  /** Copies all values into an array that is large enough. */
  public void copyTo(float[] target) {
    System.arraycopy(values, 0, target, 0, values.length);
  }

  /** Two tensors are equal if shape and values are, NaN equal to itself. */
  @Override
  public boolean equals(Object o) {
    return o instanceof FloatTensor that
        && Arrays.equals(shape, that.shape)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "float" + Arrays.toString(shape);
  }
}
