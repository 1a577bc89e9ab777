// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.report.DotChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.ReportTable;
import io.github.watermgmt.core.report.TimeChart;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.spi.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seven days in closed loop, by several ways of deciding; leaves a page in {@code target}. */
class ClosedLoopTest {
  private static final long SEED = 3;
  private static final int REACH = ClosedLoop.HORIZON + 24; // of a plan
  private static final ControlSettings SETTINGS = ControlSettings.ofHorizon(ClosedLoop.HORIZON);
  private static final DistributionOptimizer OPTIMIZER =
      Providers.discover().optimizer("structured");

  @Test
  void nobodyBeatsForesightInTheTightTown() throws IOException {
    Problem truth = TightTown.of(1, 168);
    compare(truth, new DrawnForecasts(truth, SEED), "closed-loop-tight-town");
  }

  @Test
  @Tag("slow")
  void nobodyBeatsForesightInAHundredNodes() throws IOException {
    Problem truth = Instances.read("lossy-100x168");
    compare(truth, new DrawnForecasts(truth, SEED), "closed-loop-lossy-100x168");
  }

  /** With two thirds of its sources demand can just be met, by who knows it. */
  @Test
  @Tag("slow")
  void nobodyBeatsForesightInAHundredThirstyNodes() throws IOException {
    Problem truth = thirsty(Instances.read("lossy-100x168"));
    compare(truth, new DrawnForecasts(truth, SEED), "closed-loop-thirsty-100x168");
  }

  /** With the errors that the default forecaster made in real areas, in four weeks of the year. */
  @ParameterizedTest
  @ValueSource(strings = {"2022-04-04", "2022-05-30", "2022-07-25", "2022-09-19"})
  @Tag("slow")
  void nobodyBeatsForesightWithErrorsOfTheDefaultForecaster(String monday) throws IOException {
    Problem ample = Instances.read("lossy-100x168");
    StepForecasts forecasts = metered(ample, monday);
    compare(ample, forecasts, "closed-loop-metered-100x168-" + monday);
    compare(thirsty(ample), forecasts, "closed-loop-metered-thirsty-100x168-" + monday);
  }

  /** The same in the tight town, one week for each fourth Monday. */
  @Test
  @Tag("slow")
  void careAvoidsShortfallWithErrorsOfTheDefaultForecaster() {
    double median = 0;
    double high = 0;
    for (int week = 0; week < 8; week++) {
      Problem truth = TightTown.of(week + 1, 168);
      String monday = LocalDate.parse("2022-04-04").plusWeeks(4L * week).toString();
      ClosedLoop loop = new ClosedLoop(truth, metered(truth, monday), OPTIMIZER);
      double[] lacking = tightWeek(loop, truth, monday);
      median += lacking[0];
      high += lacking[1];
    }
    assertThat(high).isLessThan(median);
  }

  private static StepForecasts metered(Problem truth, String monday) {
    return MeteredForecasts.of(truth, "combination", LocalDate.parse(monday), REACH);
  }

  private static Problem thirsty(Problem truth) {
    Problem.Builder thirsty = truth.toBuilder();
    truth
        .sources()
        .forEach(
            (id, terms) ->
                thirsty.source(
                    id,
                    new SourceTerms(
                        .68 * terms.maxFlowM3h(), terms.costPerM3(), terms.maxDailyVolumeM3())));
    return thirsty.build();
  }

  /** One week may go either way; ten tell. */
  @Test
  @Tag("slow")
  void careAvoidsShortfallInTenWeeksOfTheTightTown() {
    double median = 0;
    double high = 0;
    for (int seed = 1; seed <= 10; seed++) {
      Problem truth = TightTown.of(seed, 168);
      ClosedLoop loop = new ClosedLoop(truth, new DrawnForecasts(truth, seed), OPTIMIZER);
      double[] lacking = tightWeek(loop, truth, "week " + seed);
      median += lacking[0];
      high += lacking[1];
    }
    assertThat(high).isLessThan(median);
  }

