// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

/**
 * How long and how fast a network learns.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param epochs most passes over the rows, at least 1
 * @param batch rows of one step, at least 1
 * @param rate learning rate of Adam, positive
 * @param patience passes without improvement after which training stops; 0 to make all passes and
 *     keep the last weights
 * @param loss what is made small
 */
public record TrainingSettings(int epochs, int batch, double rate, int patience, Loss loss) {

  /** Checks the ranges. */
  public TrainingSettings {
    if (epochs < 1 || batch < 1 || patience < 0 || !(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "epochs, batch, rate, patience ("
              + epochs
              + ", "
              + batch
              + ", "
              + rate
              + ", "
              + patience
              + "), must be at least 1, at least 1, positive, and at least 0");
    }
  }
}
