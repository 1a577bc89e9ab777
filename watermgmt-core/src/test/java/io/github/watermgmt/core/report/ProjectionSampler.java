// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.core.forecast.DemandHistory;
import io.github.watermgmt.core.forecast.Driver;
import io.github.watermgmt.core.forecast.LongRange;
import io.github.watermgmt.core.forecast.MonthAxis;
import io.github.watermgmt.core.forecast.Projection;
import io.github.watermgmt.core.forecast.Scenario;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Months;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;

/** The charts of twenty years, to be looked at: {@code ProjectionSampler FILE}. */
final class ProjectionSampler {
  private static final YearMonth FIRST = YearMonth.of(2014, 1);

  private ProjectionSampler() {}

  public static void main(String[] args) throws IOException {
    HtmlReport report = new HtmlReport("Twenty years of a town that does not exist");
    charts(projection()).forEach(report::chart);
    Files.writeString(Path.of(args[0]), report.toHtml());
  }

  static Projection projection() {
    Months made = Months.tenYears(1);
    double[] demand = made.demand();
    double[] losses = made.losses();
    for (int t = 0; t < demand.length; t++) {
      demand[t] *= FIRST.plusMonths(t).lengthOfMonth();
      losses[t] *= FIRST.plusMonths(t).lengthOfMonth();
    }
    DemandHistory history =
        DemandHistory.of(of("town", Quantity.VOLUME, Support.INTERVAL_TOTAL, demand))
            .population(of("p", Quantity.DIMENSIONLESS, Support.INTERVAL_MEAN, made.population()))
            .price(of("price", Quantity.PRICE, Support.INTERVAL_MEAN, made.price()))
            .temperature(of("t", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, made.temperature()))
            .rain(of("r", Quantity.RAIN, Support.INTERVAL_TOTAL, made.rain()))
            .losses(of("losses", Quantity.VOLUME, Support.INTERVAL_TOTAL, losses))
            .build();
    Scenario thrift =
        Scenario.named("tariff and repairs")
            .step(Driver.PRICE, YearMonth.of(2031, 1), 1.25)
            .growth(Driver.LOSSES, 0)
            .programme(Driver.LOSSES, YearMonth.of(2029, 1), 60, 0.6, 0.8)
            .warming(0.2, 0.5)
            .build();
    Scenario hot =
        Scenario.named("hot and crowded")
            .growth(Driver.POPULATION, 0.01, 0.016)
            .warming(0.5, 1)
            .rain(-0.05)
            .build();
    return LongRange.standard()
        .fit(history, RunContext.standard())
        .project(240, List.of(Scenario.baseline(), thrift, hot), RunContext.standard());
  }

  private static Series of(String id, Quantity quantity, Support support, double[] values) {
    return Series.of(id, quantity, support, MonthAxis.of(FIRST, values.length), values);
  }

  static List<Chart> charts(Projection projection) {
    Unit unit = Unit.of("ML");
    return List.of(
        ProjectionChart.years("Demand to 2043", projection, unit),
        ProjectionChart.months("Demand to 2043, by month", projection, unit),
        WaterfallChart.of(
            "Tariff and repairs: what moves demand from 2023 to 2043",
            projection.attribution("tariff and repairs", 2023, 2043),
            unit),
        WaterfallChart.of(
            "Baseline: what moves demand from 2023 to 2043",
            projection.attribution("baseline", 2023, 2043),
            unit),
        ProjectionChart.factors(
            "Tariff and repairs: what drives demand",
            projection.decomposition("tariff and repairs"),
            2023));
  }
}
