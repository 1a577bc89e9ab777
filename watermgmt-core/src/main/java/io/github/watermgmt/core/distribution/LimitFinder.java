// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.BindingLimit.Kind;
import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Finds the limits that are in force in a plan and cost something: those of single steps from what
 * a flow or volume would save at the prices of its nodes (reduced costs), those that steps share
 * from their reliefs. Thread-safety: confined to one thread.
 */
final class LimitFinder {
  /** Part of the greatest price that counts as nothing. */
  private static final double NOTHING = 1e-7;

  /** How near a plan is at a limit that is in force: m³/h or m³, and beside greater numbers. */
  private static final double NEAR = 1e-6;

  private final Problem problem;
  private final Plan plan;
  private final MarginalPrices prices;
  private final double h;
  private final int steps;
  private final double nothing;
  private final List<BindingLimit> found = new ArrayList<>();

  private LimitFinder(Problem problem, Plan plan, MarginalPrices prices) {
    this.problem = problem;
    this.plan = plan;
    this.prices = prices;
    this.h = problem.stepHours();
    this.steps = problem.steps();
    double greatest = 0;
    for (String node : prices.nodes()) {
      for (double price : prices.prices(node)) {
        greatest = Math.max(greatest, Math.abs(price));
      }
    }
    this.nothing = NOTHING * greatest;
  }

  /** Returns the limits, the one of most worth first. */
  static List<BindingLimit> of(Problem problem, Plan plan, MarginalPrices prices) {
    LimitFinder finder = new LimitFinder(problem, plan, prices);
    problem.sources().forEach(finder::source);
    problem.links().forEach(finder::link);
    problem.tanks().forEach(finder::tank);
    problem.zones().forEach(finder::zone);
    problem.blends().forEach(finder::blend);
    problem.demandCharges().forEach(finder::charge);
    finder.found.sort(
        Comparator.comparingDouble(BindingLimit::worth)
            .thenComparingDouble(BindingLimit::relief)
            .reversed());
    return List.copyOf(finder.found);
  }

  private void source(String id, SourceTerms terms) {
    double[] supply = plan.supply(id);
    double[] gain = prices.prices(id); // per m³, what the last one saves
    int day = problem.stepsPerDay();
    for (int t = 0; t < steps; t++) {
      gain[t] -= terms.costPerM3() + prices.relief(SharedLimit.dailyVolume(id, t / day));
      for (int k = 0; k < terms.volumeLimits().size(); k++) {
        if (terms.volumeLimits().get(k).covers(t)) {
          gain[t] -= prices.relief(SharedLimit.volumeLimit(id, k));
        }
      }
    }
    double[] most = new double[steps];
    double[] least = new double[steps];
    double[] more = new double[steps];
    double[] less = new double[steps];
    for (int t = 0; t < steps; t++) {
      most[t] = terms.maxFlowM3h(t);
      least[t] = terms.minFlowM3h(t);
      more[t] = supply[t] >= most[t] - near(most[t]) ? h * gain[t] : 0;
      less[t] = least[t] > 0 && supply[t] <= least[t] + near(least[t]) ? -h * gain[t] : 0;
    }
    add(Kind.SOURCE_FLOW, id, more, most, terms.maxFlowM3h());
    add(Kind.SOURCE_LEAST_FLOW, id, less, least, terms.maxFlowM3h());
    licences(id, terms, day);
  }

