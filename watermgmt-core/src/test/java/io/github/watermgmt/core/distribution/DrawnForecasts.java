// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Forecasts of a demand that is known, wrong as forecasts are: the logarithm of truth over what is
 * usual wanders as an autoregression of first order, half of its variance common to all zones. Who
 * forecasts knows what is usual, how far off the last hour was, and how such errors fade; so errors
 * are multiplicative and autocorrelated, their spread grows with the lead, and the quantiles are
 * right. At a lead of 24 hours 80 % lie within a factor of {@link #DAY_BAND}.
 */
final class DrawnForecasts implements StepForecasts {
  static final QuantileLevel LOW = QuantileLevel.of(.1);
  static final QuantileLevel MEDIAN = QuantileLevel.of(.5);
  static final QuantileLevel HIGH = QuantileLevel.of(.9);
  static final double DAY_BAND = 1.125;
  private static final double NORMAL_HIGH = 1.2815515655446004;
  private static final double FADING = .95; // of an error in an hour
  private static final double SPREAD =
      StrictMath.log(DAY_BAND) / NORMAL_HIGH / StrictMath.sqrt(1 - StrictMath.pow(FADING, 48));

  private final Problem truth;
  private final Map<String, double[]> error = new LinkedHashMap<>();

  DrawnForecasts(Problem truth, long seed) {
    this.truth = truth;
    Random random = new Random(seed);
    double[] common = wander(random, truth.steps() + 1);
    for (String zone : truth.zones().keySet()) {
      double[] own = wander(random, truth.steps() + 1);
      for (int t = 0; t < own.length; t++) {
        own[t] = SPREAD * StrictMath.sqrt(.5) * (common[t] + own[t]);
      }
      error.put(zone, own);
    }
  }

  /** A stationary autoregression of variance 1. */
  private static double[] wander(Random random, int n) {
    double[] x = new double[n];
    x[0] = random.nextGaussian();
    for (int t = 1; t < n; t++) {
      x[t] = FADING * x[t - 1] + StrictMath.sqrt(1 - FADING * FADING) * random.nextGaussian();
    }
    return x;
  }

  @Override
  public Forecast at(int step) {
    int n = truth.steps() - step;
    TimeAxis axis = truth.axis().slice(step, truth.steps());
    Forecast.Builder forecast = Forecast.builder(axis, List.of(LOW, MEDIAN, HIGH));
    for (Map.Entry<String, ZoneTerms> zone : truth.zones().entrySet()) {
      double[] demand = zone.getValue().demandM3h();
      double[] off = StepFlows.of(error, zone.getKey());
      double[] mean = new double[n];
      double[][] quantiles = new double[3][n];
      for (int i = 0; i < n; i++) {
        double fading = StrictMath.pow(FADING, i + 1);
        double sd = SPREAD * StrictMath.sqrt(1 - fading * fading);
        // off[t + 1] is the error of step t.
        double median = demand[step + i] * StrictMath.exp(fading * off[step] - off[step + i + 1]);
        mean[i] = median * StrictMath.exp(sd * sd / 2);
        quantiles[0][i] = median * StrictMath.exp(-NORMAL_HIGH * sd);
        quantiles[1][i] = median;
        quantiles[2][i] = median * StrictMath.exp(NORMAL_HIGH * sd);
      }
      forecast.series(zone.getKey(), Quantity.FLOW, Support.INTERVAL_MEAN, mean, quantiles);
    }
    return forecast.build();
  }
}
