// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What the tests of forecasters share: hooks, data, and the closing of models. */
abstract class ForecasterSetting extends ProviderContract<Forecaster> {
  static final int HORIZON = 48;
  private final List<FittedForecaster> opened = new ArrayList<>();

  ForecasterSetting() {}

  @Override
  protected abstract ForecasterProvider provider();

  /** Returns how many weeks of hourly history the kit gives to a fit; 12 unless overridden. */
  protected int weeks() {
    return 12;
  }

  /**
   * Returns whether each series of a panel is forecast as if it were alone; false unless
   * overridden.
   */
  protected boolean forecastsSeriesAlone() {
    return false;
  }

  /**
   * Returns by how much, relative to it, the forecast of a constant history may be off; 0.05 unless
   * overridden.
   */
  protected double constantTolerance() {
    return 0.05;
  }

  final boolean can(Capability capability) {
    return provider().capabilities().contains(capability);
  }

  final List<String> ids() {
    return can(Capability.MULTI_SERIES) ? List.of("north", "south") : List.of("north");
  }

  /** Hourly demand of the weeks asked for, ending at the start of a Monday in winter (UTC). */
  final Panel panel() {
    return Scenes.demand(Scenes.WINTER, Scenes.HOUR, weeks() * Scenes.WEEK, Scenes.ROME, 1, ids());
  }

  final History history() {
    return History.of(panel(), Scenes.ROME);
  }

  /** Hourly demand that begins as {@link #history()} does and goes on for more steps. */
  final History longer(int more) {
    return History.of(
        Scenes.demand(
            Scenes.WINTER.plus(Scenes.HOUR.multipliedBy(more)),
            Scenes.HOUR,
            weeks() * Scenes.WEEK + more,
            Scenes.ROME,
            1,
            ids()),
        Scenes.ROME);
  }

  final FittedForecaster fit(History history) {
    return fit(configured(), history, RunContext.standard());
  }

  final FittedForecaster fit(Forecaster forecaster, History history, RunContext run) {
    return closedLater(forecaster.fit(history, run));
  }

  final FittedForecaster closedLater(FittedForecaster model) {
    opened.add(model);
    return model;
  }

  @AfterEach
  final void closeModels() {
    opened.forEach(FittedForecaster::close);
  }

  /** Asks for all that the provider claims. */
  final ForecastRequest request(int horizon) {
    ForecastRequest request = ForecastRequest.steps(horizon);
    if (!can(Capability.QUANTILES)) {
      request = request.withLevels(List.of());
    }
    if (can(Capability.SAMPLE_PATHS)) {
      request = request.withSamplePaths(7);
    }
    return can(Capability.EXPLANATION) ? request.explained() : request;
  }

  final Forecast forecast(FittedForecaster model) {
    return model.forecast(request(HORIZON), RunContext.standard());
  }

  static void assertFollows(Forecast forecast, FittedForecaster model, int horizon) {
    assertThat(forecast.axis())
        .as("a forecast has the steps asked for, from the cutoff on; maybe trainedOn().next(n)")
        .isEqualTo(model.trainedOn().next(horizon));
    assertWhole(forecast, horizon);
  }

  /** A forecast refuses to be built of values that are not finite; this says so once more. */
  static void assertWhole(Forecast forecast, int horizon) {
    assertThat(forecast.horizon()).as("number of steps").isEqualTo(horizon);
    for (int s = 0; s < forecast.size(); s++) {
      for (int t = 0; t < horizon; t++) {
        assertThat(forecast.mean(s, t)).as("mean of series %s in step %s", s, t).isFinite();
      }
    }
  }
}
