// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Scenarios of a problem's demand times noise: the logarithm of the factor wanders as an
 * autoregression of first order, half of its variance common to all zones.
 */
final class DrawnScenarios {
  private static final double FADING = .95; // in a step

  private DrawnScenarios() {}

  /** Scenarios of equal probability; {@code spread} is the deviation of the logarithm. */
  static DemandScenarios of(Problem problem, int count, double spread, long seed) {
    Random random = new Random(seed);
    List<DemandScenario> scenarios = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      double[] common = wander(random, problem.steps());
      Map<String, PerStep> demand = new LinkedHashMap<>();
      problem
          .zones()
          .forEach(
              (zone, terms) -> {
                double[] own = wander(random, problem.steps());
                double[] path = terms.demandM3h();
                for (int t = 0; t < path.length; t++) {
                  path[t] *= StrictMath.exp(spread * StrictMath.sqrt(.5) * (common[t] + own[t]));
                }
                demand.put(zone, PerStep.of(path));
              });
      scenarios.add(new DemandScenario("s" + (s + 1), 1.0 / count, demand));
    }
    return DemandScenarios.of(problem, scenarios);
  }

  private static double[] wander(Random random, int n) {
    double[] x = new double[n];
    double now = 0;
    for (int t = 0; t < n; t++) {
      now = FADING * now + StrictMath.sqrt(1 - FADING * FADING) * random.nextGaussian();
      x[t] = now;
    }
    return x;
  }
}
