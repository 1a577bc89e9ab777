// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.tf.savedmodel.FloatTensor;
import java.util.Arrays;
import java.util.List;

/**
 * How far outputs are from others.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param abs the largest difference of two values; infinite if shapes or missing values differ, NaN
 *     if there is nothing to compare with
 * @param rel the largest difference relative to the largest absolute value of its output, likewise
 */
record Agreement(double abs, double rel) {
  /** Of two that agree, absolute for values up to 1, relative beyond. */
  static final double TOLERANCE = 1e-6;

  static final Agreement UNKNOWN = new Agreement(Double.NaN, Double.NaN);
  private static final Agreement NONE =
      new Agreement(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  static Agreement of(List<FloatTensor> outputs, List<FloatTensor> expected) {
    if (outputs.isEmpty() || expected.isEmpty()) {
      return UNKNOWN;
    }
    if (outputs.size() != expected.size()) {
      return NONE;
    }
    double abs = 0;
    double rel = 0;
    for (int k = 0; k < outputs.size(); k++) {
      FloatTensor ours = outputs.get(k);
      FloatTensor theirs = expected.get(k);
      if (!Arrays.equals(ours.shape(), theirs.shape())) {
        return NONE;
      }
      double most = 0;
      double scale = 0;
      for (int i = 0; i < ours.size(); i++) {
        float a = ours.get(i);
        float b = theirs.get(i);
        if (Float.compare(a, b) != 0) {
          double difference = Math.abs((double) a - b);
          if (Double.isNaN(difference)) {
            return NONE;
          }
          most = Math.max(most, difference);
        }
        scale = Math.max(scale, Math.abs((double) b));
      }
      abs = Math.max(abs, most);
      rel = Math.max(rel, most == 0 ? 0 : most / scale);
    }
    return new Agreement(abs, rel);
  }

  /** Returns whether nothing speaks against agreement. */
  boolean holds() {
    return !(Math.min(abs, rel) > TOLERANCE);
  }
}
