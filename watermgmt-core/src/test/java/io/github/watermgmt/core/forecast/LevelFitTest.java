// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

/** The filter against the same regression with whole covariance matrices. */
class LevelFitTest {
  private static final int N = 40;
  private static final int K = 3;
  private static final int AHEAD = 6;

  private final double[][] rows = new double[N + AHEAD][K];
  private final double[] y = new double[N];

  private void fill(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int t = 0; t < N + AHEAD; t++) {
      rows[t] = new double[] {1, random.nextDouble(-1, 1), t / 12.0};
    }
    for (int t = 0; t < N; t++) {
      y[t] = 2 + 0.3 * rows[t][1] - 0.1 * rows[t][2] + random.nextDouble(-0.1, 0.1);
    }
  }

  @Test
  void withWidePriorsAndWhiteNoiseItIsOrdinaryLeastSquares() {
    fill(3);
    double[] wide = {1e6, 1e6, 1e6};
    LevelFit.Noise white = new LevelFit.Noise(0, 0.1, 0);
    LevelFit fit = new LevelFit(rows, y, N, white, new double[K], wide);
    OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
    ols.setNoIntercept(true);
    ols.newSampleData(y, Arrays.copyOf(rows, N));
    assertThat(fit.mean).containsExactly(ols.estimateRegressionParameters(), within(1e-8));
  }

  @Property(tries = 60)
  void itIsGeneralisedLeastSquaresWithPriors(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 0.95) double phi,
      @ForAll @DoubleRange(min = 0.01, max = 0.3) double sd,
      @ForAll @DoubleRange(min = 0, max = 0.1) double drift) {
    fill(seed);
    y[5] = Double.NaN;
    y[17] = Double.NaN;
    LevelFit.Noise noise = new LevelFit.Noise(phi, sd, drift);
    double[] priorMean = {1, 0.1, -0.2};
    double[] priorSd = {3, 0.5, 0.3};
    LevelFit fit = new LevelFit(rows, y, N, noise, priorMean, priorSd);

    int[] known = java.util.stream.IntStream.range(0, N).filter(t -> t != 5 && t != 17).toArray();
    int n = known.length;
    RealMatrix x = new Array2DRowRealMatrix(n, K);
    RealMatrix s = new Array2DRowRealMatrix(n, n);
    RealVector obs = MatrixUtils.createRealVector(new double[n]);
    for (int i = 0; i < n; i++) {
      x.setRow(i, rows[known[i]]);
      obs.setEntry(i, y[known[i]]);
      for (int j = 0; j < n; j++) {
        s.setEntry(i, j, covariance(noise, known[i], known[j]));
      }
    }
    RealMatrix inverse = new LUDecomposition(s).getSolver().getInverse();
    RealMatrix precision = x.transpose().multiply(inverse).multiply(x);
    RealVector right = x.transpose().multiply(inverse).operate(obs);
    RealMatrix prior = new Array2DRowRealMatrix(K, K);
    for (int k = 0; k < K; k++) {
      double p = 1 / (priorSd[k] * priorSd[k]);
      precision.addToEntry(k, k, p);
      right.addToEntry(k, p * priorMean[k]);
      prior.setEntry(k, k, 1 / p);
    }
    RealMatrix posterior = new LUDecomposition(precision).getSolver().getInverse();
    RealVector mean = posterior.operate(right);
    for (int k = 0; k < K; k++) {
      assertThat(fit.mean[k]).isCloseTo(mean.getEntry(k), within(1e-7));
      for (int j = 0; j < K; j++) {
        assertThat(fit.covariance()[k][j]).isCloseTo(posterior.getEntry(k, j), within(1e-7));
      }
    }
    // The likelihood of the months, coefficients integrated out.
    RealMatrix whole = s.add(x.multiply(prior).multiply(x.transpose()));
    LUDecomposition lu = new LUDecomposition(whole);
    double logDet = 0;
    for (int i = 0; i < n; i++) {
      logDet += Math.log(Math.abs(lu.getU().getEntry(i, i)));
    }
    RealVector off = obs.subtract(x.operate(MatrixUtils.createRealVector(priorMean)));
    double quad = off.dotProduct(lu.getSolver().solve(off));
    double expected = -0.5 * (n * Math.log(2 * Math.PI) + logDet + quad);
    assertThat(fit.likelihood).isCloseTo(expected, within(1e-5 * (1 + Math.abs(expected))));

    // The mean of months ahead: conditional normal distribution.
    double[] cross = new double[n];
    double[] weights = new double[K];
    double own = 0;
    int[] ahead = new int[AHEAD];
    for (int a = 0; a < AHEAD; a++) {
      ahead[a] = a + 1;
      for (int i = 0; i < n; i++) {
        cross[i] += covariance(noise, N + a, known[i]) / AHEAD;
      }
      for (int b = 0; b < AHEAD; b++) {
        own += covariance(noise, N + a, N + b) / AHEAD / AHEAD;
      }
      for (int k = 0; k < K; k++) {
        weights[k] += rows[N + a][k] / AHEAD;
      }
    }
    RealVector c = MatrixUtils.createRealVector(cross);
    RealVector w = MatrixUtils.createRealVector(weights);
    RealVector both = c.add(x.multiply(prior).operate(w));
    RealVector solved = lu.getSolver().solve(both);
    double centre = w.dotProduct(MatrixUtils.createRealVector(priorMean)) + solved.dotProduct(off);
    double spread = own + w.dotProduct(prior.operate(w)) - solved.dotProduct(both);
    double[] predicted = fit.predict(Arrays.copyOfRange(rows, N, N + AHEAD), ahead);
    assertThat(predicted[0]).isCloseTo(centre, within(1e-6));
    assertThat(predicted[1]).isCloseTo(spread, within(1e-6));
  }

  private static double covariance(LevelFit.Noise noise, int i, int j) {
    return noise.variance() * Math.pow(noise.phi(), Math.abs(i - j))
        + noise.walk() * Math.min(i, j);
  }
}
