// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one more cubic metre would cost: the increase of the least cost, in currency, if one more m³
 * is demanded at a node during a step. At a degenerate optimum any value between the left and the
 * right difference is a price. Independent of the length of the step.
 *
 * <p>Thread-safety: immutable.
 */
public final class MarginalPrices {
  private final Map<String, double[]> prices = new LinkedHashMap<>();

  private MarginalPrices() {}

  /** Returns prices by node, one per step; arrays are copied. */
  public static MarginalPrices of(Map<String, double[]> byNode) {
    MarginalPrices prices = new MarginalPrices();
    byNode.forEach((node, values) -> prices.prices.put(node, values.clone()));
    return prices;
  }

  /** Returns the nodes that have prices. */
  public Set<String> nodes() {
    return Collections.unmodifiableSet(prices.keySet());
  }

  /** Returns a price, currency per m³. */
  public double price(String node, int step) {
    return row(node)[step];
  }

  /** Returns the prices of a node, one per step; a copy. */
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
}
