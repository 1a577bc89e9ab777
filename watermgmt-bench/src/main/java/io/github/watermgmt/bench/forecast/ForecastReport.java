// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.core.evaluate.DieboldMariano;
import io.github.watermgmt.core.report.DotChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.ReportTable;
import io.github.watermgmt.core.report.XyChart;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.RunContext;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Draws the results of a run.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class ForecastReport {
  private static final double MEGABYTE = 1e6;

  private final Inputs inputs;
  private final ForecastRun.Result result;
  private final ScoreBook scores;
  private final List<String> providers;
  private final String unit;
  private final HtmlReport page;
  private final Map<String, Forecaster> forecasters;
  private final RunContext run;

  private ForecastReport(
      Inputs inputs,
      ForecastRun.Result result,
      Map<String, Forecaster> forecasters,
      RunContext run) {
    this.forecasters = forecasters;
    this.run = run;
    this.inputs = inputs;
    this.result = result;
    this.scores = result.scores();
    this.providers = scores.providers();
    this.unit = inputs.unit().symbol();
    this.page = new HtmlReport("Forecasters compared", inputs.history().calendar().zone());
  }

  /**
   * Returns the page.
   *
   * @param forecasters those that may be asked why, by label
   */
  static HtmlReport of(
      Inputs inputs,
      ForecastRun.Result result,
      RunRecord origin,
      Map<String, Forecaster> forecasters,
      RunContext run) {
    ForecastReport report = new ForecastReport(inputs, result, forecasters, run);
    report.draw();
    origin.describe(report.page);
    return report.page;
  }

  private void draw() {
    DateTimeFormatter day = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);
    List<String> origins =
        inputs.origins().stream()
            .map(origin -> day.format(origin.atZone(inputs.history().calendar().zone())))
            .toList();
    page.subtitle(
        inputs.ids().size()
            + " series from "
            + origins.size()
            + (origins.size() == 1 ? " origin, " : " origins, ")
            + origins.get(0)
            + (origins.size() == 1 ? "" : " to " + origins.get(origins.size() - 1))
            + "; "
            + inputs.horizon()
            + " steps of "
            + inputs.history().targets().axis().step().toMinutes()
            + " minutes ahead.");
    result.partial().ifPresent(page::partial);
    tiles();
    accuracy();
    if (inputs.ids().size() > 1) {
      bySeries();
    }
    new WhereSection(inputs, scores).draw(page);
    calibration();
    costs();
    new WeeksSection(inputs, result).draw(page);
    if (result.partial().isEmpty()) {
      new WhySection(inputs, scores).draw(page, forecasters, run);
    }
    inputs.teams().ifPresent(teams -> placing(Placing.of(teams, inputs, scores)));
    notes();
    page.data(inputs.ingest());
  }

  private void tiles() {
    for (String metric : List.of("PI1", "PI3", "CRPS %")) {
      Optional<String> best =
          providers.stream()
              .filter(provider -> !Double.isNaN(Summary.value(scores, provider, metric)))
              .min(Comparator.comparingDouble(p -> Summary.value(scores, p, metric)));
      boolean percent = metric.equals("CRPS %");
      best.ifPresent(
          provider ->
              page.tile(
                  percent ? "Least CRPS" : "Least " + metric,
                  Summary.number(Summary.value(scores, provider, metric), percent ? 2 : 3)
                      + (percent ? " %" : " " + unit),
                  provider));
    }
    long failed = scores.rows().stream().filter(row -> row.failure().isPresent()).count();
    page.tile(
        "Forecasts",
        String.format(Locale.ROOT, "%,d", scores.rows().size()),
        failed == 0 ? "none failed" : failed + " failed");
  }

  private void accuracy() {
    page.heading("Accuracy");
    page.paragraph(
        "Means over series and origins. PI1: mean absolute error of the first 24 hours; PI3: that"
            + " of hours 25 to 168. MASE: mean absolute error divided by that of last week's values"
            + " in the past of the series, so that large and small series count alike; below 1 is"
            + " better. Whiskers reach two standard errors of the mean over the origins.");
    String whiskers = "two standard errors";
    DotChart.Builder errors =
        DotChart.of("Mean errors by forecaster", "error, " + unit)
            .competitors(providers)
            .whiskers(whiskers);
    DotChart.Builder scaled =
        DotChart.of("Mean scaled error by forecaster", "MASE")
            .competitors(providers)
            .whiskers(whiskers);
    for (String provider : providers) {
      dot(errors, provider, "PI1");
      dot(errors, provider, "PI3");
      dot(scaled, provider, "MASE");
    }
    page.chart(errors.build());
    page.chart(scaled.reference("last week's values, in the past", 1).build());
    List<String> head = new ArrayList<>(List.of("forecaster", "#rows", "#failed"));
    Summary.METRICS.forEach(metric -> head.add("#" + metric));
    ReportTable table =
        new ReportTable("Scores, errors in " + unit, head.toArray(String[]::new)).cards();
    for (String provider : providers) {
      List<String> cells = new ArrayList<>();
      cells.add(provider);
      cells.add(Integer.toString(scores.rows(provider).size()));
      cells.add(Long.toString(scores.failures(provider)));
      for (String metric : Summary.METRICS) {
        cells.add(Summary.number(Summary.value(scores, provider, metric), 3));
      }
      table.row(cells.toArray(String[]::new));
    }
    page.table(table);
    differences();
  }

  private void dot(DotChart.Builder chart, String provider, String metric) {
    ScoreBook.Difference spread = scores.spread(provider, metric);
    double mean = scores.mean(provider, metric);
    double two = 2 * spread.error();
    chart.dot(metric, provider, mean, mean - two, mean + two);
  }

  private void differences() {
    String first = providers.get(0);
    if (providers.size() < 2) {
      return;
    }
    ReportTable table =
        new ReportTable(
                "Differences to "
                    + first
                    + ", ± one standard error over the origins; "
                    + "below zero is better",
                "forecaster",
                "#PI1, " + unit,
                "#PI3, " + unit,
                "#MAE, " + unit,
                "#MASE",
                "#p of MAE",
                "#p of MASE",
                "#origins")
            .cards();
    DotChart.Builder chart =
        DotChart.of("Difference to " + first, "MASE less that of " + first)
            .competitors(providers)
            .whiskers("two standard errors");
    int overlap = 1;
    for (String provider : providers.subList(1, providers.size())) {
      DieboldMariano test = scores.test(provider, first, "MAE");
      DieboldMariano scaled = scores.test(provider, first, "MASE");
      overlap = Math.max(overlap, test.overlap());
      table.row(
          provider,
          difference(provider, "PI1"),
          difference(provider, "PI3"),
          difference(provider, "MAE"),
          difference(provider, "MASE"),
          Summary.probability(test.twoSided()),
          Summary.probability(scaled.twoSided()),
          Integer.toString(test.origins()));
      double two = 2 * scaled.standardError();
      chart.dot(
          provider,
          provider,
          scaled.difference(),
          scaled.difference() - two,
          scaled.difference() + two);
    }
    page.chart(chart.reference("as good as " + first, 0).build());
    page.table(table);
    page.paragraph(
        "p is the probability, among equals, of a difference at least as far from zero, by the test"
            + " of Diebold and Mariano with the small-sample correction of Harvey, Leybourne and"
            + " Newbold; the origins are the sample"
            + (overlap == 1
                ? ". "
                : ", of which " + overlap + " neighbours at a time are taken as dependent. ")
            + "A difference of less than two standard errors may be luck, and of many forecasters"
            + " some will seem better by luck.");
  }

  private String difference(String provider, String metric) {
    DieboldMariano test = scores.test(provider, providers.get(0), metric);
    return Summary.number(test.difference(), 3) + " ± " + Summary.number(test.standardError(), 3);
  }

  private void bySeries() {
    page.heading("By series");
    DotChart.Builder chart =
        DotChart.of("Mean scaled error by series", "MASE").competitors(providers);
    for (String id : inputs.ids()) {
      for (String provider : providers) {
        List<ScoreBook.Row> rows =
            scores.rows(provider).stream().filter(row -> row.series().equals(id)).toList();
        chart.dot(id, provider, scores.mean(rows, "MASE"));
      }
    }
    page.chart(chart.reference("last week's values, in the past", 1).build());
  }

  private void costs() {
    page.heading("Cost");
    page.paragraph(
        "Medians over the origins, each for all series on one thread, fit and forecast together."
            + " The first origins pay for the start of the virtual machine; with several rounds"
            + " each origin's cost is the median of its rounds. Peers meter their own processor"
            + " time. Compare ratios, never times of different machines.");
    boolean crps =
        providers.stream().anyMatch(p -> !Double.isNaN(Summary.value(scores, p, "CRPS %")));
    String metric = crps ? "CRPS %" : "MAE";
    XyChart.Builder chart =
        XyChart.of(
                "Cost and error",
                "processor time per origin, ms",
                crps ? "CRPS, % of demand" : "MAE, " + unit)
            .competitors(providers)
            .logX();
    ReportTable table =
        new ReportTable(
                "Cost per origin",
                "forecaster",
                "#fit, ms",
                "#forecast, ms",
                "#processor, ms",
                "#allocated, MB",
                "#ratio")
            .cards();
    boolean any = false;
    for (String provider : providers) {
      double cpu = median(provider, CostBook.Medians::cpuMs);
      if (cpu > 0) {
        chart.point(provider, cpu, Summary.value(scores, provider, metric));
        any = true;
      }
      table.row(
          provider,
          Summary.number(median(provider, CostBook.Medians::fitMs), 2),
          Summary.number(median(provider, CostBook.Medians::forecastMs), 2),
          Summary.number(cpu, 2),
          Summary.number(median(provider, CostBook.Medians::allocatedBytes) / MEGABYTE, 2),
          Summary.number(Summary.ratio(result, inputs.origins(), provider).orElse(Double.NaN), 2));
    }
    if (any) {
      page.chart(chart.build());
    }
    page.table(table);
  }

  private double median(String provider, ToDoubleFunction<CostBook.Medians> what) {
    OptionalDouble median = result.costs().median(provider, inputs.origins(), what);
    return median.orElse(Double.NaN);
  }

  private void calibration() {
    List<String> banded = providers.stream().filter(one -> scores.below(one).isPresent()).toList();
    if (banded.isEmpty()) {
      return;
    }
    page.heading("Calibration");
    coverage(banded);
    double[] nominal = inputs.levels().stream().mapToDouble(QuantileLevel::asDouble).toArray();
    XyChart.Builder chart =
        XyChart.of(
                "Calibration",
                "level of the quantile",
                "share of the truth at or below the quantile")
            .competitors(providers);
    for (String provider : banded) {
      chart.line(provider, nominal, scores.observed(provider).orElseThrow());
    }
    chance(chart, banded.get(0), nominal, nominal, scores.below(banded.get(0)).orElseThrow());
    page.paragraph(
        "Of all truths, a share of 0.05 should lie at or below the quantile of level 0.05, and so"
            + " on. A line steeper in its middle than the diagonal belongs to bands that are too"
            + " wide.");
    page.chart(chart.diagonal("calibrated").build());
  }

  /** The coverage of central bands, as how far it is from what was promised. */
  private void coverage(List<String> banded) {
    List<QuantileLevel> levels = inputs.levels();
    List<Integer> central = new ArrayList<>();
    for (int k = levels.size() / 2 - 1; k >= 0; k--) {
      if (levels.get(levels.size() - 1 - k).equals(levels.get(k).mirrored())) {
        central.add(k);
      }
    }
    if (central.isEmpty()) {
      return;
    }
    double[] nominal =
        central.stream().mapToDouble(k -> 100 * (1 - 2 * levels.get(k).asDouble())).toArray();
    XyChart.Builder chart =
        XyChart.of(
                "Coverage of central bands",
                "nominal coverage, %",
                "observed less nominal coverage, points")
            .competitors(providers);
    for (String provider : banded) {
      double[] inside = scores.inside(provider).orElseThrow().values();
      double[] off = new double[nominal.length];
      for (int i = 0; i < off.length; i++) {
        off[i] = 100 * inside[central.get(i)] - nominal[i];
      }
      chart.line(provider, nominal, off);
    }
    double[] errors = scores.inside(banded.get(0)).orElseThrow().errors();
    ScoreBook.Shares own =
        new ScoreBook.Shares(nominal, central.stream().mapToDouble(k -> 100 * errors[k]).toArray());
    chance(chart, banded.get(0), nominal, new double[nominal.length], own);
    page.paragraph(
        "How many truths lay within the central bands, less how many were promised: above zero the"
            + " bands are too wide, below it too narrow. The grey area reaches two standard errors"
            + " from zero, by how the coverage of "
            + banded.get(0)
            + " varied from origin to origin: within it, it may be chance.");
    page.chart(chart.ticks(0, 100, 10).level("as promised", 0).build());
  }

  /** Draws how far chance alone may lead, if there are origins enough to tell. */
  private static void chance(
      XyChart.Builder chart, String whose, double[] x, double[] centre, ScoreBook.Shares shares) {
    double[] lower = centre.clone();
    double[] upper = centre.clone();
    for (int i = 0; i < x.length; i++) {
      lower[i] -= 2 * shares.errors()[i];
      upper[i] += 2 * shares.errors()[i];
    }
    if (x.length > 1 && !Double.isNaN(shares.errors()[0])) {
      chart.band("chance, by " + whose, x, lower, upper);
    }
  }

  private void placing(Placing placing) {
    page.heading("Among the teams");
    page.paragraph(
        "Each forecaster alone joins the "
            + placing.teams().size()
            + " teams. A cell is one indicator of one week and series; equal scores share their"
            + " places. The teams are ranked among themselves, so that theirs count one competitor"
            + " less.");
    DotChart.Builder chart =
        DotChart.of("Mean rank per cell", "rank, 1 is best").competitors(providers);
    for (Teams.Standing standing : placing.ours()) {
      for (int i = 0; i < Teams.INDICATORS.size(); i++) {
        chart.dot(Teams.INDICATORS.get(i), standing.name(), standing.ranks()[i]);
      }
      chart.dot("all", standing.name(), standing.rank());
    }
    Teams.Standing best = placing.teams().get(0);
    chart.reference("best team", best.rank());
    page.chart(chart.build());
    ReportTable table =
        new ReportTable(
            "Placing, indicators in " + unit,
            "who",
            "#PI1",
            "#PI2",
            "#PI3",
            "#rank PI1",
            "#rank PI2",
            "#rank PI3",
            "#mean rank",
            "#cells");
    List<Teams.Standing> all = new ArrayList<>(placing.ours());
    all.addAll(placing.teams());
    all.sort(Comparator.comparingDouble(Teams.Standing::rank));
    for (Teams.Standing standing : all) {
      List<String> cells = new ArrayList<>(List.of(standing.name()));
      for (double mean : standing.means()) {
        cells.add(Summary.number(mean, 3));
      }
      for (double rank : standing.ranks()) {
        cells.add(Summary.number(rank, 2));
      }
      cells.add(Summary.number(standing.rank(), 2));
      cells.add(Integer.toString(standing.cells()));
      table.row(cells.toArray(String[]::new));
    }
    page.table(table.cards());
  }

  private void notes() {
    List<String> notes = Summary.notes(inputs, result);
    if (!notes.isEmpty()) {
      page.heading("Notes");
      notes.forEach(page::paragraph);
    }
  }
}
