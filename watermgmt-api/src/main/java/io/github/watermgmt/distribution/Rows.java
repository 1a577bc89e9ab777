// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.Validation;
import java.util.Arrays;
import java.util.Map;

/** Rows of one value per step, by id. */
final class Rows {
  private Rows() {}

  /** Notes a wrong length, and the first value that is not finite. */
  static void check(Validation validation, String what, double[] values, int steps) {
    check(validation, what, values, steps, "");
  }

  /** The same, with what to do about a value that is not finite. */
  static void check(Validation validation, String what, double[] values, int steps, String remedy) {
    validation.check(
        values.length == steps,
        what,
        values.length + " values",
        "must be one per step, " + steps,
        "");
    for (int t = 0; t < values.length; t++) {
      if (!Double.isFinite(values[t])) {
        validation.check(false, what + " in step " + t, values[t], "must be finite", remedy);
        return;
      }
    }
  }

  static boolean equal(Map<String, double[]> one, Map<String, double[]> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(row -> Arrays.equals(row.getValue(), other.get(row.getKey())));
  }
}
