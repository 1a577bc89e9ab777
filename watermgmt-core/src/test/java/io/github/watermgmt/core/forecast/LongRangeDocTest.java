// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.report.ProjectionChart;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Months;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of {@code docs/long-range.md}, which must be the code between the marks below. */
class LongRangeDocTest {
  private static final Path PAGE = Path.of("docs/long-range.md");

  private final StringBuilder out = new StringBuilder();

  private void show(Object line) {
    out.append(line).append('\n');
  }

  @Test
  void theExamplesRun(@TempDir Path folder) throws IOException {
    YearMonth first = YearMonth.of(2014, 1);
    Months made = Months.tenYears(1);
    ZoneId zone = ZoneId.of("Europe/Rome");
    double[] flows = new double[3652];
    for (int d = 0; d < flows.length; d++) {
      YearMonth month = YearMonth.from(first.atDay(1).plusDays(d));
      int t = (int) (MonthAxis.index(month) - MonthAxis.index(first));
      flows[d] = made.demand()[t] / 24 * (d % 7 == 0 ? 1.12 : 0.98);
    }
    Instant start = Instant.parse("2013-12-31T23:00:00Z");
    Series daily =
        Series.of(
            "town",
            Quantity.FLOW,
            Support.INTERVAL_MEAN,
            TimeAxis.of(start, Duration.ofDays(1), flows.length),
            flows);
    double[] population = made.population();
    double[] connections = made.connections();
    double[] pricePerM3 = made.price();
    double[] celsius = made.temperature();
    double[] lostM3 = MadeMonths.totals(first, made.losses());

    // <history>
    MonthlySeries months = MonthlySeries.of(daily, zone, 0.95); // 5 % of a month may be missing
    months.notes().forEach(this::show); // what was left out or filled up
    TimeAxis axis = MonthAxis.of(YearMonth.of(2014, 1), 120);
    Support mean = Support.INTERVAL_MEAN;
    DemandHistory history =
        DemandHistory.of(months.series())
            .peakDay(months.peakDay().orElseThrow())
            .population(Series.of("people", Quantity.DIMENSIONLESS, mean, axis, population))
            .connections(Series.of("taps", Quantity.DIMENSIONLESS, mean, axis, connections))
            .price(Series.of("price", Quantity.PRICE, mean, axis, pricePerM3))
            .temperature(Series.of("air", Quantity.TEMPERATURE, mean, axis, celsius))
            .losses(Series.of("lost", Quantity.VOLUME, Support.INTERVAL_TOTAL, axis, lostM3))
            .build();
    // </history>

    // <fit>
    RunContext run = RunContext.standard();
    DemandModel model = LongRange.standard().fit(history, run);
    show(model.toText()); // effects and their standard errors, drift, past errors, notes
    show(model.decomposition().toText()); // every factor of every year
    // </fit>

    // <scenarios>
    Scenario thrift =
        Scenario.named("tariff and repairs")
            .growth(Driver.POPULATION, 0.004, 0.009) // a year, anywhere in between
            .step(Driver.PRICE, YearMonth.of(2031, 1), 1.25)
            .programme(Driver.LOSSES, YearMonth.of(2029, 1), 60, 0.6, 0.8)
            .warming(0.2, 0.5) // °C per decade
            .build();
    Projection projection = model.project(240, List.of(Scenario.baseline(), thrift), run);

    Forecast years = projection.years(); // m³ a year, one series for each scenario
    show(years.quantile("tariff and repairs", QuantileLevel.of(0.9)).value(19)); // 2043
    show(projection.difference("tariff and repairs", "baseline").mean(0, 19));
    show(projection.peakDays().quantile("baseline", QuantileLevel.of(0.95)).value(19)); // m³/h
    show(projection.attribution("tariff and repairs", 2023, 2043).toText());
    // </scenarios>

    // <picture>
    Path chart = folder.resolve("long-range.svg");
    Files.writeString(
        chart, ProjectionChart.years("Demand to 2043", projection, Unit.of("ML")).toSvg());
    // </picture>

    assertThat(out.toString())
        .contains("steps reach over local midnight")
        .contains("price: -0.")
        .contains("2043: ")
        .contains("rain: no history, the prior stands");
    assertThat(years.horizon()).isEqualTo(20);
    assertThat(projection.difference("tariff and repairs", "baseline").mean(0, 19)).isNegative();
    assumeTrue(Files.exists(PAGE), "run in the module's folder");
    assertThat(PAGE.resolveSibling("long-range.svg")).hasContent(Files.readString(chart));
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    Path source = Path.of("src/test/java/io/github/watermgmt/core/forecast/LongRangeDocTest.java");
    assumeTrue(Files.exists(PAGE) && Files.exists(source), "run in the module's folder");
    String page = Files.readString(PAGE);
    String code = Files.readString(source);
    for (String mark : List.of("history", "fit", "scenarios", "picture")) {
      String begin = "    // <" + mark + ">\n";
      String snippet =
          code.substring(
              code.indexOf(begin) + begin.length(), code.indexOf("    // </" + mark + ">"));
      assertThat(page).contains(snippet.stripTrailing().stripIndent());
    }
  }
}
