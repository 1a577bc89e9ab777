// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds links of which a linear program would make a plan that none can carry out. */
final class Convexity {
  private final Problem problem;

  private Convexity(Problem problem) {
    this.problem = problem;
  }

  /** Returns a message for each such link. */
  static List<String> faults(Problem problem) {
    Convexity convexity = new Convexity(problem);
    List<String> faults = new ArrayList<>();
    problem
        .links()
        .forEach(
            (id, terms) -> {
              convexity.toAndFro(id, terms).ifPresent(faults::add);
              convexity.curve(id, terms).ifPresent(faults::add);
            });
    return List.copyOf(faults);
  }

  private Optional<String> toAndFro(String id, LinkTerms terms) {
    if (!terms.bidirectional() || terms.units().isPresent()) {
      return Optional.empty();
    }
    double[] costs = problem.linkCosts(id);
    boolean pays = terms.energyKWhPerM3() < 0 && isCharged(id);
    for (int t = 0; t < costs.length; t++) {
      if (terms.maxFlowM3h(t) > 0 && costs[t] < 0) {
        return Optional.of(
            Validation.message(
                "cost of the two-way link '" + id + "' in step " + t,
                costs[t],
                "must be at least 0, or to and fro over it would pay",
                "let it be one-way, or raise the negative cost or tariff"));
      }
      if (terms.maxFlowM3h(t) > 0 && pays) {
        return Optional.of(
            Validation.message(
                "energy of the two-way link '" + id + "'",
                terms.energyKWhPerM3(),
                "must be at least 0 under a demand charge, or to and fro over it would pay",
                "let it be one-way, or take it out of the charge"));
      }
    }
    return Optional.empty();
  }

  /** Energy that costs less for further m³ cannot be had without that for the first. */
  private Optional<String> curve(String id, LinkTerms terms) {
    if (terms.segments().isEmpty()) {
      return Optional.empty();
    }
    double before = terms.energyKWhPerM3();
    double[] prices = problem.energyCosts(id);
    boolean charged = isCharged(id);
    for (EnergySegment segment : terms.segments()) {
      double rise = segment.kWhPerM3() - before;
      for (int t = 0; t < prices.length; t++) {
        boolean falls = rise * prices[t] < 0 || (charged && rise < 0);
        if (falls && terms.maxFlowM3h(t) > segment.aboveM3h()) {
          return Optional.of(
              Validation.message(
                  "energy of link '" + id + "' above " + segment.aboveM3h() + " m3/h",
                  segment.kWhPerM3() + " kWh/m3 at " + prices[t] + " per kWh in step " + t,
                  "must not cost less than below, " + before + " kWh/m3",
                  rise < 0
                      ? "the curve is one of mean energy, not of that of each further m3; or plan"
                          + " with pump units"
                      : "raise the negative tariff"));
        }
      }
      before = segment.kWhPerM3();
    }
    return Optional.empty();
  }

  private boolean isCharged(String link) {
    return problem.demandCharges().values().stream()
        .anyMatch(charge -> charge.links().contains(link) && charge.pricePerKW() > 0);
  }
}
