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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Random problems of a few nodes and steps with whole numbers, many of them without a plan. */
final class SmallProblem {
  private static final int[] STEP_HOURS = {1, 6, 12, 24};
  private static final double[] LOSSES = {0, 0, 0.25, 0.5};

  private SmallProblem() {}

  /** Flows and volumes times {@code volume}, costs times {@code money}. */
  static Problem of(long seed, double volume, double money) {
    Random random = new Random(seed);
    int sources = 1 + random.nextInt(2);
    int tanks = random.nextInt(3);
    int zones = 1 + random.nextInt(2);
    int junctions = random.nextInt(2);
    int steps = 1 + random.nextInt(3);
    int hours = STEP_HOURS[random.nextInt(STEP_HOURS.length)];
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
    for (int i = 0; i < junctions; i++) {
      network.node(Junction.of("J" + i));
      ids.add("J" + i);
    }
    // Every node hangs on one before it, and a few links close loops.
    List<String[]> links = new ArrayList<>();
    for (int i = 1; i < ids.size(); i++) {
      links.add(new String[] {ids.get(random.nextInt(i)), ids.get(i)});
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      int from = random.nextInt(ids.size());
      int to = (from + 1 + random.nextInt(ids.size() - 1)) % ids.size();
      links.add(new String[] {ids.get(from), ids.get(to)});
    }
    for (int i = 0; i < links.size(); i++) {
      network.link(Pipe.of("L" + i, links.get(i)[0], links.get(i)[1]));
    }
    Problem.Builder problem =
        Problem.builder(
            "small " + seed, network.build(), TimeAxis.of(0, hours * 3600L, steps), "EUR");
    double[] tariff = new double[steps];
    for (int t = 0; t < steps; t++) {
      tariff[t] = money * random.nextInt(4);
    }
    problem.tariff("day", tariff);
    for (int i = 0; i < sources; i++) {
      OptionalDouble licence =
          random.nextInt(3) == 0
              ? OptionalDouble.of(volume * random.nextInt(24 * 8))
              : OptionalDouble.empty();
      problem.source(
          "S" + i,
          new SourceTerms(volume * random.nextInt(10), money * random.nextInt(5), licence));
    }
    for (int i = 0; i < tanks; i++) {
      int most = random.nextInt(12 * hours);
      int least = random.nextInt(most + 1) / 3;
      problem.tank(
          "T" + i,
          new TankTerms(
              volume * least,
              volume * most,
              volume * random.nextInt(most + 1),
              volume * random.nextInt(most + 1)));
    }
    for (int i = 0; i < zones; i++) {
      double[] demand = new double[steps];
      for (int t = 0; t < steps; t++) {
        demand[t] = volume * random.nextInt(8);
      }
      problem.zone("Z" + i, new ZoneTerms(demand, money * random.nextInt(12)));
    }
    for (int i = 0; i < links.size(); i++) {
      problem.link(
          "L" + i,
          new LinkTerms(
              volume * random.nextInt(9),
              random.nextInt(3) == 0,
              LOSSES[random.nextInt(LOSSES.length)],
              money * random.nextInt(3),
              random.nextInt(2),
              random.nextBoolean() ? Optional.of("day") : Optional.empty(),
              Optional.empty()));
    }
    return problem.build();
  }
}
