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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Made-up cities of any size: nodes scattered over a square, joined by a tree to the nearest before
 * and by half as many more links; a licensed source for each 25 nodes, a tank for each 12, zones
 * elsewhere, a pump for each 12 links.
 */
final class City {
  private static final double[] PROFILE = {
    .5, .45, .4, .4, .5, .7, 1.1, 1.6, 1.5, 1.3, 1.1, 1.1, 1.2, 1.1, 1, 1, 1.1, 1.3, 1.5, 1.4, 1.2,
    1, .8, .6
  };

  private final Random random;
  private final int nodes;
  private final int sources;
  private final int tanks;
  private final double[] x;
  private final double[] y;
  private final double[] base;
  private double total;

  private City(int nodes, long seed) {
    this.random = new Random(seed);
    this.nodes = nodes;
    this.sources = Math.max(2, nodes / 25);
    this.tanks = Math.max(3, nodes / 12);
    this.x = random.doubles(nodes).toArray();
    this.y = random.doubles(nodes).toArray();
    this.base = new double[nodes];
    for (int i = sources + tanks; i < nodes; i++) {
      base[i] = between(5, 60);
      total += base[i];
    }
  }

  /** Returns a city with enough water for all, on average. */
  static Problem of(int nodes, int steps, long seed) {
    return new City(nodes, seed).problem(steps);
  }

  private Problem problem(int steps) {
    Network.Builder network = Network.builder();
    for (int i = 0; i < nodes; i++) {
      String id = id(i);
      network.node(
          i < sources ? Reservoir.of(id) : i < sources + tanks ? Tank.of(id) : Junction.of(id));
    }
    List<LinkTerms> terms = new ArrayList<>();
    List<String> links = new ArrayList<>();
    for (int k = 0; k < nodes - 1 + nodes / 2; k++) {
      boolean tree = k < nodes - 1;
      int to = tree ? k + 1 : random.nextInt(nodes);
      int from = nearest(to, tree ? to : nodes, tree ? 1 : 2 + random.nextInt(3));
      String id = "L" + k;
      double most = total / sources * (tree ? between(.6, 2.4) : between(.2, .9));
      double cost = between(0, .02);
      if (k % 12 == 5) {
        network.link(Pump.of(id, id(from), id(to)));
        terms.add(LinkTerms.pump(most, cost, between(.2, .9), "day-night"));
      } else {
        network.link(Pipe.of(id, id(from), id(to)));
        terms.add(LinkTerms.pipe(most, true, between(0, .05), cost));
      }
      links.add(id);
    }
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2024-07-01T00:00:00Z").getEpochSecond(), 3600, steps);
    String name = "city " + nodes + "x" + steps;
    Problem.Builder problem = Problem.builder(name, network.build(), axis, "EUR");
    double[] tariff = new double[steps];
    for (int t = 0; t < steps; t++) {
      int hour = t % 24;
      tariff[t] = hour < 7 || hour >= 22 ? .06 : hour >= 17 && hour < 21 ? .31 : .16;
    }
    problem.tariff("day-night", tariff);
    for (int k = 0; k < links.size(); k++) {
      problem.link(links.get(k), terms.get(k));
    }
    for (int i = 0; i < sources; i++) {
      double most = total / sources * between(1.5, 2.4);
      problem.source(id(i), SourceTerms.licensed(most, between(.05, .4), most * 24 * .72));
    }
    for (int i = sources; i < sources + tanks; i++) {
      double volume = total / tanks * between(1, 4);
      problem.tank(id(i), new TankTerms(.1 * volume, volume, .5 * volume, .5 * volume));
    }
    for (int i = sources + tanks; i < nodes; i++) {
      double[] demand = new double[steps];
      for (int t = 0; t < steps; t++) {
        demand[t] = base[i] * PROFILE[t % 24] * between(.85, 1.2);
      }
      problem.zone(id(i), new ZoneTerms(demand, 5 << random.nextInt(3)));
    }
    return problem.build();
  }

  private String id(int node) {
    return (node < sources ? "S" : node < sources + tanks ? "T" : "Z") + node;
  }

  private double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** Returns the one of the first nodes, other than itself, that is the rank-th nearest. */
  private int nearest(int node, int of, int rank) {
    int found = -1;
    boolean[] nearer = new boolean[of];
    for (int r = 0; r < rank; r++) {
      found = -1;
      for (int i = 0; i < of; i++) {
        if (i != node && !nearer[i] && (found < 0 || distance(node, i) < distance(node, found))) {
          found = i;
        }
      }
      if (found < 0) {
        throw new IllegalArgumentException("a city of " + nodes + " nodes is too small");
      }
      nearer[found] = true;
    }
    return found;
  }

  private double distance(int a, int b) {
    return (x[a] - x[b]) * (x[a] - x[b]) + (y[a] - y[b]) * (y[a] - y[b]);
  }
}
