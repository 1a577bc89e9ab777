// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.ArrayList;
import java.util.List;

/**
 * The terms that everything here can plan: greatest flows, costs, losses and daily volumes, least
 * and greatest volumes, demand and what a shortfall costs. Whoever knows no others asks here, lest
 * it leave some out in silence. Thread-safety: stateless.
 */
final class PlainTerms {
  private PlainTerms() {}

  /** Returns what a problem has beyond the plain terms, in words; empty if nothing. */
  static List<String> beyond(Problem problem) {
    List<String> beyond = new ArrayList<>();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              SourceTerms plain =
                  new SourceTerms(terms.maxFlowM3h(), terms.costPerM3(), terms.maxDailyVolumeM3());
              addBeyond(beyond, "further terms of source", id, terms.equals(plain));
            });
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              TankTerms plain =
                  new TankTerms(
                      terms.minVolumeM3(),
                      terms.maxVolumeM3(),
                      terms.initialVolumeM3(),
                      terms.finalMinVolumeM3());
              addBeyond(beyond, "further terms of tank", id, terms.equals(plain));
            });
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              ZoneTerms plain = new ZoneTerms(terms.demandM3h(), terms.shortfallCostPerM3());
              addBeyond(beyond, "further terms of zone", id, terms.equals(plain));
            });
    problem
        .links()
        .forEach(
            (id, terms) -> {
              LinkTerms plain =
                  new LinkTerms(
                      terms.maxFlowM3h(),
                      terms.bidirectional(),
                      terms.loss(),
                      terms.costPerM3(),
                      terms.energyKWhPerM3(),
                      terms.tariff(),
                      terms.units());
              addBeyond(beyond, "further terms of link", id, terms.equals(plain));
            });
    problem.demandCharges().keySet().forEach(id -> addBeyond(beyond, "demand charge", id, false));
    problem.blends().keySet().forEach(id -> addBeyond(beyond, "blend", id, false));
    if (problem.emissions().isPresent()) {
      beyond.add("emissions");
    }
    return beyond;
  }

  private static void addBeyond(List<String> to, String kind, String id, boolean isPlain) {
    if (!isPlain) {
      to.add(kind + " '" + id + "'");
    }
  }
}
