// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a plan over scenarios is worth: the same scenarios after other decisions, and with perfect
 * foresight. All figures are in the problem's currency, and expected: means over the scenarios by
 * probability.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param twoStage the plan over scenarios
 * @param perfectForesight what it would cost to know the scenario from the start; the first steps
 *     have the same demand as in the plan. No plan costs less. Empty if that could not be found
 * @param mean the decision of who plans for the mean path, and what follows it; empty if there is
 *     no such plan
 * @param quantiles the decisions of those who plan for a quantile of the demand after the first
 *     steps, by level, in the order asked for; levels without such a plan are not among them
 */
public record ScenarioComparison(
    ScenarioPlan twoStage,
    OptionalDouble perfectForesight,
    Optional<ScenarioPlan> mean,
    Map<QuantileLevel, ScenarioPlan> quantiles) {

  /** Copies the map, in its order. */
  public ScenarioComparison {
    quantiles = Collections.unmodifiableMap(new LinkedHashMap<>(quantiles));
  }

  /**
   * What one decision costs more than another, and what it saves.
   *
   * @param spent money spent more, shortfalls apart
   * @param avoidedM3 shortfall that it avoids, m³
   * @param cost by how much it costs more in all, shortfalls at their price: below 0 if it pays
   */
  public record Safety(double spent, double avoidedM3, double cost) {

    /** Returns what an avoided m³ costs; not a number if none is avoided. */
    public double perM3() {
      return avoidedM3 > 0 ? spent / avoidedM3 : Double.NaN;
    }
  }

  /**
   * Returns the value of the stochastic solution: what who plans for the mean pays more than who
   * plans for all scenarios. At least 0 up to rounding; infinite if some scenario has no plan after
   * the decision for the mean; empty if there is no such decision.
   */
  public OptionalDouble valueOfStochasticSolution() {
    return mean.isPresent()
        ? OptionalDouble.of(mean.get().expected().cost() - twoStage.expected().cost())
        : OptionalDouble.empty();
  }

  /**
   * Returns the expected value of perfect information: what the plan over scenarios costs more than
   * perfect foresight. At least 0 up to rounding.
   */
  public OptionalDouble valueOfPerfectInformation() {
    return perfectForesight.isPresent()
        ? OptionalDouble.of(twoStage.expected().cost() - perfectForesight.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns the price of safety of the plan over scenarios against planning for the mean. */
  public Optional<Safety> priceOfSafety() {
    return mean.map(plain -> safety(twoStage, plain));
  }

  /** Returns the price of safety of planning for one quantile rather than for another. */
  public Optional<Safety> priceOfSafety(QuantileLevel careful, QuantileLevel plain) {
    ScenarioPlan one = quantiles.get(careful);
    ScenarioPlan other = quantiles.get(plain);
    return one == null || other == null ? Optional.empty() : Optional.of(safety(one, other));
  }

  private static Safety safety(ScenarioPlan careful, ScenarioPlan plain) {
    ExpectedCost one = careful.expected();
    ExpectedCost other = plain.expected();
    return new Safety(
        one.spent() - other.spent(),
        other.shortfallM3() - one.shortfallM3(),
        one.cost() - other.cost());
  }
}
