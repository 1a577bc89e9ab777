// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Node;
import java.util.Arrays;

/**
 * Adds the balances of nodes to a grid, and what they take part in: supplies with their licences,
 * stored volumes, shortfalls. Bounds are for {@link Bounds}.
 */
final class NodeColumns {
  private final Grid grid;
  private final int steps;
  private final double h;

  NodeColumns(Grid grid) {
    this.grid = grid;
    this.steps = grid.steps();
    this.h = grid.hours();
  }

  /** Adds all: one balance per node and step, in m³. */
  void add() {
    for (Node node : grid.problem().network().nodes()) {
      grid.rows("balance " + node.id(), steps, 0, 0);
    }
    grid.problem().sources().forEach(this::source);
    grid.problem().tanks().forEach(this::tank);
    grid.problem().zones().forEach(this::zone);
  }

  private void source(String id, SourceTerms terms) {
    int[] supply = grid.columns("supply " + id, same(h * terms.costPerM3()));
    for (int t = 0; t < steps; t++) {
      grid.entry(grid.balance(id)[t], supply[t], h);
    }
    if (terms.maxDailyVolumeM3().isPresent()) {
      int day = grid.problem().stepsPerDay();
      int[] rows = grid.rows("licence " + id, (steps + day - 1) / day, -Grid.INFINITE, 0);
      for (int t = 0; t < steps; t++) {
        grid.entry(rows[t / day], supply[t], h);
      }
    }
    int[] spans = grid.rows("spans " + id, terms.volumeLimits().size(), -Grid.INFINITE, 0);
    for (int k = 0; k < spans.length; k++) {
      VolumeLimit limit = terms.volumeLimits().get(k);
      for (int t = limit.fromStep(); t < limit.toStep(); t++) {
        grid.entry(spans[k], supply[t], h);
      }
    }
  }

  private void tank(String id, TankTerms terms) {
    double[] worth = new double[steps];
    worth[steps - 1] = -terms.finalValuePerM3();
    int[] volume = grid.columns("volume " + id, worth);
    // a column with one value, so that a conflict can let go of it
    int before = grid.columns("initial " + id, new double[1])[0];
    for (int t = 0; t < steps; t++) {
      grid.entry(grid.balance(id)[t], before, 1);
      grid.entry(grid.balance(id)[t], volume[t], -1);
      before = volume[t];
    }
  }

  private void zone(String id, ZoneTerms terms) {
    double[] demand = terms.demandM3h();
    int[] shortfall = grid.columns("shortfall " + id, same(h * terms.shortfallCostPerM3()));
    for (int t = 0; t < steps; t++) {
      grid.boundRow(grid.balance(id)[t], h * demand[t], h * demand[t]);
      grid.entry(grid.balance(id)[t], shortfall[t], h);
    }
    if (terms.maxShortfallM3().isPresent()) {
      int row = grid.rows("missing " + id, 1, -Grid.INFINITE, 0)[0];
      for (int t = 0; t < steps; t++) {
        grid.entry(row, shortfall[t], h);
      }
    }
  }

  private double[] same(double value) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }
}
