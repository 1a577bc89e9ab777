// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a hidden layer does to its sums. Thread-safety: an immutable enum. */
public enum Activation {
  /** max(0, x). */
  RELU,
  /** x above 0, exp(x) − 1 below. */
  ELU,
  /** The hyperbolic tangent. */
  TANH;

  Operand<TFloat32> of(Ops tf, Operand<TFloat32> sums) {
    return switch (this) {
      case RELU -> tf.nn.relu(sums);
      case ELU -> tf.nn.elu(sums);
      case TANH -> tf.math.tanh(sums);
    };
  }
}
