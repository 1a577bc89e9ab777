// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Generalised least squares with normal priors for errors that are the sum of an autoregression of
 * first order (what passes) and a random walk that begins at 0 (what stays). A Kalman filter over
 * the observations and all regressors at once whitens them; what it holds in the end, as a function
 * of the coefficients, is where the errors go on from. Missing months are passed over.
 *
 * <p>Source: Harvey, Forecasting, Structural Time Series Models and the Kalman Filter (1989). Time:
 * months × columns². Thread-safety: immutable.
 */
final class LevelFit {
  private static final double LOG_2PI = StrictMath.log(2 * Math.PI);

  final Noise noise;

  /** Posterior means of the coefficients. */
  final double[] mean;

  /** Factor of the posterior precision, as {@link Cholesky} has it. */
  private final double[] factor;

  /** Logarithm of the marginal likelihood. */
  final double likelihood;

  /** Filtered states for unit coefficients, and for the observations in the last place. */
  private final double[] passing;

  private final double[] staying;
  private double p11;
  private double p12;
  private double p22;

  /**
   * The errors.
   *
   * @param phi what passes keeps this share from month to month
   * @param sd of what passes
   * @param drift sd of the change in a year of what stays
   */
  record Noise(double phi, double sd, double drift) {
    double variance() {
      return sd * sd;
    }

    double walk() {
      return drift * drift / DemandDesign.YEAR;
    }

    /** Covariance of the new noise of two months, {@code i} and {@code j} months ahead. */
    double covariance(int i, int j) {
      int least = Math.min(i, j);
      double kept = StrictMath.pow(phi, Math.abs(i - j));
      double passes = variance() * kept * (1 - StrictMath.pow(phi, 2.0 * least));
      return passes + walk() * least;
    }
  }

  /**
   * Fits the first {@code n} rows.
   *
   * @param y NaN where missing
   */
  LevelFit(double[][] rows, double[] y, int n, Noise noise, double[] priorMean, double[] priorSd) {
    this.noise = noise;
    int k = priorMean.length;
    passing = new double[k + 1];
    staying = new double[k + 1];
    double[][] gram = new double[k + 1][k + 1];
    double logs = filter(rows, y, n, gram);
    factor = new double[Cholesky.places(k)];
    double[] right = new double[k];
    double priors = 0;
    for (int i = 0; i < k; i++) {
      double precision = 1 / (priorSd[i] * priorSd[i]);
      System.arraycopy(gram[i], 0, factor, Cholesky.at(i, 0), i + 1);
      factor[Cholesky.at(i, i)] += precision;
      right[i] = gram[k][i] + precision * priorMean[i];
      priors += precision * priorMean[i] * priorMean[i];
      logs += 2 * StrictMath.log(priorSd[i]);
    }
    if (!Cholesky.factor(factor, k)) {
      // The priors keep every direction apart; only sizes without measure reach here.
      throw new IllegalStateException("precision of the effects, is singular to rounding");
    }
    Cholesky.forward(factor, right);
    double explained = 0;
    for (int i = 0; i < k; i++) {
      explained += right[i] * right[i];
      logs += 2 * StrictMath.log(factor[Cholesky.at(i, i)]);
    }
    Cholesky.backward(factor, right);
    mean = right;
    likelihood = -0.5 * (logs + gram[k][k] + priors - explained);
  }

  /** Whitens; returns the sum of the logarithms of the variances. */
  private double filter(double[][] rows, double[] y, int n, double[][] gram) {
    int k = passing.length - 1;
    double phi = noise.phi();
    double fresh = noise.variance() * (1 - phi * phi);
    double[] innovation = new double[k + 1];
    double logs = 0;
    p11 = noise.variance();
    for (int t = 0; t < n; t++) {
      if (t > 0) {
        for (int i = 0; i <= k; i++) {
          passing[i] *= phi;
        }
        p11 = phi * phi * p11 + fresh;
        p12 *= phi;
        p22 += noise.walk();
      }
      if (Double.isNaN(y[t])) {
        continue;
      }
      double variance = p11 + 2 * p12 + p22;
      double gain1 = (p11 + p12) / variance;
      double gain2 = (p12 + p22) / variance;
      for (int i = 0; i <= k; i++) {
        innovation[i] = (i < k ? rows[t][i] : y[t]) - passing[i] - staying[i];
        passing[i] += gain1 * innovation[i];
        staying[i] += gain2 * innovation[i];
      }
      for (int i = 0; i <= k; i++) {
        double scaled = innovation[i] / variance;
        for (int j = 0; j <= i; j++) {
          gram[i][j] += scaled * innovation[j];
        }
      }
      double both = p11 + p12;
      double other = p12 + p22;
      p11 -= gain1 * both;
      p12 -= gain1 * other;
      p22 = Math.max(0, p22 - gain2 * other);
      logs += StrictMath.log(variance) + LOG_2PI;
    }
    return logs;
  }

  /** What passes at the end of the history, given coefficients. */
  double passing(double[] coefficients) {
    return given(passing, coefficients);
  }

  /** What stays at the end of the history, given coefficients. */
  double staying(double[] coefficients) {
    return given(staying, coefficients);
  }

  private static double given(double[] state, double[] coefficients) {
    double value = state[coefficients.length];
    for (int i = 0; i < coefficients.length; i++) {
      value -= state[i] * coefficients[i];
    }
    return value;
  }

  /** Turns two independent normal numbers into errors of both states, in place. */
  void spread(double[] normals) {
    double one = Math.sqrt(Math.max(0, p11));
    double cross = one > 0 ? p12 / one : 0;
    double two = Math.sqrt(Math.max(0, p22 - cross * cross));
    normals[1] = cross * normals[0] + two * normals[1];
    normals[0] *= one;
  }

  /** Turns independent normal numbers into coefficients drawn from the posterior. */
  double[] draw(double[] normals) {
    double[] drawn = normals.clone();
    Cholesky.backward(factor, drawn);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] += mean[i];
    }
    return drawn;
  }

  /** Posterior covariance of the coefficients. */
  double[][] covariance() {
    int k = mean.length;
    double[][] inverse = new double[k][];
    for (int i = 0; i < k; i++) {
      double[] unit = new double[k];
      unit[i] = 1;
      Cholesky.solve(factor, unit);
      inverse[i] = unit;
    }
    return inverse;
  }

  /**
   * Mean and variance of the mean of future months.
   *
   * @param rows their regressors
   * @param ahead how many months each lies ahead, from 1
   */
  double[] predict(double[][] rows, int[] ahead) {
    int k = mean.length;
    double[] weights = new double[k];
    double keep = 0;
    double noises = 0;
    for (int a = 0; a < rows.length; a++) {
      double kept = StrictMath.pow(noise.phi(), ahead[a]);
      keep += kept / rows.length;
      for (int i = 0; i < k; i++) {
        weights[i] += rows[a][i] / rows.length;
      }
      for (int b = 0; b < rows.length; b++) {
        noises += noise.covariance(ahead[a], ahead[b]) / ((double) rows.length * rows.length);
      }
    }
    double value = keep * passing[k] + staying[k];
    for (int i = 0; i < k; i++) {
      weights[i] -= keep * passing[i] + staying[i];
      value += weights[i] * mean[i];
    }
    double variance = noises + keep * keep * p11 + 2 * keep * p12 + p22;
    Cholesky.forward(factor, weights);
    for (double half : weights) {
      variance += half * half;
    }
    return new double[] {value, variance};
  }
}
