// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Random problems with pump units so small that every schedule can be tried. */
final class TinyUnits {
  private TinyUnits() {}

  /** One station over three steps, or two over two; a tank, and a two-way link with losses. */
  static Problem of(long seed) {
    Random random = new Random(seed);
    int pumps = 1 + random.nextInt(2);
    int steps = pumps == 1 ? 3 : 2;
    int hours = random.nextBoolean() ? 1 : 12;
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z0"))
            .node(Junction.of("Z1"))
            .link(Pipe.of("P0", "S", "T"))
            .link(Pipe.of("P1", "S", "Z0"))
            .link(Pipe.of("L0", "T", "Z0"))
            .link(Pipe.of("L1", "Z0", "Z1"))
            .build();
    double[] tariff = new double[steps];
    for (int t = 0; t < steps; t++) {
      tariff[t] = random.nextInt(5) - (random.nextInt(8) == 0 ? 3 : 0);
    }
    int volume = hours * (1 + random.nextInt(12));
    Problem.Builder problem =
        Problem.builder("tiny " + seed, network, TimeAxis.of(0, hours * 3600L, steps), "EUR")
            .tariff("day", tariff)
            .source(
                "S",
                new SourceTerms(
                    random.nextInt(25),
                    random.nextInt(3),
                    random.nextInt(3) == 0
                        ? OptionalDouble.of(random.nextInt(24 * 15))
                        : OptionalDouble.empty()))
            .tank(
                "T",
                new TankTerms(
                    0, volume, random.nextInt(volume + 1), random.nextInt(volume + 1) / 2.0));
    for (int z = 0; z < 2; z++) {
      double[] demand = new double[steps];
      for (int t = 0; t < steps; t++) {
        demand[t] = random.nextInt(12);
      }
      problem.zone("Z" + z, new ZoneTerms(demand, 5 + random.nextInt(20)));
    }
    problem.link("P0", pump(random));
    problem.link("P1", pumps == 2 ? pump(random) : LinkTerms.pipe(random.nextInt(6), false, 0, 1));
    problem.link("L0", LinkTerms.pipe(random.nextInt(15), false, 0.1 * random.nextInt(3), 0));
    problem.link(
        "L1", LinkTerms.pipe(random.nextInt(15), true, 0.1 * random.nextInt(4), random.nextInt(2)));
    return problem.build();
  }

  private static LinkTerms pump(Random random) {
    double least = random.nextInt(8);
    double greatest = least + random.nextInt(5);
    return new LinkTerms(
            1 + random.nextInt(20),
            random.nextInt(6) == 0,
            0.1 * random.nextInt(3),
            random.nextInt(2),
            random.nextInt(2),
            Optional.of("day"),
            Optional.empty())
        .withUnits(
            new PumpUnits(
                1 + random.nextInt(2),
                least,
                greatest,
                random.nextInt(6) - (random.nextInt(6) == 0 ? 2 : 0),
                random.nextInt(4)));
  }

  /**
   * What was found by trying.
   *
   * @param cost of the best plan, infinite if there is none
   * @param on its units by station and step
   */
  record Found(double cost, int[][] on) {

    @Override
    public boolean equals(Object o) {
      return o instanceof Found other && cost == other.cost && Arrays.deepEquals(on, other.on);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(cost);
    }

    @Override
    public String toString() {
      return cost + " with " + Arrays.deepToString(on);
    }
  }

  /** Tries every schedule and both ways of the two-way link in every step. */
  static Found brute(Problem problem) {
    List<Map.Entry<String, LinkTerms>> pumps =
        problem.links().entrySet().stream()
            .filter(link -> link.getValue().units().isPresent())
            .toList();
    int steps = problem.steps();
    int[][] on = new int[pumps.size()][steps];
    Found[] best = {new Found(Double.POSITIVE_INFINITY, on)};
    schedules(problem, pumps, on, 0, best);
    return best[0];
  }

  private static void schedules(
      Problem problem,
      List<Map.Entry<String, LinkTerms>> pumps,
      int[][] on,
      int cell,
      Found[] best) {
    int steps = problem.steps();
    if (cell == pumps.size() * steps) {
      for (int way = 0; way < 1 << steps; way++) {
        double cost = cost(problem, pumps, on, way);
        if (cost < best[0].cost) {
          best[0] = new Found(cost, Arrays.stream(on).map(int[]::clone).toArray(int[][]::new));
        }
      }
      return;
    }
    int k = cell / steps;
    PumpUnits units = pumps.get(k).getValue().units().orElseThrow();
    for (int u = 0; u <= units.units(); u++) {
      on[k][cell % steps] = u;
      if (keepsStarts(on[k], cell % steps, problem.stepsPerDay(), units.maxStartsPerDay())) {
        schedules(problem, pumps, on, cell + 1, best);
      }
    }
  }

