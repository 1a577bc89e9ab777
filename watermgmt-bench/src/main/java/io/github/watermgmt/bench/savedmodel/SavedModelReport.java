// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.bench.run.ResultTable;
import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.core.report.DotChart;
import io.github.watermgmt.core.report.HtmlReport;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws a comparison of callers. Thread-safety: stateless. */
final class SavedModelReport {
  private SavedModelReport() {}

  static HtmlReport of(
      List<ModelRow> rows, List<String> callers, List<String> notes, RunRecord record) {
    HtmlReport report = new HtmlReport("Comparison of callers of SavedModels");
    record.partial().ifPresent(report::partial);
    report.subtitle(rows.stream().map(ModelRow::model).distinct().count() + " models");
    for (String caller : callers) {
      List<ModelRow> own = rows.stream().filter(row -> row.caller().equals(caller)).toList();
      long called =
          own.stream().filter(row -> row.answer().status() == Answer.Status.CALLED).count();
      long refused =
          own.stream().filter(row -> row.answer().status() == Answer.Status.REFUSED).count();
      report.tile(caller, called + " of " + own.size(), "called, " + refused + " refused");
    }
    report.heading("Time of a call");
    chart(report, rows, callers, "One row", Answer::oneUs);
    chart(report, rows, callers, "1,024 rows", Answer::manyUs);
    report.heading("Results");
    report.table(ModelRow.results(rows).inReport());
    ResultTable reasons = ModelRow.reasons(rows);
    if (!reasons.isEmpty()) {
      report.table(reasons.inReport());
    }
    report.heading("How to read this");
    report.paragraph(
        "Distances are the largest of all outputs: absolute, and relative to the largest absolute"
            + " value of the output. Times are medians of single calls after a warm-up, one thread"
            + " each: watermgmt from arrays to arrays with all checks, a peer from prepared tensors"
            + " to arrays. Whoever is refused has its reason in the table.");
    if (!notes.isEmpty()) {
      report.heading("Notes");
      notes.forEach(report::paragraph);
    }
    record.describe(report);
    return report;
  }

  private static void chart(
      HtmlReport report,
      List<ModelRow> rows,
      List<String> callers,
      String title,
      ToDoubleFunction<Answer> time) {
    if (rows.stream().allMatch(row -> Double.isNaN(time.applyAsDouble(row.answer())))) {
      report.paragraph(title + ": nobody was timed.");
      return;
    }
    DotChart.Builder chart = DotChart.of(title, "median, µs").competitors(callers).logScale();
    for (ModelRow row : rows) {
      chart.dot(row.model().name(), row.caller(), time.applyAsDouble(row.answer()));
    }
    report.chart(chart.build());
  }
}
