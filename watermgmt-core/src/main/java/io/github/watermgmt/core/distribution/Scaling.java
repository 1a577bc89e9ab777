// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;

/**
 * A program with values and costs of about the size of 1, by two powers of two, so that nothing is
 * lost to rounding and tolerances mean the same for a village and a city.
 *
 * @param scaled the program
 * @param flow what a value of 1 stands for
 * @param cost what a cost of 1 stands for
 */
record Scaling(SparseProgram scaled, double flow, double cost) {

  static Scaling of(SparseProgram p) {
    double flow = size(p.right(), p.upper());
    double cost = size(p.cost(), new double[0]);
    return new Scaling(
        new SparseProgram(
            p.rows(),
            p.start(),
            p.index(),
            p.value(),
            divided(p.cost(), cost),
            divided(p.lower(), flow),
            divided(p.upper(), flow),
            divided(p.right(), flow)),
        flow,
        cost);
  }

  /** Returns the power of two nearest to the geometric mean of what is neither 0 nor infinite. */
  private static double size(double[] values, double[] more) {
    double sum = 0;
    int n = 0;
    for (double[] some : new double[][] {values, more}) {
      for (double value : some) {
        double size = Math.abs(value);
        if (size > 0 && size < Double.POSITIVE_INFINITY) {
          sum += Math.getExponent(size);
          n++;
        }
      }
    }
    return n == 0 ? 1 : Math.scalb(1.0, (int) Math.rint(sum / n));
  }

  private static double[] divided(double[] values, double by) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] / by;
    }
    return result;
  }

  /** Returns values as they are. */
  double[] values(double[] x) {
    return divided(x, 1 / flow);
  }

  /** Returns prices as they are. */
  double[] prices(double[] y) {
    return divided(y, 1 / cost);
  }
}
