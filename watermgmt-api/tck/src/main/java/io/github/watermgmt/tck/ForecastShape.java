// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a forecast looks like, and what it refuses to be. */
abstract class ForecastShape extends ForecasterSetting {
  private static final Unit LITRES_PER_SECOND = Unit.of("l/s");

  ForecastShape() {}

  @Test
  final void saysWhatItIs() {
    Forecaster forecaster = configured();
    assertThat(forecaster.name()).as("name of the forecaster").isEqualTo(provider().name());
    assertThat(forecaster.options()).as("options of the forecaster").isEqualTo(options());
    assertThat(provider().capabilities())
        .as("capabilities of the provider include those of its forecasters")
        .containsAll(forecaster.capabilities());
    assertThat(fit(history()).capabilities())
        .as("capabilities of a model are those of the forecaster that fitted it")
        .isEqualTo(forecaster.capabilities());
  }

  @Test
  final void tellsItsProvenance() {
    History history = history();
    FittedForecaster model = fit(configured(), history, RunContext.standard().withSeed(77));
    Provenance provenance = model.provenance();
    assertThat(model.trainedOn()).as("axis of the history").isEqualTo(history.targets().axis());
    assertThat(provenance.provider()).isEqualTo(provider().name());
    assertThat(provenance.providerVersion()).isEqualTo(provider().version());
    assertThat(provenance.options())
        .as("all options, defaults included")
        .isEqualTo(options().asMap());
    assertThat(provenance.seed()).as("seed of the run").isEqualTo(77);
    assertThat(provenance.dataDigest())
        .as("DataDigest.of(history.targets())")
        .isEqualTo(DataDigest.of(history.targets()));
    assertThat(provenance.trainedFrom()).isEqualTo(model.trainedOn().start());
    assertThat(provenance.trainedUntil()).isEqualTo(model.cutoff());
    assertThat(provenance.series()).as("number of series").isEqualTo(ids().size());
  }

  @Test
  final void startsWhereTheHistoryEnds() {
    FittedForecaster model = fit(history());
    assertThat(model.cutoff()).as("cutoff, the end of the history").isEqualTo(history().end());
    for (int horizon : new int[] {1, 24, 200}) {
      assertFollows(model.forecast(request(horizon), RunContext.standard()), model, horizon);
    }
  }

  @Test
  final void keepsNamesQuantityAndSupport() {
    Panel panel = panel();
    FittedForecaster model = fit(history());
    Forecast forecast = forecast(model);
    assertThat(model.seriesIds()).as("ids of the model").isEqualTo(panel.ids());
    assertThat(forecast.ids()).as("ids of the forecast, in order").isEqualTo(panel.ids());
    for (int s = 0; s < panel.size(); s++) {
      assertThat(forecast.quantity(s)).isEqualTo(panel.series(s).quantity());
      assertThat(forecast.support(s)).isEqualTo(panel.series(s).support());
    }
  }

  @Test
  final void givesTheLevelsAskedFor() {
    FittedForecaster model = fit(history());
    ForecastRequest means = ForecastRequest.steps(5).withLevels(List.of());
    assertThat(model.forecast(means, RunContext.standard()).levels())
        .as("levels, where none were asked for")
        .isEmpty();
    List<QuantileLevel> levels = List.of(QuantileLevel.of(0.1), QuantileLevel.of(0.75));
    ForecastRequest wanted = means.withLevels(levels);
    if (!can(Capability.QUANTILES)) {
      assertUnsupported(model, wanted, Capability.QUANTILES);
      return;
    }
    assertThat(model.forecast(wanted, RunContext.standard()).levels())
        .as("exactly the levels asked for")
        .isEqualTo(levels);
  }

  @Test
  final void quantilesNeverCross() {
    assumeCapability(Capability.QUANTILES);
    List<QuantileLevel> fine = new ArrayList<>(QuantileLevel.range(0.01, 0.99, 0.01));
    fine.addAll(List.of(QuantileLevel.of(0.001), QuantileLevel.of(0.995)));
    fine.add(QuantileLevel.of(0.999));
    ForecastRequest request = ForecastRequest.steps(HORIZON).withLevels(fine);
    // Forecast.build refuses quantiles that cross, so the promise is broken by its error.
    Forecast forecast = fit(history()).forecast(request, RunContext.standard());
    assertThat(forecast.levels()).hasSize(fine.size());
    double width =
        forecast.quantile(0, 3, QuantileLevel.of(0.95))
            - forecast.quantile(0, 3, QuantileLevel.of(0.05));
    assertThat(width).as("quantiles of noisy demand lie apart").isPositive();
  }

