// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.Arrays;
import java.util.Map;

/** What the costs of a problem tell before it is solved. */
final class Costs {
  private Costs() {}

  /** Returns the greatest cost per m³ by size. */
  static double greatest(Problem problem) {
    double greatest = 0;
    for (SourceTerms source : problem.sources().values()) {
      greatest = Math.max(greatest, Math.abs(source.costPerM3()));
    }
    for (TankTerms tank : problem.tanks().values()) {
      greatest = Math.max(greatest, tank.finalValuePerM3());
    }
    for (ZoneTerms zone : problem.zones().values()) {
      greatest = Math.max(greatest, zone.shortfallCostPerM3());
    }
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      double[] perKWh = problem.energyCosts(link.getKey());
      for (double cost : problem.linkCosts(link.getKey())) {
        greatest = Math.max(greatest, Math.abs(cost));
      }
      for (EnergySegment segment : link.getValue().segments()) {
        for (double price : perKWh) {
          double cost = link.getValue().costPerM3() + segment.kWhPerM3() * price;
          greatest = Math.max(greatest, Math.abs(cost));
        }
      }
    }
    return greatest;
  }

  /**
   * Returns whether it may pay to lose water, or be the only way to be rid of it, and there is a
   * two-way link with losses that a program could send it over to and fro.
   */
  static boolean mayPayToLose(Problem problem) {
    return problem.links().values().stream().anyMatch(LinkColumns::canLose)
        && (mayBeForced(problem) || mayBePaid(problem));
  }

  private static boolean mayBeForced(Problem problem) {
    return problem.tanks().values().stream().anyMatch(tank -> tank.maxVolumesM3().isPresent())
        || problem.sources().values().stream().anyMatch(source -> source.minFlowM3h() > 0)
        || problem.links().values().stream()
            .anyMatch(link -> link.minFlowM3h() > 0 || link.units().isPresent());
  }

  private static boolean mayBePaid(Problem problem) {
    if (problem.sources().values().stream().anyMatch(source -> source.costPerM3() < 0)) {
      return true;
    }
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      LinkTerms terms = link.getValue();
      boolean wins =
          terms.energyKWhPerM3() < 0
              || terms.segments().stream().anyMatch(segment -> segment.kWhPerM3() < 0);
      if (wins
          || terms.costPerM3() < 0
          || Arrays.stream(problem.energyCosts(link.getKey())).anyMatch(price -> price < 0)) {
        return true;
      }
    }
    return false;
  }
}
