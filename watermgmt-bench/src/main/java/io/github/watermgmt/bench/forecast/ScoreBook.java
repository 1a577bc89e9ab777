// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Metric;
import io.github.watermgmt.evaluate.Metrics;
import io.github.watermgmt.evaluate.Scorecard;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.unit.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The scores of all rows, in the unit of the readings where they carry one. The forecasts
 * themselves are not kept.
 *
 * <p>Thread-safety: rows may be added by several threads; what is read is the same for any order in
 * which they came.
 */
final class ScoreBook {
  private static final int WEEK_SECONDS = 7 * 86_400;
  private static final Set<String> WITHOUT_UNIT = Set.of("MASE", "cov80", "cov90");

  /**
   * The scores of one provider, series and origin.
   *
   * @param scores one per metric, NaN where there is none
   * @param targets number of targets whose truth is known
   * @param truth sum of their truth
   * @param failure why there is no forecast
   */
  record Row(
      String provider,
      String series,
      Instant origin,
      double[] scores,
      int targets,
      double truth,
      Optional<String> failure) {}

  /** How often the truth was at or below each quantile, and out of how many. */
  private static final class Below {
    final long[] counts;
    long total;

    Below(int levels) {
      counts = new long[levels];
    }
  }

  /**
   * A mean difference with its standard error; positive where the first is worse.
   *
   * @param error NaN with fewer than two origins
   * @param origins number of origins that count
   */
  record Difference(double mean, double error, int origins) {}

  private final List<String> providers;
  private final Panel panel;
  private final Unit unit;
  private final List<QuantileLevel> levels;
  private final List<Metric> metrics;
  private final List<String> names;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Below> below = new HashMap<>();
  private boolean sorted = true;

  /**
   * Starts an empty book.
   *
   * @param providers labels in the order of the rows
   */
  ScoreBook(List<String> providers, Inputs inputs) {
    this.providers = List.copyOf(providers);
    this.panel = inputs.history().targets();
    this.unit = inputs.unit();
    this.levels = inputs.levels();
    int week = (int) Math.max(1, WEEK_SECONDS / panel.axis().stepSeconds());
    this.metrics =
        List.of(
            Metrics.mae(),
            Metrics.pi1(),
            Metrics.pi2(),
            Metrics.pi3(),
            Metrics.mase(week),
            Metrics.rmse(),
            Metrics.bias(),
            Metrics.crps(QuantileLevel.STANDARD),
            Metrics.coverage(0.8),
            Metrics.coverage(0.9));
    this.names = metrics.stream().map(Metric::name).toList();
    this.providers.forEach(provider -> below.put(provider, new Below(levels.size())));
  }

  /** Scores rows. */
  void add(List<BacktestRow> forecast) {
    Scorecard card = Scorecard.of(forecast, metrics, panel);
    List<Row> scored = new ArrayList<>();
    for (int r = 0; r < forecast.size(); r++) {
      scored.add(row(card, r));
    }
    synchronized (this) {
      rows.addAll(scored);
      sorted = false;
      forecast.forEach(this::count);
    }
  }

  private Row row(Scorecard card, int r) {
    BacktestRow row = card.rows().get(r);
    double[] scores = new double[names.size()];
    for (int m = 0; m < scores.length; m++) {
      // Scores are differences: a unit's offset does not count.
      double scale = WITHOUT_UNIT.contains(names.get(m)) ? 1 : unit.factor();
      scores[m] = card.score(r, m) / scale;
    }
    int targets = 0;
    double truth = 0;
    for (int t = 0; t < row.targets().length(); t++) {
      if (!Double.isNaN(row.truth(t))) {
        truth += unit.fromCanonical(row.truth(t));
        targets++;
      }
    }
    return new Row(
        row.provider(), row.series(), row.cutoff(), scores, targets, truth, row.failure());
  }

  private void count(BacktestRow row) {
    Below counts = below.get(row.provider());
    if (counts == null || row.levels().isEmpty()) {
      return;
    }
    for (int t = 0; t < row.targets().length(); t++) {
      double truth = row.truth(t);
      if (!Double.isNaN(truth)) {
        counts.total++;
        for (int k = 0; k < counts.counts.length; k++) {
          if (truth <= row.quantile(k, t)) {
            counts.counts[k]++;
          }
        }
      }
    }
  }

