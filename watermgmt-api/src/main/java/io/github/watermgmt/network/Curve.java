// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import java.util.Arrays;
import java.util.Objects;

/**
 * A piecewise linear curve.
 *
 * @param id unique among curves
 * @param x strictly ascending
 * @param y as many as {@code x}
 */
public record Curve(String id, double[] x, double[] y) {

  /** Copies the arrays and checks their order. */
  public Curve {
    x = x.clone();
    y = y.clone();
    if (x.length == 0 || x.length != y.length) {
      throw new IllegalArgumentException("curve " + id + " needs as many x as y, at least one");
    }
    for (int i = 1; i < x.length; i++) {
      if (!(x[i - 1] < x[i])) {
        throw new IllegalArgumentException("curve " + id + ": x must ascend strictly at " + i);
      }
    }
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
}
