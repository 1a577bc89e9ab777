// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;

/** Problems with one limit changed in all of its steps at once. */
final class Widened {
  private Widened() {}

  /**
   * Returns the problem with the limit wider by so much, tighter if that is below 0; empty where
   * that cannot be said.
   */
  static Optional<Problem> by(Problem problem, BindingLimit limit, double delta) {
    Problem.Builder builder = problem.toBuilder();
    String id = limit.element();
    boolean possible =
        switch (limit.kind()) {
          case SOURCE_FLOW, SOURCE_LEAST_FLOW, DAILY_VOLUME, VOLUME_LIMIT ->
              source(builder, id, of(problem.sources().get(id)), limit, delta);
          case LINK_FLOW, LINK_LEAST_FLOW ->
              link(builder, id, of(problem.links().get(id)), limit, delta);
          case TANK_FULL, TANK_LEAST, FINAL_VOLUME ->
              tank(builder, problem, id, of(problem.tanks().get(id)), limit, delta);
          case GUARANTEED, MAX_SHORTFALL ->
              zone(builder, problem, id, of(problem.zones().get(id)), limit, delta);
          case HIGHEST_POWER -> {
            DemandCharge charge = of(problem.demandCharges().get(id));
            double reached = charge.reachedKW() + delta;
            builder.demandCharge(
                id, new DemandCharge(charge.links(), charge.pricePerKW(), reached));
            yield reached >= 0;
          }
          case BLEND -> false; // A share is no width.
        };
    return possible ? Optional.of(builder.build()) : Optional.empty();
  }

  /** Returns what such a change must save per unit: all steps and days move, each by its share. */
  static double relief(Problem problem, PlanExplanation why, BindingLimit limit) {
    double sum = 0;
    for (BindingLimit other : why.limits()) {
      boolean same = other.kind() == limit.kind() && other.element().equals(limit.element());
      if (same && other.kind() == BindingLimit.Kind.DAILY_VOLUME) {
        int days = other.lastStep() - other.firstStep() + 1;
        sum += other.relief() * days / problem.stepsPerDay();
      } else if (same && other.index() == limit.index()) {
        for (int t = 0; t < problem.steps(); t++) {
          sum += other.reliefs().get(t) * share(problem, limit, t);
        }
      }
    }
    return sum;
  }

  private static double share(Problem problem, BindingLimit limit, int step) {
    Optional<PerStep> shares =
        switch (limit.kind()) {
          case SOURCE_FLOW, SOURCE_LEAST_FLOW ->
              of(problem.sources().get(limit.element())).availability();
          case LINK_FLOW, LINK_LEAST_FLOW ->
              of(problem.links().get(limit.element())).availability();
          default -> Optional.empty();
        };
    return shares.map(all -> all.get(step)).orElse(1.0);
  }

  private static <T> T of(T terms) {
    return Objects.requireNonNull(terms);
  }

  private static boolean source(
      Problem.Builder builder, String id, SourceTerms terms, BindingLimit limit, double delta) {
    double most = terms.maxFlowM3h();
    double least = terms.minFlowM3h();
    OptionalDouble daily = terms.maxDailyVolumeM3();
    List<VolumeLimit> limits = new ArrayList<>(terms.volumeLimits());
    boolean possible;
    switch (limit.kind()) {
      case SOURCE_FLOW -> {
        most += delta;
        possible = most >= least;
      }
      case SOURCE_LEAST_FLOW -> {
        least -= delta;
        possible = least >= 0 && least <= most;
      }
      case DAILY_VOLUME -> {
        daily = OptionalDouble.of(daily.orElseThrow() + delta);
        possible = daily.getAsDouble() >= 0;
      }
      default -> {
        VolumeLimit old = limits.get(limit.index());
        double volume = old.maxVolumeM3() + delta;
        limits.set(limit.index(), new VolumeLimit(old.fromStep(), old.toStep(), volume));
        possible = volume >= 0;
      }
    }
    builder.source(
        id, new SourceTerms(most, terms.costPerM3(), daily, terms.availability(), least, limits));
    return possible;
  }