  private void licences(String id, SourceTerms terms, int day) {
    if (terms.maxDailyVolumeM3().isPresent()) {
      for (int from = 0; from < steps; from += day) {
        int to = Math.min(steps, from + day);
        double volume = terms.maxDailyVolumeM3().getAsDouble() * (to - from) / day;
        double relief = prices.relief(SharedLimit.dailyVolume(id, from / day));
        shared(Kind.DAILY_VOLUME, id, from / day, from, to, relief, volume);
      }
    }
    for (int k = 0; k < terms.volumeLimits().size(); k++) {
      VolumeLimit limit = terms.volumeLimits().get(k);
      double relief = prices.relief(SharedLimit.volumeLimit(id, k));
      double volume = limit.maxVolumeM3();
      shared(Kind.VOLUME_LIMIT, id, k, limit.fromStep(), limit.toStep(), relief, volume);
    }
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] from = prices.prices(link.from());
    double[] to = prices.prices(link.to());
    double[] flow = plan.flow(id);
    double[] energy = energy(id);
    double[] most = new double[steps];
    double[] least = new double[steps];
    double[] more = new double[steps];
    double[] less = new double[steps];
    double arriving = 1 - terms.loss();
    for (int t = 0; t < steps; t++) {
      most[t] = terms.maxFlowM3h(t);
      least[t] = terms.minFlowM3h(t);
      double worth = arriving * (to[t] - blending(id, link.to(), t)) - from[t] - terms.costPerM3();
      if (flow[t] >= most[t] - near(most[t])) {
        more[t] = h * (worth - marginalEnergy(terms, most[t], true) * energy[t]);
      }
      if (terms.bidirectional() && flow[t] <= near(most[t]) - most[t]) {
        double cost = terms.costPerM3() + terms.energyKWhPerM3() * energy[t];
        more[t] = Math.max(more[t], h * (arriving * from[t] - to[t] - cost));
      }
      if (least[t] > 0 && flow[t] <= least[t] + near(least[t])) {
        less[t] = h * (marginalEnergy(terms, least[t], false) * energy[t] - worth);
      }
    }
    add(Kind.LINK_FLOW, id, more, most, terms.maxFlowM3h());
    add(Kind.LINK_LEAST_FLOW, id, less, least, terms.maxFlowM3h());
  }

  /** Energy of the next m³ above a flow, or of the last one below it, kWh. */
  private static double marginalEnergy(LinkTerms terms, double flow, boolean above) {
    double energy = terms.energyKWhPerM3();
    for (EnergySegment segment : terms.segments()) {
      if (segment.aboveM3h() < flow || (above && segment.aboveM3h() == flow)) {
        energy = segment.kWhPerM3();
      }
    }
    return energy;
  }

  /** What a m³ that arrives over a link costs for the waters with which it may be mixed. */
  private double blending(String link, String node, int step) {
    double cost = 0;
    for (Map.Entry<String, BlendLimit> blend : problem.blends().entrySet()) {
      if (blend.getValue().node().equals(node)) {
        double relief = prices.relief(SharedLimit.blend(blend.getKey(), step));
        cost += relief * blend.getValue().weight(link);
      }
    }
    return cost;
  }

  /** What a kWh of a link costs, its part in the highest powers included, currency per step. */
  private double[] energy(String link) {
    double[] energy = problem.energyCosts(link);
    int hour = problem.stepsPerHour();
    for (Map.Entry<String, DemandCharge> charge : problem.demandCharges().entrySet()) {
      if (charge.getValue().links().contains(link)) {
        double[] parts = parts(charge.getKey(), charge.getValue());
        for (int t = 0; t < steps; t++) {
          int n = Math.min(hour, steps - t / hour * hour);
          energy[t] += parts[t / hour] / (n * h); // kW are the mean of n steps, kWh those of each
        }
      }
    }
    return energy;
  }

  /**
   * The part of each hour in a highest power, currency per kW: together they are at most its price.
   * Where the links can draw no more power than they do, the solver may have taken too much for it.
   */
  private double[] parts(String name, DemandCharge charge) {
    double[] parts = new double[(steps - 1) / problem.stepsPerHour() + 1];
    double sum = 0;
    for (int k = 0; k < parts.length; k++) {
      parts[k] = prices.relief(SharedLimit.highestPower(name, k));
      sum += parts[k];
    }
    for (int k = 0; k < parts.length && sum > charge.pricePerKW(); k++) {
      parts[k] *= charge.pricePerKW() / sum;
    }
    return parts;
  }

  private void tank(String id, TankTerms terms) {
    double[] price = prices.prices(id);
    double[] volume = plan.volume(id);
    double[] most = new double[steps];
    double[] least = new double[steps];
    double[] more = new double[steps];
    double[] less = new double[steps];
    for (int t = 0; t < steps; t++) {
      most[t] = terms.maxVolumeM3(t);
      least[t] = terms.minVolumeM3(t);
      double next = t < steps - 1 ? price[t + 1] : terms.finalValuePerM3();
      double low = t < steps - 1 ? least[t] : Math.max(least[t], terms.finalMinVolumeM3());
      // What is stored at the end of a step is bought at its price and sold at the next.
      more[t] = volume[t] >= most[t] - near(most[t]) ? next - price[t] : 0;
      // An empty tank cannot hold less.
      less[t] = low > 0 && volume[t] <= low + near(low) ? price[t] - next : 0;
    }
    double[] last = new double[steps];
    double[] lasts = new double[steps];
    if (terms.finalMinVolumeM3() >= least[steps - 1]) {
      last[steps - 1] = less[steps - 1];
      lasts[steps - 1] = terms.finalMinVolumeM3();
      less[steps - 1] = 0;
    }
    add(Kind.TANK_FULL, id, more, most, terms.maxVolumeM3());
    add(Kind.TANK_LEAST, id, less, least, terms.maxVolumeM3());
    add(Kind.FINAL_VOLUME, id, last, lasts, terms.maxVolumeM3());
  }

  private void zone(String id, ZoneTerms terms) {
    double[] price = prices.prices(id);
    double[] shortfall = plan.shortfall(id);
    double[] demand = terms.demandM3h();
    double total = prices.relief(SharedLimit.maxShortfall(id));
    double[] supply = new double[steps];
    double[] less = new double[steps];
    double size = 0;
    for (int t = 0; t < steps; t++) {
      supply[t] = terms.guaranteedM3h(t);
      double most = demand[t] - supply[t];
      if (supply[t] > 0 && shortfall[t] >= most - near(most)) {
        less[t] = h * (price[t] - terms.shortfallCostPerM3() - total);
      }
      size = Math.max(size, demand[t]);
    }
    add(Kind.GUARANTEED, id, less, supply, size);
    terms
        .maxShortfallM3()
        .ifPresent(volume -> shared(Kind.MAX_SHORTFALL, id, 0, 0, steps, total, volume));
  }

  private void blend(String name, BlendLimit blend) {
    double[] some = new double[steps];
    double[] all = new double[steps];
    double[] more = new double[steps];
    for (Link link : problem.network().links()) {
      if (link.to().equals(blend.node())) {
        double[] flow = plan.flow(link.id());
        LinkTerms terms = problem.links().get(link.id());
        double arrives = h * (1 - (terms == null ? 0 : terms.loss()));
        for (int t = 0; t < steps; t++) {
          all[t] += arrives * flow[t];
          some[t] += blend.links().contains(link.id()) ? arrives * flow[t] : 0;
        }
      }
    }
    for (int t = 0; t < steps; t++) {
      more[t] = prices.relief(SharedLimit.blend(name, t));
    }
    add(Kind.BLEND, name, more, some, Arrays.stream(all).max().orElse(0));
  }

  private void charge(String name, DemandCharge charge) {
    double[] means = CostBreakdown.hourly(problem, plan, charge);
    double[] parts = parts(name, charge);
    int hour = problem.stepsPerHour();
    double[] less = new double[steps];
    double[] power = new double[steps];
    for (int k = 0; k < means.length; k++) {
      less[k * hour] = parts[k];
      power[k * hour] = means[k];
    }
    add(Kind.HIGHEST_POWER, name, less, power, Arrays.stream(means).max().orElse(0));
  }

  private static double near(double limit) {
    return NEAR * Math.max(1, limit);
  }

  private void shared(
      Kind kind, String id, int index, int from, int to, double relief, double volume) {
    if (relief > nothing) {
      double[] reliefs = new double[steps];
      reliefs[from] = relief;
      PerStep byStep = PerStep.of(reliefs);
      found.add(new BindingLimit(kind, id, index, from, to - 1, byStep, from, volume, volume));
    }
  }

  private void add(Kind kind, String id, double[] reliefs, double[] limit, double size) {
    int first = -1;
    int last = -1;
    int worst = -1;
    for (int t = 0; t < steps; t++) {
      if (reliefs[t] > nothing) {
        first = first < 0 ? t : first;
        last = t;
        worst = worst < 0 || reliefs[t] > reliefs[worst] ? t : worst;
      } else {
        reliefs[t] = 0;
      }
    }
    if (worst >= 0) {
      PerStep byStep = PerStep.of(reliefs);
      found.add(new BindingLimit(kind, id, 0, first, last, byStep, worst, limit[worst], size));
    }
  }
}
