// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * The scale on which a series is modelled. Demand that stays above zero is modelled in logarithms,
 * because what moves it (weather, habits, season) moves it by a share; a series that goes below
 * zero or rests at it often is modelled as it is, in units of its own mean size.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param logarithmic whether values are modelled in logarithms
 * @param unit mean absolute value of the training data; positive
 */
record DemandScale(boolean logarithmic, double unit) {
  private static final double FLOOR = 0.05; // of the mean; logarithms of less would run away
  private static final double FEW = 0.02; // share of values below the floor that logarithms bear

  /** Chooses the scale of a series; NaN is left out. */
  static DemandScale of(double[] values) {
    double sum = 0;
    boolean negative = false;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += Math.abs(value);
        negative |= value < 0;
        n++;
      }
    }
    double unit = n == 0 || sum == 0 ? 1 : sum / n;
    int low = 0;
    for (double value : values) {
      if (value < FLOOR * unit) {
        low++;
      }
    }
    return new DemandScale(!negative && low <= FEW * n, unit);
  }

  double to(double value) {
    return logarithmic ? Logarithm.of(Math.max(value, FLOOR * unit) / unit) : value / unit;
  }

  double from(double value) {
    return unit * (logarithmic ? StrictMath.exp(value) : value);
  }
}
