// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Optima and prices in here are worked out by hand. */
class DualCheckTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final Offset<Double> EXACT = within(1e-9);

  private static Problem line(int steps, SourceTerms source, LinkTerms link, double demand) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L", "S", "Z"))
            .build();
    double[] demands = new double[steps];
    Arrays.fill(demands, demand);
    double[] tariff = new double[steps];
    Arrays.fill(tariff, 0.1);
    return Problem.builder("line", network, TimeAxis.of(START, Duration.ofHours(1), steps), "EUR")
        .source("S", source)
        .zone("Z", new ZoneTerms(demands, 5))
        .link("L", link)
        .tariff("flat", tariff)
        .build();
  }

  private static double bound(Problem problem, Map<String, double[]> prices) {
    return DualCheck.lowerBound(problem, MarginalPrices.of(prices));
  }

  private static double bound(
      Problem problem, Map<String, double[]> prices, Map<SharedLimit, Double> reliefs) {
    return DualCheck.lowerBound(problem, MarginalPrices.of(prices, reliefs));
  }

  private static double[] all(int steps, double value) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void thePriceOfAZoneCarriesTheLossOnTheWay() {
    Problem problem = line(1, SourceTerms.of(50, 2), LinkTerms.pipe(50, false, 0.2, 0.1), 10);
    // 12.5 m³ are bought and sent.
    double optimum = 12.5 * 2.1;
    double price = 2.1 / 0.8;
    assertThat(bound(problem, Map.of("S", all(1, 2), "Z", all(1, price))))
        .isEqualTo(optimum, EXACT);
    assertThat(bound(problem, Map.of("S", all(1, 2), "Z", all(1, price - 0.1))))
        .isLessThan(optimum - 0.5);
    assertThat(bound(problem, Map.of("S", all(1, 2), "Z", all(1, price + 0.1))))
        .isLessThan(optimum - 0.5);
    assertThat(bound(problem, Map.of("S", all(1, 1.9), "Z", all(1, price))))
        .isLessThan(optimum - 0.5);
    assertThat(bound(problem, Map.of("S", all(1, 2.1), "Z", all(1, price))))
        .isLessThan(optimum - 0.5);
  }

  @Test
  void aFullLinkMakesTheZonePayItsShortfall() {
    Problem problem = line(1, SourceTerms.of(50, 2), LinkTerms.pipe(10, false, 0.2, 0.1), 10);
    // 8 m³ arrive, 2 m³ are missing at 5 each.
    assertThat(bound(problem, Map.of("S", all(1, 2), "Z", all(1, 5))))
        .isEqualTo(10 * 2.1 + 2 * 5, EXACT);
  }

  @Test
  void aBindingLicenceIsAKnapsackProRata() {
    // Two hours of a day that may give 180 m³: 15 m³.
    Problem problem =
        line(2, SourceTerms.licensed(20, 1, 180), LinkTerms.pipe(50, false, 0, 0), 10);
    assertThat(bound(problem, Map.of("S", all(2, 5), "Z", all(2, 5))))
        .isEqualTo(15 * 1 + 5 * 5, EXACT);
    // The better hour is served first: 10 m³ of what saves 4, then 5 m³ of what saves 3.
    Problem tight = line(2, SourceTerms.licensed(10, 1, 180), LinkTerms.pipe(50, false, 0, 0), 10);
    double[] prices = {4, 5};
    assertThat(bound(tight, Map.of("S", prices, "Z", prices)))
        .isEqualTo(10 * 4 + 10 * 5 - (10 * 4 + 5 * 3), EXACT);
  }

  @Test
  void eachDayHasItsOwnLicence() {
    Problem problem =
        line(30, SourceTerms.licensed(20, 1, 240), LinkTerms.pipe(50, false, 0, 0), 20);
    // 240 m³ in the first day, 60 in the quarter of the second; the rest of 600 is missing.
    assertThat(bound(problem, Map.of("S", all(30, 5), "Z", all(30, 5))))
        .isEqualTo(300 * 1 + 300 * 5, EXACT);
  }

  private static Problem tank(TankTerms tank, double... tariff) {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("P", "S", "T"))
            .link(Pipe.of("L", "T", "Z"))
            .build();
    TimeAxis axis = TimeAxis.of(START, Duration.ofMinutes(15), tariff.length);
    return Problem.builder("tank", network, axis, "EUR")
        .source("S", SourceTerms.of(100, 0))
        .tank("T", tank)
        .zone("Z", new ZoneTerms(all(tariff.length, 8), 5))
        .link("P", LinkTerms.pump(100, 0, 1, "tariff"))
        .link("L", LinkTerms.pipe(100, false, 0, 0))
        .tariff("tariff", tariff)
        .build();
  }

  @Test
  void aTankMovesWaterFromTheCheapHourToTheDear() {
    // 2 m³ are used in each quarter of an hour; the tank holds the 2 m³ of the second.
    Problem problem = tank(new TankTerms(0, 2, 0, 0), 0.1, 0.5);
    for (double later : new double[] {0.1, 0.3, 0.5}) {
      double[] prices = {0.1, later};
      assertThat(bound(problem, Map.of("S", all(2, 0), "T", prices, "Z", prices)))
          .isEqualTo(4 * 0.1, EXACT);
    }
    double[] tooDear = {0.1, 0.6};
    assertThat(bound(problem, Map.of("S", all(2, 0), "T", tooDear, "Z", tooDear)))
        .isLessThan(4 * 0.1 - 0.1);
  }

  @Test
  void aTankThatMustBeFullAtTheEndIsFilled() {
    Problem problem = tank(new TankTerms(1, 4, 1, 3), 0.1, 0.5);
    // 4 m³ for the zone and 2 m³ to stay; 3 m³ fit in the tank besides the first zone's 2 m³.
    double[] prices = {0.1, 0.5};
    assertThat(bound(problem, Map.of("S", all(2, 0), "T", prices, "Z", prices)))
        .isEqualTo(5 * 0.1 + 1 * 0.5, EXACT);
  }

  @Test
  void theDirectionsOfATwoWayLinkExcludeEachOther() {
    Problem problem = line(1, SourceTerms.of(0, 0), LinkTerms.pipe(10, true, 0.2, 0.1), 0);
    // At negative prices it would pay to lose water both ways; one way is all there is.
    assertThat(bound(problem, Map.of("S", all(1, -10), "Z", all(1, -10))))
        .isEqualTo(10 * (0.1 - 10 + 8), EXACT);
  }

  @Test
  void waterGoesAgainstATwoWayLinkWhereThatIsCheaper() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Junction.of("Z"))
            .link(Pipe.of("L", "Z", "S"))
            .build();
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 1);
    Problem problem =
        Problem.builder("backward", network, axis, "EUR")
            .source("S", SourceTerms.of(50, 2))
            .zone("Z", new ZoneTerms(all(1, 10), 5))
            .link("L", LinkTerms.pipe(10, true, 0.2, 0.1))
            .build();
    assertThat(bound(problem, Map.of("S", all(1, 2), "Z", all(1, 5))))
        .isEqualTo(10 * 2.1 + 2 * 5, EXACT);
  }

  @Test
  void pumpUnitsRunWholeOrNotAtAll() {
    PumpUnits units = new PumpUnits(2, 6, 10, 4, 9);
    Problem problem =
        line(1, SourceTerms.of(50, 0), LinkTerms.pump(50, 0, 0.5, "flat").withUnits(units), 20);
    // Both run at their greatest: 20 m³ at 0.05 and 8 kWh at 0.1.
    assertThat(bound(problem, Map.of("S", all(1, 0), "Z", all(1, 5)))).isEqualTo(1.8, EXACT);
    // At 0.01 per m³ neither is worth its power.
    assertThat(bound(problem, Map.of("S", all(1, 0), "Z", all(1, 0.01)))).isEqualTo(0.2, EXACT);
    // A link too small for its second unit has one.
    Problem narrow =
        line(1, SourceTerms.of(50, 0), LinkTerms.pump(11, 0, 0.5, "flat").withUnits(units), 20);
    assertThat(bound(narrow, Map.of("S", all(1, 0), "Z", all(1, 5))))
        .isEqualTo(100 + 0.4 - 10 * 4.95, EXACT);
  }

  @Test
  void pricesThatDoNotFitAreRefusedWithEveryReason() {
    Problem problem = line(2, SourceTerms.of(50, 2), LinkTerms.pipe(50, false, 0, 0), 10);
    WaterManagementException error =
        catchThrowableOfType(
            WaterManagementException.class, () -> bound(problem, Map.of("X", all(3, 1))));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PLAN);
    assertThat(error.problems())
        .containsExactly(
            "prices (3 steps), must have the steps of the problem, 2.",
            "prices (S), must have every node.",
            "prices (Z), must have every node.");
  }

  @Property(tries = 250)
  void noPriceGivesABoundAboveTheCostOfAFeasiblePlan(@ForAll long seed) {
    RandomPlan made = RandomPlan.of(seed, seed % 4 == 0);
    climb(made.problem, made.plan, seed);
  }

  @Property(tries = 250)
  void norDoesAnyWithTheLessCommonTerms(@ForAll long seed) {
    RandomPlan made = RandomPlan.of(seed, seed % 4 == 0);
    climb(RandomTerms.around(made.problem, made.plan, new Random(seed)), made.plan, seed);
  }

  private static void climb(Problem problem, Plan plan, long seed) {
    PlanCheck check = PlanCheck.of(problem, plan);
    assertThat(check.violations()).isEmpty();
    double cost = check.cost();
    double allowed = cost + 1e-6 * Math.max(1, Math.abs(cost));
    Random random = new Random(~seed);
    Map<String, double[]> prices = new LinkedHashMap<>();
    double scale = Math.pow(10, random.nextInt(4) - 2);
    double level = random.nextDouble() * 3;
    for (Node node : problem.network().nodes()) {
      double[] row = new double[problem.steps()];
      for (int t = 0; t < row.length; t++) {
        row[t] = level + scale * random.nextGaussian();
      }
      prices.put(node.id(), row);
    }
    Map<SharedLimit, Double> reliefs = RandomTerms.reliefs(problem, random);
    double best = bound(problem, prices, reliefs);
    assertThat(best).isLessThanOrEqualTo(allowed);
    // Random prices are far from good ones: climb, as far as a few steps go.
    String[] ids = prices.keySet().toArray(String[]::new);
    for (int k = 0; k < 150; k++) {
      double[] row = prices.get(ids[random.nextInt(ids.length)]);
      double[] before = row.clone();
      int from = random.nextInt(row.length);
      int to = random.nextBoolean() ? from + 1 : row.length;
      double change = random.nextGaussian() * Math.pow(10, -random.nextInt(3));
      for (int t = random.nextBoolean() ? 0 : from; t < to; t++) {
        row[t] += change;
      }
      double climbed = bound(problem, prices, reliefs);
      assertThat(climbed).isLessThanOrEqualTo(allowed);
      if (climbed < best) {
        System.arraycopy(before, 0, row, 0, row.length);
      } else {
        best = climbed;
      }
    }
  }
}
