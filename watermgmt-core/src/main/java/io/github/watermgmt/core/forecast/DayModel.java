// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.List;

/** Predicts whole local days from those before. Thread-safety: implementations are immutable. */
interface DayModel {

  /**
   * What a model predicts: parts that add up, {@code [part][lead day][slot]}, all finite.
   *
   * @param names names of the parts
   * @param parts the parts
   */
  record Prediction(List<String> names, List<double[][]> parts) {
    double value(int leadDay, int slot) {
      double sum = 0;
      for (double[][] part : parts) {
        sum += part[leadDay][slot];
      }
      return sum;
    }
  }

  /**
   * Predicts {@code count} days from day {@code origin} on.
   *
   * @param partial whether the origin's own day has begun, and what is known of it may be used;
   *     otherwise nothing at or after it is looked at
   */
  Prediction predict(LocalDays days, int origin, boolean partial, int count);
}
