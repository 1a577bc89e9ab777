// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.RunContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plans when there is not enough, as fairly as can be. Of all plans it takes
 *
 * <ol>
 *   <li>those of least weighted shortfall, Σ weight · shortfall in m³ over zones and steps,
 *   <li>of these the fairest: the share of the zone that is worst off, supplied / demanded over all
 *       steps, is as great as can be, then that of the next, and so on (max-min fairness),
 *   <li>of these that of least cost.
 * </ol>
 *
 * <p>What is guaranteed to a zone, and every other limit of the problem, holds throughout. The
 * shortfall costs of zones count as money in the third step only: a difference of a cent would else
 * decide who goes without before fairness has a say. Give weights to say who comes first.
 *
 * <p>Where links lose water, each m³ for a far zone takes more than one from the others; the least
 * shortfall then leaves nothing to share, and far zones may get nothing at all. {@link
 * #withAllowance} lets the weighted shortfall exceed the least for the sake of fairness.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param weights by zone, finite and above 0, the greatest at most a million times the least; zones
 *     that are not named have 1
 * @param daily whether a zone has a share of each day, counted from the first step, instead of one
 *     over all steps
 * @param allowance by which part of itself the weighted shortfall may exceed the least, in [0, 10]
 */
public record FairSharing(Map<String, Double> weights, boolean daily, double allowance) {
  private static final double WIDEST = 1e6;
  private static final double MOST = 10;

  /**
   * Copies the weights.
   *
   * @throws IllegalArgumentException with every value that is out of range
   */
  public FairSharing {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    Validation validation = new Validation();
    double least = 1;
    double most = 1;
    for (Map.Entry<String, Double> entry : weights.entrySet()) {
      double weight = entry.getValue();
      String name = "weight of zone '" + entry.getKey() + "'";
      boolean good = weight > 0 && weight < Double.POSITIVE_INFINITY;
      if (validation.check(good, name, weight, "must be finite and above 0", "")) {
        least = Math.min(least, weight);
        most = Math.max(most, weight);
      }
    }
    validation.check(
        most <= WIDEST * least,
        "weights",
        least + " to " + most + ", with 1 for zones that are not named",
        "must not differ by more than " + WIDEST + " times",
        "guarantee a supply instead");
    validation.check(
        allowance >= 0 && allowance <= MOST,
        "allowance",
        allowance,
        "must be in [0, " + MOST + "]",
        "give it as a fraction");
    if (!validation.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", validation.problems()));
    }
  }

  /** Returns the sharing in which every m³ counts the same. */
  public static FairSharing standard() {
    return new FairSharing(Map.of(), false, 0);
  }

  /** Returns this with another weight of a zone: what a m³ that it lacks counts. */
  public FairSharing withWeight(String zone, double weight) {
    Map<String, Double> more = new LinkedHashMap<>(weights);
    more.put(zone, weight);
    return new FairSharing(more, daily, allowance);
  }

  /**
   * Returns this with the shortfall costs of a problem as weights.
   *
   * @throws IllegalArgumentException if one of them is 0, or they differ too much
   */
  public FairSharing withShortfallCosts(Problem problem) {
    Map<String, Double> costs = new LinkedHashMap<>();
    problem.zones().forEach((zone, terms) -> costs.put(zone, terms.shortfallCostPerM3()));
    double sum = costs.values().stream().mapToDouble(cost -> cost).sum();
    // Only ratios count; so that zones that are not named have a weight in between.
    double mean = sum > 0 ? sum / costs.size() : 1;
    costs.replaceAll((zone, cost) -> cost / mean);
    return new FairSharing(costs, daily, allowance);
  }

  /** Returns this with a share for each day. */
  public FairSharing byDay() {
    return new FairSharing(weights, true, allowance);
  }

  /**
   * Returns this with room for fairness.
   *
   * @param share by which part of itself the weighted shortfall may exceed the least, in [0, 10]
   */
  public FairSharing withAllowance(double share) {
    return new FairSharing(weights, daily, share);
  }

  /** Returns the weight of a zone. */
  public double weight(String zone) {
    return weights.getOrDefault(zone, 1.0);
  }

  /**
   * Plans. "No plan" is a result, see {@link FairOutcome}; cancellation and deadline end in {@link
   * io.github.watermgmt.distribution.Outcome.Stopped}, with the plan of least shortfall if that was
   * found before. Pump units and what else makes a problem more than a linear program are {@link
   * io.github.watermgmt.distribution.Outcome.Unsupported}.
   *
   * @throws DataException WM-106 with every zone that has a weight and is not in the problem
   */
  public FairOutcome share(Problem problem, RunContext run) {
    Validation validation = new Validation();
    for (String zone : weights.keySet()) {
      validation.check(
          problem.zones().containsKey(zone),
          "zone",
          zone,
          "is not one of " + problem.zones().keySet(),
          "check the id");
    }
    validation.throwIfAny(ErrorCode.UNKNOWN_ID, "weights");
    return FairPlanning.share(this, problem, run);
  }
}
