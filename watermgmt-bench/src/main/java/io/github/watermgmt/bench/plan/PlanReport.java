// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.bench.run.ResultTable;
import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.core.report.DotChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.XyChart;
import io.github.watermgmt.distribution.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Draws a comparison of plans.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class PlanReport {
  /** The clock of processor time has steps of so many seconds. */
  private static final double TICK = 0.01;

  private final List<Entry> entries;
  private final List<String> labels;
  private final HtmlReport report = new HtmlReport("Comparison of optimizers");

  private PlanReport(List<Entry> entries, List<String> labels) {
    this.entries = entries;
    this.labels = labels;
  }

  /**
   * Returns the page.
   *
   * @param labels the contestants in their order
   * @param warm whether changed problems were to be solved
   * @param notes what the reader should know
   */
  static HtmlReport of(
      List<Entry> entries,
      List<String> labels,
      boolean warm,
      List<String> notes,
      RunRecord record) {
    PlanReport page = new PlanReport(entries, labels);
    record.partial().ifPresent(page.report::partial);
    page.head();
    page.times();
    page.table();
    if (warm) {
      page.again();
    }
    page.picture();
    page.howToRead();
    if (!notes.isEmpty()) {
      page.report.heading("Notes");
      notes.forEach(page.report::paragraph);
    }
    record.describe(page.report);
    return page.report;
  }

  private void head() {
    long instances = entries.stream().map(Entry::instance).distinct().count();
    report.subtitle(
        instances
            + (instances == 1 ? " instance, " : " instances, ")
            + labels.size()
            + (labels.size() == 1 ? " optimizer" : " optimizers"));
    for (String label : labels) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      int all = 0;
      for (Entry entry : entries) {
        if (entry.label().equals(label)) {
          all++;
          counts.merge(entry.given().status().label(), 1, Integer::sum);
        }
      }
      int solved = counts.getOrDefault(Status.SOLVED.label(), 0);
      List<String> others = new ArrayList<>();
      counts.forEach(
          (status, count) -> {
            if (!status.equals(Status.SOLVED.label())) {
              others.add(count + " " + status);
            }
          });
      others.add(0, "solved");
      report.tile(label, solved + " of " + all, String.join(", ", others));
    }
  }

  private void table() {
    report.heading("Results");
    report.table(PlanTable.results(entries, labels.get(0)).inReport());
    ResultTable reasons = PlanTable.reasons(entries);
    if (!reasons.isEmpty()) {
      report.table(reasons.inReport());
    }
  }

  private void times() {
    report.heading("Time");
    if (!hasSolved()) {
      report.paragraph("No instance was solved.");
      return;
    }
    report.chart(
        dots("Time to the plan by instance", "wall clock, s", solve -> solve.time().wall()));
    if (entries.stream().anyMatch(entry -> !Double.isNaN(entry.given().time().cpu()))) {
      report.chart(
          dots(
              "Processor time by instance",
              "CPU, s, not below the clock's " + TICK,
              solve -> Math.max(TICK, solve.time().cpu())));
    }
    XyChart.Builder growth =
        XyChart.of("Time to the plan by size, linear problems", "variables", "wall clock, s")
            .competitors(labels)
            .logX()
            .logY();
    boolean any = false;
    for (String label : labels) {
      double[][] line = bySize(label);
      if (line.length > 0) {
        any = true;
        growth.line(
            label,
            Arrays.stream(line).mapToDouble(p -> p[0]).toArray(),
            Arrays.stream(line).mapToDouble(p -> p[1]).toArray());
      }
    }
    if (any) {
      report.chart(growth.build());
    }
  }

  private boolean hasSolved() {
    return entries.stream().anyMatch(entry -> entry.given().status() == Status.SOLVED);
  }

  private DotChart dots(String title, String unit, ToDoubleFunction<Solve> time) {
    DotChart.Builder chart = DotChart.of(title, unit).competitors(labels).logScale();
    for (Entry entry : entries) {
      chart.dot(
          entry.instance().stem(),
          entry.label(),
          entry.given().status() == Status.SOLVED ? time.applyAsDouble(entry.given()) : Double.NaN);
    }
    return chart.build();
  }

  /** Numbers of variables and times of the linear problems that somebody solved, by size. */
  private double[][] bySize(String label) {
    return entries.stream()
        .filter(entry -> entry.label().equals(label) && entry.given().status() == Status.SOLVED)
        .filter(entry -> entry.instance().problem().features().isEmpty())
        .map(entry -> new double[] {entry.instance().variables(), entry.given().time().wall()})
        .sorted(Arrays::compare)
        .toArray(double[][]::new);
  }

  private void again() {
    report.heading("Changed demand");
    DotChart.Builder chart =
        DotChart.of("Warm solve relative to a cold one by instance", "wall clock, warm / cold")
            .competitors(labels)
            .logScale()
            .reference("cold", 1);
    boolean any = false;
    for (Entry entry : entries) {
      Optional<Answer.Again> again =
          entry
              .again()
              .filter(
                  a -> a.warm().status() == Status.SOLVED && a.cold().status() == Status.SOLVED);
      any |= again.isPresent();
      chart.dot(
          entry.instance().stem(),
          entry.label(),
          again.map(a -> a.warm().time().wall() / a.cold().time().wall()).orElse(Double.NaN));
    }
    report.paragraph(
        "Every demand of every zone and step changed by up to 5 percent, each by itself; solved from"
            + " the first solution (warm) and from nothing (cold).");
    if (any) {
      report.chart(chart.build());
      report.table(PlanTable.again(entries).inReport());
    } else {
      report.paragraph("No changed instance was solved both ways.");
    }
  }

  /** The plan itself, where there is room for one. */
  private void picture() {
    if (entries.stream().map(Entry::instance).distinct().count() != 1) {
      return;
    }
    for (Entry entry : entries) {
      Optional<Plan> plan = entry.given().plan();
      if (entry.given().status() == Status.SOLVED && plan.isPresent()) {
        report.plan(entry.instance().problem(), plan.get(), Optional.empty());
        report.paragraph(
            String.format(
                Locale.ROOT,
                "This plan is that of %s; plans of equal cost may look otherwise.",
                entry.label()));
        report.network(entry.instance().problem(), plan.get());
        return;
      }
    }
  }

  private void howToRead() {
    report.heading("How to read this");
    report.paragraph(
        "Objective and violation are computed from the plan alone, by a checker that knows none of"
            + " the optimizers; a plan that breaks a rule by more than 1e-6 counts as failed. The gap"
            + " is the distance to the bound of optimum.csv, relative to it.");
    report.paragraph(
        "Times are medians over the rounds, building the model and verifying the plan included."
            + " CPU is that of the whole process, with the collector and native threads; peers"
            + " measure their own. The ratio is one of CPU times, or of wall clock where CPU is"
            + " unknown or below 0.1 s. Heap is how far the Java heap grew, garbage included; native"
            + " memory is not in it. The first solve of a JVM pays for its compilation: compare"
            + " optimizers of several rounds.");
  }
}
