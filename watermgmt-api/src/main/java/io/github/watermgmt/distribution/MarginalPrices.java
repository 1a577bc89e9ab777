// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one more cubic metre would cost: the increase of the least cost, in currency, if one more m³
 * is demanded at a node during a step. At a degenerate optimum any value between the left and the
 * right difference is a price. Independent of the length of the step.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class MarginalPrices {
  private final Map<String, double[]> prices;
  private final int steps;
  private final Map<SharedLimit, Double> reliefs;

  private MarginalPrices(
      Map<String, double[]> prices, int steps, Map<SharedLimit, Double> reliefs) {
    this.prices = prices;
    this.steps = steps;
    this.reliefs = reliefs;
  }

  /**
   * Returns prices by node, in the order given, one per step; arrays are copied.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 with every problem: no node,
   *     rows of different lengths, or values that are not finite, each with its step
   */
  public static MarginalPrices of(Map<String, double[]> byNode) {
    return of(byNode, Map.of());
  }

  /**
   * Returns prices by node, in the order given, one per step, and what is saved per unit of relief
   * of limits that steps or links share; arrays are copied.
   *
   * @param reliefs currency per unit of the limit, at least 0; limits that are not named have 0
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 with every problem: no node,
   *     rows of different lengths, or values that are not finite, each with its step; reliefs that
   *     are not finite or below 0
   */
  public static MarginalPrices of(Map<String, double[]> byNode, Map<SharedLimit, Double> reliefs) {
    Validation validation = new Validation();
    validation.check(!byNode.isEmpty(), "nodes", 0, "must be at least one", "");
    Map<String, double[]> copy = new LinkedHashMap<>();
    byNode.forEach((node, values) -> copy.put(node, values.clone()));
    int steps = copy.values().stream().mapToInt(row -> row.length).max().orElse(0);
    copy.forEach((node, row) -> Rows.check(validation, "prices of '" + node + "'", row, steps));
    reliefs.forEach(
        (limit, relief) ->
            validation.check(
                relief >= 0 && relief < Double.POSITIVE_INFINITY,
                "relief of " + limit,
                relief,
                "must be finite and at least 0",
                "it is what is saved; turn the sign of a multiplier"));
    validation.throwIfAny(ErrorCode.INVALID_PLAN, "marginal prices");
    return new MarginalPrices(
        copy, steps, Collections.unmodifiableMap(new LinkedHashMap<>(reliefs)));
  }

  /** Returns the nodes that have prices. */
  public Set<String> nodes() {
    return Collections.unmodifiableSet(prices.keySet());
  }

  /**
   * Returns what would be saved if a limit were a little wider: currency per unit of the limit, at
   * least 0; 0 for one that does not bind.
   */
  public double relief(SharedLimit limit) {
    return reliefs.getOrDefault(limit, 0.0);
  }

  /** Returns the limits that have a price, in order, with what is saved per unit of relief. */
  public Map<SharedLimit, Double> reliefs() {
    return reliefs;
  }

  /** Returns the number of steps. */
  public int steps() {
    return steps;
  }

  /**
   * Returns a price, currency per m³.
   *
   * @throws DataException WM-106 if the node has none
   */
  public double price(String node, int step) {
    return row(node)[step];
  }

  /**
   * Returns what one more m³ of demand in a zone would cost: the price at its node or, where that
   * is dearer and the demand may be refused, the shortfall. The two differ where a zone goes wholly
   * short while its node passes water on to others who pay more.
   *
   * @throws DataException WM-106 if the zone has no price or the problem no such zone
   */
  public double demandPrice(Problem problem, String zone, int step) {
    double price = price(zone, step);
    ZoneTerms terms = problem.zones().get(zone);
    if (terms == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "zone", zone, "is not one of " + problem.zones().keySet(), "check the id"));
    }
    double refused =
        Math.min(price, terms.shortfallCostPerM3() + relief(SharedLimit.maxShortfall(zone)));
    double demand = terms.demandM3h()[step];
    double supply = terms.guaranteedM3h().map(values -> values.get(step)).orElse(0.0);
    // Of one more m³ all is guaranteed where the demand is less than that, or else a share.
    double share =
        supply > demand
            ? 1
            : supply > terms.guaranteedShare() * demand ? 0 : terms.guaranteedShare();
    return share * price + (1 - share) * refused;
  }

  /**
   * Returns the prices of a node, one per step; a copy.
   *
   * @throws DataException WM-106 if the node has none
   */
  public double[] prices(String node) {
    return row(node).clone();
  }

  private double[] row(String node) {
    double[] row = prices.get(node);
    if (row == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message("node", node, "has no price", "use one of " + prices.keySet()));
    }
    return row;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof MarginalPrices other
        && Rows.equal(prices, other.prices)
        && reliefs.equals(other.reliefs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(prices.keySet(), steps);
  }

  @Override
  public String toString() {
    double[] all = prices.values().stream().flatMapToDouble(Arrays::stream).toArray();
    return "prices of "
        + prices.size()
        + " nodes from "
        + Arrays.stream(all).min().orElse(Double.NaN)
        + " to "
        + Arrays.stream(all).max().orElse(Double.NaN);
  }
}
