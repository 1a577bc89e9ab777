// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Problems so small that their optimum can be worked out on paper, and random ones. */
final class SmallProblems {
  private static final double DEAR = 10;

  private SmallProblems() {}

  /**
   * A problem whose least cost is known.
   *
   * @param problem the problem
   * @param optimum its least cost
   */
  record Known(Problem problem, double optimum) {}

  /** All those that are linear and have a plan. */
  static List<Known> linear() {
    return List.of(
        singlePipe(),
        twoSources(1, 1),
        tankArbitrage(),
        scarcity(),
        lossyPipe(),
        againstTheLink(),
        dailyLicence(),
        degenerate(),
        zeroCapacity());
  }

  static TimeAxis hours(int steps) {
    return TimeAxis.of(Scenes.WINTER, Scenes.HOUR, steps);
  }

  static Problem.Builder problem(String name, TimeAxis axis, Network.Builder network) {
    return Problem.builder(name, network.build(), axis, "EUR");
  }

  static Network.Builder network(String... links) {
    Network.Builder network = Network.builder();
    List<String> nodes = new ArrayList<>();
    for (String link : links) {
      for (String node : List.of(link.split("-", -1))) {
        if (!nodes.contains(node)) {
          nodes.add(node);
        }
      }
    }
    for (String node : nodes) {
      switch (node.charAt(0)) {
        case 'R' -> network.node(Reservoir.of(node));
        case 'T' -> network.node(Tank.of(node));
        default -> network.node(Junction.of(node));
      }
    }
    for (String link : links) {
      int at = link.indexOf('-');
      network.link(Pipe.of(link, link.substring(0, at), link.substring(at + 1)));
    }
    return network;
  }

  private static LinkTerms pipe(double maxFlow, double cost) {
    return LinkTerms.pipe(maxFlow, false, 0, cost);
  }

  static Known singlePipe() {
    Problem problem =
        problem("single pipe", hours(2), network("R-Z"))
            .source("R", SourceTerms.of(100, 0.2))
            .link("R-Z", pipe(80, 0.05))
            .zone("Z", new ZoneTerms(new double[] {50, 60}, DEAR))
            .build();
    return new Known(problem, 110 * 0.25);
  }

  /** The cheap source gives what it can, the dear one the rest. */
  static Known twoSources(double flow, double cost) {
    double[] demand = {50 * flow, 50 * flow};
    Problem problem =
        problem("two sources", hours(2), network("R1-Z", "R2-Z"))
            .source("R1", SourceTerms.of(30 * flow, 0.1 * cost))
            .source("R2", SourceTerms.of(100 * flow, 0.4 * cost))
            .link("R1-Z", pipe(100 * flow, 0))
            .link("R2-Z", pipe(100 * flow, 0))
            .zone("Z", new ZoneTerms(demand, DEAR * cost))
            .build();
    return new Known(problem, 22 * flow * cost);
  }

  /** All is pumped in the two cheap hours, as much as the tank can keep. */
  static Known tankArbitrage() {
    Problem problem =
        problem("tank arbitrage", hours(4), network("R-T", "T-Z"))
            .source("R", SourceTerms.of(100, 0))
            .tank("T", new TankTerms(0, 20, 0, 0))
            .link("R-T", LinkTerms.pump(20, 0, 1, "day"))
            .link("T-Z", pipe(100, 0))
            .zone("Z", new ZoneTerms(new double[] {10, 10, 10, 10}, DEAR))
            .tariff("day", new double[] {0.1, 0.3, 0.1, 0.5})
            .build();
    return new Known(problem, 40 * 0.1);
  }

  /** The zone whose shortfall costs more is served first. */
  static Known scarcity() {
    Problem problem =
        problem("scarcity", hours(1), network("R-A", "R-B"))
            .source("R", SourceTerms.of(40, 0.2))
            .link("R-A", pipe(100, 0))
            .link("R-B", pipe(100, 0))
            .zone("A", new ZoneTerms(new double[] {30}, 5))
            .zone("B", new ZoneTerms(new double[] {30}, 2))
            .build();
    return new Known(problem, 40 * 0.2 + 20 * 2);
  }

