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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Random small networks that are mostly short of water, with several zones. */
final class FairTown {
  private static final double[] LOSSES = {0, 0, 0, 0.25};

  private FairTown() {}

  /** Returns a problem; all its numbers are small multiples of a quarter. */
  static Problem of(long seed) {
    Random random = new Random(seed);
    int sources = 1 + random.nextInt(2);
    int tanks = random.nextInt(3);
    int zones = 2 + random.nextInt(4);
    int steps = 1 + random.nextInt(3);
    List<String> ids = new ArrayList<>();
    Network.Builder network = Network.builder();
    for (int i = 0; i < sources; i++) {
      network.node(Reservoir.of("S" + i));
      ids.add("S" + i);
    }
    for (int i = 0; i < tanks; i++) {
      network.node(Tank.of("T" + i));
      ids.add("T" + i);
    }
    for (int i = 0; i < zones; i++) {
      network.node(Junction.of("Z" + i));
      ids.add("Z" + i);
    }
    List<String[]> links = new ArrayList<>();
    for (int i = 1; i < ids.size(); i++) {
      links.add(new String[] {ids.get(random.nextInt(i)), ids.get(i)});
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(ids.size());
      int to = (from + 1 + random.nextInt(ids.size() - 1)) % ids.size();
      links.add(new String[] {ids.get(from), ids.get(to)});
    }
    for (int i = 0; i < links.size(); i++) {
      network.link(Pipe.of("L" + i, links.get(i)[0], links.get(i)[1]));
    }
    TimeAxis axis = TimeAxis.of(0, 12 * 3600, steps);
    Problem.Builder problem = Problem.builder("town " + seed, network.build(), axis, "EUR");
    for (int i = 0; i < sources; i++) {
      boolean licensed = random.nextInt(3) == 0;
      problem.source(
          "S" + i,
          new SourceTerms(
              1 + random.nextInt(8),
              random.nextInt(5),
              licensed ? OptionalDouble.of(24 * random.nextInt(8)) : OptionalDouble.empty()));
    }
    for (int i = 0; i < tanks; i++) {
      int most = 12 + random.nextInt(60);
      int first = random.nextInt(most + 1);
      problem.tank("T" + i, new TankTerms(0, most, first, random.nextInt(first + 1)));
    }
    for (int i = 0; i < zones; i++) {
      double[] demand = new double[steps];
      for (int t = 0; t < steps; t++) {
        demand[t] = random.nextInt(7);
      }
      ZoneTerms terms = new ZoneTerms(demand, random.nextInt(12));
      problem.zone("Z" + i, random.nextInt(5) == 0 ? terms.withGuaranteedShare(0.25) : terms);
    }
    for (int i = 0; i < links.size(); i++) {
      double loss = LOSSES[random.nextInt(LOSSES.length)];
      boolean both = random.nextInt(3) > 0;
      problem.link("L" + i, LinkTerms.pipe(1 + random.nextInt(12), both, loss, random.nextInt(3)));
    }
    return problem.build();
  }
}
