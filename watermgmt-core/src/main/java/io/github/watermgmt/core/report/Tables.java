// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.core.prepare.CleaningReport;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.SeriesIngest;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of a report. */
final class Tables {
  private static final double NOTHING = 1e-9;

  private Tables() {}

  static ReportTable findings(List<FindingMark> marks, ZoneId zone) {
    ReportTable table =
        new ReportTable(
                "Findings, times in " + TimeTicks.name(zone),
                "#No.",
                "Series",
                "Kind",
                "Onset",
                "Reported",
                "Until",
                "#Excess flow, m³/h",
                "Grade",
                "Reason")
            .cards();
    for (int i = 0; i < marks.size(); i++) {
      FindingMark mark = marks.get(i);
      List<String> cells = new ArrayList<>();
      cells.add("<span class=\"badge\">" + (i + 1) + "</span>");
      cells.add(Markup.escape(mark.series()));
      cells.add(Markup.escape(Markup.words(mark.kind())));
      cells.add(TimeTicks.stamp(mark.onset(), zone));
      cells.add(TimeTicks.stamp(mark.reported(), zone));
      cells.add(mark.open() ? "<strong>open</strong>" : TimeTicks.stamp(mark.until(), zone));
      cells.add(mark.excessFlow().isPresent() ? size(mark.excessFlow().getAsDouble()) : "–");
      cells.add(bar(mark.grade()));
      cells.add(Markup.escape(mark.reason()));
      table.markup(cells);
    }
    return table;
  }

  private static String size(double flow) {
    return (flow > 0 ? "+" : "") + Numbers.of(flow);
  }

  /** A grade as a bar and in figures. */
  private static String bar(double grade) {
    return "<svg class=\"grade\" viewBox=\"0 0 50 8\" aria-hidden=\"true\">"
        + "<rect class=\"track\" width=\"50\" height=\"8\"/><rect class=\"fill\" width=\""
        + Markup.coordinate(50 * grade)
        + "\" height=\"8\"/></svg> "
        + Numbers.fixed(grade, 2);
  }

  /** A line of the table of costs; NaN if it has no amount. */
  private record Part(String name, double amount, String unit) {}

  /** What a plan costs, by cause. */
  static ReportTable costs(Problem problem, Plan plan) {
    double hours = problem.stepHours();
    ReportTable table =
        new ReportTable(
            "Cost of the plan", "Part", "#Amount", "#Cost, " + problem.currency(), "#Share");
    List<Part> parts = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    problem
        .sources()
        .forEach(
            (id, terms) -> {
              double volume = PlanChart.sum(plan.supply(id)) * hours;
              parts.add(new Part("supply of " + id, volume, " m³"));
              costs.add(volume * terms.costPerM3());
            });
    double energy = 0;
    double energyCost = 0;
    double transport = 0;
    for (String id : problem.links().keySet()) {
      LinkTerms terms = PlanChart.link(problem, id);
      double[] price = terms.tariff().map(problem::tariff).orElse(new double[problem.steps()]);
      double power = terms.units().map(PumpUnits::unitPowerKW).orElse(0.0);
      double[] on = plan.unitsOn(id).orElse(new double[problem.steps()]);
      for (int t = 0; t < problem.steps(); t++) {
        double volume = Math.abs(plan.flow(id, t)) * hours;
        double used = volume * terms.energyKWhPerM3() + power * on[t] * hours;
        energy += used;
        energyCost += used * price[t];
        transport += volume * terms.costPerM3();
      }
    }
    parts.add(new Part("pumping energy", energy, " kWh"));
    costs.add(energyCost);
    if (Math.abs(transport) > NOTHING) {
      parts.add(new Part("transport", Double.NaN, ""));
      costs.add(transport);
    }
    double missing = 0;
    double missingCost = 0;
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      double volume = PlanChart.sum(plan.shortfall(zone.getKey())) * hours;
      missing += volume;
      missingCost += volume * zone.getValue().shortfallCostPerM3();
    }
    parts.add(new Part("shortfall", missing, " m³"));
    costs.add(missingCost);
    double total = costs.stream().mapToDouble(Double::doubleValue).sum();
    double scale = 0;
    for (Part part : parts) {
      scale = part.amount > scale ? part.amount : scale;
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String amount = Numbers.amount(part.amount, scale) + part.unit;
      String share = Math.abs(total) > NOTHING ? Numbers.percent(costs.get(i) / total) : "–";
      table.row(part.name, amount, Numbers.fixed(costs.get(i), 2), share);
    }
    return table.row("total", "", Numbers.fixed(total, 2), "");
  }

  static ReportTable ingest(IngestReport report) {
    ReportTable table =
        new ReportTable(
                "What was done to the readings, rows per series",
                "Series",
                "#Rows",
                "#Duplicates resolved",
                "#Out of order",
                "#Resampled",
                "#Missing",
                "#Negative refused",
                "#Gaps",
                "#Longest gap, steps",
                "Note")
            .cards();
    for (SeriesIngest one : report.series()) {
      table.row(
          one.id(),
          count(one.rows()),
          count(one.duplicates()),
          count(one.outOfOrder()),
          count(one.resampled()),
          count(one.missingRows()),
          count(one.negativeRefused()),
          count(one.gaps()),
          count(one.longestGapSteps()),
          one.skipped() ? "left out: every value is missing" : "");
    }
    return table;
  }

  static ReportTable cleaning(CleaningReport report, ZoneId zone) {
    ReportTable table =
        new ReportTable(
                "Values taken out by checks, times in " + TimeTicks.name(zone),
                "Series",
                "Check",
                "#Values",
                "First",
                "Last")
            .cards();
    for (CleaningReport.Summary one : report.summaries()) {
      table.row(
          one.series(),
          one.check().label(),
          count(one.count()),
          TimeTicks.stamp(one.first(), zone),
          TimeTicks.stamp(one.last(), zone));
    }
    return table;
  }

  private static String count(long n) {
    return Numbers.fixed((double) n, 0);
  }
}
