// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a forecaster makes of covariates: something, and nothing before they were known. */
abstract class ForecastCovariates extends ForecastData {
  private static final String ID = "helper";

  ForecastCovariates() {}

  /**
   * Returns what a covariate must measure to be used, where the provider claims to use any; a
   * temperature unless overridden.
   */
  protected Quantity covariate() {
    return Quantity.TEMPERATURE;
  }

  /** Some 20 in its unit, one level a day; beyond the history by the horizon. */
  private Series helper() {
    Panel targets = panel();
    int steps = targets.axis().length() + HORIZON;
    TimeAxis axis = TimeAxis.of(targets.axis().start(), targets.axis().step(), steps);
    WallClock clock = Scenes.ROME.clock();
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      RandomGenerator day = RunContext.standard().random(ID, clock.epochDay(axis.epochSecond(t)));
      values[t] = 10 + 20 * day.nextDouble();
    }
    return Series.of(ID, covariate(), Support.INTERVAL_MEAN, axis, values);
  }

  /** Demand that rises by 2 % with each unit of the covariate. */
  private Panel helped(Series helper) {
    return Panel.of(
        panel().series().stream()
            .map(
                one -> {
                  double[] values = one.toArray();
                  for (int t = 0; t < values.length; t++) {
                    values[t] *= 1 + 0.02 * (helper.value(t) - 20);
                  }
                  return one.withValues(values);
                })
            .toList());
  }

  private static Series changed(Series series, Instant from, DoubleUnaryOperator change) {
    double[] values = series.toArray();
    for (int t = Math.max(0, series.axis().ceilingIndex(from)); t < values.length; t++) {
      values[t] = change.applyAsDouble(values[t]);
    }
    return series.withValues(values);
  }

  private FittedForecaster fit(Panel targets, Covariate covariate) {
    return fit(new History(targets, Covariates.of(covariate), Scenes.ROME));
  }

  @Test
  final void usesTheCovariatesThatItClaims() {
    assumeCapability(Capability.COVARIATES);
    Series helper = helper();
    Panel targets = helped(helper);
    FittedForecaster model = fit(targets, Covariate.known(helper));
    ForecastRequest plain = request(HORIZON);
    Forecast expected = model.forecast(plain, RunContext.standard());
    assertThat(
            model.forecast(
                plain.withCovariates(Covariates.of(Covariate.known(helper))),
                RunContext.standard()))
        .as("forecast with the covariates that the history knew, said once more")
        .isEqualTo(expected);
    Series warmer = changed(helper, model.cutoff(), value -> value + 5);
    assertThat(
            model.forecast(
                plain.withCovariates(Covariates.of(Covariate.known(warmer))),
                RunContext.standard()))
        .as("forecast where '%s' is 5 more; maybe override covariate()", ID)
        .isNotEqualTo(expected);
  }

  @Test
  final void usesNoCovariateBeforeItIsKnown() {
    assumeCapability(Capability.COVARIATES);
    Series helper = helper();
    Panel targets = helped(helper);
    Instant cutoff = targets.axis().end();
    Series observed = helper.before(cutoff);
    Series future = helper.slice(observed.length(), helper.length());
    Series otherwise = changed(future, cutoff, value -> 50 - value);

    assertThat(forecast(fit(targets, Covariate.observed(changed(helper, cutoff, v -> v + 9)))))
        .as("forecast where what is observed after the cutoff changes")
        .isEqualTo(forecast(fit(targets, Covariate.observed(observed))));
    Covariate.Vintage known = new Covariate.Vintage(cutoff, future);
    Covariate.Vintage unknown = new Covariate.Vintage(cutoff.plusSeconds(1), otherwise);
    assertThat(forecast(fit(targets, Covariate.forecast(helper, List.of(known, unknown)))))
        .as("forecast where a vintage is issued, and values are observed, after the cutoff")
        .isEqualTo(forecast(fit(targets, Covariate.forecast(observed, List.of(known)))));
  }
}
