// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

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
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Invented distribution problems, the same in every run: a tree with some loops, two sources with a
 * daily licence, a tank for every six nodes, zones with two peaks a day, pipes that lose up to five
 * percent, a pump at every eighth link, and a tariff with a cheap night. Shortfall is dear but
 * allowed, so that there is always a plan.
 */
final class Waterworks {
  private static final String TARIFF = "day-night";
  private static final int NODES_PER_TANK = 6;
  private static final int LINKS_PER_PUMP = 8;

  private Waterworks() {}

  /**
   * Returns a problem of so many nodes, at least 4, over so many hours.
   *
   * @param seed another seed, another problem
   */
  static Problem problem(int nodes, int steps, long seed) {
    RandomGenerator random = RunContext.standard().withSeed(seed).random("waterworks");
    int sources = 2;
    int tanks = Math.max(1, nodes / NODES_PER_TANK);
    List<String> ids = new ArrayList<>();
    Network.Builder network = Network.builder();
    for (int i = 0; i < nodes; i++) {
      String id = i < sources ? "S" + i : i < sources + tanks ? "T" + i : "Z" + i;
      ids.add(id);
      network.node(
          i < sources ? Reservoir.of(id) : i < sources + tanks ? Tank.of(id) : Junction.of(id));
    }
    List<int[]> arcs = new ArrayList<>();
    for (int i = 1; i < nodes; i++) {
      arcs.add(new int[] {random.nextInt(i), i});
    }
    for (int i = 0; i < nodes / 2; i++) {
      int from = random.nextInt(nodes);
      arcs.add(new int[] {from, (from + 1 + random.nextInt(nodes - 1)) % nodes});
    }
    for (int k = 0; k < arcs.size(); k++) {
      String from = ids.get(arcs.get(k)[0]);
      String to = ids.get(arcs.get(k)[1]);
      network.link(isPump(k) ? Pump.of("L" + k, from, to) : Pipe.of("L" + k, from, to));
    }
    TimeAxis axis = TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z"), Town.HOUR, steps);
    Problem.Builder problem =
        Problem.builder(nodes + "x" + steps, network.build(), axis, "EUR")
            .tariff(TARIFF, tariff(steps));
    double total = 0;
    for (int i = sources + tanks; i < nodes; i++) {
      double mean = 5 + 55 * random.nextDouble();
      total += mean;
      problem.zone(ids.get(i), new ZoneTerms(demand(mean, steps, random), 5 + random.nextInt(15)));
    }
    for (int i = 0; i < sources; i++) {
      double most = total / sources * (1.5 + random.nextDouble());
      double cost = 0.05 + 0.35 * random.nextDouble();
      problem.source(ids.get(i), SourceTerms.licensed(most, cost, most * 24 * 0.72));
    }
    for (int i = sources; i < sources + tanks; i++) {
      double size = total / tanks * (1 + 3 * random.nextDouble());
      problem.tank(ids.get(i), new TankTerms(0.1 * size, size, 0.5 * size, 0.5 * size));
    }
    for (int k = 0; k < arcs.size(); k++) {
      double most = total * (0.3 + 0.9 * random.nextDouble());
      problem.link("L" + k, terms(isPump(k), most, random));
    }
    return problem.build();
  }

  private static boolean isPump(int link) {
    return link % LINKS_PER_PUMP == 0;
  }

  private static LinkTerms terms(boolean pump, double most, RandomGenerator random) {
    double loss = 0.05 * random.nextDouble();
    double cost = 0.02 * random.nextDouble();
    double energy = 0.2 + 0.7 * random.nextDouble();
    return new LinkTerms(
        most,
        !pump,
        loss,
        cost,
        pump ? energy : 0,
        pump ? Optional.of(TARIFF) : Optional.empty(),
        Optional.empty());
  }

  private static double[] demand(double mean, int steps, RandomGenerator random) {
    double[] demand = new double[steps];
    for (int t = 0; t < steps; t++) {
      double hour = t % 24 + 0.5;
      double peaks =
          Math.exp(-(hour - 7.5) * (hour - 7.5) / 4)
              + 0.8 * Math.exp(-(hour - 19.5) * (hour - 19.5) / 6);
      demand[t] = mean * (0.5 + peaks) * (0.85 + 0.35 * random.nextDouble());
    }
    return demand;
  }

  private static double[] tariff(int steps) {
    double[] prices = new double[steps];
    for (int t = 0; t < steps; t++) {
      int hour = t % 24;
      prices[t] = hour < 7 || hour >= 22 ? 0.06 : hour >= 17 && hour < 21 ? 0.31 : 0.16;
    }
    return prices;
  }
}