  static Known lossyPipe() {
    Problem problem =
        problem("lossy pipe", hours(1), network("R-Z"))
            .source("R", SourceTerms.of(100, 0.1))
            .link("R-Z", LinkTerms.pipe(100, false, 0.2, 0.02))
            .zone("Z", new ZoneTerms(new double[] {40}, DEAR))
            .build();
    return new Known(problem, 50 * 0.12);
  }

  /** Water must run against the direction of a two-way link. */
  static Known againstTheLink() {
    Problem problem =
        problem("against the link", hours(1), network("R-A", "B-A"))
            .source("R", SourceTerms.of(100, 0.2))
            .link("R-A", pipe(100, 0))
            .link("B-A", LinkTerms.pipe(25, true, 0, 0.01))
            .zone("A", new ZoneTerms(new double[] {10}, DEAR))
            .zone("B", new ZoneTerms(new double[] {20}, DEAR))
            .build();
    return new Known(problem, 30 * 0.2 + 20 * 0.01);
  }

  /** Steps of six hours over a day and a half: the licence of the half day is half a licence. */
  static Known dailyLicence() {
    Problem problem =
        problem(
                "daily licence",
                TimeAxis.of(Scenes.WINTER, Scenes.HOUR.multipliedBy(6), 6),
                network("R1-Z", "R2-Z"))
            .source("R1", SourceTerms.licensed(100, 0.1, 240))
            .source("R2", SourceTerms.of(100, 0.5))
            .link("R1-Z", pipe(100, 0))
            .link("R2-Z", pipe(100, 0))
            .zone("Z", new ZoneTerms(new double[] {20, 20, 20, 20, 20, 20}, DEAR))
            .build();
    return new Known(problem, 1.5 * (240 * 0.1 + 240 * 0.5));
  }

  /** Equal sources, a free loop, and demand that takes exactly all there is. */
  static Known degenerate() {
    Problem problem =
        problem("degenerate", hours(2), network("R1-J", "R2-Z", "J-Z", "Z-K", "K-J"))
            .source("R1", SourceTerms.of(25, 0.2))
            .source("R2", SourceTerms.of(25, 0.2))
            .link("R1-J", pipe(25, 0))
            .link("R2-Z", pipe(25, 0))
            .link("J-Z", LinkTerms.pipe(100, true, 0, 0))
            .link("Z-K", LinkTerms.pipe(100, true, 0, 0))
            .link("K-J", LinkTerms.pipe(100, true, 0, 0))
            .zone("Z", new ZoneTerms(new double[] {50, 50}, DEAR))
            .build();
    return new Known(problem, 20);
  }

  /** The cheap link and the cheap source are closed. */
  static Known zeroCapacity() {
    Problem problem =
        problem("zero capacity", hours(1), network("R1-Z", "R2-Z", "R3-Z"))
            .source("R1", SourceTerms.of(100, 0))
            .source("R2", SourceTerms.of(0, 0))
            .source("R3", SourceTerms.of(100, 0.3))
            .link("R1-Z", pipe(0, 0))
            .link("R2-Z", pipe(100, 0))
            .link("R3-Z", pipe(100, 0))
            .zone("Z", new ZoneTerms(new double[] {10}, DEAR))
            .build();
    return new Known(problem, 3);
  }

  /** Those with pumps that are switched in whole units. */
  static List<Known> withPumpUnits() {
    return List.of(pumpUnits(), fewStarts());
  }

  /** Two units must run, for one gives too little and shortfall is dear. */
  private static Known pumpUnits() {
    Problem problem =
        problem("pump units", hours(2), network("R-Z"))
            .source("R", SourceTerms.of(100, 0.2))
            .link("R-Z", LinkTerms.pump(100, 0, 0, "day").withUnits(new PumpUnits(2, 10, 20, 5, 2)))
            .zone("Z", new ZoneTerms(new double[] {30, 30}, DEAR))
            .tariff("day", new double[] {0.1, 0.1})
            .build();
    return new Known(problem, 2 * (30 * 0.2 + 2 * 5 * 0.1));
  }

