// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Loops over rows of numbers that the JVM turns into vector instructions. It does not where a
 * number read is not at the same place as the one written, where more than five rows are read, or
 * where a dot product must be added up in order: so these are all there are, and rows are arrays of
 * their own. Sums have a fixed order, and so the same bits everywhere.
 *
 * <p>Thread-safety: stateless.
 */
final class RowLoops {
  private RowLoops() {}

  /** Adds a multiple of a row to another, at the places from one to the one before another. */
  static void add(double a, double[] x, double[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] += a * x[i];
    }
  }

  /** Adds multiples of four rows to another. */
  static void add(
      double a,
      double[] x,
      double b,
      double[] y,
      double c,
      double[] z,
      double d,
      double[] u,
      double[] to,
      int from,
      int end) {
    for (int i = from; i < end; i++) {
      to[i] += (a * x[i] + b * y[i]) + (c * z[i] + d * u[i]);
    }
  }

  /** Adds the products of the numbers of two rows, and those of two others, to a row. */
  static void addProducts(
      double[] x, double[] y, double[] u, double[] v, double[] to, int from, int end) {
    for (int i = from; i < end; i++) {
      to[i] += x[i] * y[i] + u[i] * v[i];
    }
  }
}
