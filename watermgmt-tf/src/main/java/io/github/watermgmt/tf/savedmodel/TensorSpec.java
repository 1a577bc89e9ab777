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

  /** Returns whether a tensor of this shape fits. */
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