  @Test
  final void forecastsInTheCanonicalUnit() {
    Panel cubicMetres = panel();
    PanelBuilder builder = PanelBuilder.create().step(Scenes.HOUR);
    for (Series one : cubicMetres.series()) {
      builder.sensor(SensorSpec.mean(one.id(), LITRES_PER_SECOND));
      double[] values = one.toArray(LITRES_PER_SECOND);
      for (int t = 0; t < values.length; t++) {
        builder.add(one.id(), one.axis().epochSecond(t), values[t]);
      }
    }
    Forecast forecast = forecast(fit(History.of(builder.build().panel(), Scenes.ROME)));
    for (Series one : cubicMetres.series()) {
      double level = mean(one.toArray());
      double ahead = mean(forecast.mean(one.id()).toArray());
      assertThat(ahead)
          .as(
              "mean of the forecast in m³/h, where the history has %.1f m³/h (entered as %.1f l/s)",
              level, level / 3.6)
          .isBetween(level / 2, level * 2);
    }
  }

  @Test
  final void forecastsAConstantAsConstant() {
    Panel panel = panel();
    for (double value : new double[] {42, 0}) {
      History history = History.of(Scenes.constant(panel, value), Scenes.ROME);
      Forecast forecast = forecast(fit(history));
      for (int t = 0; t < HORIZON; t++) {
        assertThat(forecast.mean(0, t))
            .as("forecast of a history that is %s throughout, step %s", value, t)
            .isCloseTo(value, within(constantTolerance() * Math.max(1, value)));
      }
    }
  }

  @Test
  final void drawsJointPathsBySeed() {
    FittedForecaster model = fit(history());
    ForecastRequest request =
        ForecastRequest.steps(HORIZON).withLevels(List.of()).withSamplePaths(20);
    if (!can(Capability.SAMPLE_PATHS)) {
      assertUnsupported(model, request, Capability.SAMPLE_PATHS);
      return;
    }
    Forecast one = model.forecast(request, RunContext.standard().withSeed(1));
    Forecast two = model.forecast(request, RunContext.standard().withSeed(2));
    assertThat(one.pathCount()).as("as many sample paths as asked for").isEqualTo(20);
    assertThat(one)
        .as("the same seed draws the same paths")
        .isEqualTo(model.forecast(request, RunContext.standard().withSeed(1)));
    assertThat(two).as("another seed draws other paths").isNotEqualTo(one);
    assertThat(two.mean(ids().get(0)))
        .as("the seed of a forecast changes no mean")
        .isEqualTo(one.mean(ids().get(0)));
    assertThat(one.total("all").mean(0, 0))
        .as("the mean of a total is the sum of the means")
        .isCloseTo(sumOfMeans(one), within(1e-9 * (1 + Math.abs(sumOfMeans(one)))));
  }

  @Test
  final void explainsEverySeries() {
    FittedForecaster model = fit(history());
    ForecastRequest request = ForecastRequest.steps(HORIZON).withLevels(List.of()).explained();
    if (!can(Capability.EXPLANATION)) {
      assertUnsupported(model, request, Capability.EXPLANATION);
      return;
    }
    // Forecast.build refuses components that do not add up to the mean.
    Forecast forecast = model.forecast(request, RunContext.standard());
    for (String id : forecast.ids()) {
      assertThat(forecast.explanation(id)).as("explanation of '%s'", id).isPresent();
      Explanation explanation = forecast.explanation(id).orElseThrow();
      assertThat(explanation.components()).as("components of '%s'", id).isNotEmpty();
    }
    assertThat(model.forecast(request(5), RunContext.standard()).ids()).isEqualTo(ids());
  }

  @Test
  final void refusesSeveralSeriesIfItCannot() {
    assumeFalse(can(Capability.MULTI_SERIES), "several series are claimed, and tested elsewhere");
    Panel two =
        Scenes.demand(
            Scenes.WINTER,
            Scenes.HOUR,
            weeks() * Scenes.WEEK,
            Scenes.ROME,
            1,
            List.of("north", "south"));
    assertThatThrownBy(
            () -> fit(History.of(two, Scenes.ROME)),
            "a panel of two without %s",
            Capability.MULTI_SERIES.label())
        .isInstanceOf(UnsupportedRequestException.class);
  }

  @Test
  final void forecastsSeriesOfAPanelAsIfAlone() {
    assumeCapability(Capability.MULTI_SERIES);
    if (!forecastsSeriesAlone()) {
      abort("forecastsSeriesAlone() does not claim it");
    }
    Forecast together = forecast(fit(history()));
    for (String id : ids()) {
      Panel one = panel().select(List.of(id));
      Forecast alone = forecast(fit(History.of(one, Scenes.ROME)));
      assertThat(together.mean(id))
          .as("mean of '%s' in a panel and alone", id)
          .isEqualTo(alone.mean(id));
    }
  }

  private static void assertUnsupported(
      FittedForecaster model, ForecastRequest request, Capability capability) {
    assertThatThrownBy(
            () -> model.forecast(request, RunContext.standard()),
            "a request that needs %s, which is not claimed",
            capability.label())
        .isInstanceOf(UnsupportedRequestException.class);
  }

  private static double sumOfMeans(Forecast forecast) {
    double sum = 0;
    for (int s = 0; s < forecast.size(); s++) {
      sum += forecast.mean(s, 0);
    }
    return sum;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
