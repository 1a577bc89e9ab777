// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;

/**
 * Brings a series to a coarser step. Instants and interval means become the mean of what is not
 * missing, if at least half of the coarser step is there; totals become their sum, missing if one
 * of them is. Nothing is ever made finer.
 *
 * <p>Thread-safety: stateless. Linear in the length.
 */
public final class CoarserStep {
  private CoarserStep() {}

  /**
   * Returns the series by a coarser step: an interval mean where it was an instant or a mean, a
   * total where it was a total. The coarser steps are multiples of their length from the epoch;
   * those that the series covers in part only, at its ends, count what is not there as missing.
   *
   * @param step a multiple of the step of the series; the series itself is returned if it is equal
   * @throws DataException WM-105 if it is not
   */
  public static Series of(Series series, Duration step) {
    TimeAxis fine = series.axis();
    if (step.equals(fine.step())) {
      return series;
    }
    long seconds = step.toSeconds();
    if (step.toNanosPart() != 0 || seconds <= 0 || seconds % fine.stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "step",
              step,
              "must be a multiple of the step of '" + series.id() + "', " + fine.step(),
              "nothing is interpolated: take a coarser one"));
    }
    int many = Math.toIntExact(seconds / fine.stepSeconds());
    long first = Math.floorDiv(fine.epochSecond(0), seconds);
    long end = Math.floorDiv(fine.epochSecond(fine.length()) - 1, seconds) + 1;
    TimeAxis axis = TimeAxis.of(first * seconds, seconds, Math.toIntExact(end - first));
    boolean total = series.support() == Support.INTERVAL_TOTAL;
    double[] values = new double[axis.length()];
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      double sum = 0;
      int there = 0;
      while (from < series.length() && fine.epochSecond(from) < axis.epochSecond(i + 1)) {
        double value = series.value(from++);
        if (!Double.isNaN(value)) {
          sum += value;
          there++;
        }
      }
      boolean enough = total ? there == many : 2 * there >= many;
      values[i] = !enough ? Double.NaN : total ? sum : sum / there;
    }
    Support support = total ? Support.INTERVAL_TOTAL : Support.INTERVAL_MEAN;
    return Series.of(series.id(), series.quantity(), support, axis, values);
  }
}
