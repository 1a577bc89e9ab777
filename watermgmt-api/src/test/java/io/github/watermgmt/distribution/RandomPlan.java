// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A problem made around a plan, so that the plan is feasible: what zones, tanks and chords take is
 * drawn, the flows of a tree that feeds them follow, and capacities and licences are drawn above
 * what is used. Loss, two-way links, licences, partial days, tariffs and pump units all occur.
 */
final class RandomPlan {
  private static final Instant START = Instant.parse("2024-03-30T22:00:00Z");

  final Problem problem;
  final Plan plan;

  private final Random random;
  private final TimeAxis axis;
  private final double h;
  private final int steps;
  private final int day;
  private final boolean negativeCosts;
  private final List<String> ids = new ArrayList<>();
  private final Map<String, double[]> load = new LinkedHashMap<>();
  private final Map<String, SourceTerms> sources = new LinkedHashMap<>();
  private final Map<String, TankTerms> tanks = new LinkedHashMap<>();
  private final Map<String, ZoneTerms> zones = new LinkedHashMap<>();
  private final Map<String, LinkTerms> links = new LinkedHashMap<>();
  private final Map<String, String[]> ends = new LinkedHashMap<>();
  private final Plan.Builder rows;

  /** Returns a problem and a feasible plan for it. */
  static RandomPlan of(long seed, boolean negativeCosts) {
    return new RandomPlan(new Random(seed), negativeCosts);
  }

  private RandomPlan(Random random, boolean negativeCosts) {
    this.random = random;
    this.negativeCosts = negativeCosts;
    boolean quarter = random.nextInt(3) == 0;
    this.h = quarter ? 0.25 : 1;
    this.day = quarter ? 96 : 24;
    this.steps = 1 + random.nextInt(quarter ? 130 : 40);
    this.axis = TimeAxis.of(START, Duration.ofMinutes(quarter ? 15 : 60), steps);
    this.rows = Plan.builder(axis);
    nodes();
    chords();
    tree();
    surplus();
    source("S0", load("S0"));
    Network.Builder network = Network.builder();
    for (String id : ids) {
      network.node(
          sources.containsKey(id)
              ? Reservoir.of(id)
              : tanks.containsKey(id) ? Tank.of(id) : Junction.of(id));
    }
    ends.forEach((id, end) -> network.link(Pipe.of(id, end[0], end[1])));
    Problem.Builder builder = Problem.builder("random", network.build(), axis, "EUR");
    sources.forEach(builder::source);
    tanks.forEach(builder::tank);
    zones.forEach(builder::zone);
    links.forEach(builder::link);
    double[] tariff = random.doubles(steps, negativeCosts ? -0.1 : 0, 0.3).toArray();
    this.problem = builder.tariff("day-night", tariff).build();
    this.plan = rows.build();
  }

