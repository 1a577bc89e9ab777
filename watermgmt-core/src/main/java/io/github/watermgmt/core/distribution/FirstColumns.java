// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.util.List;

/** The columns of a model in which a plan of the first steps stands. Thread-safety: stateless. */
final class FirstColumns {
  private FirstColumns() {}

  /** Returns the values by column; those of later steps are 0. */
  static double[] of(Problem problem, LinearModel model, Plan plan, int first, int columns) {
    double[] x = new double[columns];
    problem.links().forEach((id, terms) -> flow(x, model, id, terms, plan.flow(id), first));
    problem.sources().keySet().forEach(id -> put(x, model, "supply " + id, plan.supply(id), first));
    problem.tanks().keySet().forEach(id -> put(x, model, "volume " + id, plan.volume(id), first));
    problem
        .zones()
        .keySet()
        .forEach(id -> put(x, model, "shortfall " + id, plan.shortfall(id), first));
    return x;
  }

  private static void put(double[] x, LinearModel model, String name, double[] row, int first) {
    System.arraycopy(row, 0, x, model.firstColumn(name), first);
  }

  private static void flow(
      double[] x, LinearModel model, String id, LinkTerms terms, double[] flow, int first) {
    int there = model.firstColumn("flow " + id);
    List<EnergySegment> segments = terms.segments();
    for (int t = 0; t < first; t++) {
      if (terms.bidirectional() && flow[t] < 0) {
        x[model.firstColumn("back " + id) + t] = -flow[t];
        continue;
      }
      // What costs least is filled first: segments cost more and more.
      double next = segments.isEmpty() ? Double.POSITIVE_INFINITY : segments.get(0).aboveM3h();
      x[there + t] = Math.min(flow[t], next);
      for (int k = 0; k < segments.size(); k++) {
        double above = segments.get(k).aboveM3h();
        next = k + 1 < segments.size() ? segments.get(k + 1).aboveM3h() : Double.POSITIVE_INFINITY;
        x[there + (k + 1) * model.steps() + t] = Math.max(0, Math.min(flow[t], next) - above);
      }
    }
  }
}
