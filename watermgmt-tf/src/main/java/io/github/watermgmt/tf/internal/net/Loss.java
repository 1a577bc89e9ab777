// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

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
   * @param gaps whether a label may be unknown; saves a third of the work of a small network if not
   * @return the sum, then the number of known labels times {@link #outputsPerLabel()}
   */
  List<Operand<TFloat32>> build(
      Ops tf, Operand<TFloat32> outputs, Operand<TFloat32> labels, int labelCount, boolean gaps) {
    int each = outputsPerLabel();
    Operand<TFloat32> truth = labels;
    Operand<TFloat32> known = labels;
    if (gaps) {
      // NaN is not equal to itself. An unknown label becomes 0 and weighs 0: a NaN that is
      // multiplied by 0 would stay NaN.
      Operand<TBool> isKnown = tf.math.equal(labels, labels);
      known = tf.dtypes.cast(isKnown, TFloat32.class);
      truth = tf.select(isKnown, labels, tf.zerosLike(labels));
    }
    Operand<TFloat32> loss;
    if (each == 1) {
      Operand<TFloat32> error = tf.math.sub(truth, outputs);
      loss = levels.isEmpty() ? tf.math.square(error) : pinball(tf, error);
    } else {
      WithLevels shape = new WithLevels(labelCount, each);
      Operand<TFloat32> error = tf.math.sub(shape.perLabel(tf, truth), shape.perLevel(tf, outputs));
      loss = pinball(tf, error);
      known = gaps ? shape.perLabel(tf, known) : known;
    }
    Operand<TInt32> all = tf.constant(each == 1 ? new int[] {0, 1} : new int[] {0, 1, 2});
    if (gaps) {
      Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(loss, known), all);
      Operand<TFloat32> count = tf.math.mul(tf.reduceSum(known, all), tf.constant((float) each));
      return List.of(sum, count);
    }
    return List.of(tf.reduceSum(loss, all), tf.dtypes.cast(tf.size(outputs), TFloat32.class));
  }

  /** Labels and outputs with an axis for the levels. */
  private record WithLevels(int labels, int levels) {
    Operand<TFloat32> perLabel(Ops tf, Operand<TFloat32> values) {
      return tf.reshape(values, tf.constant(new int[] {-1, labels, 1}));
    }

    Operand<TFloat32> perLevel(Ops tf, Operand<TFloat32> values) {
      return tf.reshape(values, tf.constant(new int[] {-1, labels, levels}));
    }
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
