// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static Network network() {
    return Network.builder()
        .node(Reservoir.of("S"))
        .node(Tank.of("T"))
        .node(Junction.of("Z"))
        .node(Junction.of("J"))
        .link(Pipe.of("P", "S", "T"))
        .link(Pipe.of("L", "T", "J"))
        .link(Pipe.of("M", "J", "Z"))
        .build();
  }

  private static TimeAxis axis(int minutes, int steps) {
    return TimeAxis.of(START, Duration.ofMinutes(minutes), steps);
  }

  private static Problem.Builder good(TimeAxis axis) {
    return Problem.builder("town", network(), axis, "EUR")
        .source("S", SourceTerms.licensed(50, 0.2, 800))
        .tank("T", new TankTerms(10, 100, 60, 60))
        .zone("Z", new ZoneTerms(new double[axis.length()], 5))
        .link("P", LinkTerms.pump(50, 0.01, 0.4, "night"))
        .link("L", LinkTerms.pipe(50, true, 0.02, 0))
        .link("M", LinkTerms.pipe(50, false, 0, 0))
        .tariff("night", new double[axis.length()]);
  }

  private static List<String> problems(Problem.Builder builder) {
    WaterManagementException error =
        catchThrowableOfType(WaterManagementException.class, builder::build);
    assertThat(error).as("refused").isNotNull();
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PROBLEM);
    return error.problems();
  }

  @Test
  void whatWasPutInComesOut() {
    Problem problem = good(axis(15, 8)).build();
    assertThat(problem.name()).isEqualTo("town");
    assertThat(problem.currency()).isEqualTo("EUR");
    assertThat(problem.steps()).isEqualTo(8);
    assertThat(problem.stepHours()).isEqualTo(0.25);
    assertThat(problem.stepsPerDay()).isEqualTo(96);
    assertThat(problem.sources()).containsOnlyKeys("S");
    assertThat(problem.tanks()).containsEntry("T", new TankTerms(10, 100, 60, 60));
    assertThat(problem.zones()).containsOnlyKeys("Z");
    assertThat(problem.links().keySet()).containsExactly("P", "L", "M");
    assertThat(problem.tariffs()).containsExactly("night");
    assertThat(problem.features()).isEmpty();
    assertThat(problem.toBuilder().build()).isEqualTo(problem).hasSameHashCodeAs(problem);
    assertThat(problem)
        .hasToString(
            "problem 'town': 1 sources, 1 tanks, 1 zones, 3 links,"
                + " 2024-01-01T00:00:00Z/2024-01-01T02:00:00Z by PT15M");
    assertThatThrownBy(() -> problem.sources().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    double nan = Double.NaN;
    Problem.Builder builder =
        Problem.builder(" ", network(), axis(60, 2), "")
            .source("S", new SourceTerms(-1, nan, OptionalDouble.of(-2)))
            .source("nowhere", SourceTerms.of(1, 1))
            .tank("T", new TankTerms(5, 4, 6, nan))
            .tank("S", new TankTerms(0, 1, 0, 0))
            .zone("Z", new ZoneTerms(new double[] {1, -1}, -3))
            .zone("S", new ZoneTerms(new double[] {1, nan, 1}, 0))
            .link("P", new LinkTerms(nan, true, 1, nan, nan, Optional.of("x"), Optional.empty()))
            .link("L", LinkTerms.pipe(1, false, 0, 0).withUnits(new PumpUnits(0, 2, 1, nan, -1)))
            .link("nothing", LinkTerms.pipe(1, false, 0, 0))
            .tariff("night", new double[] {0.1, Double.POSITIVE_INFINITY});
    assertThat(problems(builder))
        .containsExactly(
            "name (''), must not be blank. Maybe give one.",
            "currency (''), must not be blank. Maybe give its code.",
            "maxFlow of source 'S' (-1.0), must be finite and at least 0. Maybe check the sign.",
            "cost of source 'S' (NaN), must be finite."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "maxDailyVolume of source 'S' (-2.0), must be finite and at least 0. Maybe check the"
                + " sign.",
            "source (nowhere), is not a node of the network. Maybe check the id.",
            "minVolume, maxVolume of tank 'T' (5.0, 4.0), must be finite with 0 <= minVolume <="
                + " maxVolume. Maybe the bounds are crossed.",
            "initialVolume of tank 'T' (6.0), must lie between 0 and maxVolume, 4.0.",
            "finalMinVolume of tank 'T' (NaN), must lie between 0 and maxVolume, 4.0.",
            "tank (S), must not be a source or zone as well. Maybe connect them by a link.",
            "demand of zone 'Z' in step 1 (-1.0), must be at least 0. Maybe it is the net of a"
                + " zone that also feeds water in: make that a source.",
            "shortfallCost of zone 'Z' (-3.0), must be finite and at least 0. Maybe check the sign.",
            "zone (S), must not be a source as well. Maybe connect them by a link.",
            "demand of zone 'S' (3 values), must be one per step, 2.",
            "demand of zone 'S' in step 1 (NaN), must be finite."
                + " Maybe fill gaps first: NaN stands for a missing value.",
            "maxFlow of link 'P' (NaN), must be finite and at least 0."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "loss of link 'P' (1.0), must lie in [0, 1). Maybe give it as a fraction.",
            "cost of link 'P' (NaN), must be finite."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "energy of link 'P' (NaN), must be finite."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "tariff of link 'P' (x), is not one of [night]. Maybe check the name.",
            "units of link 'L' (PumpUnits[units=0, unitMinFlowM3h=2.0, unitMaxFlowM3h=1.0,"
                + " unitPowerKW=NaN, maxStartsPerDay=-1]), must be at least 1, with 0 <="
                + " unitMinFlow <= unitMaxFlow.",
            "unitPower of link 'L' (NaN), must be finite."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "link (nothing), is not in the network. Maybe check the id.",
            "tariff 'night' in step 1 (Infinity), must be finite."
                + " Maybe fill gaps first: NaN stands for a missing value.",
            "link (M), must have terms. Maybe give its capacity and cost.");
  }

  @Test
  void anEmptyHorizonIsRefused() {
    assertThat(problems(good(axis(60, 0))))
        .containsExactly(
            "steps (0), must be at least 1. Maybe the last step lies before the first.");
  }

  @ParameterizedTest
  @CsvSource({
    "-0.1, 100, 60, 60, minVolume",
    "10, Infinity, 60, 60, minVolume",
    "NaN, 100, 60, 60, minVolume",
    "10, 100, -1, 60, initialVolume",
    "10, 100, 100.1, 60, initialVolume",
    "10, 100, NaN, 60, initialVolume",
    "10, 100, 60, 100.1, finalMinVolume",
    "10, 100, 60, -1, finalMinVolume",
  })
  void tankBoundsAreNamed(double min, double max, double initial, double last, String field) {
    Problem.Builder builder = good(axis(60, 1)).tank("T", new TankTerms(min, max, initial, last));
    assertThat(problems(builder)).hasSize(1).first().asString().startsWith(field).contains("'T'");
  }

  @Test
  void aTankMayStartBelowItsLeastVolume() {
    assertThatCode(good(axis(60, 1)).tank("T", new TankTerms(10, 100, 0, 0))::build)
        .doesNotThrowAnyException();
  }

  @Test
  void aZoneThatIsCutOffIsNamedBesideTheOtherProblems() {
    // M is one way, against the zone.
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("J"))
            .node(Junction.of("Z"))
            .node(Junction.of("island"))
            .link(Pipe.of("L", "S", "J"))
            .link(Pipe.of("M", "Z", "J"))
            .build();
    Problem.Builder builder =
        Problem.builder("town", network, axis(60, 1), "EUR")
            .source("S", SourceTerms.of(1, Double.NaN))
            .zone("J", new ZoneTerms(new double[1], 5))
            .zone("Z", new ZoneTerms(new double[1], 5))
            .zone("island", new ZoneTerms(new double[1], 5))
            .link("L", LinkTerms.pipe(1, false, 0, 0))
            .link("M", LinkTerms.pipe(1, false, 0, 0));
    assertThat(problems(builder))
        .containsExactly(
            "cost of source 'S' (NaN), must be finite."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "zone (Z), is cut off from every source and tank. Maybe add a link, or turn one round.",
            "zone (island), is cut off from every source and tank. Maybe add a link, or turn one"
                + " round.");
    builder.source("S", SourceTerms.of(1, 0)).link("M", LinkTerms.pipe(1, true, 0, 0));
    assertThat(problems(builder)).hasSize(1).first().asString().startsWith("zone (island)");
  }

  @Test
  void aWrongSourceIdIsNotBlamedOnTheZones() {
    Problem.Builder builder =
        Problem.builder("town", network(), axis(60, 1), "EUR")
            .source("s", SourceTerms.of(1, 0))
            .zone("Z", new ZoneTerms(new double[1], 5))
            .link("P", LinkTerms.pipe(1, false, 0, 0))
            .link("L", LinkTerms.pipe(1, false, 0, 0))
            .link("M", LinkTerms.pipe(1, false, 0, 0));
    assertThat(problems(builder)).hasSize(1).first().asString().startsWith("source (s)");
    builder.source("S", SourceTerms.of(1, 0));
    assertThat(problems(builder)).hasSize(1).first().asString().startsWith("source (s)");
  }

  @Test
  void withoutAnySourceOrTankEveryZoneIsCutOff() {
    Network network = Network.builder().node(Junction.of("Z")).build();
    assertThat(
            problems(
                Problem.builder("town", network, axis(60, 1), "EUR")
                    .zone("Z", new ZoneTerms(new double[1], 5))))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("zone (Z), is cut off");
  }

  @ParameterizedTest
  @ValueSource(ints = {7 * 60, 25 * 60, 48 * 60, 7})
  void limitsByDayNeedAStepThatDividesADay(int minutes) {
    assertThat(problems(good(axis(minutes, 2))))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("step (")
        .contains("must divide a day");
    Problem unlimited = good(axis(minutes, 2)).source("S", SourceTerms.of(50, 1)).build();
    assertThat(unlimited.stepsPerDay()).isPositive();
    PumpUnits units = new PumpUnits(1, 0, 1, 0, 0);
    assertThat(
            problems(
                unlimited.toBuilder().link("M", LinkTerms.pipe(1, false, 0, 0).withUnits(units))))
        .hasSize(1);
  }

  @Test
  void costsOfALinkHoldTheTariffOnlyIfItHasOne() {
    Problem problem =
        good(axis(60, 2))
            .tariff("night", new double[] {0.1, 0.3})
            .link("M", new LinkTerms(1, false, 0, 0.5, 0.7, Optional.empty(), Optional.empty()))
            .build();
    assertThat(problem.linkCosts("P")).containsExactly(0.01 + 0.4 * 0.1, 0.01 + 0.4 * 0.3);
    assertThat(problem.linkCosts("M")).containsExactly(0.5, 0.5);
    assertThatThrownBy(() -> problem.linkCosts("X"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("WM-106");
    assertThatThrownBy(() -> problem.tariff("day")).hasMessageContaining("[night]");
  }

  @Test
  void arraysAreCopiedInAndOut() {
    double[] demand = {1, 2};
    double[] tariff = {3, 4};
    Problem problem =
        good(axis(60, 2)).zone("Z", new ZoneTerms(demand, 5)).tariff("night", tariff).build();
    demand[0] = 9;
    tariff[0] = 9;
    problem.tariff("night")[1] = 9;
    problem.zones().get("Z").demandM3h()[1] = 9;
    assertThat(problem.zones().get("Z").demandM3h()).containsExactly(1, 2);
    assertThat(problem.tariff("night")).containsExactly(3, 4);
  }

  @Test
  void demandIsReplacedInACopy() {
    Problem problem = good(axis(60, 2)).build();
    Problem changed = problem.withDemand("Z", new double[] {7, 8});
    assertThat(changed.zones().get("Z")).isEqualTo(new ZoneTerms(new double[] {7, 8}, 5));
    assertThat(problem.zones().get("Z").demandM3h()).containsExactly(0, 0);
    assertThat(changed).isNotEqualTo(problem);
    assertThat(changed.withDemand("Z", new double[2])).isEqualTo(problem);
    assertThatThrownBy(() -> problem.withDemand("X", new double[2]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("zone (X), is not one of [Z]");
    assertThatThrownBy(() -> problem.withDemand("Z", new double[] {1}))
        .hasMessageContaining("must be one per step, 2");
  }

  @Test
  void whatIsHarderThanALinearProgramIsNamed() {
    PumpUnits units = new PumpUnits(1, 0, 50, 1, 3);
    Problem.Builder builder = good(axis(60, 2));
    assertThat(builder.link("M", LinkTerms.pipe(1, false, 0.1, -1)).build().features()).isEmpty();
    assertThat(builder.link("M", LinkTerms.pipe(0, true, 0.1, -1)).build().features()).isEmpty();
    for (double loss : new double[] {0, 0.1}) {
      assertThat(builder.link("M", LinkTerms.pipe(1, true, loss, -1)).build().features())
          .containsExactly(ProblemFeature.NON_CONVEX);
    }
    // Pumps run one way, whatever the link allows.
    assertThat(
            builder.link("M", LinkTerms.pipe(1, true, 0.1, -1).withUnits(units)).build().features())
        .containsExactly(ProblemFeature.PUMP_UNITS);
    // A negative tariff in one step is enough.
    LinkTerms twoWayPump =
        new LinkTerms(1, true, 0.1, 0.1, 1, Optional.of("night"), Optional.empty());
    builder.link("M", twoWayPump);
    assertThat(builder.tariff("night", new double[] {0, -0.1}).build().features()).isEmpty();
    assertThat(builder.tariff("night", new double[] {0, -0.2}).build().features())
        .containsExactly(ProblemFeature.NON_CONVEX);
  }
}
