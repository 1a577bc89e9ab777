// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.core.report.DotChart;
import io.github.watermgmt.core.report.HeatChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.ReportTable;
import io.github.watermgmt.core.report.XyChart;
import io.github.watermgmt.evaluate.Breakdown;
import io.github.watermgmt.evaluate.Slice;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Draws where the error sits: by lead, by hour of the day, by type of day, by series and hour, and
 * the forecasts that hold most of it.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class WhereSection {
  private static final int WORST = 10;
  private static final List<String> HOURS =
      IntStream.range(0, 24).mapToObj(hour -> (hour < 10 ? "0" : "") + hour).toList();

  private final Inputs inputs;
  private final ScoreBook scores;
  private final List<String> providers;
  private final String unit;
  private final double factor;

  WhereSection(Inputs inputs, ScoreBook scores) {
    this.inputs = inputs;
    this.scores = scores;
    this.providers = scores.providers();
    this.unit = inputs.unit().symbol();
    this.factor = inputs.unit().factor();
  }

  /** Returns by how much the mean error of public holidays exceeds that of all other days. */
  static double holidays(ScoreBook scores, String provider) {
    Breakdown days = scores.by(ScoreBook.Cut.DAY);
    return days.mae(provider, Slice.HOLIDAY) / days.maeWithout(provider, Set.of(Slice.HOLIDAY)) - 1;
  }

  void draw(HtmlReport page) {
    Breakdown byLead = scores.by(ScoreBook.Cut.LEAD);
    if (byLead.groups().isEmpty()) {
      return;
    }
    page.heading("Where the error sits");
    page.paragraph(
        "Mean absolute errors over all steps whose truth is known, whatever their series and"
            + " origin: large series weigh more. Days and hours are those of "
            + inputs.history().calendar().zone().getId()
            + ", leads count from the origin.");
    if (byLead.groups().size() > 1) {
      byLead(page, byLead);
    }
    byHour(page);
    byDay(page);
    best().ifPresent(best -> heat(page, best));
    worst(page);
  }

  private void byLead(HtmlReport page, Breakdown byLead) {
    int last = byLead.groups().stream().mapToInt(Integer::parseInt).max().orElse(1);
    XyChart.Builder chart =
        XyChart.of("Error by day ahead", "day ahead", "mean absolute error, " + unit)
            .competitors(providers)
            .ticks(1, last, Math.max(1, Math.ceil(last / 14.0)));
    double[] days = IntStream.rangeClosed(1, last).mapToDouble(day -> day).toArray();
    for (String provider : providers) {
      chart.line(
          provider,
          days,
          Arrays.stream(days)
              .map(day -> byLead.mae(provider, Integer.toString((int) day)) / factor)
              .toArray());
    }
    if (last <= 400 && (last - 1) % Math.max(1, Math.ceil(last / 14.0)) == 0) {
      page.chart(chart.build());
    } else {
      page.chart(chart.ticks(0, Math.ceil(last / 14.0) * 14, Math.ceil(last / 14.0)).build());
    }
  }

  private void byHour(HtmlReport page) {
    Breakdown byHour = scores.by(ScoreBook.Cut.HOUR);
    double[] hours = IntStream.range(0, 24).mapToDouble(hour -> hour).toArray();
    XyChart.Builder errors =
        XyChart.of("Error by hour of the day", "hour of the day", "mean absolute error, " + unit)
            .competitors(providers)
            .ticks(0, 24, 3);
    XyChart.Builder coverage =
        XyChart.of(
                "Coverage of the 90 % band by hour of the day",
                "hour of the day", "share of the truth within the band")
            .competitors(providers)
            .ticks(0, 24, 3)
            .level("aimed at", 0.9);
    boolean banded = false;
    for (String provider : providers) {
      double[] inside =
          HOURS.stream().mapToDouble(hour -> byHour.coverage(provider, hour, 0.9)).toArray();
      errors.line(
          provider,
          hours,
          HOURS.stream().mapToDouble(hour -> byHour.mae(provider, hour) / factor).toArray());
      if (Arrays.stream(inside).anyMatch(share -> !Double.isNaN(share))) {
        coverage.line(provider, hours, inside);
        banded = true;
      }
    }
    page.chart(errors.build());
    if (banded) {
      page.chart(coverage.build());
    }
  }

  private void byDay(HtmlReport page) {
    Breakdown byDay = scores.by(ScoreBook.Cut.DAY);
    DotChart.Builder chart =
        DotChart.of("Error by type of day", "mean absolute error, " + unit).competitors(providers);
    for (String type : Slice.DAY_TYPES) {
      if (byDay.groups().contains(type)) {
        providers.forEach(one -> chart.dot(type, one, byDay.mae(one, type) / factor));
      }
    }
    page.chart(chart.build());
    if (!byDay.groups().contains(Slice.HOLIDAY)) {
      page.paragraph(
          inputs.holidays().isEmpty()
              ? "No holidays were given."
              : "None of the days that were forecast is a public holiday.");
      return;
    }
    ReportTable table =
        new ReportTable(
                "Public holidays against all other days, errors in " + unit,
                "forecaster",
                "#holidays",
                "#other days",
                "#more",
                "#steps on holidays")
            .cards();
    for (String provider : providers) {
      table.row(
          provider,
          Summary.number(byDay.mae(provider, Slice.HOLIDAY) / factor, 3),
          Summary.number(byDay.maeWithout(provider, Set.of(Slice.HOLIDAY)) / factor, 3),
          percent(holidays(scores, provider)),
          Long.toString(byDay.count(provider, Slice.HOLIDAY)));
    }
    page.table(table);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%+.0f %%", 100 * share);
  }

  /** The provider of the least MASE, or MAE where there is none. */
  private Optional<String> best() {
    for (String metric : List.of("MASE", "MAE")) {
      Optional<String> best =
          providers.stream()
              .filter(provider -> !Double.isNaN(scores.mean(provider, metric)))
              .min(Comparator.comparingDouble(provider -> scores.mean(provider, metric)));
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  private void heat(HtmlReport page, String best) {
    HeatChart.Builder chart =
        HeatChart.of(
            "Error of " + best + " by series and hour",
            "hour of the day",
            "MAE, % of mean demand",
            HOURS);
    boolean any = false;
    for (String id : inputs.ids()) {
      Breakdown hours = scores.hours(id);
      double truth = 0;
      long count = 0;
      for (String hour : hours.groups()) {
        long steps = hours.count(best, hour);
        truth += steps == 0 ? 0 : steps * hours.truth(best, hour);
        count += steps;
      }
      double mean = truth / count;
      double[] row =
          HOURS.stream().mapToDouble(hour -> 100 * hours.mae(best, hour) / mean).toArray();
      if (mean > 0) {
        chart.row(id, row);
        any = true;
      }
    }
    if (any) {
      page.paragraph(
          "The best by MASE, "
              + best
              + ", hour by hour, in percent of what each series draws on average, so that small"
              + " ones count as well.");
      page.chart(chart.build());
    }
  }

  private record Cell(ScoreBook.Row row, double sum) {}

  private void worst(HtmlReport page) {
    int mae = scores.metric("MAE");
    String first = best().orElse(providers.get(0));
    List<Cell> cells = new ArrayList<>();
    double total = 0;
    for (ScoreBook.Row row : scores.rows(first)) {
      double sum = row.scores()[mae] * row.targets();
      if (!Double.isNaN(sum)) {
        cells.add(new Cell(row, sum));
        total += sum;
      }
    }
    if (cells.size() < 2 || !(total > 0)) {
      return;
    }
    cells.sort(Comparator.comparingDouble(Cell::sum).reversed());
    List<Cell> worst = cells.subList(0, Math.min(WORST, cells.size()));
    double held = worst.stream().mapToDouble(Cell::sum).sum();
    page.paragraph(
        String.format(
            Locale.ROOT,
            "The worst %d of the %d forecasts of %s hold %.0f %% of its absolute error.",
            worst.size(),
            cells.size(),
            first,
            100 * held / total));
    DateTimeFormatter day = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    ReportTable table =
        new ReportTable(
                "The worst forecasts of " + first + ", errors in " + unit,
                "series",
                "origin",
                "#MAE",
                "#bias",
                "#MASE",
                "#share of all, %")
            .cards();
    for (Cell cell : worst) {
      ScoreBook.Row row = cell.row();
      table.row(
          row.series(),
          day.format(row.origin().atZone(inputs.history().calendar().zone())),
          Summary.number(row.scores()[mae], 3),
          Summary.number(row.scores()[scores.metric("bias")], 3),
          Summary.number(row.scores()[scores.metric("MASE")], 2),
          Summary.number(100 * cell.sum() / total, 1));
    }
    page.table(table);
  }
}
