// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.network.Link;
import java.util.Arrays;
import java.util.Map;

/**
 * Adds what flows over links to a grid: what leaves and arrives, what it costs, which pumps run,
 * and what links share, highest powers and limits on mixing. Bounds are for {@link Bounds}.
 */
final class LinkColumns {
  private final Grid grid;
  private final int steps;
  private final double h;
  private final double toll;
  private final boolean oneWayAtATime;

  /**
   * Creates what adds to a grid that has its balances.
   *
   * @param toll added to the cost of two-way links with losses, currency per m³
   * @param oneWayAtATime whether these are held to one direction in each step
   */
  LinkColumns(Grid grid, double toll, boolean oneWayAtATime) {
    this.grid = grid;
    this.steps = grid.steps();
    this.h = grid.hours();
    this.toll = toll;
    this.oneWayAtATime = oneWayAtATime;
  }

  /** Adds all. */
  void add() {
    grid.problem().demandCharges().forEach(this::highestPower);
    for (String blend : grid.problem().blends().keySet()) {
      grid.rows("blend " + blend, steps, -Grid.INFINITE, 0);
    }
    grid.problem().links().forEach(this::link);
  }

  /** Pumps run one way, whatever else the link would allow. */
  static boolean isTwoWay(LinkTerms terms) {
    return terms.bidirectional() && terms.units().isEmpty();
  }

  /** Whether water could be lost on it by sending it to and fro. */
  static boolean canLose(LinkTerms terms) {
    return isTwoWay(terms) && terms.loss() > 0;
  }

  /** What the highest power is above what had been reached: no hour's mean is more than both. */
  private void highestPower(String name, DemandCharge charge) {
    int hour = grid.problem().stepsPerHour();
    int hours = (steps + hour - 1) / hour;
    int above = grid.columns("above " + name, new double[] {charge.pricePerKW()})[0];
    for (int row : grid.rows("power " + name, hours, -Grid.INFINITE, charge.reachedKW())) {
      grid.entry(row, above, -1);
    }
  }

  private void link(String id, LinkTerms terms) {
    Link link = grid.problem().network().link(id);
    double[] cost = grid.problem().linkCosts(id);
    if (canLose(terms)) {
      Arrays.setAll(cost, t -> cost[t] + toll);
    }
    oneWay("flow " + id, link, link.from(), link.to(), terms, terms.energyKWhPerM3(), cost);
    if (isTwoWay(terms)) {
      oneWay("back " + id, link, link.to(), link.from(), terms, terms.energyKWhPerM3(), cost);
    }
    double[] perKWh = grid.problem().energyCosts(id);
    for (int k = 0; k < terms.segments().size(); k++) {
      EnergySegment segment = terms.segments().get(k);
      double energy = segment.kWhPerM3();
      Arrays.setAll(cost, t -> terms.costPerM3() + energy * perKWh[t]);
      oneWay(segment(id, k), link, link.from(), link.to(), terms, energy, cost);
    }
    if (oneWayAtATime && canLose(terms)) {
      oneWayAtATime(id, terms.maxFlowM3h());
    }
    terms.units().ifPresent(units -> units(id, units, perKWh));
  }

  /** The name of the part of a flow that belongs to a segment of its energy curve. */
  static String segment(String link, int segment) {
    return "flow " + link + " in segment " + segment;
  }

  /** What leaves one end at once arrives at the other, less the loss. */
  private void oneWay(
      String name,
      Link link,
      String from,
      String to,
      LinkTerms terms,
      double kWhPerM3,
      double[] cost) {
    int[] flow = grid.columns(name, Arrays.stream(cost).map(c -> h * c).toArray());
    for (int t = 0; t < steps; t++) {
      grid.entry(grid.balance(from)[t], flow[t], -h);
      grid.entry(grid.balance(to)[t], flow[t], h * (1 - terms.loss()));
    }
    power(link.id(), flow, kWhPerM3);
    for (Map.Entry<String, BlendLimit> blend : grid.problem().blends().entrySet()) {
      if (blend.getValue().node().equals(to)) {
        int[] rows = grid.rows("blend " + blend.getKey());
        double weight = h * (1 - terms.loss()) * blend.getValue().weight(link.id());
        for (int t = 0; t < steps; t++) {
          grid.entry(rows[t], flow[t], weight);
        }
      }
    }
  }

  /**
   * Adds what a link draws to the means of its meters.
   *
   * @param perUnit kW for each unit of the columns
   */
  private void power(String link, int[] columns, double perUnit) {
    int hour = grid.problem().stepsPerHour();
    grid.problem()
        .demandCharges()
        .forEach(
            (name, charge) -> {
              if (charge.links().contains(link)) {
                int[] rows = grid.rows("power " + name);
                for (int t = 0; t < steps; t++) {
                  int inHour = Math.min(hour, steps - t / hour * hour);
                  grid.entry(rows[t / hour], columns[t], perUnit / inHour);
                }
              }
            });
  }

  /**
   * Water to and fro is a way to lose what a least flow forces on a town, and no plan can hold it.
   * Where all flows are free and cost something it does not pay, and needs no rule.
   */
  private void oneWayAtATime(String id, double most) {
    int[] forward = grid.wholeColumns("forward " + id, new double[steps]);
    for (int t = 0; t < steps; t++) {
      grid.boundColumn(forward[t], 0, 1);
      int flow = grid.row(-Grid.INFINITE, 0);
      grid.entry(flow, grid.columns("flow " + id)[t], 1);
      grid.entry(flow, forward[t], -most);
      int back = grid.row(-Grid.INFINITE, most);
      grid.entry(back, grid.columns("back " + id)[t], 1);
      grid.entry(back, forward[t], most);
    }
  }

  /** Whole numbers of running pumps; a start is what one step has more than the one before. */
  private void units(String id, PumpUnits units, double[] perKWh) {
    double[] cost = Arrays.stream(perKWh).map(price -> h * units.unitPowerKW() * price).toArray();
    int[] flow = grid.columns("flow " + id);
    int[] on = grid.wholeColumns("on " + id, cost);
    int[] started = grid.columns("started " + id, new double[steps]);
    power(id, on, units.unitPowerKW());
    int starts = -1;
    for (int t = 0; t < steps; t++) {
      grid.boundColumn(on[t], 0, units.units());
      grid.boundColumn(started[t], 0, units.units());
      int most = grid.row(-Grid.INFINITE, 0);
      grid.entry(most, flow[t], 1);
      grid.entry(most, on[t], -units.unitMaxFlowM3h());
      int least = grid.row(0, Grid.INFINITE);
      grid.entry(least, flow[t], 1);
      grid.entry(least, on[t], -units.unitMinFlowM3h());
      if (t % grid.problem().stepsPerDay() == 0) {
        starts = grid.row(-Grid.INFINITE, units.maxStartsPerDay());
      }
      grid.entry(starts, started[t], 1);
      int more = grid.row(0, Grid.INFINITE);
      grid.entry(more, started[t], 1);
      grid.entry(more, on[t], -1);
      if (t > 0) {
        grid.entry(more, on[t - 1], 1);
      }
    }
  }
}
