// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

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

/** Problems of a few elements over four steps, to be changed. */
final class Towns {
  static final double DEAR = 10;

  private Towns() {}

  private static TimeAxis steps(Duration step) {
    return TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z"), step, 4);
  }

  /** Sources A at 0.1 and B at 0.4 per m³ for a zone Z that wants 20 m³/h, over links AZ and BZ. */
  static Problem.Builder twoSources() {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Reservoir.of("B"))
            .node(Junction.of("Z"))
            .link(Pipe.of("AZ", "A", "Z"))
            .link(Pipe.of("BZ", "B", "Z"))
            .build();
    return Problem.builder("two sources", network, steps(Duration.ofHours(1)), "EUR")
        .source("A", SourceTerms.of(50, 0.1))
        .source("B", SourceTerms.of(50, 0.4))
        .link("AZ", LinkTerms.pipe(50, false, 0, 0))
        .link("BZ", LinkTerms.pipe(50, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {20, 20, 20, 20}, DEAR));
  }

  /** Source A, link AT of 30 m³/h, tank T of 50 m³, link TZ, and zone Z that wants 10 m³/h. */
  static Problem.Builder tank(Duration step) {
    Network network =
        Network.builder()
            .node(Reservoir.of("A"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("AT", "A", "T"))
            .link(Pipe.of("TZ", "T", "Z"))
            .build();
    return Problem.builder("tank", network, steps(step), "EUR")
        .source("A", SourceTerms.of(100, 0))
        .tank("T", new TankTerms(0, 50, 0, 0))
        .link("AT", LinkTerms.pipe(30, false, 0, 0))
        .link("TZ", LinkTerms.pipe(50, false, 0, 0))
        .zone("Z", new ZoneTerms(new double[] {10, 10, 10, 10}, DEAR));
  }
}