  private static boolean link(
      Problem.Builder builder, String id, LinkTerms terms, BindingLimit limit, double delta) {
    boolean upper = limit.kind() == BindingLimit.Kind.LINK_FLOW;
    double most = terms.maxFlowM3h() + (upper ? delta : 0);
    double least = terms.minFlowM3h() - (upper ? 0 : delta);
    builder.link(id, terms.withMaxFlow(most).withMinFlow(least));
    return least >= 0 && least <= most;
  }

  private static boolean tank(
      Problem.Builder builder,
      Problem problem,
      String id,
      TankTerms terms,
      BindingLimit limit,
      double delta) {
    int last = problem.steps() - 1;
    switch (limit.kind()) {
      case TANK_FULL -> {
        double[] volumes = row(problem, t -> terms.maxVolumeM3(t) + delta);
        builder.tank(
            id,
            new TankTerms(
                terms.minVolumeM3(),
                terms.maxVolumeM3() + Math.abs(delta),
                terms.initialVolumeM3(),
                terms.finalMinVolumeM3(),
                terms.finalValuePerM3(),
                terms.minVolumesM3(),
                Optional.of(PerStep.of(volumes))));
        for (int t = 0; t <= last; t++) {
          double least = Math.max(terms.minVolumeM3(t), t == last ? terms.finalMinVolumeM3() : 0);
          if (volumes[t] < least) {
            return false;
          }
        }
        return true;
      }
      case TANK_LEAST -> {
        double[] volumes = row(problem, t -> terms.minVolumeM3(t) - delta);
        builder.tank(
            id,
            new TankTerms(
                0,
                terms.maxVolumeM3(),
                terms.initialVolumeM3(),
                terms.finalMinVolumeM3(),
                terms.finalValuePerM3(),
                Optional.of(PerStep.of(Arrays.stream(volumes).map(v -> Math.max(0, v)).toArray())),
                terms.maxVolumesM3()));
        for (int t = 0; t <= last; t++) {
          boolean counts = limit.reliefs().get(t) > 0;
          if ((counts && volumes[t] < 0) || volumes[t] > terms.maxVolumeM3(t)) {
            return false;
          }
        }
        return true;
      }
      default -> {
        double volume = terms.finalMinVolumeM3() - delta;
        builder.tank(
            id,
            new TankTerms(
                terms.minVolumeM3(),
                terms.maxVolumeM3(),
                terms.initialVolumeM3(),
                volume,
                terms.finalValuePerM3(),
                terms.minVolumesM3(),
                terms.maxVolumesM3()));
        return volume >= 0 && volume <= terms.maxVolumeM3(last);
      }
    }
  }

  private static boolean zone(
      Problem.Builder builder,
      Problem problem,
      String id,
      ZoneTerms terms,
      BindingLimit limit,
      double delta) {
    if (limit.kind() == BindingLimit.Kind.MAX_SHORTFALL) {
      double volume = terms.maxShortfallM3().orElseThrow() + delta;
      builder.zone(id, terms.withMaxShortfall(volume));
      return volume >= 0;
    }
    double[] demand = terms.demandM3h();
    double[] supply = row(problem, t -> Math.max(0, terms.guaranteedM3h(t) - delta));
    builder.zone(id, terms.withGuaranteed(PerStep.of(supply)).withGuaranteedShare(0));
    for (int t = 0; t < supply.length; t++) {
      double wanted = terms.guaranteedM3h(t) - delta;
      if (limit.reliefs().get(t) > 0 && (wanted < 0 || wanted > demand[t])) {
        return false;
      }
    }
    return true;
  }

  private static double[] row(Problem problem, IntToDoubleFunction value) {
    double[] row = new double[problem.steps()];
    Arrays.setAll(row, value);
    return row;
  }
}
