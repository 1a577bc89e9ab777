// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small instances whose least cost can be told by hand. */
public final class Instances {
  /**
   * Least cost of {@link #town}: all is pumped in the two cheap hours, as much as the tank keeps.
   */
  public static final double TOWN_COST = 40 * 0.1 + 40 * 0.2;

  private Instances() {}

  private static Problem.Builder builder(String name) {
    Network network =
        Network.builder()
            .node(Reservoir.of("R"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pump.of("R-T", "R", "T"))
            .link(Pipe.of("T-Z", "T", "Z"))
            .build();
    TimeAxis axis = TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z"), Duration.ofHours(1), 4);
    return Problem.builder(name, network, axis, "EUR")
        .source("R", SourceTerms.of(100, 0.2))
        .tank("T", new TankTerms(0, 20, 0, 0))
        .link("R-T", LinkTerms.pump(30, 0, 1, "day"))
        .link("T-Z", LinkTerms.pipe(100, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {10, 10, 10, 10}, 100))
        .tariff("day", new double[] {0.1, 0.3, 0.1, 0.5});
  }

  /** A source, a pump on a tariff, a tank and a zone. */
  public static Problem town() {
    return builder("town").build();
  }

  /** The tank must be full of water that is not there. */
  public static Problem infeasible() {
    return builder("infeasible")
        .source("R", SourceTerms.of(1, 0.2))
        .tank("T", new TankTerms(0, 20, 0, 20))
        .build();
  }

  /** The pump runs in whole units. */
  public static Problem units() {
    return builder("units")
        .link("R-T", LinkTerms.pump(30, 0, 1, "day").withUnits(new PumpUnits(2, 10, 15, 1, 4)))
        .build();
  }

  /** Small instances that have the less common terms by turns, and one that has most of them. */
  public static Map<String, Problem> terms() {
    Map<String, Problem> all = new LinkedHashMap<>();
    PerStep none = PerStep.of(1, 1, 0, 1);
    ZoneTerms zone = new ZoneTerms(new double[] {10, 10, 10, 10}, 0.25);
    ZoneTerms kept = zone.withGuaranteed(PerStep.constant(3, 4)).withGuaranteedShare(0.2);
    TankTerms tank = new TankTerms(0, 20, 0, 0);
    LinkTerms pump = LinkTerms.pump(30, 0, 1, "day");
    all.put("outage", town().withSourceOutage("R", 2, 3).withLinkCapacity("R-T", 0.5, 0, 2));
    all.put("guaranteed", builder("guaranteed").zone("Z", kept).build());
    all.put("missing", builder("missing").zone("Z", zone.withMaxShortfall(6)).build());
    all.put("stored", builder("stored").tank("T", tank.withFinalValue(0.9)).build());
    TankTerms bounded =
        tank.withMinVolumes(PerStep.of(0, 5, 0, 8)).withMaxVolumes(PerStep.of(12, 20, 9, 20));
    all.put("volumes", builder("volumes").tank("T", bounded).build());
    SourceTerms source =
        SourceTerms.of(100, 0.2)
            .withMinFlow(2)
            .withVolumeLimits(List.of(new VolumeLimit(0, 2, 15)));
    all.put("source", builder("source").source("R", source.withAvailability(none)).build());
    all.put("least", builder("least").link("R-T", pump.withMinFlow(4)).build());
    Emissions emissions = new Emissions(PerStep.of(0.4, 0.1, 0.4, 0.2), 0.5);
    DemandCharge charge = new DemandCharge(Set.of("R-T"), 1.5, 8);
    all.put("emissions", builder("emissions").emissions(emissions).build());
    all.put("power", builder("power").demandCharge("meter", charge).build());
    LinkTerms curve =
        pump.withSegments(List.of(new EnergySegment(8, 1.5), new EnergySegment(15, 3)));
    all.put("curve", builder("curve").link("R-T", curve).build());
    all.put(
        "many",
        builder("many")
            .source("R", source.withAvailability(none))
            .tank("T", bounded.withFinalValue(0.3))
            .link("R-T", curve.withMinFlow(2).withAvailability(none))
            .zone("Z", kept.withMaxShortfall(20))
            .emissions(emissions)
            .demandCharge("meter", charge)
            .build());
    all.put("blend", blend());
    return all;
  }

  /** At most 40 % of the water of a zone may come from the cheap source. */
  private static Problem blend() {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Reservoir.of("B"))
            .node(Junction.of("Z"))
            .link(Pipe.of("A-Z", "A", "Z"))
            .link(Pipe.of("B-Z", "B", "Z"))
            .build();
    TimeAxis axis = TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z"), Duration.ofHours(1), 2);
    return Problem.builder("blend", network, axis, "EUR")
        .source("A", SourceTerms.of(100, 0.1))
        .source("B", SourceTerms.of(100, 0.4))
        .link("A-Z", LinkTerms.pipe(100, false, 0.1, 0))
        .link("B-Z", LinkTerms.pipe(100, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {10, 10}, 100))
        .blend("nitrate", new BlendLimit("Z", Set.of("A-Z"), 0.4))
        .build();
  }

  /**
   * Running pumps have part in emissions and in the highest power, and their link is closed once.
   */
  public static Problem unitsAndTerms() {
    return units().toBuilder()
        .emissions(new Emissions(PerStep.constant(0.5, 4), 0.2))
        .demandCharge("meter", new DemandCharge(Set.of("R-T"), 2, 10))
        .build()
        .withLinkClosed("R-T", 2, 3);
  }
}
