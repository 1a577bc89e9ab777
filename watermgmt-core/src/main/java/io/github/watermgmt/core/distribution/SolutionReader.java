// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a solution of a {@link LinearModel} says of the problem.
 *
 * @param problem the problem
 * @param arrays the columns of the model
 * @param firstColumn by kind and id, the column of the first step; the others follow
 */
record SolutionReader(Problem problem, ModelArrays arrays, Map<String, Integer> firstColumn) {

  /**
   * A two-way link that carries water both ways in one step.
   *
   * @param less the column of the way that carries less
   * @param more that of the other
   */
  record BothWays(String link, int less, int more) {

    /** Returns the same where columns are counted from elsewhere. */
    BothWays after(int columns) {
      return new BothWays(link, columns + less, columns + more);
    }
  }

  /** Returns a two-way link that carries water both ways in one step just to lose it, if any. */
  Optional<BothWays> bothWays(double[] x) {
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      Integer back = firstColumn.get("back " + link.getKey());
      if (back != null && link.getValue().loss() > 0) {
        int there = firstColumn.getOrDefault("flow " + link.getKey(), 0);
        for (int t = 0; t < problem.steps(); t++) {
          if (Math.min(x[there + t], x[back + t]) > PlanCheck.TOLERANCE) {
            boolean isLess = x[there + t] <= x[back + t];
            int less = isLess ? there + t : back + t;
            int more = isLess ? back + t : there + t;
            return Optional.of(new BothWays(link.getKey(), less, more));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Lets what goes to and fro on a link cancel out. With losses, more arrives by that than before.
   *
   * @param x by column, in any unit; is changed
   * @return the columns that became 0
   */
  BitSet net(double[] x) {
    BitSet zero = new BitSet();
    for (String link : problem.links().keySet()) {
      Integer back = firstColumn.get("back " + link);
      if (back != null) {
        int there = firstColumn.getOrDefault("flow " + link, 0);
        for (int t = 0; t < problem.steps(); t++) {
          double both = Math.min(x[there + t], x[back + t]);
          zero.set(x[there + t] <= x[back + t] ? there + t : back + t);
          x[there + t] -= both;
          x[back + t] -= both;
        }
      }
    }
    return zero;
  }

  /**
   * Makes a plan of a solution: rounding beyond the bounds is cut off, and what flows both ways at
   * once is netted. Whether the balances still hold is for the caller to check.
   */
  Plan plan(double[] x) {
    int steps = problem.steps();
    Plan.Builder plan = Plan.builder(problem.axis());
    problem
        .links()
        .forEach(
            (id, terms) -> {
              double[] flow = slice(x, "flow " + id);
              if (terms.bidirectional()) {
                double[] back = slice(x, "back " + id);
                for (int t = 0; t < steps; t++) {
                  flow[t] -= back[t];
                }
              }
              double[] segments = slices(x, "flow " + id, 1 + terms.segments().size());
              for (int j = steps; j < segments.length; j++) {
                flow[j % steps] += segments[j];
              }
              plan.put(Kind.FLOW, id, flow);
            });
    problem.sources().keySet().forEach(id -> plan.put(Kind.SUPPLY, id, slice(x, "supply " + id)));
    problem.tanks().keySet().forEach(id -> plan.put(Kind.VOLUME, id, slice(x, "volume " + id)));
    problem
        .zones()
        .keySet()
        .forEach(id -> plan.put(Kind.SHORTFALL, id, slice(x, "shortfall " + id)));
    return plan.build();
  }

  private double[] slice(double[] x, String name) {
    return slices(x, name, 1);
  }

  /** Returns the values of some blocks of one column per step. */
  private double[] slices(double[] x, String name, int blocks) {
    int first = firstColumn.getOrDefault(name, 0);
    double[] values = new double[blocks * problem.steps()];
    for (int t = 0; t < values.length; t++) {
      int j = first + t;
      values[t] = Math.min(Math.max(x[j], arrays.lower(j)), arrays.upper(j));
    }
    return values;
  }
}