  /** Returns the shortfall of planning for the median and for the 90 % quantile, m³. */
  private static double[] tightWeek(ClosedLoop loop, Problem truth, String name) {
    Outcome.Solved solved = loop.solvedWithForesight();
    MarginalPrices prices = solved.prices().orElseThrow();
    ClosedLoop.Week plain = loop.controlled("median", DrawnForecasts.MEDIAN, SETTINGS, true);
    ClosedLoop.Week careful = loop.controlled("90 % quantile", DrawnForecasts.HIGH, SETTINGS, true);
    for (ClosedLoop.Week week : List.of(loop.foresight(solved), plain, careful, loop.rule())) {
      System.out.println("tight town, " + name + ": " + line(truth, prices, week));
      assertThat(week.fairCost(truth, prices)).isGreaterThan(solved.objective() * (1 - 1e-6));
    }
    return new double[] {plain.shortfallM3(truth), careful.shortfallM3(truth)};
  }

  private static void compare(Problem truth, StepForecasts forecasts, String file)
      throws IOException {
    ClosedLoop loop = new ClosedLoop(truth, forecasts, OPTIMIZER);
    Outcome.Solved solved = loop.solvedWithForesight();
    MarginalPrices prices = solved.prices().orElseThrow();
    ClosedLoop.Week best = loop.foresight(solved);
    ClosedLoop.Week near =
        loop.controlled(
            "truth, but two days ahead only", step -> DemandOutlook.asInProblem(), SETTINGS, true);
    ClosedLoop.Week median = loop.controlled("median", DrawnForecasts.MEDIAN, SETTINGS, true);
    ClosedLoop.Week high = loop.controlled("90 % quantile", DrawnForecasts.HIGH, SETTINGS, true);
    ClosedLoop.Week rule = loop.rule();
    // Last, so that the machine is as warm as for the others.
    ClosedLoop.Week cold =
        loop.controlled("median, each plan from scratch", DrawnForecasts.MEDIAN, SETTINGS, false);
    List<ClosedLoop.Week> shown = List.of(best, median, high, rule);
    List<ClosedLoop.Week> all = List.of(best, near, median, high, rule, cold);

    Path target = Files.createDirectories(Path.of("target", "closed-loop"));
    Files.writeString(target.resolve(file + ".html"), page(truth, prices, shown, all));
    Files.writeString(target.resolve(file + ".csv"), median.log().toCsv());
    all.forEach(week -> System.out.println(file + ": " + line(truth, prices, week)));

    for (ClosedLoop.Week week : all) {
      obeys(truth, week);
      assertThat(week.fairCost(truth, prices))
          .as(week.name())
          .isGreaterThan(solved.objective() * (1 - 1e-6));
    }
    assertThat(near.fairCost(truth, prices)).isLessThan(1.01 * solved.objective());
    assertThat(median.fairCost(truth, prices)).isLessThan(rule.fairCost(truth, prices));
    // What a plan starts from must not decide which of several best ones is found.
    assertThat(median.cost().total())
        .isCloseTo(cold.cost().total(), within(1e-3 * cold.cost().total()));
    assertThat(high.shortfallM3(truth)).isLessThanOrEqualTo(median.shortfallM3(truth));
  }

  /** What happened must be a plan: it breaks no rule but that of the final volumes. */
  private static void obeys(Problem truth, ClosedLoop.Week week) {
    PlanCheck check = PlanCheck.of(ClosedLoop.withoutFinalVolumes(truth), week.asPlan(truth));

    assertThat(week.overflowM3(truth)).isLessThan(1e-6);
    assertThat(check.violations()).as(week.name()).isEmpty();
    assertThat(check.cost()).isCloseTo(week.cost().total(), within(1e-6));
  }