  /** Returns the labels in order. */
  List<String> providers() {
    return providers;
  }

  /** Returns the names of the metrics in order. */
  List<String> metrics() {
    return names;
  }

  /** Returns the number of a metric. */
  int metric(String name) {
    return names.indexOf(name);
  }

  /** Returns all rows by provider, origin and series, each in its own order. */
  synchronized List<Row> rows() {
    if (!sorted) {
      rows.sort(
          Comparator.comparingInt((Row row) -> providers.indexOf(row.provider()))
              .thenComparing(Row::origin)
              .thenComparingInt(row -> panel.indexOf(row.series())));
      sorted = true;
    }
    return List.copyOf(rows);
  }

  /** Returns one provider's rows in order. */
  List<Row> rows(String provider) {
    return rows().stream().filter(row -> row.provider().equals(provider)).toList();
  }

  /** Returns the plain mean of a provider's scores over series and origins; NaN if it has none. */
  double mean(String provider, String metric) {
    return mean(rows(provider), metric);
  }

  /** Returns the plain mean of the scores of rows; NaN if there is none. */
  double mean(List<Row> some, String metric) {
    int m = metric(metric);
    return some.stream()
        .mapToDouble(row -> row.scores()[m])
        .filter(score -> !Double.isNaN(score))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Returns a score in percent of the demand: for each series the mean over all its targets,
   * divided by the mean of their truth; then the plain mean over the series. As {@link
   * Scorecard#percentOfTruth}. NaN if there is no score.
   */
  double percent(String provider, String metric) {
    int m = metric(metric);
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (Row row : rows(provider)) {
      if (!Double.isNaN(row.scores()[m])) {
        double[] sum = sums.computeIfAbsent(row.series(), id -> new double[2]);
        sum[0] += row.targets() * row.scores()[m];
        sum[1] += row.truth();
      }
    }
    double total = 0;
    for (double[] sum : sums.values()) {
      total += sum[0] / sum[1];
    }
    return sums.isEmpty() ? Double.NaN : 100 * total / sums.size();
  }

  /** Returns the number of a provider's rows that failed. */
  long failures(String provider) {
    return rows(provider).stream().filter(row -> row.failure().isPresent()).count();
  }

  /**
   * Returns the share of truths at or below each of the levels; empty if the provider has no
   * quantiles.
   */
  synchronized Optional<double[]> observed(String provider) {
    Below counts = below.get(provider);
    if (counts == null || counts.total == 0) {
      return Optional.empty();
    }
    double[] shares = new double[counts.counts.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (double) counts.counts[k] / counts.total;
    }
    return Optional.of(shares);
  }

  /**
   * Compares a provider with another where both have a score: the difference is averaged over the
   * series of an origin, and the origins are taken as the sample.
   */
  Difference difference(String provider, String other, String metric) {
    int m = metric(metric);
    Map<String, Double> others = new HashMap<>();
    for (Row row : rows(other)) {
      others.put(row.origin() + " " + row.series(), row.scores()[m]);
    }
    return overOrigins(
        rows(provider),
        row ->
            row.scores()[m] - others.getOrDefault(row.origin() + " " + row.series(), Double.NaN));
  }

  /** Returns the mean of a score over the origins, each the mean of its series. */
  Difference spread(String provider, String metric) {
    int m = metric(metric);
    return overOrigins(rows(provider), row -> row.scores()[m]);
  }

  private static Difference overOrigins(List<Row> some, ToDoubleFunction<Row> what) {
    Map<Instant, double[]> sums = new LinkedHashMap<>();
    for (Row row : some) {
      double value = what.applyAsDouble(row);
      if (!Double.isNaN(value)) {
        double[] sum = sums.computeIfAbsent(row.origin(), origin -> new double[2]);
        sum[0] += value;
        sum[1]++;
      }
    }
    double[] means = sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
    double mean = Arrays.stream(means).average().orElse(Double.NaN);
    double squares = 0;
    for (double one : means) {
      squares += (one - mean) * (one - mean);
    }
    int n = means.length;
    double error = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
    return new Difference(mean, error, n);
  }
}
