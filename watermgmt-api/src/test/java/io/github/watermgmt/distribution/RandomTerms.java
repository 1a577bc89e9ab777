// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Adds the less common terms to a problem so that a plan for it stays feasible. */
final class RandomTerms {
  private final Problem problem;
  private final Plan plan;
  private final Random random;
  private final int steps;

  private RandomTerms(Problem problem, Plan plan, Random random) {
    this.problem = problem;
    this.plan = plan;
    this.random = random;
    this.steps = problem.steps();
  }

  /** Returns a problem with more terms, for which the plan is feasible as well. */
  static Problem around(Problem problem, Plan plan, Random random) {
    RandomTerms terms = new RandomTerms(problem, plan, random);
    Problem.Builder builder = problem.toBuilder();
    problem.sources().forEach((id, source) -> builder.source(id, terms.source(id, source)));
    problem.links().forEach((id, link) -> builder.link(id, terms.link(id, link)));
    problem.zones().forEach((id, zone) -> builder.zone(id, terms.zone(id, zone)));
    problem.tanks().forEach((id, tank) -> builder.tank(id, terms.tank(id, tank)));
    if (random.nextBoolean()) {
      double[] kg = random.doubles(terms.steps, 0, 1).toArray();
      builder.emissions(new Emissions(PerStep.of(kg), random.nextDouble() * 0.2));
    }
    for (Node node : problem.network().nodes()) {
      terms.blend(node.id()).ifPresent(blend -> builder.blend("at " + node.id(), blend));
    }
    for (int k = random.nextInt(3); k > 0; k--) {
      Set<String> links = new LinkedHashSet<>(problem.links().keySet());
      links.removeIf(id -> random.nextBoolean());
      if (!links.isEmpty()) {
        double reached = random.nextInt(2) * random.nextDouble() * 10;
        builder.demandCharge("C" + k, new DemandCharge(links, random.nextDouble() * 9, reached));
      }
    }
    return builder.build();
  }

