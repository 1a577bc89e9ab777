// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.spi.RunContext;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Changes the demand of every zone in every step, each by itself, by a factor that is uniform in
 * [0.95, 1.05]. The numbers depend on the seed, the instance and the zone alone.
 *
 * <p>Thread-safety: stateless.
 */
final class ChangedDemand {
  private static final double SHARE = 0.05;

  private ChangedDemand() {}

  static Problem of(String stem, Problem problem, RunContext run) {
    Problem.Builder changed = problem.toBuilder();
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      RandomGenerator random = run.random("demand of " + zone.getKey() + " in " + stem);
      double[] demand = zone.getValue().demandM3h();
      for (int t = 0; t < demand.length; t++) {
        demand[t] *= 1 + SHARE * (2 * random.nextDouble() - 1);
      }
      changed.zone(zone.getKey(), zone.getValue().withDemand(demand));
    }
    return changed.build();
  }
}
