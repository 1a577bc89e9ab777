// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A small town over a day: a licensed spring, a dear well, a tank and two zones. */
final class ExampleTown {
  private ExampleTown() {}

  static Problem problem(String currency) {
    Network network =
        Network.builder()
            .node(Reservoir.of("spring"))
            .node(Reservoir.of("well"))
            .node(Tank.of("hill"))
            .node(Junction.of("old town"))
            .node(Junction.of("harbour"))
            .link(Pipe.of("P1", "spring", "hill"))
            .link(Pipe.of("P2", "well", "harbour"))
            .link(Pipe.of("main", "hill", "old town"))
            .link(Pipe.of("bridge", "old town", "harbour"))
            .build();
    TimeAxis hours = TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z"), Duration.ofHours(1), 24);
    double[] oldTown = new double[24];
    double[] harbour = new double[24];
    double[] tariff = new double[24];
    Arrays.setAll(oldTown, t -> t < 6 ? 40 : t < 10 || t > 17 ? 130 : 90);
    Arrays.setAll(harbour, t -> t < 6 ? 20 : 70);
    Arrays.setAll(tariff, t -> t < 6 ? 0.12 : t < 17 || t > 20 ? 0.24 : 0.36);
    return Problem.builder("town", network, hours, currency)
        .source("spring", SourceTerms.licensed(200, 0.05, 3100))
        .source("well", SourceTerms.of(60, 0.35))
        .tank("hill", new TankTerms(100, 800, 400, 400))
        .zone("old town", new ZoneTerms(oldTown, 5))
        .zone("harbour", new ZoneTerms(harbour, 5))
        .link("P1", LinkTerms.pump(180, 0, 0.5, "day"))
        .link("P2", LinkTerms.pump(60, 0, 0.8, "day"))
        .link("main", LinkTerms.pipe(220, false, 0.02, 0))
        .link("bridge", LinkTerms.pipe(80, true, 0.01, 0.01))
        .tariff("day", tariff)
        .build();
  }
}
