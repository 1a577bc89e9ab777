// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;

/**
 * A single volume, where one stands alone.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param cubicMetres finite
 */
public record Volume(double cubicMetres) implements Comparable<Volume> {

  /** Refuses NaN and infinities. */
  public Volume {
    requireFinite("volume", cubicMetres);
  }

  /** Returns the sum. */
  public Volume plus(Volume other) {
    return new Volume(cubicMetres + other.cubicMetres);
  }

  @Override
  public int compareTo(Volume other) {
    return Double.compare(cubicMetres, other.cubicMetres);
  }

  static void requireFinite(String what, double value) {
    if (!Double.isFinite(value)) {
      throw new DataException(
          ErrorCode.NON_FINITE_VALUE, Validation.message(what, value, "must be finite", ""));
    }
  }
}
