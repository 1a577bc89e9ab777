// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What has a share: the demand of a zone in some steps.
 *
 * @param zone its id
 * @param from the first step
 * @param to the step after the last one
 * @param demandM3 what it demands, m³
 */
record FairPart(String zone, int from, int to, double demandM3) {
  private static final double NO_DEMAND = 1e-12; // of all demand, that has no share

  /** Returns what has a share, by zone or by zone and day; demand of nothing has none. */
  static List<FairPart> of(Problem problem, boolean daily) {
    int steps = problem.steps();
    int width = daily ? problem.stepsPerDay() : steps;
    double all = 0;
    for (ZoneTerms terms : problem.zones().values()) {
      all += volume(problem, terms.demandM3h(), 0, steps);
    }
    List<FairPart> parts = new ArrayList<>();
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      double[] demand = zone.getValue().demandM3h();
      for (int from = 0; from < steps; from += width) {
        int to = Math.min(steps, from + width);
        double demanded = volume(problem, demand, from, to);
        if (demanded > NO_DEMAND * all) {
          parts.add(new FairPart(zone.getKey(), from, to, demanded));
        }
      }
    }
    return List.copyOf(parts);
  }

  /** Returns the volume of flows in some steps, m³. */
  static double volume(Problem problem, double[] flowM3h, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += flowM3h[t];
    }
    return sum * problem.stepHours();
  }
}
