// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/** What energy costs and emits over the steps of a problem. Thread-safety: stateless. */
final class EnergyPrices {
  private static final double SECONDS_PER_HOUR = 3600;

  private EnergyPrices() {}

  /** What a kWh of a link costs by its tariff, currency per step. */
  static double[] tariff(Problem problem, LinkTerms terms) {
    return terms.tariff().map(problem::tariff).orElseGet(() -> new double[problem.steps()]);
  }

  /** What a kWh of any link costs for what it emits, currency per step. */
  static double[] emissions(Problem problem) {
    double[] costs = new double[problem.steps()];
    problem
        .emissions()
        .ifPresent(
            emissions -> {
              for (int t = 0; t < costs.length; t++) {
                costs[t] = emissions.kgPerKWh().get(t) * emissions.pricePerKg();
              }
            });
    return costs;
  }

  /** The number of steps in an hour, at least 1. */
  static int stepsPerHour(Problem problem) {
    return (int) Math.max(1, SECONDS_PER_HOUR / problem.axis().stepSeconds());
  }
}
