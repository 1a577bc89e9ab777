// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Changed problems, and the checks of the less common terms. */
class WhatIfTest {
  private static final Offset<Double> EXACT = Offset.offset(1e-12);
  private static final Network NETWORK =
      Network.builder()
          .node(Reservoir.of("S"))
          .node(Tank.of("T"))
          .node(Junction.of("Z"))
          .node(Junction.of("J"))
          .link(Pipe.of("ST", "S", "T"))
          .link(Pipe.of("TJ", "T", "J"))
          .link(Pipe.of("JZ", "J", "Z"))
          .build();

  private static Problem.Builder builder() {
    return Problem.builder("what if", NETWORK, TimeAxis.of(0, 3600, 4), "EUR")
        .source("S", SourceTerms.of(50, 0.1))
        .tank("T", new TankTerms(0, 20, 5, 5))
        .link("ST", LinkTerms.pump(40, 0, 0.5, "day"))
        .link("TJ", LinkTerms.pipe(40, false, 0, 0))
        .link("JZ", LinkTerms.pipe(40, true, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {10, 20, 30, 40}, 2))
        .tariff("day", new double[4]);
  }

  private static List<String> refused(Problem.Builder builder) {
    return catchThrowableOfType(WaterManagementException.class, builder::build).problems();
  }

  @Test
  void anOutageClosesTheStepsNamedAndNoOthers() {
    Problem problem = builder().build().withSourceOutage("S", 1, 3);
    SourceTerms source = problem.sources().get("S");
    assertThat(source.availability()).contains(PerStep.of(1, 0, 0, 1));
    assertThat(source.maxFlowM3h(0)).isEqualTo(50);
    assertThat(source.maxFlowM3h(1)).isZero();
    assertThat(source.costPerM3()).isEqualTo(0.1);
    assertThat(problem.withSourceOutage("S", 0, 1).sources().get("S").availability())
        .contains(PerStep.of(0, 0, 0, 1));
  }

  @Test
  void aLinkIsClosedDeratedAndOpenedAgain() {
    Problem closed = builder().build().withLinkClosed("ST", 0, 2);
    assertThat(closed.links().get("ST").availability()).contains(PerStep.of(0, 0, 1, 1));
    Problem derated = closed.withLinkCapacity("ST", 0.25, 1, 4);
    assertThat(derated.links().get("ST").availability()).contains(PerStep.of(0, 0.25, 0.25, 0.25));
    assertThat(derated.links().get("ST").maxFlowM3h(2)).isEqualTo(10);
    assertThat(derated.links().get("ST").tariff()).contains("day");
    assertThat(derated.withLinkCapacity("ST", 1, 0, 4).links().get("ST").maxFlowM3h(0))
        .isEqualTo(40);
  }

  @Test
  void demandIsScaledAndNothingElseChanges() {
    Problem problem = builder().build().withDemandScaled(1.5);
    assertThat(problem.zones().get("Z").demandM3h()).containsExactly(15, 30, 45, 60);
    assertThat(problem.zones().get("Z").shortfallCostPerM3()).isEqualTo(2);
    assertThat(problem.withDemandScaled(1 / 1.5)).isEqualTo(builder().build());
  }

  @Test
  void aLeakIsDemandThatCannotBeRefused() {
    Problem leaky = builder().build().withLeak("Z", 3);
    ZoneTerms zone = leaky.zones().get("Z");
    assertThat(zone.demandM3h()).containsExactly(13, 23, 33, 43);
    assertThat(zone.maxShortfallM3h(1)).isEqualTo(20);
    ZoneTerms more = leaky.withLeak("Z", 2).zones().get("Z");
    assertThat(more.guaranteedM3h(3)).isEqualTo(5);
    ZoneTerms junction = leaky.withLeak("J", 2).zones().get("J");
    assertThat(junction.demandM3h()).containsOnly(2);
    assertThat(junction.maxShortfallM3h(0)).isZero();
    assertThatThrownBy(() -> leaky.withLeak("X", 2)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> leaky.withLeak("T", 2))
        .hasMessageContaining("must not be a source or zone as well");
  }

  @Test
  void theGreaterOfWhatIsGuaranteedCountsAndNeverMoreThanTheDemand() {
    ZoneTerms zone =
        new ZoneTerms(new double[] {10, 20, 30, 0}, 2)
            .withGuaranteed(PerStep.constant(12, 4))
            .withGuaranteedShare(0.5);
    assertThat(zone.guaranteedM3h(0)).isEqualTo(10);
    assertThat(zone.guaranteedM3h(1)).isEqualTo(12);
    assertThat(zone.guaranteedM3h(2)).isEqualTo(15);
    assertThat(zone.guaranteedM3h(3)).isZero();
    assertThat(zone.maxShortfallM3h(2)).isEqualTo(15);
    assertThat(zone.withDemand(new double[] {40, 1, 1, 1}).guaranteedM3h(0)).isEqualTo(20);
  }

