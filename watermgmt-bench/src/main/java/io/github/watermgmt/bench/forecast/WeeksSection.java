// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.TimeChart;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draws a few forecasts beside the truth: the best, the median and the worst by the first
 * provider's MASE, or its MAE where there is none. The forecasts are read back from their file.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class WeeksSection {
  private static final int DAYS_BEFORE = 3;
  private static final int DAY_SECONDS = 86_400;

  private final Inputs inputs;
  private final ForecastRun.Result result;
  private final List<String> providers;

  WeeksSection(Inputs inputs, ForecastRun.Result result) {
    this.inputs = inputs;
    this.result = result;
    this.providers = result.scores().providers();
  }

  void draw(HtmlReport page) {
    String first = providers.get(0);
    String metric = "MASE";
    List<ScoreBook.Row> ordered = ordered(first, metric);
    if (ordered.isEmpty()) {
      metric = "MAE";
      ordered = ordered(first, metric);
    }
    if (ordered.isEmpty()) {
      return;
    }
    Map<String, ScoreBook.Row> chosen = new LinkedHashMap<>();
    chosen.put("best", ordered.get(0));
    if (ordered.size() > 2) {
      chosen.put("median", ordered.get((ordered.size() - 1) / 2));
    }
    if (ordered.size() > 1) {
      chosen.put("worst", ordered.get(ordered.size() - 1));
    }
    page.heading("Three forecasts");
    page.paragraph(
        "The best, the median and the worst of all forecasts by the "
            + metric
            + " of "
            + first
            + ". Its band reaches from its lowest to its highest quantile asked for, the lines are"
            + " means.");
    String name = metric;
    chosen.forEach((which, row) -> draw(page, which, name, row));
  }

  /** The provider's rows that have a score, best first. */
  private List<ScoreBook.Row> ordered(String provider, String metric) {
    int m = result.scores().metric(metric);
    return result.scores().rows(provider).stream()
        .filter(row -> !Double.isNaN(row.scores()[m]))
        .sorted(Comparator.comparingDouble(row -> row.scores()[m]))
        .toList();
  }

  private void draw(HtmlReport page, String which, String metric, ScoreBook.Row row) {
    Panel panel = inputs.history().targets();
    TimeAxis axis = panel.axis();
    int origin = axis.indexOf(row.origin());
    int back = (int) Math.min(origin, DAYS_BEFORE * DAY_SECONDS / axis.stepSeconds());
    TimeAxis shown = axis.slice(origin - back, origin + inputs.horizon());
    double[] truth = panel.series(row.series()).toArray(inputs.unit());
    double score = row.scores()[result.scores().metric(metric)];
    TimeChart.Builder chart =
        TimeChart.of(
                row.series() + ": the " + which + ", " + metric + " " + Summary.number(score, 3),
                "demand, " + inputs.unit().symbol(),
                inputs.history().calendar().zone())
            .competitors(providers)
            .truth(shown, Arrays.copyOfRange(truth, origin - back, origin + inputs.horizon()))
            .now(row.origin());
    TimeAxis targets = axis.slice(0, origin).next(inputs.horizon());
    for (String provider : providers) {
      Optional<ForecastsFile.Lines> lines = lines(provider, row.origin(), row.series());
      if (lines.isPresent()) {
        double[][] quantiles = lines.get().quantiles();
        List<QuantileLevel> levels = inputs.levels();
        boolean band = levels.size() > 1 && !Double.isNaN(quantiles[0][0]);
        if (band && provider.equals(providers.get(0))) {
          chart.band(provider, targets, quantiles[0], quantiles[levels.size() - 1]);
        }
        chart.line(provider, targets, lines.get().mean());
      }
    }
    page.chart(chart.build());
  }

  private Optional<ForecastsFile.Lines> lines(String provider, Instant origin, String series) {
    ForecastRun.Numbers numbers = result.numbers().get(provider);
    return numbers == null
        ? Optional.empty()
        : result
            .index()
            .read(result.forecasts(), numbers.of(inputs.origins().indexOf(origin)), series);
  }
}
