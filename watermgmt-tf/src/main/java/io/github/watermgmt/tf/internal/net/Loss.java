// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What training makes small: the mean over all known labels of the squared error, or of the pinball
 * loss of each quantile level (Koenker and Bassett, Regression Quantiles, Econometrica 46, 1978).
 * Outputs of a network go by label, then by level.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param levels quantile levels, each between 0 and 1; empty for the squared error
 */
public record Loss(List<Double> levels) {

  /** Checks the levels. */
  public Loss {
    levels = List.copyOf(levels);
    if (levels.stream().anyMatch(level -> !(level > 0 && level < 1))) {
      throw new IllegalArgumentException("levels (" + levels + "), must be between 0 and 1");
    }
  }

  /** Returns the mean squared error. */
  public static Loss meanSquare() {
    return new Loss(List.of());
  }

  /**
   * Returns the mean pinball loss of these levels.
   *
   * @throws IllegalArgumentException if there is none, or one is not between 0 and 1
   */
  public static Loss pinball(List<Double> levels) {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("levels (none), must be at least one");
    }
    return new Loss(levels);
  }

  /** Returns how many outputs belong to a label. */
  public int outputsPerLabel() {
    return Math.max(1, levels.size());
  }

  /**
   * Adds the sum of the losses of all known labels, and how many there are.
   *
   * @param outputs rows × (labels × {@link #outputsPerLabel()})
   * @param labels rows × labels, NaN where unknown
   * @return the sum, then the number of known labels times {@link #outputsPerLabel()}
   */
  List<Operand<TFloat32>> build(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> labels, int labelCount) {
    // NaN is not equal to itself. Unknown labels become the outputs' own scale of 0 and weigh 0:
    // a NaN that is multiplied by 0 would stay NaN.
    Operand<TFloat32> known = tf.dtypes.cast(tf.math.equal(labels, labels), TFloat32.class);
    Operand<TFloat32> truth =
        tf.select(tf.math.equal(labels, labels), labels, tf.zerosLike(labels));
    int each = outputsPerLabel();
    Operand<TFloat32> predicted =
        tf.reshape(outputs, tf.constant(new int[] {-1, labelCount, each}));
    Operand<TFloat32> error =
        tf.math.sub(tf.reshape(truth, tf.constant(new int[] {-1, labelCount, 1})), predicted);
    Operand<TFloat32> loss = levels.isEmpty() ? tf.math.square(error) : pinball(tf, error);
    Operand<TFloat32> counted =
        tf.math.mul(loss, tf.reshape(known, tf.constant(new int[] {-1, labelCount, 1})));
    Operand<TFloat32> sum = tf.reduceSum(counted, tf.constant(new int[] {0, 1, 2}));
    Operand<TFloat32> count =
        tf.math.mul(tf.reduceSum(known, tf.constant(new int[] {0, 1})), tf.constant((float) each));
    return List.of(sum, count);
  }

  private Operand<TFloat32> pinball(Ops tf, Operand<TFloat32> error) {
    float[] above = new float[levels.size()];
    float[] below = new float[levels.size()];
    for (int i = 0; i < above.length; i++) {
      above[i] = (float) (double) levels.get(i);
      below[i] = (float) (levels.get(i) - 1);
    }
    return tf.math.maximum(
        tf.math.mul(error, tf.constant(above)), tf.math.mul(error, tf.constant(below)));
  }
}