  @Test
  void everyFaultOfAGuaranteeIsToldAtOnce() {
    ZoneTerms zone = new ZoneTerms(new double[4], 2);
    assertThat(
            refused(
                builder()
                    .zone(
                        "Z",
                        zone.withGuaranteed(PerStep.of(1, -2, 0, 0))
                            .withGuaranteedShare(50)
                            .withMaxShortfall(Double.NaN))))
        .containsExactly(
            "guaranteed of zone 'Z' in step 1 (-2.0), must be at least 0.",
            "guaranteedShare of zone 'Z' (50.0), must lie in [0, 1]. Maybe give it as a share of"
                + " the demand, not in per cent.",
            "maxShortfall of zone 'Z' (NaN), must be finite and at least 0."
                + " Maybe give 0 where there is none: NaN stands for a missing value.");
  }

  @Test
  void everyFaultOfVolumesIsToldAtOnce() {
    TankTerms tank = new TankTerms(0, 20, 5, 5);
    assertThat(
            refused(
                builder()
                    .tank(
                        "T",
                        tank.withFinalValue(-1)
                            .withMinVolumes(PerStep.of(0, 12, 0, 0))
                            .withMaxVolumes(PerStep.of(20, 11, 20, 4)))))
        .containsExactly(
            "finalValue of tank 'T' (-1.0), must be finite and at least 0. Maybe limit the last"
                + " volume by maxVolumes instead.",
            "minVolumes, maxVolumes of tank 'T' in step 1 (12.0, 11.0), must not be crossed. Maybe"
                + " raise the greatest volume or lower the least, or the final one.");
    // The final volume counts in the last step.
    assertThat(refused(builder().tank("T", tank.withMaxVolumes(PerStep.of(20, 20, 20, 4)))))
        .hasSize(1)
        .allMatch(fault -> fault.contains("in step 3 (5.0, 4.0)"));
    assertThat(refused(builder().tank("T", tank.withMinVolumes(PerStep.of(1)))))
        .containsExactly("minVolumes of tank 'T' (1 values), must be one per step, 4.");
  }

  @Test
  void everyFaultOfFlowsIsToldAtOnce() {
    List<VolumeLimit> limits =
        List.of(new VolumeLimit(2, 2, 1), new VolumeLimit(0, 5, 1), new VolumeLimit(0, 1, -1));
    assertThat(
            refused(
                builder()
                    .source("S", SourceTerms.of(5, 0).withMinFlow(6).withVolumeLimits(limits))
                    .link("TJ", LinkTerms.pipe(5, false, 0, 0).withMinFlow(Double.NaN))
                    .link("JZ", LinkTerms.pipe(5, true, 0, 0).withMinFlow(1))))
        .containsExactly(
            "minFlow of source 'S' (6.0), must be finite with 0 <= minFlow <= maxFlow, 5.0.",
            "volumeLimits of source 'S' (steps 2 to 2), must be from one step to a later one,"
                + " within 4. Maybe the second is the step after the last.",
            "volumeLimits of source 'S' (steps 0 to 5), must be from one step to a later one,"
                + " within 4. Maybe the second is the step after the last.",
            "volumeLimits of source 'S' (-1.0), must be finite and at least 0. Maybe check the sign.",
            "minFlow of link 'TJ' (NaN), must be finite with 0 <= minFlow <= maxFlow, 5.0.",
            "minFlow of link 'JZ' (1.0), must be 0 for a two-way link or one with pump units. Maybe"
                + " make it one-way, or give unitMinFlow.");
  }

  @Test
  void licencesOfCalendarDaysAndMonthsFollowTheClocksOfTheirZone() {
    ZoneId rome = ZoneId.of("Europe/Rome");
    // From 30 March, 22:00 in Rome: the day after has 23 hours, then it is April.
    TimeAxis axis = TimeAxis.of(Instant.parse("2024-03-30T21:00:00Z"), Duration.ofHours(1), 40);
    assertThat(VolumeLimit.perDay(axis, rome, 100, 90))
        .containsExactly(
            new VolumeLimit(0, 2, 10), new VolumeLimit(2, 25, 100), new VolumeLimit(25, 40, 100));
    assertThat(VolumeLimit.perMonth(axis, rome, 3000, 3100))
        .containsExactly(new VolumeLimit(0, 25, 0), new VolumeLimit(25, 40, 3000));
  }

