// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
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
}
