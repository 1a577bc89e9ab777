// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import org.tensorflow.ndarray.Shape;

/** Shapes of weights as TensorFlow has them. Thread-safety: stateless. */
final class TensorShapes {
  private TensorShapes() {}

  static Shape of(WeightShape shape) {
    return shape.isBias() ? Shape.of(shape.columns()) : Shape.of(shape.rows(), shape.columns());
  }
}
