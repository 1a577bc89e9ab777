// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Districts;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HierarchyForecasterTest {
  private static final RunContext RUN = RunContext.standard();
  private static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  private static final Instant END = Instant.parse("2025-06-15T22:00:00Z");
  private static final int DAY = 24;
  private static final int HISTORY = 168 * 22;

  private final Districts city = city(HISTORY + 168);
  private final Hierarchy hierarchy = Hierarchy.of(city.parents());
  private final Panel known = city.inflow().before(END);
  private final Forecaster naive = Providers.discover().forecaster("seasonal-naive");

  private static Districts city(int hours) {
    Instant start = END.minus(Duration.ofHours(HISTORY));
    return Districts.of(11, 2, 2, TimeAxis.of(start, Duration.ofHours(1), hours), ROME);
  }

  private FittedForecaster fit(ReconciliationMethod method, Panel panel) {
    return HierarchyForecaster.of(naive, hierarchy, method).fit(History.of(panel, ROME), RUN);
  }

  private void assertCoherent(Forecast forecast) {
    assertThat(forecast.ids()).isEqualTo(hierarchy.ids());
    for (String parent : hierarchy.aggregates()) {
      for (int p = -1; p < forecast.pathCount(); p++) {
        for (int t = 0; t < forecast.horizon(); t++) {
          double sum = 0;
          for (String child : hierarchy.children(parent)) {
            sum += value(forecast, child, p, t);
          }
          assertThat(value(forecast, parent, p, t)).isEqualTo(sum).isNotNegative();
        }
      }
    }
  }

  private static double value(Forecast forecast, String id, int path, int step) {
    int s = forecast.indexOf(id);
    return path < 0 ? forecast.mean(s, step) : forecast.path(path, s, step);
  }

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void oneLineMakesAnyForecasterCoherent(ReconciliationMethod method) {
    FittedForecaster model = fit(method, known);
    assertThat(model.cutoff()).isEqualTo(END);
    assertThat(model.seriesIds()).isEqualTo(hierarchy.ids());
    ForecastRequest request = ForecastRequest.steps(DAY).withSamplePaths(30);
    Forecast forecast = model.forecast(request, RUN);
    assertCoherent(forecast);
    assertThat(forecast.pathCount()).isEqualTo(30);
    Forecast many = model.forecast(request, RUN.withParallelism(4));
    assertThat(many).isEqualTo(forecast);
    // A week later the same model, and the same errors' covariance.
    History newer = History.of(city.inflow(), ROME);
    Forecast later = model.update(newer, RUN).forecast(request, RUN);
    assertThat(later.axis().start()).isEqualTo(END.plus(Duration.ofDays(7)));
    assertCoherent(later);
  }

  @Test
  void quantilesWithoutPathsComeFromPathsThatAreForgotten() {
    FittedForecaster model = fit(ReconciliationMethod.OLS, known);
    Forecast forecast = model.forecast(ForecastRequest.steps(DAY), RUN);
    assertThat(forecast.pathCount()).isZero();
    assertThat(forecast.levels()).isEqualTo(QuantileLevel.STANDARD);
    Forecast with =
        model.forecast(ForecastRequest.steps(DAY).withSamplePaths(FittedHierarchy.PATHS), RUN);
    assertThat(forecast.quantile("Z1", QuantileLevel.MEDIAN))
        .isEqualTo(with.quantile("Z1", QuantileLevel.MEDIAN));
    ForecastRequest meansOnly = ForecastRequest.steps(DAY).withLevels(List.of());
    assertCoherent(model.forecast(meansOnly, RUN));
    Forecast explained = model.forecast(ForecastRequest.steps(DAY).explained(), RUN);
    assertThat(explained.explanation("city").orElseThrow().components())
        .anyMatch(component -> component.name().equals("reconciliation"));
  }

  @Test
  void sumsThatAreNotMeteredAreAddedUp() {
    Panel leaves = known.select(hierarchy.leaves());
    ForecastRequest request = ForecastRequest.steps(DAY).withSamplePaths(20);
    Forecast added = fit(ReconciliationMethod.OLS, leaves).forecast(request, RUN);
    Forecast given = fit(ReconciliationMethod.OLS, known).forecast(request, RUN);
    assertCoherent(added);
    for (int t = 0; t < DAY; t++) {
      assertThat(added.mean(0, t)).isCloseTo(given.mean(0, t), within(1e-9));
    }
  }

  @Test
  void aLeafThatWasNegativeMayBeSoAndOthersMayNot() {
    double[] drawn = known.series("Z1 D1").toArray();
    for (int t = 0; t < drawn.length; t++) {
      drawn[t] -= 40;
    }
    Panel exporting =
        known.select(hierarchy.leaves()).with(known.series("Z1 D1").withValues(drawn));
    Forecast forecast =
        fit(ReconciliationMethod.OLS, exporting).forecast(ForecastRequest.steps(168), RUN);
    assertThat(Arrays.stream(forecast.mean("Z1 D1").toArray())).anyMatch(v -> v < 0);
    assertThat(Arrays.stream(forecast.mean("Z2 D2").toArray())).allMatch(v -> v >= 0);
  }

  @Test
  void warningsTellWhatWasDoneToLearnTheErrors() {
    double[] nothing = new double[known.axis().length()];
    Panel certain =
        known.select(hierarchy.leaves()).with(known.series("Z1 D1").withValues(nothing));
    assertThat(fit(ReconciliationMethod.MINT, certain).warnings())
        .contains("'Z1 D1' hardly ever erred: taken as nearly certain");
    assertThat(fit(ReconciliationMethod.OLS, known.select(hierarchy.leaves())).warnings())
        .isEmpty();
  }

  @Test
  void refusesWhatDoesNotFitAllAtOnce() {
    Panel wrong = known.select(List.of("Z1 D1", "Z1 D2", "Z2 D1"));
    wrong = wrong.with(known.series("city").withId("moon"));
    wrong = wrong.with(known.series("city").withId("sun"));
    Panel panel = wrong;
    assertThatThrownBy(() -> fit(ReconciliationMethod.OLS, panel))
        .asInstanceOf(type(DataException.class))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "leaf (Z2 D2), must be in the history. Maybe look at its id.",
                        "series (moon), is not in the hierarchy. Maybe select the others.",
                        "series (sun), is not in the hierarchy. Maybe select the others."));
    Series volume =
        Series.of(
            "Z2 D2",
            Quantity.VOLUME,
            Support.INTERVAL_TOTAL,
            known.axis(),
            known.series("Z2 D2").toArray());
    assertThatThrownBy(() -> fit(ReconciliationMethod.OLS, known.with(volume)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("series 'Z2 D2' (volume, INTERVAL_TOTAL)");
    Panel shortOne = known.slice(known.axis().length() - 168 * 4, known.axis().length());
    assertThatThrownBy(() -> fit(ReconciliationMethod.MINT, shortOne))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("at least 2 for MINT")
        .hasMessageContaining("take OLS");
    assertThatThrownBy(
            () ->
                HierarchyForecaster.of(naive, hierarchy, ReconciliationMethod.MINT)
                    .withErrorWeeks(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysThatItCannotBeSaved() {
    FittedForecaster model = fit(ReconciliationMethod.BOTTOM_UP, known);
    assertThat(model.capabilities())
        .contains(Capability.SAMPLE_PATHS)
        .doesNotContain(Capability.PERSISTENCE);
    assertThatThrownBy(model::toModelFile).isInstanceOf(UnsupportedRequestException.class);
  }

  /** What comes after the cutoff changes nothing, the covariance of the errors included. */
  @Test
  void nothingAfterTheCutoffMatters() {
    List<Series> corrupted = new ArrayList<>();
    for (Series one : city.inflow().series()) {
      double[] values = one.toArray();
      for (int t = known.axis().length(); t < values.length; t++) {
        values[t] *= 1000;
      }
      corrupted.add(one.withValues(values));
    }
    ForecastRequest request = ForecastRequest.steps(DAY).withSamplePaths(10);
    assertThat(
            fit(ReconciliationMethod.MINT, Panel.of(corrupted).before(END)).forecast(request, RUN))
        .isEqualTo(fit(ReconciliationMethod.MINT, known).forecast(request, RUN));
  }
}