  /** Returns reliefs of every shared limit there is. */
  static Map<SharedLimit, Double> reliefs(Problem problem, Random random) {
    Map<SharedLimit, Double> reliefs = new LinkedHashMap<>();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              for (int k = 0; k < terms.volumeLimits().size(); k++) {
                reliefs.put(SharedLimit.volumeLimit(id, k), 2 * random.nextDouble());
              }
            });
    problem
        .demandCharges()
        .forEach(
            (name, charge) -> {
              int hours = (problem.steps() - 1) / problem.stepsPerHour() + 1;
              double scale = 2 * charge.pricePerKW() / hours;
              for (int hour = 0; hour < hours; hour++) {
                reliefs.put(SharedLimit.highestPower(name, hour), 2 * scale * random.nextDouble());
              }
            });
    for (String name : problem.blends().keySet()) {
      for (int t = 0; t < problem.steps(); t++) {
        reliefs.put(SharedLimit.blend(name, t), 2 * random.nextDouble());
      }
    }
    return reliefs;
  }

  /** Returns a limit that the plan just keeps, if there is what can be mixed. */
  private Optional<BlendLimit> blend(String node) {
    Set<String> links = new LinkedHashSet<>();
    double[] some = new double[steps];
    double[] all = new double[steps];
    for (Link link : problem.network().links()) {
      LinkTerms terms = problem.links().get(link.id());
      boolean ends = link.to().equals(node);
      if ((ends || link.from().equals(node)) && terms.bidirectional()) {
        return Optional.empty();
      }
      boolean counts = ends && random.nextBoolean();
      if (counts) {
        links.add(link.id());
      }
      double[] flow = plan.flow(link.id());
      for (int t = 0; t < steps && ends; t++) {
        double arriving = (1 - terms.loss()) * flow[t];
        all[t] += arriving;
        some[t] += counts ? arriving : 0;
      }
    }
    double share = 0;
    for (int t = 0; t < steps; t++) {
      share = Math.max(share, all[t] > 0 ? some[t] / all[t] : 0);
    }
    return links.isEmpty()
        ? Optional.empty()
        : Optional.of(new BlendLimit(node, links, Math.min(1, share * (1 + 1e-12))));
  }

  private ZoneTerms zone(String id, ZoneTerms terms) {
    double[] missing = plan.shortfall(id);
    double[] demand = terms.demandM3h();
    double share = 1;
    double[] supply = new double[steps];
    for (int t = 0; t < steps; t++) {
      supply[t] = (demand[t] - missing[t]) * (random.nextBoolean() ? 1 : random.nextDouble());
      share = Math.min(share, demand[t] > 0 ? 1 - missing[t] / demand[t] : 1);
    }
    ZoneTerms more = terms;
    if (random.nextBoolean()) {
      more = more.withGuaranteed(PerStep.of(supply));
    }
    if (random.nextBoolean()) {
      more = more.withGuaranteedShare(share);
    }
    if (random.nextBoolean()) {
      double total = Arrays.stream(missing).sum() * problem.stepHours();
      more = more.withMaxShortfall(total * (1 + 1e-12));
    }
    return more;
  }

  private TankTerms tank(String id, TankTerms terms) {
    double[] volume = plan.volume(id);
    double[] least = Arrays.stream(volume).map(v -> v * random.nextDouble()).toArray();
    double[] most = Arrays.stream(volume).map(v -> v * (1 + random.nextDouble())).toArray();
    TankTerms more = terms.withFinalValue(random.nextInt(3) * random.nextDouble());
    if (random.nextBoolean()) {
      more = more.withMinVolumes(PerStep.of(least));
    }
    return random.nextBoolean() ? more.withMaxVolumes(PerStep.of(most)) : more;
  }

  private SourceTerms source(String id, SourceTerms terms) {
    double[] supply = plan.supply(id);
    List<VolumeLimit> limits = new ArrayList<>();
    for (int k = random.nextInt(4); k > 0; k--) {
      int from = random.nextInt(steps);
      int to = from + 1 + random.nextInt(steps - from);
      double volume = Arrays.stream(supply, from, to).sum() * problem.stepHours();
      limits.add(new VolumeLimit(from, to, volume * (random.nextBoolean() ? 1 + 1e-12 : 1.2)));
    }
    SourceTerms more =
        terms.withVolumeLimits(limits).withMinFlow(least(supply, terms.maxFlowM3h()));
    return random.nextBoolean() ? more.withAvailability(shares(supply, terms.maxFlowM3h())) : more;
  }

  private LinkTerms link(String id, LinkTerms terms) {
    double[] flow = plan.flow(id);
    LinkTerms more =
        terms.bidirectional() || terms.units().isPresent()
            ? terms
            : terms.withMinFlow(least(flow, terms.maxFlowM3h())).withSegments(segments(terms));
    return random.nextBoolean() ? more.withAvailability(shares(flow, terms.maxFlowM3h())) : more;
  }

  /** Of any shape: a bound is one for curves that are not convex as well. */
  private List<EnergySegment> segments(LinkTerms terms) {
    List<EnergySegment> segments = new ArrayList<>();
    double above = 0;
    for (int k = random.nextInt(4); k > 0; k--) {
      above += (0.1 + random.nextDouble()) * Math.max(1e-3, terms.maxFlowM3h()) / 3;
      segments.add(new EnergySegment(above, random.nextDouble() * 2 - 0.5));
    }
    return segments;
  }

  private double least(double[] used, double most) {
    double least = Math.min(most, Arrays.stream(used).min().orElse(0));
    return least <= 0 ? 0 : least * (random.nextBoolean() ? 1 : random.nextDouble());
  }

  /** Shares of a capacity that are just enough or a little more. */
  private PerStep shares(double[] used, double most) {
    double[] shares = new double[steps];
    for (int t = 0; t < steps; t++) {
      double least = most == 0 ? 0 : Math.abs(used[t]) / most;
      shares[t] = Math.min(1, least * (random.nextBoolean() ? 1 + 1e-12 : 1.2));
    }
    return PerStep.of(shares);
  }
}
