// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scores of backtest rows, and their means by forecaster. Rows that failed, and scores that
 * cannot be computed, are NaN and left out of means; {@link #failures} counts the former.
 *
 * <p>Thread-safety: immutable.
 */
public final class Scorecard {
  private final List<BacktestRow> rows;
  private final List<String> metrics;
  private final List<String> providers;
  private final double[][] values;

  private Scorecard(List<BacktestRow> rows, List<String> metrics, double[][] values) {
    this.rows = rows;
    this.metrics = metrics;
    this.values = values;
    this.providers = rows.stream().map(BacktestRow::provider).distinct().toList();
  }

  /**
   * Scores rows by metrics that do not need the past.
   *
   * @throws io.github.watermgmt.error.UnsupportedRequestException if a metric needs the past
   * @throws IllegalArgumentException if there is no metric or two have one name
   */
  public static Scorecard of(List<BacktestRow> rows, List<Metric> metrics) {
    return score(rows, metrics, null);
  }

  /**
   * Scores rows.
   *
   * @param panel holds the past of each series; what comes after a row's cutoff is not used
   * @throws DataException WM-106 if the panel lacks a series
   * @throws IllegalArgumentException if there is no metric or two have one name
   */
  public static Scorecard of(List<BacktestRow> rows, List<Metric> metrics, Panel panel) {
    return score(rows, metrics, panel);
  }

  private static Scorecard score(
      List<BacktestRow> rows, List<Metric> metrics, @Nullable Panel panel) {
    List<String> names = metrics.stream().map(Metric::name).toList();
    if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException(
          "metrics (" + names + "), must have distinct names, at least one.");
    }
    double[][] values = new double[rows.size()][names.size()];
    for (int r = 0; r < values.length; r++) {
      BacktestRow row = rows.get(r);
      if (row.failure().isPresent()) {
        Arrays.fill(values[r], Double.NaN);
        continue;
      }
      Scored scored = panel == null ? Scored.of(row) : Scored.of(row, panel.series(row.series()));
      for (int m = 0; m < names.size(); m++) {
        values[r][m] = metrics.get(m).score(scored);
      }
    }
    return new Scorecard(List.copyOf(rows), names, values);
  }

  /** Returns the rows, in the order given. */
  public List<BacktestRow> rows() {
    return rows;
  }

  /** Returns the names of the metrics, in the order given. */
  public List<String> metrics() {
    return metrics;
  }

  /** Returns the labels of the forecasters, in the order of their first rows. */
  public List<String> providers() {
    return providers;
  }

  /** Returns the score of one row by one metric, each by its number; NaN if there is none. */
  public double score(int row, int metric) {
    return values[row][metric];
  }

  /**
   * Returns the plain mean of a forecaster's scores over series and origins; NaN if it has none.
   *
   * @throws DataException WM-106 for an unknown forecaster or metric
   */
  public double mean(String provider, String metric) {
    int m = indexOf("metric", metric, metrics);
    indexOf("provider", provider, providers);
    double sum = 0;
    int count = 0;
    for (int r = 0; r < values.length; r++) {
      if (rows.get(r).provider().equals(provider) && !Double.isNaN(values[r][m])) {
        sum += values[r][m];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /**
   * Returns a forecaster's score in percent of the demand, so that large and small series count
   * alike: for each series the mean over all targets scored, divided by the mean of the truth of
   * those targets; then the plain mean over the series. For metrics that are means over targets,
   * such as MAE and CRPS. NaN if there is no score.
   *
   * @throws DataException WM-106 for an unknown forecaster or metric
   */
  public double percentOfTruth(String provider, String metric) {
    int m = indexOf("metric", metric, metrics);
    indexOf("provider", provider, providers);
    // By series: sum of scores weighted by targets, and sum of truths.
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int r = 0; r < values.length; r++) {
      BacktestRow row = rows.get(r);
      if (row.provider().equals(provider) && !Double.isNaN(values[r][m])) {
        double[] sum = sums.computeIfAbsent(row.series(), id -> new double[2]);
        int count = 0;
        for (int t = 0; t < row.targets().length(); t++) {
          if (!Double.isNaN(row.truth(t))) {
            sum[1] += row.truth(t);
            count++;
          }
        }
        sum[0] += count * values[r][m];
      }
    }
    double total = 0;
    for (double[] sum : sums.values()) {
      total += sum[0] / sum[1];
    }
    return sums.isEmpty() ? Double.NaN : 100 * total / sums.size();
  }

  /**
   * Returns how much better a forecaster is than a reference: 1 − its mean score divided by that of
   * the reference, over the series and origins where both have one. 1 is perfect, 0 as good as the
   * reference, below 0 worse. For metrics that are better when smaller and never negative, such as
   * MAE and CRPS. NaN if there is no pair, or the reference is perfect.
   *
   * @throws DataException WM-106 for an unknown forecaster or metric
   */
  public double skill(String provider, String reference, String metric) {
    int m = indexOf("metric", metric, metrics);
    indexOf("provider", provider, providers);
    indexOf("provider", reference, providers);
    Map<Cell, Double> others = new HashMap<>();
    for (int r = 0; r < values.length; r++) {
      if (rows.get(r).provider().equals(reference)) {
        others.put(Cell.of(rows.get(r)), values[r][m]);
      }
    }
    double own = 0;
    double other = 0;
    for (int r = 0; r < values.length; r++) {
      if (rows.get(r).provider().equals(provider)) {
        double beside = others.getOrDefault(Cell.of(rows.get(r)), Double.NaN);
        if (!Double.isNaN(beside) && !Double.isNaN(values[r][m])) {
          own += values[r][m];
          other += beside;
        }
      }
    }
    return other > 0 ? 1 - own / other : Double.NaN;
  }

  /** What two forecasters are compared on. */
  private record Cell(String series, Instant origin) {
    static Cell of(BacktestRow row) {
      return new Cell(row.series(), row.cutoff());
    }
  }

  /**
   * Returns the number of a forecaster's rows that failed.
   *
   * @throws DataException WM-106 for an unknown forecaster
   */
  public int failures(String provider) {
    indexOf("provider", provider, providers);
    return Math.toIntExact(
        rows.stream()
            .filter(row -> row.provider().equals(provider) && row.failure().isPresent())
            .count());
  }

  private static int indexOf(String what, String name, List<String> names) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(what, name, "is not on the scorecard", "take one of " + names));
    }
    return index;
  }

  /**
   * Returns a table: one line per forecaster with its number of rows, failures, and means; a dash
   * where there is none.
   */
  public String toText() {
    int width = "provider".length();
    for (String provider : providers) {
      width = Math.max(width, provider.length());
    }
    StringBuilder text = new StringBuilder(256);
    text.append(pad("provider", width))
        .append(String.format(Locale.ROOT, "%8s%8s", "rows", "failed"));
    for (String metric : metrics) {
      text.append(String.format(Locale.ROOT, "  %10s", metric));
    }
    text.append('\n');
    for (String provider : providers) {
      long count = rows.stream().filter(row -> row.provider().equals(provider)).count();
      text.append(pad(provider, width))
          .append(String.format(Locale.ROOT, "%8d%8d", count, failures(provider)));
      for (String metric : metrics) {
        double mean = mean(provider, metric);
        String value = Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.4f", mean);
        text.append(String.format(Locale.ROOT, "  %10s", value));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  @Override
  public String toString() {
    return toText();
  }
}
