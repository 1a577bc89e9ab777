// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Dot products of each row of one matrix with each row of another: where the time of a fit goes.
 * Eight sums at once stay in registers; their order is fixed, so that results are the same bits
 * everywhere.
 *
 * <p>Thread-safety: stateless.
 */
final class Dots {
  private Dots() {}

  /**
   * Sets {@code out[i * nb + j]} to the dot product of row {@code i} of {@code a} and row {@code j}
   * of {@code b} over columns {@code from} to {@code to - 1}.
   *
   * @param a {@code [row * stride + column]}
   * @param na rows of {@code a} that count
   * @param b as {@code a}
   * @param nb rows of {@code b} that count
   */
  static void of(
      double[] a, int na, double[] b, int nb, int stride, int from, int to, double[] out) {
    int i = 0;
    for (; i + 1 < na; i += 2) {
      int j = 0;
      for (; j + 3 < nb; j += 4) {
        twoByFour(a, i * stride, b, j * stride, stride, from, to, out, i * nb + j, nb);
      }
      for (; j < nb; j++) {
        out[i * nb + j] = one(a, i * stride, b, j * stride, from, to);
        out[(i + 1) * nb + j] = one(a, (i + 1) * stride, b, j * stride, from, to);
      }
    }
    for (; i < na; i++) {
      for (int j = 0; j < nb; j++) {
        out[i * nb + j] = one(a, i * stride, b, j * stride, from, to);
      }
    }
  }

  private static void twoByFour(
      double[] a,
      int rowA,
      double[] b,
      int rowB,
      int stride,
      int from,
      int to,
      double[] out,
      int at,
      int nb) {
    double s00 = 0;
    double s01 = 0;
    double s02 = 0;
    double s03 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    int a1 = rowA + stride;
    int b1 = rowB + stride;
    int b2 = b1 + stride;
    int b3 = b2 + stride;
    for (int r = from; r < to; r++) {
      double x0 = a[rowA + r];
      double x1 = a[a1 + r];
      double y0 = b[rowB + r];
      double y1 = b[b1 + r];
      double y2 = b[b2 + r];
      double y3 = b[b3 + r];
      s00 += x0 * y0;
      s01 += x0 * y1;
      s02 += x0 * y2;
      s03 += x0 * y3;
      s10 += x1 * y0;
      s11 += x1 * y1;
      s12 += x1 * y2;
      s13 += x1 * y3;
    }
    out[at] = s00;
    out[at + 1] = s01;
    out[at + 2] = s02;
    out[at + 3] = s03;
    out[at + nb] = s10;
    out[at + nb + 1] = s11;
    out[at + nb + 2] = s12;
    out[at + nb + 3] = s13;
  }

  private static double one(double[] a, int rowA, double[] b, int rowB, int from, int to) {
    double sum = 0;
    for (int r = from; r < to; r++) {
      sum += a[rowA + r] * b[rowB + r];
    }
    return sum;
  }
}
