// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
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
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class LongRangeTest {
  private static final RunContext RUN = RunContext.standard();
  private static final YearMonth FIRST = MadeMonths.FIRST;

  private static DemandModel model(long seed) {
    return LongRange.standard().fit(MadeMonths.history(seed, FIRST, 120).build(), RUN);
  }

  /** Effects of heat and drought in the truth, which is no exponential, by ordinary regression. */
  private static double[] weatherTruth(long seed) {
    Months made = Months.of(seed, FIRST, 120);
    DemandHistory history = MadeMonths.history(seed, FIRST, 120).build();
    DemandDesign design = new DemandDesign(LongRange.standard(), history, 120);
    double[][] x = new double[120][];
    double[] y = new double[120];
    for (int t = 0; t < 120; t++) {
      x[t] = Arrays.copyOf(design.rows[t], DemandDesign.PRICE + 2);
      x[t][DemandDesign.PRICE] = design.rows[t][DemandDesign.HEAT];
      x[t][DemandDesign.PRICE + 1] = design.rows[t][DemandDesign.DRY];
      y[t] = Math.log(made.climate()[t]);
    }
    OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
    ols.setNoIntercept(true);
    ols.newSampleData(y, x);
    double[] all = ols.estimateRegressionParameters();
    return Arrays.copyOfRange(all, DemandDesign.PRICE, DemandDesign.PRICE + 2);
  }

  @Test
  void itFindsTheKnownEffectsWithinItsStandardErrors() {
    int seeds = 24;
    Driver[] drivers = {Driver.PRICE, Driver.TEMPERATURE, Driver.RAIN, Driver.EFFICIENCY};
    double[] squares = new double[4];
    int within = 0;
    for (long seed = 1; seed <= seeds; seed++) {
      DemandModel model = model(seed);
      double[] weather = weatherTruth(seed);
      double[] truth = {-0.2, weather[0], weather[1], Math.log(0.992)};
      for (int i = 0; i < 4; i++) {
        Effect effect = model.effect(drivers[i]);
        double z = (effect.estimate() - truth[i]) / effect.standardError();
        squares[i] += z * z / seeds;
        within += Math.abs(z) < 2 ? 1 : 0;
        assertThat(effect.learnt()).isGreaterThan(0.5);
      }
    }
    // 95 % of 96 estimates, give or take what chance does.
    assertThat(within).isGreaterThanOrEqualTo(86);
    for (double square : squares) {
      assertThat(square).isBetween(0.2, 1.9);
    }
  }

  @Test
  void theHistoryIsDecomposedWithoutRemainder() {
    DemandModel model = model(1);
    double[] demand = model.history().demand().toArray();
    assertThat(model.decomposition().demand()).containsExactly(demand, within(1e-6));
    assertThat(model.decomposition().names()).contains("population", "price", "climate", "level");
  }

  @Test
  void aScenarioThatSaysNothingIsTheBaselineToTheBit() {
    Scenario nothing = Scenario.named("nothing").build();
    Projection both = model(2).project(60, List.of(Scenario.baseline(), nothing), 200, RUN);
    Forecast months = both.months();
    for (int p = 0; p < months.pathCount(); p++) {
      for (int t = 0; t < 60; t++) {
        assertThat(months.path(p, 1, t)).isEqualTo(months.path(p, 0, t));
      }
    }
    assertThat(both.difference("nothing", "baseline").mean(0, 4)).isZero();
  }

  @Test
  void twiceTheConnectionsAreTwiceTheDemand() {
    Months made = Months.of(3, FIRST, 120);
    DemandHistory history =
        DemandHistory.of(MadeMonths.demand(made))
            .connections(MadeMonths.plain("c", FIRST, made.connections()))
            .losses(
                MadeMonths.series(
                    "l",
                    Quantity.VOLUME,
                    Support.INTERVAL_TOTAL,
                    FIRST,
                    MadeMonths.totals(FIRST, made.losses())))
            .build();
    Scenario twice =
        Scenario.named("twice").step(Driver.CONNECTIONS, YearMonth.of(2024, 1), 2).build();
    Forecast months =
        LongRange.standard()
            .fit(history, RUN)
            .project(24, List.of(Scenario.baseline(), twice), 100, RUN)
            .months();
    for (int t = 0; t < 24; t++) {
      assertThat(months.path(7, 1, t) / months.path(7, 0, t)).isCloseTo(2, within(1e-12));
    }
  }

  @Test
  void attributionsAddUpAndNameTheCause() {
    Scenario dearer =
        Scenario.named("dearer")
            .step(Driver.PRICE, YearMonth.of(2031, 1), 1.25)
            .growth(Driver.POPULATION, 0.01, 0.02)
            .programme(Driver.LOSSES, YearMonth.of(2029, 1), 60, 0.6, 0.8)
            .warming(0.3, 0.6)
            .rain(-0.1)
            .build();
    Projection projection = model(1).project(240, List.of(Scenario.baseline(), dearer), 400, RUN);
    for (String scenario : projection.scenarios()) {
      for (int to : new int[] {2024, 2030, 2043}) {
        Attribution why = projection.attribution(scenario, 2023, to);
        double sum = why.changes().stream().mapToDouble(Attribution.Change::volume).sum();
        assertThat(why.base() + sum).isCloseTo(why.target(), within(1e-8 * why.target()));
        int index = projection.months().indexOf(scenario);
        double median = projection.years().quantile(index, to - 2024, QuantileLevel.MEDIAN);
        assertThat(why.target()).isCloseTo(median, within(0.01 * median));
      }
    }
    double price = change(projection.attribution("dearer", 2030, 2033), "price");
    double base = change(projection.attribution("baseline", 2030, 2033), "price");
    double use = Arrays.stream(projection.decomposition("dearer").use(), 16 * 12, 17 * 12).sum();
    double elasticity = model(1).effect(Driver.PRICE).estimate();
    assertThat(price - base)
        .isCloseTo(use * elasticity * Math.log(1.25), within(0.15 * Math.abs(price - base)));
  }

  private static double change(Attribution why, String driver) {
    return why.changes().stream()
        .filter(change -> change.driver().equals(driver))
        .mapToDouble(Attribution.Change::volume)
        .sum();
  }

  @Test
  void nothingAfterTheCutoffMatters() {
    YearMonth cutoff = YearMonth.of(2022, 1);
    Months made = Months.of(4, FIRST, 120);
    double[] demand = MadeMonths.totals(FIRST, made.demand());
    double[] heat = made.temperature();
    for (int t = 96; t < 120; t++) {
      demand[t] *= 3;
      heat[t] += 20;
    }
    DemandHistory corrupt =
        MadeMonths.history(4, FIRST, 120)
            .temperature(
                MadeMonths.series("t", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, FIRST, heat))
            .build();
    DemandHistory other =
        DemandHistory.of(
                MadeMonths.series("town", Quantity.VOLUME, Support.INTERVAL_TOTAL, FIRST, demand))
            .population(corrupt.driver(Driver.POPULATION).orElseThrow())
            .connections(corrupt.driver(Driver.CONNECTIONS).orElseThrow())
            .price(corrupt.driver(Driver.PRICE).orElseThrow())
            .temperature(corrupt.driver(Driver.TEMPERATURE).orElseThrow())
            .rain(corrupt.driver(Driver.RAIN).orElseThrow())
            .losses(corrupt.driver(Driver.LOSSES).orElseThrow())
            .build();
    DemandHistory whole = MadeMonths.history(4, FIRST, 120).build();
    assertThat(months(other.before(cutoff), RUN)).isEqualTo(months(whole.before(cutoff), RUN));
    assertThat(months(other, RUN)).isNotEqualTo(months(whole, RUN));
  }

  private static Forecast months(DemandHistory history, RunContext run) {
    return LongRange.standard()
        .fit(history, run)
        .project(48, List.of(Scenario.baseline()), 200, run)
        .months();
  }

  @Test
  void threadsChangeNoBit() {
    DemandHistory history = MadeMonths.history(5, FIRST, 96).build();
    Forecast one = months(history, RUN);
    assertThat(months(history, RUN.withParallelism(4))).isEqualTo(one);
    assertThat(months(history, RUN.withSeed(2))).isNotEqualTo(one);
  }

  @Test
  void shortHistoriesLeaveThePriorsStandingAndSaySo() {
    DemandHistory two = MadeMonths.history(6, FIRST, 24).build();
    DemandModel model = LongRange.standard().fit(two, RUN);
    Effect price = model.effect(Driver.PRICE);
    assertThat(price.estimate()).isCloseTo(-0.35, within(0.05));
    assertThat(price.learnt()).isLessThan(0.1);
    assertThat(model.notes())
        .anyMatch(note -> note.startsWith("price: the history tells little, the prior stands"))
        .anyMatch(note -> note.contains("the drift is the prior's"));
    assertThatThrownBy(() -> MadeMonths.history(6, FIRST, 23).build())
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("months of demand (23), must be at least 24");
  }

  @Test
  void driversThatMoveTogetherAreReported() {
    // A price that rises at the same rate every year is a trend.
    double[] price = new double[131];
    for (int t = 0; t < price.length; t++) {
      price[t] = Math.exp(0.03 * t / 12);
    }
    DemandHistory history =
        MadeMonths.history(7, FIRST, 120)
            .price(
                MadeMonths.series(
                    "p", Quantity.PRICE, Support.INTERVAL_MEAN, FIRST.minusMonths(11), price))
            .build();
    DemandModel model = LongRange.standard().fit(history, RUN);
    assertThat(model.notes())
        .anyMatch(note -> note.startsWith("price and efficiency: moved together"));
  }

  @Test
  void monthsThatStandApartAreFoundAndLeftOut() {
    DemandHistory whole = MadeMonths.history(8, FIRST, 120).build();
    double[] values = whole.demand().toArray();
    values[40] *= 1.4;
    values[77] *= 0.5;
    DemandHistory.Builder odd = DemandHistory.of(whole.demand().withValues(values));
    odd.population(whole.driver(Driver.POPULATION).orElseThrow());
    odd.price(whole.driver(Driver.PRICE).orElseThrow());
    DemandModel model = LongRange.standard().fit(odd.build(), RUN);
    assertThat(model.oddMonths()).containsExactly(FIRST.plusMonths(40), FIRST.plusMonths(77));
    assertThat(model.notes()).anyMatch(note -> note.contains("2017-05 (+39 %)"));
    assertThat(model(8).oddMonths()).isEmpty();
  }

  @Test
  void withoutAnyDriverItStillProjects() {
    Series demand = MadeMonths.demand(Months.of(9, FIRST, 60));
    DemandModel model =
        LongRange.standard().fit(DemandHistory.of(demand).lossShare(0.2).build(), RUN);
    Scenario dearer = Scenario.named("dearer").step(Driver.PRICE, YearMonth.of(2020, 1), 2).build();
    Projection projection = model.project(24, List.of(Scenario.baseline(), dearer), 200, RUN);
    Forecast years = projection.years();
    assertThat(years.horizon()).isEqualTo(2);
    assertThat(years.mean(1, 1)).isLessThan(0.9 * years.mean(0, 1));
    double ratio =
        projection.decomposition("baseline").losses()[70]
            / projection.decomposition("baseline").demand()[70];
    assertThat(ratio).isCloseTo(0.2, within(1e-12));
    assertThat(projection.notes()).anyMatch(note -> note.startsWith("price: no history"));
    assertThatThrownBy(
            () -> model.project(24, List.of(Scenario.named("hot").warming(0.3).build()), 200, RUN))
        .hasMessageContaining("temperature (no history)");
    assertThatThrownBy(projection::peakDays)
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("MonthlySeries.of");
  }

  @Test
  void yearsAreSumsOfMonthsAlongPaths() {
    Projection projection = model(1).project(30, List.of(Scenario.baseline()), 200, RUN);
    Forecast overSteps = model(1).project(24, List.of(Scenario.baseline()), 200, RUN).months();
    Forecast years = projection.years();
    assertThat(years.horizon()).isEqualTo(2);
    assertThat(overSteps.overSteps(12).mean(0, 1)).isCloseTo(years.mean(0, 1), within(1e-4));
    for (int p = 0; p < 200; p++) {
      double sum = 0;
      for (int t = 12; t < 24; t++) {
        sum += projection.months().path(p, 0, t);
      }
      assertThat(years.path(p, 0, 1)).isCloseTo(sum, within(1e-6));
      assertThat(projection.peakMonthFactors().path(p, 0, 1)).isBetween(1.0, 1.5);
    }
  }

  @Test
  void peakDaysStandOnThoseOfTheHistory() {
    double[] ratios = new double[120];
    Arrays.fill(ratios, 1.3);
    DemandHistory history =
        MadeMonths.history(1, FIRST, 120).peakDay(MadeMonths.plain("peak", FIRST, ratios)).build();
    Projection projection =
        LongRange.standard().fit(history, RUN).project(24, List.of(Scenario.baseline()), 200, RUN);
    for (int p = 0; p < 200; p++) {
      assertThat(projection.peakDayFactors().path(p, 0, 0))
          .isCloseTo(1.3 * projection.peakMonthFactors().path(p, 0, 0), within(1e-9));
    }
    double mean = projection.years().mean(0, 0) / 366 / 24;
    assertThat(projection.peakDays().mean(0, 0)).isBetween(1.3 * mean, 1.6 * mean);
  }

  @Test
  void everyProblemOfAHistoryIsToldAtOnce() {
    Series flow =
        MadeMonths.series(
            "f", Quantity.FLOW, Support.INTERVAL_MEAN, FIRST, new double[] {1, -1, 2});
    assertThatThrownBy(
            () ->
                DemandHistory.of(flow)
                    .price(MadeMonths.plain("p", FIRST, new double[] {0}))
                    .lossShare(2)
                    .build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("demand (flow, INTERVAL_MEAN), must be volume, INTERVAL_TOTAL")
        .hasMessageContaining("demand of 2014-02 (-1.0), must be positive")
        .hasMessageContaining("price (dimensionless")
        .hasMessageContaining("loss share (2.0)");
  }

  @Test
  void everyProblemOfAScenarioIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                Scenario.named(" ")
                    .growth(Driver.POPULATION, 4)
                    .growth(Driver.TEMPERATURE, 0.1)
                    .step(Driver.PRICE, YearMonth.of(2031, 1), -1)
                    .warming(0.5, 0.2)
                    .value(Driver.LOSSES, 2030, 7)
                    .build())
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("name (' '), must not be blank")
        .hasMessageContaining("population growth (4.0)")
        .hasMessageContaining("Maybe give shares, not percent")
        .hasMessageContaining("temperature growth (0.1)")
        .hasMessageContaining("price change from 2031-01 (-1.0)")
        .hasMessageContaining("temperature per decade (0.5 to 0.2)")
        .hasMessageContaining("losses of 2030 (7.0)");
    Scenario past = Scenario.named("p").step(Driver.PRICE, YearMonth.of(2020, 1), 2).build();
    assertThatThrownBy(() -> model(1).project(0, List.of(past, past), 1, RUN))
        .hasMessageContaining("months (0)")
        .hasMessageContaining("paths (1)")
        .hasMessageContaining("price change from 2020-01 (past)")
        .hasMessageContaining("scenario (p)");
  }

  @Test
  void valuesOfYearsAreMet() {
    Scenario office =
        Scenario.named("office")
            .value(Driver.POPULATION, 2030, 100_000)
            .value(Driver.POPULATION, 2040, 90_000)
            .build();
    double[] people =
        model(1)
            .project(240, List.of(office), 100, RUN)
            .decomposition("office")
            .factor("population");
    assertThat(Arrays.stream(people, 16 * 12, 17 * 12).average().orElseThrow())
        .isCloseTo(100_000, within(400.0));
    assertThat(Arrays.stream(people, 26 * 12, 27 * 12).average().orElseThrow())
        .isCloseTo(90_000, within(400.0));
    assertThat(people[120 + 239]).isCloseTo(90_000, within(1e-6));
  }
}
