// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.Conflict;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Problems without some of their limits, as problems of their own. */
final class Dropped {
  /** As good as no limit, beside numbers below a few hundred. */
  private static final double NO_LIMIT = 1e6;

  private final Problem problem;
  private final Set<String> dropped;

  private Dropped(Problem problem, Set<String> dropped) {
    this.problem = problem;
    this.dropped = dropped;
  }

  static String key(Conflict member) {
    return member.element() + '.' + member.requirement();
  }

  /** Returns the problem without these limits, each {@code element.requirement}. */
  static Problem from(Problem problem, Collection<String> limits) {
    return new Dropped(problem, new HashSet<>(limits)).problem();
  }

  private boolean has(String id, String requirement) {
    return !dropped.contains(id + '.' + requirement);
  }

  private Problem problem() {
    Network.Builder network = Network.builder();
    problem.network().nodes().forEach(network::node);
    List<String> filled = new ArrayList<>();
    for (String id : problem.tanks().keySet()) {
      if (!has(id, "initialVolume")) {
        network.node(Reservoir.of("fill " + id));
        filled.add(id);
      }
    }
    problem.network().links().forEach(network::link);
    filled.forEach(id -> network.link(Pipe.of("fill " + id, "fill " + id, id)));
    Problem.Builder builder =
        Problem.builder(problem.name(), network.build(), problem.axis(), problem.currency());
    problem.tariffs().forEach(name -> builder.tariff(name, problem.tariff(name)));
    problem.emissions().ifPresent(builder::emissions);
    problem.demandCharges().forEach(builder::demandCharge);
    problem.sources().forEach((id, terms) -> builder.source(id, source(id, terms)));
    problem.links().forEach((id, terms) -> builder.link(id, link(id, terms)));
    problem.tanks().forEach((id, terms) -> builder.tank(id, tank(id, terms)));
    problem.zones().forEach((id, terms) -> builder.zone(id, zone(id, terms)));
    problem
        .blends()
        .forEach(
            (name, blend) -> {
              double share = has(name, "maxShare") ? blend.maxShare() : 1;
              builder.blend(name, new BlendLimit(blend.node(), blend.links(), share));
            });
    // What a tank held at the start comes from a source of its own in the first step; a conflict
    // may name that too.
    for (String id : filled) {
      SourceTerms source = SourceTerms.of(NO_LIMIT, 0);
      PerStep first = PerStep.constant(0, problem.steps()).with(0, 1, 1);
      boolean isLate = !has("fill " + id, "availability");
      builder.source("fill " + id, isLate ? source : source.withAvailability(first));
      builder.link("fill " + id, LinkTerms.pipe(NO_LIMIT, false, 0, 0));
    }
    return builder.build();
  }

  private SourceTerms source(String id, SourceTerms terms) {
    return new SourceTerms(
        has(id, "maxFlow") ? terms.maxFlowM3h() : NO_LIMIT,
        terms.costPerM3(),
        has(id, "maxDailyVolume") ? terms.maxDailyVolumeM3() : OptionalDouble.empty(),
        available(id, terms.availability()),
        has(id, "minFlow") ? terms.minFlowM3h() : 0,
        has(id, "volumeLimits") ? terms.volumeLimits() : List.of());
  }

  private LinkTerms link(String id, LinkTerms terms) {
    return new LinkTerms(
        has(id, "maxFlow") ? terms.maxFlowM3h() : NO_LIMIT,
        terms.bidirectional(),
        terms.loss(),
        terms.costPerM3(),
        terms.energyKWhPerM3(),
        terms.tariff(),
        terms.units(),
        available(id, terms.availability()),
        has(id, "minFlow") ? terms.minFlowM3h() : 0,
        terms.segments());
  }

  private Optional<PerStep> available(String id, Optional<PerStep> shares) {
    return has(id, "availability") ? shares : Optional.empty();
  }

  private TankTerms tank(String id, TankTerms terms) {
    return new TankTerms(
        has(id, "minVolume") ? terms.minVolumeM3() : 0,
        has(id, "maxVolume") ? terms.maxVolumeM3() : NO_LIMIT,
        has(id, "initialVolume") ? terms.initialVolumeM3() : 0,
        has(id, "finalMinVolume") ? terms.finalMinVolumeM3() : 0,
        terms.finalValuePerM3(),
        terms.minVolumesM3().filter(v -> has(id, "minVolumes")),
        terms.maxVolumesM3().filter(v -> has(id, "maxVolumes")));
  }

  private ZoneTerms zone(String id, ZoneTerms terms) {
    return new ZoneTerms(
        terms.demandM3h(),
        terms.shortfallCostPerM3(),
        terms.guaranteedM3h().filter(g -> has(id, "guaranteed")),
        has(id, "guaranteed") ? terms.guaranteedShare() : 0,
        has(id, "maxShortfall") ? terms.maxShortfallM3() : OptionalDouble.empty());
  }
}