  private static boolean keepsStarts(int[] on, int last, int day, int limit) {
    for (int from = 0; from <= last; from += day) {
      int starts = 0;
      for (int t = from; t <= Math.min(last, from + day - 1); t++) {
        starts += Math.max(0, on[t] - (t == 0 ? 0 : on[t - 1]));
      }
      if (starts > limit) {
        return false;
      }
    }
    return true;
  }

  /** The cost of a schedule by another solver's linear program, infinite if it has no plan. */
  private static double cost(
      Problem problem, List<Map.Entry<String, LinkTerms>> pumps, int[][] on, int way) {
    int steps = problem.steps();
    double h = problem.stepHours();
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<String, Expression[]> balance = new java.util.LinkedHashMap<>();
    problem
        .network()
        .nodes()
        .forEach(
            node -> {
              Expression[] rows = new Expression[steps];
              for (int t = 0; t < steps; t++) {
                rows[t] = model.newExpression(node.id() + t);
              }
              balance.put(node.id(), rows);
            });
    double[] needed = new double[steps];
    double fixed = 0;
    List<String> ids = new ArrayList<>();
    pumps.forEach(pump -> ids.add(pump.getKey()));
    for (Map.Entry<String, LinkTerms> entry : problem.links().entrySet()) {
      LinkTerms terms = entry.getValue();
      double[] price = problem.linkCosts(entry.getKey());
      String from = problem.network().link(entry.getKey()).from();
      String to = problem.network().link(entry.getKey()).to();
      int k = ids.indexOf(entry.getKey());
      for (int t = 0; t < steps; t++) {
        double low = 0;
        double high = terms.maxFlowM3h();
        boolean back = terms.bidirectional() && k < 0 && (way >> t & 1) == 1;
        if (k >= 0) {
          PumpUnits units = terms.units().orElseThrow();
          low = on[k][t] * units.unitMinFlowM3h();
          high = Math.min(high, on[k][t] * units.unitMaxFlowM3h());
          if (low > high) {
            return Double.POSITIVE_INFINITY;
          }
          double tariff = terms.tariff().map(problem::tariff).orElse(needed)[t];
          fixed += h * on[k][t] * units.unitPowerKW() * tariff;
        }
        Variable flow =
            model.newVariable("f" + entry.getKey() + t).lower(low).upper(high).weight(h * price[t]);
        balance.get(back ? to : from)[t].set(flow, -h);
        balance.get(back ? from : to)[t].set(flow, h * (1 - terms.loss()));
      }
    }
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              Expression licence = null;
              for (int t = 0; t < steps; t++) {
                Variable supply =
                    model
                        .newVariable("s" + id + t)
                        .lower(0)
                        .upper(terms.maxFlowM3h())
                        .weight(h * terms.costPerM3());
                balance.get(id)[t].set(supply, h);
                if (terms.maxDailyVolumeM3().isPresent()) {
                  int day = problem.stepsPerDay();
                  if (t % day == 0) {
                    int n = Math.min(day, steps - t);
                    licence =
                        model
                            .newExpression("licence" + id + t)
                            .upper(terms.maxDailyVolumeM3().getAsDouble() * n / day);
                  }
                  licence.set(supply, h);
                }
              }
            });
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              for (int t = 0; t < steps; t++) {
                double demand = terms.demandM3h()[t];
                Variable shortfall =
                    model
                        .newVariable("z" + id + t)
                        .lower(0)
                        .upper(demand)
                        .weight(h * terms.shortfallCostPerM3());
                balance.get(id)[t].set(shortfall, h);
                balance.get(id)[t].level(h * demand);
              }
            });
    problem.sources().keySet().forEach(id -> level(balance.get(id), 0));
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              level(balance.get(id), 0);
              balance.get(id)[0].level(-terms.initialVolumeM3());
              for (int t = 0; t < steps; t++) {
                double low =
                    t == steps - 1
                        ? Math.max(terms.minVolumeM3(), terms.finalMinVolumeM3())
                        : terms.minVolumeM3();
                Variable volume =
                    model.newVariable("v" + id + t).lower(low).upper(terms.maxVolumeM3());
                balance.get(id)[t].set(volume, -1);
                if (t + 1 < steps) {
                  balance.get(id)[t + 1].set(volume, 1);
                }
              }
            });
    Optimisation.Result result = model.minimise();
    return result.getState().isFeasible() ? result.getValue() + fixed : Double.POSITIVE_INFINITY;
  }

  private static void level(Expression[] rows, double value) {
    for (Expression row : rows) {
      row.level(value);
    }
  }
}
