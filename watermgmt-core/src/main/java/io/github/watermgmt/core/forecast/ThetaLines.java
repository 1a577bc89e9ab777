// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * The Theta method on a plain series: a weighted mean of its straight line and of exponential
 * smoothing of its theta line, with weights that reproduce the series (Assimakopoulos and
 * Nikolopoulos, International Journal of Forecasting 16, 2000; Fiorucci et al., the same 32, 2016,
 * whose models STM, θ = 2, and OTM these are):
 *
 * <pre>
 *   forecast[t] = l + (1 - 1/θ) (A (1-α)^t + B (1 - (1-α)^(t+1)) / α)
 *   l += α (y[t] - l)
 * </pre>
 *
 * with the line {@code A + B (t + 1)} fitted by least squares. The forecast is linear in the first
 * level and in {@code 1 - 1/θ}, so that both follow from α by least squares, and only α is searched
 * for.
 *
 * <p>A value may be known in part: it then counts by its share. One that is missing counts nothing,
 * and its forecast takes its place.
 *
 * <p>Thread-safety: immutable.
 *
 * @param alpha α, in (0, 1]
 * @param weight 1 - 1/θ, in [0, 1]
 * @param intercept A
 * @param slope B
 * @param first level before the first value
 * @param last level after the last value
 * @param length number of values
 * @param squares sum of the squared errors of one step
 */
record ThetaLines(
    double alpha,
    double weight,
    double intercept,
    double slope,
    double first,
    double last,
    int length,
    double squares) {
  private static final double LEAST_ALPHA = 0.02;
  private static final double MOST_ALPHA = 0.99;
  private static final int GRID = 24;
  private static final double GOLDEN = 0.6180339887498949;
  private static final int NARROWINGS = 24;

  /**
   * Returns the lines whose α errs least in one step.
   *
   * @param values NaN where the share is 0
   * @param shares how much of each value is known, in [0, 1]
   * @param weight 1 - 1/θ; NaN if it is to be found as well
   */
  static ThetaLines fit(double[] values, double[] shares, double weight) {
    double width = (MOST_ALPHA - LEAST_ALPHA) / GRID;
    ThetaLines best = of(values, shares, LEAST_ALPHA, weight);
    for (int i = 1; i <= GRID; i++) {
      best = better(best, of(values, shares, LEAST_ALPHA + i * width, weight));
    }
    double low = Math.max(LEAST_ALPHA, best.alpha - width);
    double high = Math.min(MOST_ALPHA, best.alpha + width);
    for (int i = 0; i < NARROWINGS; i++) {
      ThetaLines a = of(values, shares, high - GOLDEN * (high - low), weight);
      ThetaLines b = of(values, shares, low + GOLDEN * (high - low), weight);
      if (a.squares <= b.squares) {
        high = b.alpha;
        best = better(best, a);
      } else {
        low = a.alpha;
        best = better(best, b);
      }
    }
    return best;
  }

  private static ThetaLines better(ThetaLines one, ThetaLines other) {
    return other.squares < one.squares ? other : one;
  }

  /** Returns the lines of a given α; first level and, if it is NaN, weight err least. */
  static ThetaLines of(double[] values, double[] shares, double alpha, double weight) {
    return of(values, shares, alpha, weight, Double.NaN);
  }

  /** Returns the lines of a given α; weight and first level are those that err least where NaN. */
  static ThetaLines of(
      double[] values, double[] shares, double alpha, double weight, double level) {
    double[] line = line(values, shares);
    // The error of a step is e - first * c - weight * g: e with both at 0, c and g how they enter.
    double levelE = 0;
    double levelC = 1;
    double levelG = 0;
    double fade = 1;
    double cc = 0;
    double cg = 0;
    double gg = 0;
    double ce = 0;
    double ge = 0;
    double ee = 0;
    for (int t = 0; t < values.length; t++) {
      double q = line[0] * fade + line[1] * (1 - fade * (1 - alpha)) / alpha;
      fade *= 1 - alpha;
      double share = shares[t];
      double g = levelG + q;
      double c = levelC;
      double e = share > 0 ? values[t] - levelE : 0;
      cc += share * c * c;
      cg += share * c * g;
      gg += share * g * g;
      ce += share * c * e;
      ge += share * g * e;
      ee += share * e * e;
      // level += alpha * (weight * q + share * error)
      levelE += alpha * share * e;
      levelC -= alpha * share * c;
      levelG += alpha * (q - share * g);
    }
    double w = weight;
    if (Double.isNaN(weight)) {
      double determinant = cc * gg - cg * cg;
      w = determinant > 1e-12 * cc * gg ? (cc * ge - cg * ce) / determinant : 0;
      w = Math.max(0, Math.min(1, w));
    }
    double free = cc > 0 ? (ce - w * cg) / cc : 0;
    double first = Double.isNaN(level) ? free : level;
    double squares =
        ee + first * first * cc + w * w * gg + 2 * first * w * cg - 2 * first * ce - 2 * w * ge;
    return new ThetaLines(
        alpha,
        w,
        line[0],
        line[1],
        first,
        levelE + first * levelC + w * levelG,
        values.length,
        Math.max(0, squares));
  }

  /** Least squares: intercept and slope over t + 1. */
  private static double[] line(double[] values, double[] shares) {
    double n = 0;
    double x = 0;
    double y = 0;
    for (int t = 0; t < values.length; t++) {
      if (shares[t] > 0) {
        n += shares[t];
        x += shares[t] * (t + 1);
        y += shares[t] * values[t];
      }
    }
    if (n == 0) {
      return new double[2];
    }
    double meanX = x / n;
    double meanY = y / n;
    double xx = 0;
    double xy = 0;
    for (int t = 0; t < values.length; t++) {
      if (shares[t] > 0) {
        xx += shares[t] * (t + 1 - meanX) * (t + 1 - meanX);
        xy += shares[t] * (t + 1 - meanX) * (values[t] - meanY);
      }
    }
    double slope = xx > 0 ? xy / xx : 0;
    return new double[] {meanY - slope * meanX, slope};
  }

  /** Returns the forecast of the {@code count} steps after the last value. */
  double[] ahead(int count) {
    double[] ahead = new double[count];
    double level = last;
    double fade = StrictMath.pow(1 - alpha, length);
    for (int h = 0; h < count; h++) {
      double q = intercept * fade + slope * (1 - fade * (1 - alpha)) / alpha;
      fade *= 1 - alpha;
      ahead[h] = level + weight * q;
      level += alpha * weight * q;
    }
    return ahead;
  }
}