  private static String line(Problem truth, MarginalPrices prices, ClosedLoop.Week week) {
    return String.format(
        Locale.ROOT,
        "%-32s fair cost %.1f, cost %.1f, energy %.1f, supply %.1f, shortfall %.2f m3 (%.1f), "
            + "lacking at the end %.1f m3, decision %.2f ms of processor (median of %d)",
        week.name(),
        week.fairCost(truth, prices),
        week.cost().total(),
        week.cost().energy(),
        week.cost().supply(),
        week.shortfallM3(truth),
        week.cost().shortfall(),
        lacking(truth, week),
        week.medianMillis(),
        week.replanNanos().size());
  }

  private static double lacking(Problem truth, ClosedLoop.Week week) {
    return truth.tanks().values().stream().mapToDouble(tank -> tank.finalMinVolumeM3()).sum()
        - StepFlows.sum(week.last().volumeM3());
  }

  /**
   * Draws what came of it.
   *
   * @param shown in the charts, perfect foresight first, then planning for the median
   * @param all in the table
   */
  private static String page(
      Problem truth,
      MarginalPrices prices,
      List<ClosedLoop.Week> shown,
      List<ClosedLoop.Week> all) {
    List<String> names = shown.stream().map(ClosedLoop.Week::name).toList();
    TimeChart.Builder stored =
        TimeChart.of("Water stored in all tanks", "m³", ZoneOffset.UTC).competitors(names);
    DotChart.Builder cost =
        DotChart.of("Cost of the week beyond that of perfect foresight", truth.currency())
            .competitors(names);
    DotChart.Builder lack =
        DotChart.of("Shortfall of the week", "m³ not delivered").competitors(names);
    ClosedLoop.Week best = shown.get(0);
    for (ClosedLoop.Week week : shown) {
      stored.line(week.name(), truth.axis(), week.stored());
      StepCost paid = week.cost();
      StepCost least = best.cost();
      cost.dot(
          "all, equal end volumes",
          week.name(),
          week.fairCost(truth, prices) - best.fairCost(truth, prices));
      cost.dot("supply", week.name(), paid.supply() - least.supply());
      cost.dot("energy", week.name(), paid.energy() - least.energy());
      cost.dot("other transport", week.name(), paid.transport() - least.transport());
      cost.dot("shortfall", week.name(), paid.shortfall() - least.shortfall());
      lack.dot("all zones", week.name(), week.shortfallM3(truth));
    }
    List<ControlLog.Step> log = shown.get(1).log().steps();
    double[] surplus =
        log.stream()
            .mapToDouble(
                step ->
                    StepFlows.sum(step.real().volumeM3())
                        - StepFlows.sum(step.planned().volumeM3()))
            .toArray();
    TimeChart gap =
        TimeChart.of(
                "Planning for the median: stored after each hour beyond the plan for that hour",
                "m³",
                ZoneOffset.UTC)
            .line("real less planned", truth.axis(), surplus)
            .build();
    return new HtmlReport("Seven days in closed loop: " + truth.name())
        .heading("What came of it")
        .table(table(truth, prices, all))
        .chart(cost.build())
        .chart(lack.build())
        .heading("Tanks")
        .chart(stored.build())
        .chart(gap)
        .toHtml();
  }

  private static ReportTable table(
      Problem truth, MarginalPrices prices, List<ClosedLoop.Week> weeks) {
    ReportTable table =
        new ReportTable(
            "The week in figures, " + truth.currency(),
            "Decided by",
            "#Cost, equal end volumes",
            "#Cost as paid",
            "#of it energy",
            "#of it shortfall",
            "#Shortfall, m³",
            "#Lacking at the end, m³",
            "#Decision, ms (median)");
    for (ClosedLoop.Week week : weeks) {
      table.row(
          week.name(),
          figure(week.fairCost(truth, prices), 0),
          figure(week.cost().total(), 0),
          figure(week.cost().energy(), 0),
          figure(week.cost().shortfall(), 0),
          figure(week.shortfallM3(truth), 1),
          figure(lacking(truth, week), 1),
          figure(week.medianMillis(), 1));
    }
    return table;
  }

  private static String figure(double value, int digits) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
