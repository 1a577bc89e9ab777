// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastDemandTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final double[] MEAN = {1.1, 2.3, 3.7, 4.9, 5.3, 6.1, 7.9, 8.3};

  private static Problem problem(Instant start, int minutes, int steps) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("A"))
            .node(Junction.of("B"))
            .link(Pipe.of("SA", "S", "A"))
            .link(Pipe.of("SB", "S", "B"))
            .build();
    double[] usual = new double[steps];
    Arrays.fill(usual, 9);
    return Problem.builder(
            "town", network, TimeAxis.of(start, Duration.ofMinutes(minutes), steps), "EUR")
        .source("S", SourceTerms.of(50, .2))
        .zone("A", new ZoneTerms(usual, 5))
        .zone("B", new ZoneTerms(usual, 7))
        .link("SA", LinkTerms.pipe(50, false, 0, 0))
        .link("SB", LinkTerms.pipe(50, false, 0, 0))
        .build();
  }

  private static Forecast forecast(Quantity quantity, Support support, double[] mean) {
    return forecast(quantity, support, mean, Duration.ofHours(1));
  }

  private static Forecast forecast(
      Quantity quantity, Support support, double[] mean, Duration step) {
    double[] low = Arrays.stream(mean).map(x -> x - 1).toArray();
    double[] high = Arrays.stream(mean).map(x -> x + 1).toArray();
    return Forecast.builder(
            TimeAxis.of(START, step, mean.length),
            List.of(QuantileLevel.of(.1), QuantileLevel.of(.9)))
        .series("A", quantity, support, mean, new double[][] {low, high})
        .build();
  }

  private static Forecast flow() {
    return forecast(Quantity.FLOW, Support.INTERVAL_MEAN, MEAN);
  }

  private static double[] demandOfA(ForecastDemand filled) {
    return filled.problem().zones().get("A").demandM3h();
  }

  @Test
  void aZoneWithAForecastTakesItToTheLastBitAndTheOthersKeepTheirs() {
    ForecastDemand filled = ForecastDemand.mean(problem(START, 60, 8), flow());

    assertThat(demandOfA(filled)).containsExactly(MEAN);
    assertThat(filled.problem().zones().get("A").shortfallCostPerM3()).isEqualTo(5);
    assertThat(filled.problem().zones().get("B")).isEqualTo(problem(START, 60, 8).zones().get("B"));
    assertThat(filled.forecastZones()).containsExactly("A");
    assertThat(filled.keptZones()).containsExactly("B");
    assertThat(filled.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"15, 32", "30, 16", "60, 8", "120, 4", "240, 2", "480, 1"})
  void theVolumeIsTheSameWhateverTheStep(int minutes, int steps) {
    double[] demand = demandOfA(ForecastDemand.mean(problem(START, minutes, steps), flow()));

    assertThat(Arrays.stream(demand).sum() * minutes / 60)
        .isCloseTo(Arrays.stream(MEAN).sum(), within(1e-9));
  }

  @Test
  void stepsThatStraddleTheHourShareItByTime() {
    Problem later = problem(START.plusSeconds(45 * 60), 60, 2);

    assertThat(demandOfA(ForecastDemand.mean(later, flow())))
        .containsExactly(
            new double[] {.25 * 1.1 + .75 * 2.3, .25 * 2.3 + .75 * 3.7}, within(1e-12));
  }

  @Test
  void aQuantileCanBePlannedFor() {
    ForecastDemand filled =
        ForecastDemand.quantile(problem(START, 60, 8), flow(), QuantileLevel.of(.9));

    assertThat(demandOfA(filled)).containsExactly(Arrays.stream(MEAN).map(x -> x + 1).toArray());
  }

  @Test
  void volumesPerIntervalBecomeFlows() {
    Forecast volumes =
        forecast(Quantity.VOLUME, Support.INTERVAL_TOTAL, new double[] {3, 5}, Duration.ofHours(2));

    assertThat(demandOfA(ForecastDemand.mean(problem(START, 60, 4), volumes)))
        .containsExactly(1.5, 1.5, 2.5, 2.5);
  }

  @Test
  void valuesBelowZeroAreTakenAsZeroAndSaid() {
    Forecast signed =
        forecast(Quantity.FLOW, Support.INTERVAL_MEAN, new double[] {-2, 3, -.5, 1, 0, 1, 1, 1});

    ForecastDemand filled = ForecastDemand.mean(problem(START, 60, 8), signed);

    assertThat(demandOfA(filled)).startsWith(0, 3, 0, 1);
    assertThat(filled.notes())
        .containsExactly("zone 'A': 2 steps forecast below zero taken as zero");
  }

  @Test
  void stepsOutsideTheForecastAreRefusedWithBothPeriods() {
    assertThatThrownBy(() -> ForecastDemand.mean(problem(START, 60, 9), flow()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2024-01-01T09:00:00Z")
        .hasMessageContaining("2024-01-01T08:00:00Z");
    assertThatThrownBy(() -> ForecastDemand.mean(problem(START.minusSeconds(1), 60, 2), flow()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Problem.startingAt");
  }

  @Test
  void somethingElseUnderTheNameOfAZoneIsRefused() {
    Forecast pressure = forecast(Quantity.PRESSURE_HEAD, Support.INSTANT, MEAN);

    assertThatThrownBy(() -> ForecastDemand.mean(problem(START, 60, 8), pressure))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("zone 'A'");
  }

  @Test
  void aProblemMovesInTimeAndKeepsAllElse() {
    Problem moved = problem(START, 60, 8).startingAt(START.plusSeconds(86_400));

    assertThat(moved.axis().start()).isEqualTo("2024-01-02T00:00:00Z");
    assertThat(moved.startingAt(START)).isEqualTo(problem(START, 60, 8));
  }

  @Test
  void whatIsGuaranteedToAZoneStays() {
    Problem hours = problem(START, 60, 8);
    ZoneTerms guaranteed = hours.zones().get("A").withGuaranteedShare(.5).withMaxShortfall(3);
    Problem problem = hours.toBuilder().zone("A", guaranteed).build();

    assertThat(ForecastDemand.mean(problem, flow()).problem().zones().get("A"))
        .isEqualTo(guaranteed.withDemand(MEAN));
  }
}
