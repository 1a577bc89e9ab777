// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Prices against the problem itself: the least cost is convex in each demand, so a price lies
 * between what the last litres saved and what the next ones cost.
 */
class PricesTest {
  /** Change of a demand, m³/h. */
  private static final double CHANGE = 0.05;

  /**
   * The costs of some ten thousand are exact to about 1e-9 of themselves; divided by the change.
   */
  private static final double TOLERANCE = 1e-3;

  /** Left and right difference at a zone and step, currency per m³. */
  private record Differences(String zone, int step, double left, double right) {
    boolean contain(double price) {
      return left - TOLERANCE <= price && price <= right + TOLERANCE;
    }
  }

  private static Outcome.Solved solve(String provider, Problem problem) {
    return (Outcome.Solved)
        Providers.discover().optimizer(provider).optimize(problem, RunContext.standard());
  }

  @ParameterizedTest
  @CsvSource({"ojalgo, lossy-20x24", "structured, lossy-20x24", "structured, scarce-50x24"})
  void pricesLieBetweenTheDifferences(String provider, String name) {
    check(provider, name, 8);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"lossy-50x24", "lossless-50x24", "scarce-50x24"})
  void pricesOfOjAlgoLieBetweenTheDifferencesOnLargerInstances(String name) {
    check("ojalgo", name, 6);
  }

  private static void check(String provider, String name, int samples) {
    Problem problem = Instances.read(name);
    Outcome.Solved solved = solve(provider, problem);
    MarginalPrices prices = solved.prices().orElseThrow();
    List<Differences> differences = new ArrayList<>();
    Random random = new Random(20240701);
    List<String> zones = new ArrayList<>(problem.zones().keySet());
    while (differences.size() < samples) {
      String zone = zones.get(random.nextInt(zones.size()));
      int step = random.nextInt(problem.steps() - 1);
      double[] demand = problem.zones().get(zone).demandM3h();
      if (demand[step] > CHANGE) {
        double volume = CHANGE * problem.stepHours();
        demand[step] += CHANGE;
        double right =
            (solve(provider, problem.withDemand(zone, demand)).objective() - solved.objective())
                / volume;
        demand[step] -= 2 * CHANGE;
        double left =
            (solved.objective() - solve(provider, problem.withDemand(zone, demand)).objective())
                / volume;
        differences.add(new Differences(zone, step, left, right));
      }
    }

    assertThat(differences).allMatch(d -> d.contain(prices.demandPrice(problem, d.zone, d.step)));
    // And the samples are able to tell wrong prices, where prices change from step to step.
    assertThat(contained(differences, d -> -prices.price(d.zone, d.step))).isZero();
    List<Differences> changing =
        differences.stream()
            .filter(
                d ->
                    Math.abs(
                            prices.demandPrice(problem, d.zone, d.step)
                                - prices.demandPrice(problem, d.zone, d.step + 1))
                        > 2 * TOLERANCE)
            .toList();
    if (!changing.isEmpty()) {
      assertThat(contained(changing, d -> prices.demandPrice(problem, d.zone, d.step + 1)))
          .isLessThan(changing.size());
    }
  }

  private static long contained(List<Differences> all, ToDoubleFunction<Differences> price) {
    return all.stream().filter(d -> d.contain(price.applyAsDouble(d))).count();
  }
}