  @Test
  void everyFaultOfEmissionsAndDemandChargesIsToldAtOnce() {
    assertThat(
            refused(
                builder()
                    .emissions(new Emissions(PerStep.of(0, 0, -1, 0), -2))
                    .demandCharge("A", new DemandCharge(Set.of(), -1, Double.NaN))
                    .demandCharge("B", new DemandCharge(Set.of("X"), 1, 1))))
        .containsExactly(
            "kgPerKWh of the emissions in step 2 (-1.0), must be at least 0.",
            "pricePerKg of the emissions (-2.0), must be finite and at least 0. Maybe check the sign.",
            "links of demand charge 'A' ([]), must be some.",
            "pricePerKW of demand charge 'A' (-1.0), must be finite and at least 0. Maybe check"
                + " the sign.",
            "reachedKW of demand charge 'A' (NaN), must be finite and at least 0."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "links of demand charge 'B' (X), is not one of the links. Maybe check the id.");
    Problem.Builder uneven =
        Problem.builder("uneven", NETWORK, TimeAxis.of(0, 2400, 4), "EUR")
            .demandCharge("A", new DemandCharge(Set.of("ST"), 1, 1));
    assertThat(refused(uneven)).anyMatch(fault -> fault.contains("must divide an hour"));
  }

  @Test
  void energyCostsItsTariffAndWhatItEmits() {
    Problem problem =
        builder()
            .tariff("day", new double[] {0.1, 0.2, 0.3, 0.4})
            .emissions(new Emissions(PerStep.of(0.5, 0, 1, 0), 0.2))
            .build();
    assertThat(problem.energyCosts("ST")).containsExactly(new double[] {0.2, 0.2, 0.5, 0.4}, EXACT);
    assertThat(problem.energyCosts("TJ")).containsExactly(new double[] {0.1, 0, 0.2, 0}, EXACT);
    assertThat(problem.linkCosts("ST")).containsExactly(new double[] {0.1, 0.1, 0.25, 0.2}, EXACT);
    assertThat(problem.stepsPerHour()).isEqualTo(1);
    assertThat(problem).isNotEqualTo(builder().build());
    assertThat(problem.toBuilder().build()).isEqualTo(problem);
  }

  @Test
  void aTwoWayLinkThatLowersTheHighestPowerIsNotConvex() {
    LinkTerms turbine = new LinkTerms(5, true, 0, 1, -0.5, Optional.empty(), Optional.empty());
    Problem.Builder builder = builder().link("JZ", turbine);
    assertThat(builder.build().features()).isEmpty();
    assertThat(
            builder
                .demandCharge("peak", new DemandCharge(Set.of("ST", "JZ"), 2, 0))
                .build()
                .features())
        .containsExactly(ProblemFeature.NON_CONVEX);
  }

  @Test
  void everyFaultOfABlendIsToldAtOnce() {
    assertThat(
            refused(
                builder()
                    .blend("A", new BlendLimit("X", Set.of(), 30))
                    .blend("B", new BlendLimit("J", Set.of("TJ", "JZ"), 0.5))))
        .containsExactly(
            "node of blend 'A' (X), is not a node of the network. Maybe check the id.",
            "maxShare of blend 'A' (30.0), must lie in [0, 1]. Maybe give it as a share, not in per"
                + " cent.",
            "links of blend 'A' ([]), must be some.",
            "links of blend 'B' (JZ), is not a link that ends at 'J'. Maybe check id and direction.",
            "link 'JZ' of blend 'B' (two-way), must be one-way where waters are mixed. Maybe make two"
                + " links of it.");
  }

  @Test
  void everyFaultOfACurveIsToldAtOnce() {
    LinkTerms pipe = LinkTerms.pipe(5, false, 0, 0);
    List<EnergySegment> wrong =
        List.of(new EnergySegment(0, 1), new EnergySegment(3, Double.NaN), new EnergySegment(2, 1));
    assertThat(
            refused(
                builder()
                    .link("TJ", pipe.withSegments(wrong))
                    .link(
                        "JZ",
                        LinkTerms.pipe(5, true, 0, 0)
                            .withSegments(List.of(new EnergySegment(1, 1))))))
        .containsExactly(
            "segments of link 'TJ' (0.0 m3/h), must be finite and greater than the one before, 0.0."
                + " Maybe sort them; the first lies above 0.",
            "energy in segments of link 'TJ' (NaN), must be finite."
                + " Maybe give 0 where there is none: NaN stands for a missing value.",
            "segments of link 'TJ' (2.0 m3/h), must be finite and greater than the one before, 3.0."
                + " Maybe sort them; the first lies above 0.",
            "segments of link 'JZ' (1), must be none for a two-way link or one with pump units."
                + " Maybe make it one-way, or two links of it.");
  }

