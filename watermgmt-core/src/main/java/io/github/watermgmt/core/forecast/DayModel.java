// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.List;

/** Predicts whole local days from those before. Thread-safety: implementations are immutable. */
interface DayModel {

  /**
   * What a model predicts: parts that add up, {@code [part][lead day][slot]}. All are finite if the
   * days before the origin hold any value, and NaN otherwise.
   *
   * @param names names of the parts
   * @param parts the parts
   * @param notes where the model had to fall back on something coarser
   */
  record Prediction(List<String> names, List<double[][]> parts, List<String> notes) {
    double value(int leadDay, int slot) {
      double sum = 0;
      for (double[][] part : parts) {
        sum += part[leadDay][slot];
      }
      return sum;
    }
  }

  /** Returns how many days before an origin matter, short of long gaps. */
  int lookBackDays();

  /** Returns how many numbers this model learns from a series and keeps; 0 for none. */
  default int parameters() {
    return 0;
  }

  /**
   * Returns this model with the parameters that suit a series best; itself if it learns none.
   *
   * @param origin only the days before it are looked at
   */
  default DayModel learn(LocalDays days, int origin) {
    return this;
  }

  /** Returns the parameters in use, as many as {@link #parameters}. */
  default double[] learnt() {
    return new double[0];
  }

  /**
   * Returns this model with parameters that were learnt before.
   *
   * @throws IllegalArgumentException if they cannot be such
   */
  default DayModel with(double[] learnt) {
    if (learnt.length != parameters()) {
      throw new IllegalArgumentException(
          "parameters (" + learnt.length + "), must be " + parameters());
    }
    return this;
  }

  /**
   * Predicts {@code count} days from day {@code origin} on.
   *
   * @param partial whether the origin's own day has begun, and what is known of it may be used;
   *     otherwise nothing at or after it is looked at
   */
  Prediction predict(LocalDays days, int origin, boolean partial, int count);
}
