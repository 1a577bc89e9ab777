// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.time.ZoneId;
import java.util.Objects;

/**
 * Charts of a plan: who supplies how much, who gets how much, how full the tanks are, what the
 * links carry at which tariff, and what one more cubic metre would cost. Each can be saved alone.
 *
 * <p>Thread-safety: stateless; the charts are immutable.
 */
public final class PlanChart {
  private PlanChart() {}

  /**
   * Returns the supply of the sources, stacked, against the demand, with any shortfall marked.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   * @throws IllegalArgumentException if the plan's steps are not those of the problem
   */
  public static Chart supply(Problem problem, Plan plan, ZoneId zone) {
    return new SupplyChart(problem, matching(problem, plan), zone);
  }

  /**
   * Returns what part of its demand each zone gets over all steps, the worst off first, with the
   * volumes. Zones without demand are left out; of more than 40 zones, those that are best off.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   * @throws IllegalArgumentException if the plan's steps are not those of the problem
   */
  public static Chart shares(Problem problem, Plan plan) {
    return new SharesChart(problem, matching(problem, plan));
  }

  /**
   * Returns the volume of each tank at the end of each step, with its limits.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   * @throws IllegalArgumentException if the plan's steps are not those of the problem
   */
  public static Chart tanks(Problem problem, Plan plan, ZoneId zone) {
    return new TankChart(problem, matching(problem, plan), zone);
  }

  /**
   * Returns the flow of the links that come nearest to their capacity, with the tariff of those
   * that need energy.
   *
   * @param most number of links to show, at least 1
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   * @throws IllegalArgumentException if the plan's steps are not those of the problem
   */
  public static Chart links(Problem problem, Plan plan, ZoneId zone, int most) {
    return new LinkChart(problem, matching(problem, plan), zone, most);
  }

  /**
   * Returns what one more cubic metre of demand costs in each zone, {@link
   * MarginalPrices#demandPrice}, as a map of heat, with the least and the greatest.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 if a zone has no price
   * @throws IllegalArgumentException if there is not one price per step of the problem
   */
  public static Chart prices(Problem problem, MarginalPrices prices, ZoneId zone) {
    if (prices.steps() != problem.steps()) {
      throw new IllegalArgumentException(
          "prices ("
              + prices.steps()
              + " steps), must have the "
              + problem.steps()
              + " steps of "
              + problem);
    }
    return new PriceChart(problem, prices, zone);
  }

  static Plan matching(Problem problem, Plan plan) {
    if (!plan.axis().equals(problem.axis())) {
      throw new IllegalArgumentException(
          "plan (" + plan.axis() + "), must have the steps of the problem, " + problem.axis());
    }
    return plan;
  }

  /** The frame of a diagram over the steps of a problem. */
  static Plot plot(
      Problem problem, ZoneId zone, double left, double top, double w, double h, ValueScale scale) {
    long from = problem.axis().epochSecond(0);
    long to = Math.max(from + 1, problem.axis().epochSecond(problem.steps()));
    return new Plot(left, top, w, h, from, to, zone, scale);
  }

  static LinkTerms link(Problem problem, String id) {
    return Objects.requireNonNull(problem.links().get(id), id);
  }

  static double most(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  static void add(double[] to, double[] values) {
    for (int t = 0; t < to.length; t++) {
      to[t] += values[t];
    }
  }
}