  @Test
  void aCurveIsConvexWhereFurtherEnergyCostsNoLess() {
    LinkTerms rising =
        LinkTerms.pump(30, 0, 0.5, "day").withSegments(List.of(new EnergySegment(20, 0.6)));
    LinkTerms falling =
        LinkTerms.pump(30, 0, 0.5, "day").withSegments(List.of(new EnergySegment(20, 0.4)));
    Problem.Builder paid = builder().tariff("day", new double[] {0.1, 0.1, 0.1, 0.1});
    assertThat(paid.link("ST", rising).build().features()).isEmpty();
    assertThat(paid.link("ST", falling).build().features())
        .containsExactly(ProblemFeature.NON_CONVEX);
    assertThat(paid.build().nonConvexities())
        .singleElement()
        .satisfies(said -> assertThat(said).contains("must not cost less than below, 0.5 kWh/m3"));
    // What the link cannot carry does not matter, nor what costs nothing.
    assertThat(paid.build().withLinkCapacity("ST", 0.5, 0, 4).features()).isEmpty();
    assertThat(builder().link("ST", falling).build().features()).isEmpty();
    assertThat(
            builder()
                .link("ST", falling)
                .demandCharge("peak", new DemandCharge(Set.of("ST"), 1, 0))
                .build()
                .features())
        .containsExactly(ProblemFeature.NON_CONVEX);
    Problem.Builder negative = builder().tariff("day", new double[] {0.1, -0.1, 0.1, 0.1});
    assertThat(negative.link("ST", rising).build().nonConvexities())
        .singleElement()
        .satisfies(said -> assertThat(said).contains("in step 1").contains("negative tariff"));
  }

  @Test
  void whatIsNotThereIsRefused() {
    Problem problem = builder().build();
    assertThatThrownBy(() -> problem.withSourceOutage("X", 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("source (X), is not one of [S]");
    assertThatThrownBy(() -> problem.withLinkClosed("X", 0, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("link (X), is not one of [ST, TJ, JZ]");
    assertThatThrownBy(() -> problem.withLinkClosed("ST", 2, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> problem.withLinkCapacity("ST", 1.5, 0, 1))
        .hasMessageContaining("availability of link 'ST' in step 0 (1.5), must lie in [0, 1]");
    assertThatThrownBy(() -> problem.withDemandScaled(-1))
        .hasMessageContaining("demand of zone 'Z' in step 0 (-10.0), must be at least 0");
  }

  @Test
  void everyFaultOfAvailabilityIsToldAtOnce() {
    assertThat(
            refused(
                builder()
                    .source("S", SourceTerms.of(50, 0).withAvailability(PerStep.of(1, 1)))
                    .link(
                        "TJ",
                        LinkTerms.pipe(1, false, 0, 0)
                            .withAvailability(PerStep.of(1, Double.NaN, 1, 1)))
                    .link(
                        "JZ",
                        LinkTerms.pipe(1, false, 0, 0)
                            .withAvailability(PerStep.of(1, 1, -0.1, 1)))))
        .containsExactly(
            "availability of source 'S' (2 values), must be one per step, 4.",
            "availability of link 'TJ' in step 1 (NaN), must be finite.",
            "availability of link 'JZ' in step 2 (-0.1), must lie in [0, 1]. Maybe give it as a"
                + " share of maxFlow, not in per cent or m3/h.");
  }

  @Test
  void aClosedTwoWayLinkIsConvexWhateverItCosts() {
    LinkTerms paid = LinkTerms.pipe(1, true, 0, -1);
    assertThat(builder().link("JZ", paid).build().features())
        .containsExactly(ProblemFeature.NON_CONVEX);
    assertThat(builder().link("JZ", paid).build().withLinkClosed("JZ", 0, 4).features()).isEmpty();
  }

  @Test
  void valuesPerStepAreCopied() {
    double[] mine = {1, 2};
    PerStep values = PerStep.of(mine);
    mine[0] = 9;
    values.values()[1] = 9;
    assertThat(values).isEqualTo(PerStep.of(1, 2)).hasSameHashCodeAs(PerStep.of(1, 2));
    assertThat(values.with(1, 2, 5)).isEqualTo(PerStep.of(1, 5)).isNotEqualTo(values);
    assertThat(PerStep.constant(3, 2)).isEqualTo(PerStep.of(3, 3));
  }
}
