// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.Conformal;
import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.forecast.QuantileLevel;

/** What a network says of one series, brought back to its unit. Thread-safety: immutable. */
final class Outlook {
  private final LaidSeries series;
  private final Conformal[] corrections;
  private final double[] levels;
  private final double[][] usual;
  private final float[] outputs;
  private final int origin;

  /**
   * Takes over the arrays.
   *
   * @param corrections error quantiles of each level
   * @param levels of the network, ascending, an odd number of them
   * @param usual what is usual, by day ahead and slot
   * @param outputs by day ahead, slot and level
   */
  Outlook(
      LaidSeries series,
      Conformal[] corrections,
      double[] levels,
      double[][] usual,
      float[] outputs,
      int origin) {
    this.series = series;
    this.corrections = corrections;
    this.levels = levels;
    this.usual = usual;
    this.outputs = outputs;
    this.origin = origin;
  }

  /** Returns what is usual at an instant. */
  double usual(long epochSecond) {
    UsualDays days = series.days();
    return days.toUnit(usual[days.day(epochSecond) - origin][days.slot(epochSecond)]);
  }

  /** Returns the middle level at an instant. */
  double mean(long epochSecond) {
    return series.days().toUnit(level(epochSecond, levels.length / 2));
  }

  /** Returns the level of the network next to the one wanted, corrected by its past errors. */
  double quantile(long epochSecond, QuantileLevel wanted) {
    int level = nearest(wanted.asDouble());
    int slot = series.days().slot(epochSecond);
    double error = corrections[level].quantile(lead(epochSecond), slot, wanted);
    return series.days().toUnit(level(epochSecond, level) + error);
  }

  /** Returns the same for any probability between 0 and 1. */
  double quantile(long epochSecond, double probability) {
    int level = nearest(probability);
    int slot = series.days().slot(epochSecond);
    double error = corrections[level].quantile(lead(epochSecond), slot, probability);
    return series.days().toUnit(level(epochSecond, level) + error);
  }

  private int lead(long epochSecond) {
    return DayInputs.lead(series.days().day(epochSecond), origin) - 1;
  }

  private int nearest(double wanted) {
    int nearest = 0;
    for (int level = 1; level < levels.length; level++) {
      if (Math.abs(levels[level] - wanted) < Math.abs(levels[nearest] - wanted)) {
        nearest = level;
      }
    }
    return nearest;
  }

  private double level(long epochSecond, int level) {
    int day = series.days().day(epochSecond) - origin;
    int slot = series.days().slot(epochSecond);
    float deviation = outputs[(day * series.days().slots() + slot) * levels.length + level];
    return usual[day][slot] + series.spread() * deviation;
  }
}
