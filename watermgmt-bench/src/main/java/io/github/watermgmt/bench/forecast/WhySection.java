// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.core.forecast.SimilarDays;
import io.github.watermgmt.core.report.ExplanationChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.ReportTable;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Draws why a forecast is what it is: of the best forecaster by MASE that explains itself, the
 * median of its forecasts. It is made once more for that, with what was known at its origin.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class WhySection {
  private static final int SIMILAR = 2;
  private static final int MOST_DAYS = 8;

  private final Inputs inputs;
  private final ScoreBook scores;

  WhySection(Inputs inputs, ScoreBook scores) {
    this.inputs = inputs;
    this.scores = scores;
  }

  /** Draws; a forecaster that fails here was told of where it failed first, or is told of here. */
  void draw(HtmlReport page, Map<String, Forecaster> forecasters, RunContext run) {
    Optional<Map.Entry<String, Forecaster>> chosen =
        forecasters.entrySet().stream()
            .filter(one -> one.getValue().capabilities().contains(Capability.EXPLANATION))
            .filter(one -> !ordered(one.getKey()).isEmpty())
            .min(
                Comparator.comparingDouble(one -> scores.mean(one.getKey(), metric(one.getKey()))));
    if (chosen.isEmpty()) {
      return;
    }
    String label = chosen.get().getKey();
    List<ScoreBook.Row> ordered = ordered(label);
    ScoreBook.Row row = ordered.get((ordered.size() - 1) / 2);
    page.heading("Why");
    try {
      draw(page, label, chosen.get().getValue(), row, run);
    } catch (RuntimeException e) {
      // Also if it was interrupted: all else is there and is to be written.
      page.paragraph("'" + label + "' did not explain its forecast: " + e.getMessage());
    }
  }

  private String metric(String provider) {
    return Double.isNaN(scores.mean(provider, "MASE")) ? "MAE" : "MASE";
  }

  /** The provider's rows that have a score, best first. */
  private List<ScoreBook.Row> ordered(String provider) {
    int m = scores.metric(metric(provider));
    return scores.rows(provider).stream()
        .filter(row -> !Double.isNaN(row.scores()[m]))
        .sorted(Comparator.comparingDouble(row -> row.scores()[m]))
        .toList();
  }

  private void draw(
      HtmlReport page, String label, Forecaster forecaster, ScoreBook.Row row, RunContext run) {
    Instant origin = row.origin();
    ForecastRequest request =
        ForecastRequest.steps(inputs.horizon()).withLevels(List.<QuantileLevel>of()).explained();
    Forecast forecast;
    try (FittedForecaster model = forecaster.fit(inputs.history().before(origin), run)) {
      forecast = model.forecast(request, run);
    }
    Series series = inputs.history().targets().series(row.series());
    TimeAxis axis = series.axis();
    int from = axis.indexOf(origin);
    double[] truth =
        Arrays.copyOfRange(series.toArray(inputs.unit()), from, from + inputs.horizon());
    page.paragraph(
        "What "
            + label
            + " adds up to its forecast of "
            + row.series()
            + ", the median of its forecasts by "
            + metric(label)
            + ". Each strip has a scale of its own.");
    page.chart(
        ExplanationChart.of(
            row.series() + ": why " + label + " forecasts so",
            row.series(),
            forecast,
            inputs.unit(),
            inputs.history().calendar().zone(),
            truth));
    for (String note :
        forecast.explanation(row.series()).map(Explanation::notes).orElse(List.of())) {
      page.paragraph("· " + note);
    }
    similar(page, series.before(origin), forecast);
  }

  /** The days of the past that the days of the forecast are most like. */
  private void similar(HtmlReport page, Series past, Forecast forecast) {
    WallClock clock = inputs.history().calendar().clock();
    TimeAxis axis = forecast.axis();
    double[] mean = forecast.mean(past.id()).toArray();
    DateTimeFormatter words = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    ReportTable table =
        new ReportTable(
                "The days of the past that each day of the forecast is most like, and how far apart"
                    + " they are on average, "
                    + inputs.unit().symbol(),
                "day of the forecast",
                "most like",
                "#apart",
                "then",
                "#apart")
            .cards();
    int from = 0;
    for (int days = 0; from < axis.length() && days < MOST_DAYS; days++) {
      long day = clock.epochDay(axis.epochSecond(from));
      int to = from;
      while (to < axis.length() && clock.epochDay(axis.epochSecond(to)) == day) {
        to++;
      }
      List<SimilarDays.Day> like =
          SimilarDays.of(
              past, clock, axis.slice(from, to), Arrays.copyOfRange(mean, from, to), SIMILAR);
      List<String> cells = new ArrayList<>();
      cells.add(words.format(LocalDate.ofEpochDay(day)));
      for (int i = 0; i < SIMILAR; i++) {
        boolean is = i < like.size();
        cells.add(is ? words.format(like.get(i).date()) : "-");
        double apart = is ? like.get(i).distance() / inputs.unit().factor() : Double.NaN;
        cells.add(Summary.number(apart, 2));
      }
      table.row(cells.toArray(String[]::new));
      from = to;
    }
    page.table(table);
  }
}
