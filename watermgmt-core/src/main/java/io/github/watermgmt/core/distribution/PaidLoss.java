// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks, before solving, whether it could pay to lose water on a two-way link. A linear program may
 * send water both ways at once and so lose it, which no plan can; where that pays, the least cost
 * of plans is not that of the linear program.
 *
 * <p>Who sends water to and fro over a link of loss l and cost c pays c/l for each m³ lost, plus
 * what that m³ costs at the end of the link. So it pays where some way brings water there for less
 * than −c/l, and only there: from a solution whose water costs no less, what goes to and fro can be
 * taken away, and the water that it loses with it, at no higher cost. What water costs at a node is
 * found step by step: from a source, over open links, (cost + c)/(1 − l) per m³ that arrives, and
 * from one step to the next in a tank. What a tank holds at the start costs nothing, or less where
 * paid water could take its room. How much water can come that way is not asked. Where links of one
 * direction form a circle on which water is paid for, a way round it counts like any other.
 *
 * <p>O(steps · nodes · links · tanks) at worst, usually a few times the links and steps, and next
 * to nothing where no cost is negative.
 */
final class PaidLoss {
  /** Part of the greatest cost that counts as nothing. */
  private static final double NOTHING = 1e-9;

  /** A way from one node to another, open in one direction. */
  private static final class Way {
    final int from;
    final int to;
    final double loss;
    final double[] cost;
    final LinkTerms terms;

    Way(int from, int to, double[] cost, LinkTerms terms) {
      this.from = from;
      this.to = to;
      this.loss = terms.loss();
      this.cost = cost;
      this.terms = terms;
    }

    boolean isOpen(int step) {
      return terms.maxFlowM3h(step) > 0;
    }
  }

  /** A two-way link with losses, by its way there. */
  private record Burner(String link, Way way) {}

  private final Problem problem;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final List<Burner> burners = new ArrayList<>();
  private double greatest;
  private double least;

  private PaidLoss(Problem problem) {
    this.problem = problem;
    for (Node node : problem.network().nodes()) {
      nodes.put(node.id(), nodes.size());
      names.add(node.id());
    }
    problem.links().forEach(this::link);
    problem
        .sources()
        .values()
        .forEach(
            terms -> {
              if (isOpen(terms)) {
                cost(terms.costPerM3());
              }
            });
  }

  /** Returns in words where it could pay to lose water, if anywhere. */
  static Optional<String> in(Problem problem) {
    PaidLoss search = new PaidLoss(problem);
    return search.least < 0 && !search.burners.isEmpty() ? search.find() : Optional.empty();
  }

  private void link(String id, LinkTerms terms) {
    if (terms.maxFlowM3h() > 0) {
      Link link = problem.network().link(id);
      double[] cost = costs(id, terms);
      Arrays.stream(cost).forEach(this::cost);
      int from = nodes.getOrDefault(link.from(), 0);
      int to = nodes.getOrDefault(link.to(), 0);
      Way there = new Way(from, to, cost, terms);
      ways.add(there);
      if (terms.bidirectional()) {
        ways.add(new Way(to, from, cost, terms));
        if (terms.loss() > 0) {
          burners.add(new Burner(id, there));
        }
      }
    }
  }

  /** What a link costs at least: where it wins energy, it may lower the highest power as well. */
  private double[] costs(String id, LinkTerms terms) {
    double[] costs = problem.linkCosts(id);
    if (terms.energyKWhPerM3() < 0) {
      int hour = problem.stepsPerHour();
      for (DemandCharge charge : problem.demandCharges().values()) {
        for (int t = 0; t < costs.length && charge.links().contains(id); t++) {
          double hours = Math.min(hour, costs.length - t / hour * hour) * problem.stepHours();
          costs[t] += terms.energyKWhPerM3() * charge.pricePerKW() / hours;
        }
      }
    }
    return costs;
  }

  private void cost(double cost) {
    least = Math.min(least, cost);
    greatest = Math.max(greatest, Math.abs(cost));
  }

  private static boolean isOpen(SourceTerms terms) {
    return terms.maxFlowM3h() > 0 && terms.maxDailyVolumeM3().orElse(1) > 0;
  }

