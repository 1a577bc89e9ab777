// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Arrays;
import java.util.Objects;

/**
 * A piecewise linear curve.
 *
 * <p>Thread-safety: an immutable value; the accessors of arrays return copies.
 *
 * @param id unique among curves
 * @param x finite, strictly ascending, at least one
 * @param y finite, as many as {@code x}
 */
public record Curve(String id, double[] x, double[] y) {

  /**
   * Copies and checks the arrays.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-401 with every problem
   */
  public Curve {
    x = x.clone();
    y = y.clone();
    Validation validation = new Validation();
    validation.check(x.length > 0, "points", x.length, "must be at least one", "");
    validation.check(
        x.length == y.length, "x, y", x.length + ", " + y.length, "must be equally many", "");
    finite(validation, "x", x);
    finite(validation, "y", y);
    for (int i = 1; i < x.length; i++) {
      // A value that is not finite has its own message.
      if (x[i] <= x[i - 1]) {
        validation.check(
            false, "x of point " + i, x[i], "must exceed the one before, " + x[i - 1], "sort them");
      }
    }
    validation.throwIfAny(ErrorCode.INVALID_NETWORK, "curve '" + id + "'");
  }

  private static void finite(Validation validation, String axis, double[] values) {
    for (int i = 0; i < values.length; i++) {
      validation.check(
          Double.isFinite(values[i]), axis + " of point " + i, values[i], "must be finite", "");
    }
  }

  /** Returns the number of points. */
  public int size() {
    return x.length;
  }

  /** Returns a copy. */
  @Override
  public double[] x() {
    return x.clone();
  }

  /** Returns a copy. */
  @Override
  public double[] y() {
    return y.clone();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Curve other
        && id.equals(other.id)
        && Arrays.equals(x, other.x)
        && Arrays.equals(y, other.y);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, Arrays.hashCode(x), Arrays.hashCode(y));
  }

  @Override
  public String toString() {
    return "curve '" + id + "' of " + x.length + " points";
  }
}
