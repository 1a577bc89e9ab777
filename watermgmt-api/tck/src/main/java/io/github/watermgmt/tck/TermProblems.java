// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.tck.SmallProblems.Known;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One problem for each of the less common terms, with an optimum worked out on paper. */
final class TermProblems {
  private static final double DEAR = 10;

  private TermProblems() {}

  static List<Known> all() {
    return List.of(
        outage(),
        guaranteed(),
        totalShortfall(),
        storedValue(),
        volumesByStep(),
        leastFlow(),
        volumeLimit(),
        power(),
        blend(),
        curve());
  }

  /** In two hours 50 m³ each; 30 from the cheap source, at 0.1, and 20 from the other, at 0.4. */
  private static Problem.Builder twoSources() {
    return SmallProblems.twoSources(1, 1).problem().toBuilder();
  }

  /** In the second hour the cheap source is out and 40 % is left of the other link. */
  private static Known outage() {
    Problem problem =
        twoSources().build().withSourceOutage("R1", 1, 2).withLinkCapacity("R2-Z", 0.4, 1, 2);
    return new Known(problem, 30 * 0.1 + 20 * 0.4 + 40 * 0.4 + 10 * DEAR);
  }

  /** 40 m³ at 0.2 for two that want 30 each; shortfall costs 5 and 2. */
  private static Problem.Builder scarcity(ZoneTerms cheap) {
    return SmallProblems.scarcity().problem().toBuilder().zone("B", cheap);
  }

  private static Known guaranteed() {
    ZoneTerms cheap = new ZoneTerms(new double[] {30}, 2).withGuaranteed(PerStep.of(20));
    return new Known(scarcity(cheap).build(), 40 * 0.2 + 10 * 5 + 10 * 2);
  }

  private static Known totalShortfall() {
    ZoneTerms cheap = new ZoneTerms(new double[] {30}, 2).withMaxShortfall(15);
    return new Known(scarcity(cheap).build(), 40 * 0.2 + 5 * 5 + 15 * 2);
  }

  private static Problem tank(String name, TankTerms tank) {
    return SmallProblems.problem(name, SmallProblems.hours(2), SmallProblems.network("R-T", "T-Z"))
        .source("R", SourceTerms.of(100, 0))
        .tank("T", tank)
        .link("R-T", LinkTerms.pipe(20, false, 0, 0.1))
        .link("T-Z", LinkTerms.pipe(100, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {10, 10}, DEAR))
        .build();
  }

  /** What is stored is worth more than it costs. */
  private static Known storedValue() {
    TankTerms tank = new TankTerms(0, 30, 0, 0).withFinalValue(0.3);
    return new Known(tank("stored value", tank), 40 * 0.1 - 20 * 0.3);
  }

  /** After the first hour there is room for 5 m³ only. */
  private static Known volumesByStep() {
    TankTerms tank =
        new TankTerms(0, 30, 0, 0).withFinalValue(0.3).withMaxVolumes(PerStep.of(5, 30));
    return new Known(tank("volumes by step", tank), 35 * 0.1 - 15 * 0.3);
  }

  private static Known leastFlow() {
    Problem problem = twoSources().source("R2", SourceTerms.of(100, 0.4).withMinFlow(25)).build();
    return new Known(problem, 50 * 0.1 + 50 * 0.4);
  }

  private static Known volumeLimit() {
    SourceTerms limited =
        SourceTerms.of(30, 0.1).withVolumeLimits(List.of(new VolumeLimit(0, 2, 40)));
    return new Known(twoSources().source("R1", limited).build(), 40 * 0.1 + 60 * 0.4);
  }

  /** 15 kWh in four quarters of one hour: 15 kW, of which 5 had been reached, and 7.5 kg. */
  private static Known power() {
    LinkTerms pump = new LinkTerms(100, false, 0, 0, 1, Optional.empty(), Optional.empty());
    Problem problem =
        SmallProblems.problem(
                "power",
                TimeAxis.of(Scenes.WINTER, Scenes.HOUR.dividedBy(4), 4),
                SmallProblems.network("R-Z"))
            .source("R", SourceTerms.of(100, 0))
            .link("R-Z", pump)
            .zone("Z", new ZoneTerms(new double[] {40, 0, 0, 20}, DEAR))
            .emissions(new Emissions(PerStep.constant(0.5, 4), 0.2))
            .demandCharge("meter", new DemandCharge(Set.of("R-Z"), 3, 5))
            .build();
    return new Known(problem, 10 * 3 + 7.5 * 0.2);
  }

  private static Known blend() {
    Problem problem =
        twoSources().blend("nitrate", new BlendLimit("Z", Set.of("R1-Z"), 0.5)).build();
    return new Known(problem, 50 * 0.1 + 50 * 0.4);
  }

  /** Each m³ above 10 m³/h needs twice the energy. */
  private static Known curve() {
    LinkTerms pump =
        LinkTerms.pump(100, 0, 1, "day").withSegments(List.of(new EnergySegment(10, 2)));
    Problem problem =
        SmallProblems.problem("curve", SmallProblems.hours(2), SmallProblems.network("R-Z"))
            .source("R", SourceTerms.of(100, 0))
            .link("R-Z", pump)
            .zone("Z", new ZoneTerms(new double[] {15, 15}, DEAR))
            .tariff("day", new double[] {0.1, 0.1})
            .build();
    return new Known(problem, 2 * (10 + 5 * 2) * 0.1);
  }
}