  private Optional<String> find() {
    double[] stored = new double[names.size()];
    Arrays.fill(stored, Double.POSITIVE_INFINITY);
    problem
        .tanks()
        .forEach((id, terms) -> stored[index(id)] = isStored(terms) ? 0 : stored[index(id)]);
    // One tank may make room for what another gives away to make room itself.
    for (int round = 0; round <= problem.tanks().size(); round++) {
      double[] before = stored.clone();
      Optional<String> found = sweep(stored);
      if (found.isPresent() || Arrays.equals(before, stored)) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean isStored(TankTerms terms) {
    return terms.initialVolumeM3() > terms.minVolumeM3() || changes(terms);
  }

  /** Where bounds change, water that had to stay may leave: as if it were there to be had. */
  private static boolean changes(TankTerms terms) {
    return terms.minVolumesM3().isPresent() || terms.maxVolumesM3().isPresent();
  }

  /**
   * Returns whether water may have to go where no one wants it, so that a linear program would lose
   * it at any cost.
   */
  static boolean mayBeForced(Problem problem) {
    return problem.tanks().values().stream().anyMatch(tank -> tank.maxVolumesM3().isPresent())
        || problem.sources().values().stream().anyMatch(source -> source.minFlowM3h() > 0)
        || problem.links().values().stream().anyMatch(link -> link.minFlowM3h() > 0);
  }

  /**
   * Goes through the steps once.
   *
   * @param stored what the water costs that tanks hold at the start, lowered to what may take its
   *     room later
   */
  private Optional<String> sweep(double[] stored) {
    double[] cost = stored.clone();
    for (int t = 0; t < problem.steps(); t++) {
      for (Map.Entry<String, SourceTerms> source : problem.sources().entrySet()) {
        if (isOpen(source.getValue()) && source.getValue().maxFlowM3h(t) > 0) {
          int node = index(source.getKey());
          cost[node] = Math.min(cost[node], source.getValue().costPerM3());
        }
      }
      Optional<String> found = spread(cost, t);
      if (found.isPresent()) {
        return found;
      }
      keepStored(cost);
      for (int n = 0; n < cost.length; n++) {
        if (stored[n] < Double.POSITIVE_INFINITY) {
          stored[n] = Math.min(stored[n], cost[n]);
        }
      }
    }
    return Optional.empty();
  }

  private int index(String node) {
    return nodes.getOrDefault(node, 0);
  }

  /** Brings the water of one step over the links, as long as it gets cheaper somewhere. */
  private Optional<String> spread(double[] cost, int step) {
    Optional<String> found = lost(cost, step);
    boolean cheaper = true;
    for (int round = 0; cheaper && round < cost.length && found.isEmpty(); round++) {
      cheaper = false;
      for (Way way : ways) {
        if (!way.isOpen(step)) {
          continue;
        }
        double arriving = (cost[way.from] + way.cost[step]) / (1 - way.loss);
        if (arriving < cost[way.to]) {
          cost[way.to] = arriving;
          cheaper = true;
          // At once: a way to and fro that pays would lower the cost again and again.
          if (arriving < 0) {
            found = lost(cost, step);
            if (found.isPresent()) {
              return found;
            }
          }
        }
      }
    }
    return found;
  }

  private Optional<String> lost(double[] cost, int step) {
    for (Burner burner : burners) {
      if (!burner.way.isOpen(step)) {
        continue;
      }
      int end = cost[burner.way.from] <= cost[burner.way.to] ? burner.way.from : burner.way.to;
      if (cost[end] + burner.way.cost[step] / burner.way.loss < -NOTHING * greatest) {
        return Optional.of(told(burner, end, cost[end], step));
      }
    }
    return Optional.empty();
  }

  /** From one step to the next water comes in tanks only. */
  private void keepStored(double[] cost) {
    double[] before = cost.clone();
    Arrays.fill(cost, Double.POSITIVE_INFINITY);
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              if (terms.maxVolumeM3() > terms.minVolumeM3() || changes(terms)) {
                cost[index(id)] = before[index(id)];
              }
            });
  }

  private String told(Burner burner, int end, double cost, int step) {
    return String.format(
        Locale.ROOT,
        "cost of water at '%s' in step %d (%.6g %s per m3), must be at least %.6g where the two-way"
            + " link '%s' loses water: a linear program would send it to and fro, which no plan can."
            + " Maybe raise the negative cost behind it, or let the link be one-way or without"
            + " loss.",
        names.get(end),
        step,
        cost,
        problem.currency(),
        0.0 - burner.way.cost[step] / burner.way.loss,
        burner.link);
  }
}
