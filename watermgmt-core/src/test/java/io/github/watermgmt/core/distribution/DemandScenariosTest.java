// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemandScenariosTest {

  private static Problem town(int steps, long stepSeconds) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("A"))
            .node(Junction.of("B"))
            .link(Pipe.of("SA", "S", "A"))
            .link(Pipe.of("SB", "S", "B"))
            .build();
    double[] usual = new double[steps];
    java.util.Arrays.fill(usual, 9);
    return Problem.builder("town", network, TimeAxis.of(0, stepSeconds, steps), "EUR")
        .source("S", SourceTerms.of(50, .2))
        .zone("A", new ZoneTerms(usual, 5).withGuaranteedShare(.5))
        .zone("B", new ZoneTerms(usual, 7))
        .link("SA", LinkTerms.pipe(50, false, 0, 0))
        .link("SB", LinkTerms.pipe(50, false, 0, 0))
        .build();
  }

  private static double[] demand(Problem problem, String zone) {
    return problem.zones().get(zone).demandM3h();
  }

  private static DemandScenario scenario(String name, double probability, double... demandOfA) {
    return new DemandScenario(name, probability, Map.of("A", PerStep.of(demandOfA)));
  }

  @Test
  void meansAndQuantilesGoByProbability() {
    DemandScenarios scenarios =
        DemandScenarios.of(
            town(2, 3600),
            List.of(scenario("x", .5, 1, 8), scenario("y", .3, 2, 6), scenario("z", .2, 4, 7)));

    assertThat(demand(scenarios.mean(), "A"))
        .containsExactly(new double[] {1.9, 7.2}, within(1e-12));
    assertThat(demand(scenarios.quantile(QuantileLevel.of(.5)), "A")).containsExactly(1, 7);
    assertThat(demand(scenarios.quantile(QuantileLevel.of(.8)), "A")).containsExactly(2, 8);
    assertThat(demand(scenarios.quantile(QuantileLevel.of(.9)), "A")).containsExactly(4, 8);
    assertThat(demand(scenarios.problem(2), "A")).containsExactly(4, 7);
    for (Problem problem : List.of(scenarios.mean(), scenarios.problem(1))) {
      assertThat(demand(problem, "B")).containsExactly(9, 9);
      assertThat(problem.zones().get("A").guaranteedShare()).isEqualTo(.5);
    }
  }

  @Test
  void everyFaultIsTold() {
    assertThatThrownBy(
            () ->
                DemandScenarios.of(
                    town(2, 3600),
                    List.of(
                        scenario("x", .5, 1, -3),
                        scenario("x", 50, 1, 2, 3),
                        scenario(" ", 0, Double.NaN, 1),
                        new DemandScenario("w", .1, Map.of("S", PerStep.of(1, 1))))))
        .isInstanceOfSatisfying(
            WaterManagementException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PROBLEM))
        .hasMessageContaining("demand of zone 'A' in scenario 'x' in step 1 (-3.0 m3/h), must be")
        .hasMessageContaining("name of a scenario (x), must not be repeated")
        .hasMessageContaining("name of a scenario ( ), must not be blank")
        .hasMessageContaining("probability of scenario 'x' (50.0), must be above 0")
        .hasMessageContaining("it is a percentage")
        .hasMessageContaining("demand of zone 'A' in scenario 'x' (3 values), must have one")
        .hasMessageContaining("probability of scenario ' ' (0.0)")
        .hasMessageContaining("in step 0 (NaN m3/h)")
        .hasMessageContaining("zone of scenario 'w' (S), is not one of [A, B]")
        .hasMessageContaining("sum of probabilities (50.6), must be 1");
    assertThatThrownBy(() -> DemandScenarios.of(town(2, 3600), List.of()))
        .hasMessageContaining("scenarios (0), must be at least 1");
  }

  /** Four hours of zone A, and of what is no zone; three paths. */
  private static Forecast forecast(String id) {
    double[] mean = {2, 2, 2, 2};
    return Forecast.builder(TimeAxis.of(0, 3600, 4), List.of(QuantileLevel.of(.5)))
        .series("other", Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[][] {mean})
        .series(id, Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[][] {mean})
        .paths(
            new double[][][] {
              {{0, 0, 0, 0}, {1, 3, 5, 7}},
              {{0, 0, 0, 0}, {2, 4, -6, 8}},
              {{0, 0, 0, 0}, {9, 9, 9, 9}}
            })
        .build();
  }

  @Test
  void pathsOfAForecastBecomeScenariosInTheStepsOfTheProblem() {
    DemandScenarios scenarios = DemandScenarios.ofPaths(town(2, 7200), forecast("A"), 2);

    assertThat(scenarios.scenarios())
        .extracting(DemandScenario::name)
        .containsExactly("path 1", "path 2");
    assertThat(scenarios.scenarios())
        .extracting(DemandScenario::probability)
        .containsExactly(.5, .5);
    assertThat(demand(scenarios.problem(0), "A")).containsExactly(2, 6);
    assertThat(demand(scenarios.problem(1), "A")).containsExactly(3, 1);
    assertThat(demand(scenarios.problem(1), "B")).containsExactly(9, 9);

    DemandScenarios hourly = DemandScenarios.ofPaths(town(4, 3600), forecast("A"), 3);
    assertThat(demand(hourly.problem(1), "A")).containsExactly(2, 4, 0, 8);
    assertThat(hourly.notes())
        .containsExactly("zone 'A': 1 steps of paths below zero taken as zero");
  }

  @Test
  void forecastsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> DemandScenarios.ofPaths(town(4, 3600), forecast("A"), 4))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("scenarios (4), must be between 1 and the 3 sample paths there are")
        .hasMessageContaining("withSamplePaths");
    assertThatThrownBy(() -> DemandScenarios.ofPaths(town(5, 3600), forecast("A"), 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("forecast further ahead");
    assertThatThrownBy(() -> DemandScenarios.ofPaths(town(4, 3600), forecast("C"), 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must have the id of a zone");
  }
}
