// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.core.anomaly.Finding;
import io.github.watermgmt.core.distribution.ForecastDemand;
import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.core.io.FindingsCsv;
import io.github.watermgmt.core.io.ForecastCsv;
import io.github.watermgmt.core.io.PlanJson;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.core.prepare.CleaningReport;
import io.github.watermgmt.core.report.FindingMark;
import io.github.watermgmt.core.report.ForecastChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What came out, and the files that hold it. */
record Results(
    Inputs inputs,
    Panel history,
    CleaningReport cleaning,
    Forecast forecast,
    Optional<Forecast> usual,
    Provenance model,
    List<Finding> findings,
    Optional<ForecastDemand> demand,
    Optional<Outcome> plan,
    List<String> notes) {
  private static final Unit CUBIC_METRES_PER_HOUR = Unit.of("m3/h");

  Results {
    findings =
        findings.stream()
            .sorted(Comparator.comparing((Finding finding) -> finding.detection().time()))
            .toList();
    notes = List.copyOf(notes);
  }

  /** Returns whether there is a plan, if one was asked for. */
  boolean complete() {
    return plan.isEmpty() || plan.get() instanceof Outcome.Solved;
  }

  /** Writes all files into a folder and returns the path of the report. */
  Path write(Path out) {
    ForecastCsv.write(out.resolve("forecast.csv"), forecast, inputs.unit());
    FindingsCsv.write(out.resolve("findings.csv"), findings, CUBIC_METRES_PER_HOUR);
    // What an earlier run left must not pass for a result of this one.
    Path problem = out.resolve("problem.json");
    Path answer = out.resolve("plan.json");
    delete(problem);
    delete(answer);
    demand.ifPresent(filled -> ProblemJson.write(problem, filled.problem()));
    if (plan.isPresent() && plan.get() instanceof Outcome.Solved solved) {
      PlanJson.write(answer, solved.plan());
    }
    Path report = out.resolve("report.html").toAbsolutePath();
    AtomicFile.writeText(report, report());
    return report;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }

  /** Returns the results in a few lines. */
  String summary() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%d findings, %d of them open%n", findings.size(), open()));
    if (plan.isPresent() && plan.get() instanceof Outcome.Solved solved) {
      text.append(
          String.format(
              Locale.ROOT,
              "Plan of %d steps costs %.2f %s, verified%n",
              demand.get().problem().steps(),
              solved.objective(),
              demand.get().problem().currency()));
    } else if (plan.isPresent()) {
      text.append("No plan: ").append(Planning.why(plan.get())).append(System.lineSeparator());
    }
    return text.toString();
  }

  private String report() {
    HtmlReport page = new HtmlReport("Water for the week ahead", inputs.zone());
    page.subtitle(
        "Forecast by "
            + model.provider()
            + " from readings up to "
            + DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm", Locale.ENGLISH)
                .format(model.trainedUntil().atZone(inputs.zone()))
            + ".");
    tiles(page);
    List<FindingMark> marks = findings.stream().map(FindingMark::of).toList();
    TimeAxis axis = history.axis();
    int shown = Math.min(axis.length(), 2 * forecast.horizon());
    Panel end = history.slice(axis.length() - shown, axis.length());
    if (usual.isPresent()) {
      page.forecast(
          end, forecast, model.provider(), usual.get(), "the default", inputs.unit(), marks);
    } else {
      page.forecast(end, forecast, inputs.unit(), marks);
    }
    page.findings(marks);
    for (Series series : history.series()) {
      if (marks.stream().anyMatch(mark -> mark.series().equals(series.id()))) {
        page.chart(
            ForecastChart.builder(series.id(), inputs.unit().symbol(), inputs.zone())
                .history(axis, series.toArray(inputs.unit()))
                .findings(series.id(), marks)
                .build());
      }
    }
    demand.ifPresent(filled -> plan(page, filled));
    page.data(inputs.ingest(), cleaning);
    notes.forEach(page::paragraph);
    return page.provenance(model).toHtml();
  }

  private void tiles(HtmlReport page) {
    double volume = 0;
    int day = (int) (86_400 / forecast.axis().stepSeconds());
    for (int s = 0; s < forecast.size(); s++) {
      for (int t = 0; t < Math.min(day, forecast.horizon()); t++) {
        volume += forecast.mean(s, t) * forecast.axis().stepHours();
      }
    }
    page.tile(
        "Demand of the first day",
        String.format(Locale.ROOT, "%,.0f m³", volume),
        "sum of " + forecast.size() + " series");
    page.tile("Open findings", Long.toString(open()), "of " + findings.size());
    if (plan.isPresent() && plan.get() instanceof Outcome.Solved solved) {
      Problem problem = demand.get().problem();
      page.tile(
          "Cost of the plan",
          String.format(Locale.ROOT, "%,.0f %s", solved.objective(), problem.currency()),
          problem.steps() + " steps of " + problem.axis().step());
    }
  }

  private void plan(HtmlReport page, ForecastDemand filled) {
    if (plan.get() instanceof Outcome.Solved solved) {
      page.plan(filled.problem(), solved).network(filled.problem(), solved.plan());
    } else {
      page.heading("Plan").paragraph("There is no plan: " + Planning.why(plan.get()));
    }
    page.paragraph("Zones that take the forecast: " + listed(filled.forecastZones()) + ".");
    page.paragraph("Zones that keep the demand they had: " + listed(filled.keptZones()) + ".");
    filled.notes().forEach(page::paragraph);
  }

  private static String listed(List<String> ids) {
    return ids.isEmpty() ? "none" : String.join(", ", ids);
  }

  private long open() {
    return findings.stream().filter(Finding::open).count();
  }
}
