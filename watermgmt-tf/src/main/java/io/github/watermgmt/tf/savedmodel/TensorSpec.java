// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A named input or output of a network.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param name by which callers give or find it
 * @param shape sizes of the axes, −1 where any size does; empty for a single number
 * @param shapeKnown whether even the number of axes is known
 * @param type type of the elements as the file has it, such as {@code float32}; callers always see
 *     floats
 */
public record TensorSpec(String name, List<Integer> shape, boolean shapeKnown, String type) {

  /** Copies the shape. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Returns whether a tensor's shape fits. */
  public boolean fits(FloatTensor tensor) {
    if (!shapeKnown) {
      return true;
    }
    if (tensor.rank() != shape.size()) {
      return false;
    }
    for (int axis = 0; axis < shape.size(); axis++) {
      if (shape.get(axis) >= 0 && shape.get(axis) != tensor.size(axis)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the position of the first value that no element of this type can be, such as 0.5 where
   * whole numbers are wanted; −1 if there is none.
   */
  public int firstForeign(FloatTensor tensor) {
    double limit = type.equals("int32") ? 0x1p31 : type.equals("int64") ? 0x1p63 : 0;
    if (limit > 0) {
      for (int i = 0; i < tensor.size(); i++) {
        float value = tensor.get(i);
        if (!(value >= -limit && value < limit && value == Math.rint(value))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Returns the shape in words, such as {@code [any, 24, 3]}. */
  public String shapeText() {
    if (!shapeKnown) {
      return "[any shape]";
    }
    return shape.stream()
        .map(size -> size < 0 ? "any" : Integer.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return name + " " + type + shapeText();
  }
}
