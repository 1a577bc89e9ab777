// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Months;
import io.github.watermgmt.unit.Quantity;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whether bands hold what they promise: ten years are learnt from, the twenty after them held back,
 * with the drivers as they came. Towns drift by what the prior thinks possible, or by a fixed
 * amount; the table stands in {@code docs/long-range.md}.
 */
@Tag("slow")
class LongRangeCoverageTest {
  private static final YearMonth FIRST = MadeMonths.FIRST;
  private static final int TOWNS = 120;
  private static final int YEARS = 20;
  private static final double PRIOR = LongRange.standard().drift();

  @Test
  void bandsOfEightyPercentHoldEightyPercent() {
    double[] mixed = coverage(-1);
    assertThat(mixed[0]).isBetween(0.75, 0.85);
    assertThat(mixed[1]).isBetween(0.75, 0.85);
    // Ten years cannot show that a town does not drift, nor quite how much another one does.
    assertThat(coverage(0)[0]).isBetween(0.85, 0.97);
    assertThat(coverage(0.01)[0]).isBetween(0.75, 0.88);
    assertThat(coverage(0.02)[0]).isBetween(0.65, 0.85);
  }

  /** Share of years, and of months, in the 80 % band. */
  private static double[] coverage(double fixed) {
    double[] byYear = new double[YEARS];
    double months = 0;
    double width = 0;
    for (long seed = 1; seed <= TOWNS; seed++) {
      RandomGenerator random = RunContext.standard().withSeed(seed).random("drift");
      double drift = fixed < 0 ? Math.abs(PRIOR * random.nextGaussian()) : fixed;
      double[] demand = drifting(seed, drift, random);
      Projection projection = project(seed, demand);
      Forecast years = projection.years();
      double[] truth = MadeMonths.yearly(demand, 120);
      for (int y = 0; y < YEARS; y++) {
        byYear[y] += holds(years, y, truth[y]) ? 1.0 / TOWNS : 0;
      }
      for (int t = 0; t < 12 * YEARS; t++) {
        boolean held = holds(projection.months(), t, demand[120 + t]);
        months += held ? 1.0 / TOWNS / 12 / YEARS : 0;
      }
      double high = years.quantile(0, YEARS - 1, QuantileLevel.of(0.9));
      double low = years.quantile(0, YEARS - 1, QuantileLevel.of(0.1));
      width += (high / low - 1) / TOWNS;
    }
    double mean = Arrays.stream(byYear).average().orElseThrow();
    System.out.println(
        String.format(
            Locale.ROOT,
            "drift %s: years %.3f, months %.3f; year 1 %.2f, 5 %.2f, 10 %.2f, 20 %.2f; width %.3f",
            fixed < 0 ? "as the prior has it" : "" + fixed,
            mean,
            months,
            byYear[0],
            byYear[4],
            byYear[9],
            byYear[19],
            width));
    return new double[] {mean, months};
  }

  private static boolean holds(Forecast forecast, int step, double truth) {
    return truth >= forecast.quantile(0, step, QuantileLevel.of(0.1))
        && truth <= forecast.quantile(0, step, QuantileLevel.of(0.9));
  }

  private static double[] drifting(long seed, double drift, RandomGenerator random) {
    Months all = Months.of(seed, FIRST, 360);
    double[] demand = all.demand();
    double[] losses = all.losses();
    double walk = 0;
    for (int t = 0; t < demand.length; t++) {
      walk += drift / Math.sqrt(12) * random.nextGaussian();
      demand[t] = (demand[t] - losses[t]) * Math.exp(walk) + losses[t];
    }
    return MadeMonths.totals(FIRST, demand);
  }

  private static Projection project(long seed, double[] demand) {
    DemandHistory given = MadeMonths.history(seed, FIRST, 120).build();
    Series ten =
        MadeMonths.series(
            "town", Quantity.VOLUME, Support.INTERVAL_TOTAL, FIRST, Arrays.copyOf(demand, 120));
    DemandHistory history =
        DemandHistory.of(ten)
            .population(given.driver(Driver.POPULATION).orElseThrow())
            .connections(given.driver(Driver.CONNECTIONS).orElseThrow())
            .price(given.driver(Driver.PRICE).orElseThrow())
            .temperature(given.driver(Driver.TEMPERATURE).orElseThrow())
            .rain(given.driver(Driver.RAIN).orElseThrow())
            .losses(given.driver(Driver.LOSSES).orElseThrow())
            .build();
    Months all = Months.of(seed, FIRST, 360);
    double[] people = all.population();
    double[] connections = all.connections();
    double[] losses = all.losses();
    Scenario.Builder came = Scenario.named("as it came").warming(0.3);
    for (int y = 10; y < 10 + YEARS; y++) {
      int year = FIRST.getYear() + y;
      came.value(Driver.POPULATION, year, mean(people, y));
      came.value(Driver.CONNECTIONS, year, mean(connections, y));
      double rate = mean(losses, y) / mean(connections, y);
      double before = mean(losses, y - 1) / mean(connections, y - 1);
      came.growthFrom(Driver.LOSSES, year, rate / before - 1, rate / before - 1);
    }
    RunContext run = RunContext.standard().withParallelism(2);
    DemandModel model = LongRange.standard().fit(history, run);
    return model.project(12 * YEARS, List.of(came.build()), 500, run);
  }

  private static double mean(double[] months, int year) {
    return Arrays.stream(months, 12 * year, 12 * year + 12).average().orElseThrow();
  }
}