  private double[] load(String id) {
    return load.computeIfAbsent(id, k -> new double[steps]);
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  private double cost() {
    return random.nextDouble() * 0.4 - (negativeCosts && chance(0.2) ? 0.3 : 0);
  }

  private void nodes() {
    ids.add("S0");
    if (chance(0.4)) {
      ids.add("S1");
      double[] supply = random.doubles(steps, 0, 20).toArray();
      source("S1", supply);
      for (int t = 0; t < steps; t++) {
        load("S1")[t] -= supply[t];
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      ids.add("T" + i);
      tank("T" + i);
    }
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      ids.add("Z" + i);
      zone("Z" + i);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      ids.add("J" + i);
    }
  }

  private void source(String id, double[] supply) {
    rows.put(Kind.SUPPLY, id, supply);
    double most = Arrays.stream(supply).max().orElse(0) * (chance(0.3) ? 1 : 1.3);
    double licence = 0;
    for (int a = 0; a < steps; a += day) {
      int n = Math.min(day, steps - a);
      double volume = Arrays.stream(supply, a, a + n).sum() * h;
      licence = Math.max(licence, volume * day / n);
    }
    // A licence that is used up in one day must survive another order of summation.
    licence = licence * (chance(0.5) ? 1.2 : 1) + 1e-9;
    sources.put(
        id,
        new SourceTerms(
            most, cost(), chance(0.6) ? OptionalDouble.of(licence) : OptionalDouble.empty()));
  }

  private void tank(String id) {
    double before = 100;
    double[] volume = new double[steps];
    for (int t = 0; t < steps; t++) {
      volume[t] = Math.max(0, before + h * (random.nextDouble() * 24 - 12));
      load(id)[t] += (volume[t] - before) / h;
      before = volume[t];
    }
    rows.put(Kind.VOLUME, id, volume);
    double least = Arrays.stream(volume).min().orElse(0);
    double most = Math.max(100, Arrays.stream(volume).max().orElse(0));
    double last = chance(0.5) ? before : 0;
    tanks.put(id, new TankTerms(chance(0.5) ? least : 0, most, 100, last));
  }

  private void zone(String id) {
    double[] demand = new double[steps];
    double[] shortfall = new double[steps];
    for (int t = 0; t < steps; t++) {
      demand[t] = chance(0.05) ? 0 : 5 + random.nextDouble() * 40;
      shortfall[t] = demand[t] * (chance(0.2) ? random.nextInt(3) / 2.0 : 0);
      load(id)[t] += demand[t] - shortfall[t];
    }
    rows.put(Kind.SHORTFALL, id, shortfall);
    zones.put(id, new ZoneTerms(demand, 1 + random.nextDouble() * 9));
  }

  /** Links beside the tree, with flows that are drawn. */
  private void chords() {
    for (int i = random.nextInt(4); i > 0; i--) {
      String from = ids.get(random.nextInt(ids.size()));
      String to = ids.get(random.nextInt(ids.size()));
      if (!from.equals(to)) {
        double loss = chance(0.5) ? 0 : random.nextDouble() * 0.3;
        double back = chance(0.5) ? 10 : 0;
        double[] flow = random.doubles(steps, -back, 10).toArray();
        double[] out = load(from);
        double[] in = load(to);
        for (int t = 0; t < steps; t++) {
          out[t] += flow[t] >= 0 ? flow[t] : flow[t] * (1 - loss);
          in[t] -= flow[t] >= 0 ? flow[t] * (1 - loss) : flow[t];
        }
        link("C" + i, from, to, loss, flow, false);
      }
    }
  }

  private void tree() {
    for (int i = ids.size() - 1; i > 0; i--) {
      String child = ids.get(i);
      String parent = ids.get(random.nextInt(i));
      boolean forward = chance(0.7);
      double loss = chance(0.4) ? 0 : random.nextDouble() * 0.2;
      double[] need = load(child);
      double[] up = load(parent);
      double[] flow = new double[steps];
      for (int t = 0; t < steps; t++) {
        double sent = need[t] >= 0 ? need[t] / (1 - loss) : need[t];
        up[t] += need[t] >= 0 ? sent : sent * (1 - loss);
        flow[t] = forward ? sent : -sent;
      }
      // A zone that draws nothing must still be one that water can reach.
      link("L" + i, forward ? parent : child, forward ? child : parent, loss, flow, !forward);
    }
  }

  /** A zone beside the first source that takes what comes back to it. */
  private void surplus() {
    double[] rest = Arrays.stream(load("S0")).map(need -> Math.max(0, -need)).toArray();
    ids.add("Z0");
    zones.put("Z0", new ZoneTerms(rest, 1));
    rows.put(Kind.SHORTFALL, "Z0", new double[steps]);
    link("L0", "S0", "Z0", 0, rest, false);
    for (int t = 0; t < steps; t++) {
      load("S0")[t] += rest[t];
    }
  }

  private void link(String id, String from, String to, double loss, double[] flow, boolean twoWay) {
    rows.put(Kind.FLOW, id, flow);
    ends.put(id, new String[] {from, to});
    double least = Arrays.stream(flow).min().orElse(0);
    double most = Arrays.stream(flow).map(Math::abs).max().orElse(0) + 1e-9;
    LinkTerms terms =
        new LinkTerms(
            most * (chance(0.4) ? 1 : 1.5),
            least < 0 || twoWay || chance(0.2),
            loss,
            cost(),
            chance(0.4) ? random.nextDouble() : 0,
            chance(0.6) ? Optional.of("day-night") : Optional.empty(),
            Optional.empty());
    links.put(id, least >= 0 && chance(0.4) ? terms.withUnits(units(id, flow, most)) : terms);
  }

  private PumpUnits units(String id, double[] flow, double most) {
    int units = 1 + random.nextInt(3);
    double one = most / units * (1 + random.nextDouble());
    double[] on = new double[steps];
    double least = one;
    int starts = 0;
    int mostStarts = 0;
    for (int t = 0; t < steps; t++) {
      on[t] = Math.ceil(flow[t] / one);
      least = on[t] > 0 ? Math.min(least, flow[t] / on[t]) : least;
      starts = (t % day == 0 ? 0 : starts) + (int) Math.max(0, on[t] - (t == 0 ? 0 : on[t - 1]));
      mostStarts = Math.max(mostStarts, starts);
    }
    rows.put(Kind.UNITS_ON, id, on);
    return new PumpUnits(
        units, least * (1 - 1e-12), one, random.nextDouble() * 5, mostStarts + random.nextInt(2));
  }
}
