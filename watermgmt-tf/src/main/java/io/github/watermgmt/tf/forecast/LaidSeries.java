// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.UsualDays;

/**
 * A series by days, and how much it usually deviates: inputs and labels are in units of that.
 * Thread-safety: immutable.
 *
 * @param days its days, holidays compared with Sundays
 * @param spread mean size of its deviations, above 0
 */
record LaidSeries(UsualDays days, double spread) {

  /** Returns the mean size of the deviations of the days from {@code from} on before {@code to}. */
  static double spread(UsualDays days, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int day = from; day < to; day++) {
      for (int k = 0; k < days.slots(); k++) {
        double deviation = days.deviation(day, k);
        if (!Double.isNaN(deviation)) {
          sum += Math.abs(deviation);
          n++;
        }
      }
    }
    return sum > 0 ? sum / n : 1;
  }

  /** Returns a deviation in units of the spread; NaN where unknown. */
  double deviation(int day, int slot) {
    return days.deviation(day, slot) / spread;
  }
}
