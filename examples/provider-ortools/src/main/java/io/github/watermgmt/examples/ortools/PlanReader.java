// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.network.Node;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Reads what the last solution of a grid says of the problem.
 *
 * @param grid the grid
 */
record PlanReader(Grid grid) {

  /**
   * Returns the plan of the solution: rounding beyond the bounds is cut off, running pumps are
   * whole, the parts of a flow are added up, and of two flows in opposite directions the difference
   * counts.
   */
  Plan plan() {
    Problem problem = grid.problem();
    Plan.Builder plan = Plan.builder(problem.axis());
    problem
        .links()
        .forEach(
            (id, terms) -> {
              double[] flow = grid.values("flow " + id);
              if (LinkColumns.isTwoWay(terms)) {
                add(flow, -1, grid.values("back " + id));
              }
              for (int k = 0; k < terms.segments().size(); k++) {
                add(flow, 1, grid.values(LinkColumns.segment(id, k)));
              }
              plan.put(Kind.FLOW, id, flow);
              if (terms.units().isPresent()) {
                double[] on = Arrays.stream(grid.values("on " + id)).map(Math::rint).toArray();
                plan.put(Kind.UNITS_ON, id, on);
              }
            });
    put(plan, Kind.SUPPLY, "supply ", problem.sources());
    put(plan, Kind.VOLUME, "volume ", problem.tanks());
    put(plan, Kind.SHORTFALL, "shortfall ", problem.zones());
    return plan.build();
  }

  private static void add(double[] to, double times, double[] values) {
    for (int t = 0; t < to.length; t++) {
      to[t] += times * values[t];
    }
  }

  private void put(Plan.Builder plan, Kind kind, String name, Map<String, ?> elements) {
    elements.keySet().forEach(id -> plan.put(kind, id, grid.values(name + id)));
  }

  /** Returns a two-way link that carries water both ways in one step just to lose it, if any. */
  Optional<String> toAndFro() {
    for (Map.Entry<String, LinkTerms> link : grid.problem().links().entrySet()) {
      if (LinkColumns.canLose(link.getValue())) {
        double[] flow = grid.values("flow " + link.getKey());
        double[] back = grid.values("back " + link.getKey());
        for (int t = 0; t < flow.length; t++) {
          if (Math.min(flow[t], back[t]) > PlanCheck.TOLERANCE) {
            return Optional.of(link.getKey());
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Returns what one more m³ would cost: the multiplier of the balance, which is in m³. */
  MarginalPrices prices() {
    Map<String, double[]> byNode = new LinkedHashMap<>();
    for (Node node : grid.problem().network().nodes()) {
      byNode.put(node.id(), grid.multipliers("balance " + node.id()));
    }
    return MarginalPrices.of(byNode, reliefs());
  }

  /** Returns what a little more room would save, for each limit that steps or links share. */
  private Map<SharedLimit, Double> reliefs() {
    Problem problem = grid.problem();
    Map<SharedLimit, Double> reliefs = new LinkedHashMap<>();
    for (String name : problem.demandCharges().keySet()) {
      relief(reliefs, "power " + name, hour -> SharedLimit.highestPower(name, hour));
    }
    for (String name : problem.blends().keySet()) {
      relief(reliefs, "blend " + name, step -> SharedLimit.blend(name, step));
    }
    for (Map.Entry<String, SourceTerms> source : problem.sources().entrySet()) {
      String id = source.getKey();
      relief(reliefs, "spans " + id, place -> SharedLimit.volumeLimit(id, place));
      if (source.getValue().maxDailyVolumeM3().isPresent()) {
        relief(reliefs, "licence " + id, day -> SharedLimit.dailyVolume(id, day));
      }
    }
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              if (terms.maxShortfallM3().isPresent()) {
                relief(reliefs, "missing " + id, none -> SharedLimit.maxShortfall(id));
              }
            });
    return reliefs;
  }

  /** Of an upper limit the multiplier is what its last unit costs: nothing, or less. */
  private void relief(
      Map<SharedLimit, Double> reliefs, String rows, IntFunction<SharedLimit> limit) {
    double[] multipliers = grid.multipliers(rows);
    for (int k = 0; k < multipliers.length; k++) {
      if (multipliers[k] < 0) {
        reliefs.put(limit.apply(k), -multipliers[k]);
      }
    }
  }
}