  /**
   * The pump must run in two hours of four, and might start once only: so one of them is dear. It
   * gives 20 m³/h or nothing, where 10 are drawn, and the tank takes the rest.
   */
  private static Known fewStarts() {
    Problem problem =
        problem("few starts", hours(4), network("R-T", "T-Z"))
            .source("R", SourceTerms.of(100, 0.2))
            .tank("T", new TankTerms(0, 100, 20, 20))
            .link(
                "R-T", LinkTerms.pump(100, 0, 0, "day").withUnits(new PumpUnits(1, 20, 20, 10, 1)))
            .link("T-Z", pipe(100, 0))
            .zone("Z", new ZoneTerms(new double[] {10, 10, 10, 10}, DEAR))
            .tariff("day", new double[] {0.5, 1, 0.1, 1})
            .build();
    return new Known(problem, 40 * 0.2 + 10 * (0.1 + 1));
  }

  /** To and fro over the two-way link would pay. */
  static Problem nonConvex() {
    return problem("non-convex", hours(1), network("R-Z"))
        .source("R", SourceTerms.of(100, 0.2))
        .link("R-Z", LinkTerms.pipe(80, true, 0, -0.05))
        .zone("Z", new ZoneTerms(new double[] {50}, DEAR))
        .build();
  }

  /** Problems without a plan, each for one reason. */
  static List<Problem> infeasible() {
    Network.Builder network = network("R-T", "T-Z");
    Problem.Builder base =
        problem("final volume out of reach", hours(4), network)
            .source("R", SourceTerms.of(100, 0.1))
            .tank("T", new TankTerms(0, 200, 10, 100))
            .link("R-T", pipe(5, 0))
            .link("T-Z", pipe(100, 0))
            .zone("Z", new ZoneTerms(new double[] {1, 1, 1, 1}, DEAR));
    Problem finalVolume = base.build();
    Problem minVolume = base.tank("T", new TankTerms(50, 200, 10, 50)).build();
    Problem licence =
        base.tank("T", new TankTerms(0, 200, 10, 100))
            .link("R-T", pipe(500, 0))
            .source("R", SourceTerms.licensed(100, 0.1, 60))
            .build();
    return List.of(finalVolume, minVolume, licence);
  }

  /** A random network of two sources, two tanks, four zones and a junction; all numbers whole. */
  static Problem random(long seed, int steps) {
    RandomGenerator random = RunContext.standard().withSeed(seed).random("problem");
    List<String> nodes = List.of("R1", "R2", "T1", "T2", "J", "A", "B", "C", "D");
    List<String> links = new ArrayList<>(List.of("R1-T1", "R2-J", "T1-J", "J-A", "J-T2"));
    links.addAll(List.of("T2-B", "A-C", "B-D"));
    for (int i = 0; i < 6; i++) {
      String from = nodes.get(random.nextInt(nodes.size()));
      String to = nodes.get(2 + random.nextInt(nodes.size() - 2));
      if (!from.equals(to) && !links.contains(from + "-" + to)) {
        links.add(from + "-" + to);
      }
    }
    Problem.Builder builder =
        problem("random " + seed, hours(steps), network(links.toArray(String[]::new)));
    double[] tariff = new double[steps];
    for (int t = 0; t < steps; t++) {
      tariff[t] = 1 + random.nextInt(5);
    }
    builder.tariff("power", tariff);
    for (String link : links) {
      boolean pump = random.nextInt(3) == 0;
      builder.link(
          link,
          new LinkTerms(
              10 * random.nextInt(1, 9),
              random.nextInt(3) == 0,
              0,
              random.nextInt(4),
              pump ? 1 : 0,
              pump ? Optional.of("power") : Optional.empty(),
              Optional.empty()));
    }
    for (String source : nodes.subList(0, 2)) {
      builder.source(source, SourceTerms.of(20 * random.nextInt(1, 6), random.nextInt(1, 8)));
    }
    for (String tank : nodes.subList(2, 4)) {
      int initial = random.nextInt(60);
      builder.tank(tank, new TankTerms(0, 100, initial, random.nextInt(initial + 1)));
    }
    for (String zone : nodes.subList(5, 9)) {
      double[] demand = new double[steps];
      for (int t = 0; t < steps; t++) {
        demand[t] = random.nextInt(40);
      }
      builder.zone(zone, new ZoneTerms(demand, 50 + random.nextInt(50)));
    }
    return builder.build();
  }
}
