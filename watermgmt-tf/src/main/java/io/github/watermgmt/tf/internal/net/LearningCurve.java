// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * How the loss fell from pass to pass.
 *
 * <p>Thread-safety: immutable.
 *
 * @param training mean loss of each pass over the training rows, while weights changed
 * @param validation mean loss over the validation rows after each pass; empty without such rows
 * @param best position of the pass whose weights were kept
 */
public record LearningCurve(double[] training, double[] validation, int best) {

  /** Copies the arrays. */
  public LearningCurve {
    training = training.clone();
    validation = validation.clone();
  }

  @Override
  public double[] training() {
    return training.clone();
  }

  @Override
  public double[] validation() {
    return validation.clone();
  }

  /** Returns the number of passes made. */
  public int epochs() {
    return training.length;
  }

  /** Writes this as part of a model. */
  public void write(EntryWriter out) {
    out.writeDoubles(training).writeDoubles(validation).writeInt(best);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is none
   */
  public static LearningCurve read(EntryReader in) {
    double[] training = in.readDoubles();
    double[] validation = in.readDoubles();
    int best = in.readInt("best pass", 0, Math.max(0, training.length - 1));
    if (validation.length != 0 && validation.length != training.length) {
      throw in.corrupt("validation losses (" + validation.length + "), must be one for each pass");
    }
    return new LearningCurve(training, validation, best);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LearningCurve that
        && best == that.best
        && Arrays.equals(training, that.training)
        && Arrays.equals(validation, that.validation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(training) + Arrays.hashCode(validation);
  }

  @Override
  public String toString() {
    return epochs() + " passes, the best one " + (best + 1);
  }
}
