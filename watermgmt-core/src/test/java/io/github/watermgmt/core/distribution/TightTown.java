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
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.util.Random;

/**
 * A made-up town whose pumps cannot follow the evening: two sources, the cheap one licensed, three
 * tanks, six zones that draw 200 m³/h on the mean and up to 380, and pumps for 242.
 */
final class TightTown {
  private static final double[] PROFILE = {
    .5, .45, .4, .4, .5, .7, 1.1, 1.6, 1.5, 1.3, 1.1, 1.1, 1.2, 1.1, 1, 1, 1.1, 1.3, 1.5, 1.4, 1.2,
    1, .8, .6
  };
  private static final double[] BASE = {50, 40, 35, 30, 25, 20};
  private static final double[] SHORTFALL = {10, 5, 5, 10, 20, 5};

  private TightTown() {}

  static Problem of(long seed, int steps) {
    Network.Builder network = Network.builder().node(Reservoir.of("S1")).node(Reservoir.of("S2"));
    for (String junction : new String[] {"J1", "J2"}) {
      network.node(Junction.of(junction));
    }
    for (String tank : new String[] {"T1", "T2", "T3"}) {
      network.node(Tank.of(tank));
    }
    for (int i = 0; i < BASE.length; i++) {
      network.node(Junction.of("Z" + i));
    }
    network.link(Pump.of("P1", "S1", "J1")).link(Pump.of("P2", "S2", "J2"));
    network.link(Pipe.of("J1T1", "J1", "T1")).link(Pipe.of("J1Z0", "J1", "Z0"));
    network.link(Pipe.of("J1Z1", "J1", "Z1")).link(Pipe.of("J2T2", "J2", "T2"));
    network.link(Pipe.of("J2Z2", "J2", "Z2")).link(Pipe.of("J1J2", "J1", "J2"));
    network.link(Pipe.of("Z1Z3", "Z1", "Z3")).link(Pipe.of("Z2Z4", "Z2", "Z4"));
    network.link(Pump.of("P3", "J2", "T3")).link(Pipe.of("T3Z5", "T3", "Z5"));
    network.link(Pipe.of("T3Z4", "T3", "Z4"));
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z").getEpochSecond(), 3600, steps);
    Problem.Builder problem = Problem.builder("tight town", network.build(), axis, "EUR");
    double[] tariff = new double[steps];
    for (int t = 0; t < steps; t++) {
      int hour = t % 24;
      tariff[t] = hour < 7 || hour >= 22 ? .06 : hour >= 17 && hour < 21 ? .31 : .16;
    }
    problem.tariff("day-night", tariff);
    problem.source("S1", SourceTerms.licensed(200, .05, 3100));
    problem.source("S2", SourceTerms.of(160, .3));
    problem.tank("T1", new TankTerms(20, 225, 112.5, 112.5));
    problem.tank("T2", new TankTerms(15, 150, 75, 75));
    problem.tank("T3", new TankTerms(10, 100, 50, 50));
    Random random = new Random(seed);
    for (int i = 0; i < BASE.length; i++) {
      double[] demand = new double[steps];
      for (int t = 0; t < steps; t++) {
        demand[t] = BASE[i] * PROFILE[t % 24] * (.85 + .35 * random.nextDouble());
      }
      problem.zone("Z" + i, new ZoneTerms(demand, SHORTFALL[i]));
    }
    problem.link("P1", LinkTerms.pump(152, .005, .5, "day-night"));
    problem.link("P2", LinkTerms.pump(90, .005, .4, "day-night"));
    problem.link("P3", LinkTerms.pump(60, .002, .2, "day-night"));
    problem.link("J1T1", LinkTerms.pipe(200, true, .01, .001));
    problem.link("J1Z0", LinkTerms.pipe(150, true, .02, .001));
    problem.link("J1Z1", LinkTerms.pipe(150, true, .02, .001));
    problem.link("J2T2", LinkTerms.pipe(150, true, .01, .001));
    problem.link("J2Z2", LinkTerms.pipe(120, true, .02, .001));
    problem.link("J1J2", LinkTerms.pipe(80, true, .01, .001));
    problem.link("Z1Z3", LinkTerms.pipe(70, true, .03, .001));
    problem.link("Z2Z4", LinkTerms.pipe(40, true, .03, .001));
    problem.link("T3Z5", LinkTerms.pipe(60, false, .01, .001));
    problem.link("T3Z4", LinkTerms.pipe(40, false, .01, .001));
    return problem.build();
  }
}
