// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a plan costs what it costs: the cost by kind and by element, the limits that are in force and
 * what more of them would save, and what one more cubic metre costs in each zone and step. Computed
 * from problem, plan and prices alone, whichever optimizer found them.
 *
 * <p>Without marginal prices there are costs only. With pump units the prices are those of the
 * problem without whole units, so limits are not priced.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class PlanExplanation {

  /**
   * What one more m³ of demand costs.
   *
   * @param zone id of the zone
   * @param step the step, from 0
   * @param price currency per m³, see {@link MarginalPrices#demandPrice}
   */
  public record ZonePrice(String zone, int step, double price) {}

  private final String name;
  private final String currency;
  private final TimeAxis axis;
  private final double cost;
  private final List<CostShare> shares;
  private final Map<CostKind, Double> byKind;
  private final List<BindingLimit> limits;
  private final Map<String, PerStep> prices;
  private final boolean whole;

  private PlanExplanation(Problem problem, Outcome.Solved solved) {
    this.name = problem.name();
    this.currency = problem.currency();
    this.axis = problem.axis();
    this.cost = PlanCheck.of(problem, solved.plan()).cost();
    this.shares = CostBreakdown.of(problem, solved.plan());
    Map<CostKind, Double> sums = new EnumMap<>(CostKind.class);
    shares.forEach(share -> sums.merge(share.kind(), share.amount(), Double::sum));
    this.byKind = Collections.unmodifiableMap(sums);
    this.whole = problem.features().contains(ProblemFeature.PUMP_UNITS);
    this.limits =
        solved.prices().isPresent() && !whole
            ? LimitFinder.of(problem, solved.plan(), solved.prices().get())
            : List.of();
    Map<String, PerStep> demand = new LinkedHashMap<>();
    solved
        .prices()
        .ifPresent(
            p -> problem.zones().keySet().forEach(id -> demand.put(id, prices(problem, p, id))));
    this.prices = Collections.unmodifiableMap(demand);
  }

  private static PerStep prices(Problem problem, MarginalPrices prices, String zone) {
    double[] row = new double[problem.steps()];
    for (int t = 0; t < row.length; t++) {
      row[t] = prices.demandPrice(problem, zone, t);
    }
    return PerStep.of(row);
  }

  /**
   * Explains a plan. O(size of the problem).
   *
   * @param problem the problem that was solved
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan does not belong
   *     to the problem
   * @throws DataException WM-106 if a node has no price
   */
  public static PlanExplanation of(Problem problem, Outcome.Solved solved) {
    return new PlanExplanation(problem, solved);
  }

  /** Returns what the plan costs, in the problem's currency: the sum of all shares. */
  public double cost() {
    return cost;
  }

  /** Returns the currency. */
  public String currency() {
    return currency;
  }

  /** Returns the cost by kind; kinds that cost nothing are left out. */
  public Map<CostKind, Double> costByKind() {
    return byKind;
  }

  /** Returns what each element costs by each kind; those that cost nothing are left out. */
  public List<CostShare> shares() {
    return shares;
  }

  /** Returns what each element costs by one kind, the dearest first. */
  public List<CostShare> shares(CostKind kind) {
    return shares.stream()
        .filter(share -> share.kind() == kind)
        .sorted(
            Comparator.comparingDouble((CostShare share) -> Math.abs(share.amount())).reversed())
        .toList();
  }

  /** Returns the limits that are in force and cost something, the one of most worth first. */
  public List<BindingLimit> limits() {
    return limits;
  }

  /**
   * Returns what one more m³ of demand costs in a zone by step, currency per m³.
   *
   * @throws DataException WM-106 if there is no such zone, or there are no prices
   */
  public PerStep price(String zone) {
    PerStep row = prices.get(zone);
    if (row == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message("zone", zone, "has no price; those are " + prices.keySet(), ""));
    }
    return row;
  }

  /** Returns the zones and steps in which one more m³ costs most, the dearest first. */
  public List<ZonePrice> dearest(int count) {
    List<ZonePrice> all = new ArrayList<>();
    prices.forEach(
        (zone, row) -> {
          for (int t = 0; t < row.length(); t++) {
            all.add(new ZonePrice(zone, t, row.get(t)));
          }
        });
    all.sort(Comparator.comparingDouble(ZonePrice::price).reversed());
    return List.copyOf(all.subList(0, Math.min(count, all.size())));
  }

  /**
   * Returns the zones in which one more m³ costs something, with their prices by step; empty
   * without prices.
   */
  public Map<String, PerStep> prices() {
    return prices;
  }

  TimeAxis axis() {
    return axis;
  }

  String name() {
    return name;
  }

  boolean hasUnits() {
    return whole;
  }

  /** Returns the explanation in words, a few lines; times are UTC. */
  public List<String> lines() {
    return lines(ZoneOffset.UTC);
  }

  /** Returns the explanation in words, a few lines; times are those of a zone. */
  public List<String> lines(ZoneId zone) {
    return new ExplanationText(this, new Words(axis, zone)).lines();
  }

  /** Returns the lines; times are UTC. */
  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
