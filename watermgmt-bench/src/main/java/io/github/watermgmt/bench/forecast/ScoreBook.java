// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.core.evaluate.DieboldMariano;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Breakdown;
import io.github.watermgmt.evaluate.Metric;
import io.github.watermgmt.evaluate.Metrics;
import io.github.watermgmt.evaluate.Scorecard;
import io.github.watermgmt.evaluate.Slice;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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

  /** With more series than this their hours are not kept apart. */
  private static final int MOST_SERIES = 200;

  private static final Set<String> WITHOUT_UNIT =
      Set.of("MASE", "cov80", "cov90", "MAPE", "WAPE", "peak_hour");

  /** Ways to break errors down: by lead in days, by hour, by type of day. */
  enum Cut {
    LEAD,
    HOUR,
    DAY
  }

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

  /** How often the truth of an origin was at or below each quantile, and out of how many. */
  private static final class Below {
    final long[] counts;
    final long[] inside;
    long total;

    Below(int levels) {
      counts = new long[levels];
      inside = new long[levels / 2];
    }
  }

  /** Where the rows of one forecaster and origin stand. */
  private record Batch(int provider, Instant origin) {}

  /**
   * Shares with their standard errors over the origins.
   *
   * @param errors NaN with fewer than two origins
   */
  record Shares(double[] values, double[] errors) {
    @Override
    public String toString() {
      return values.length + " shares";
    }
  }

  /**
   * A mean with its standard error over the origins.
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
  private final Map<Batch, Below> below = new TreeMap<>(BATCHES);
  private final Map<Cut, Map<Batch, Breakdown>> parts = new EnumMap<>(Cut.class);
  private final Map<Cut, Slice> cuts = new EnumMap<>(Cut.class);
  private final Map<Batch, Map<String, Breakdown>> hours = new TreeMap<>(BATCHES);
  private final int overlap;
  private final Slice hourOfDay;
  private boolean sorted = true;

  private static final Comparator<Batch> BATCHES =
      Comparator.comparingInt(Batch::provider).thenComparing(Batch::origin);

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
            Metrics.coverage(0.9),
            Metrics.mape(),
            Metrics.wape(),
            Metrics.winkler(0.8),
            Metrics.winkler(0.9),
            Metrics.peak(inputs.history().calendar().clock()),
            Metrics.peakHour(inputs.history().calendar().clock()),
            Metrics.daily(inputs.history().calendar().clock()));
    this.names = metrics.stream().map(Metric::name).toList();
    this.overlap =
        DieboldMariano.overlap(
            inputs.origins(), panel.axis().step().multipliedBy(inputs.horizon()));
    this.hourOfDay = Slice.hour(inputs.history().calendar().clock());
    cuts.put(Cut.LEAD, Slice.lead(Duration.ofDays(1)));
    cuts.put(Cut.HOUR, hourOfDay);
    cuts.put(Cut.DAY, Slice.dayType(inputs.history().calendar()));
  }

  /** Scores rows. */
  void add(List<BacktestRow> forecast) {
    Scorecard card = Scorecard.of(forecast, metrics, panel);
    List<Row> scored = new ArrayList<>();
    for (int r = 0; r < forecast.size(); r++) {
      scored.add(row(card, r));
    }
    BacktestRow head = forecast.get(0);
    Batch batch = new Batch(providers.indexOf(head.provider()), head.cutoff());
    Below counts = new Below(levels.size());
    forecast.forEach(row -> count(counts, row));
    Map<Cut, Breakdown> own = new EnumMap<>(Cut.class);
    cuts.forEach((cut, slice) -> own.put(cut, Breakdown.of(forecast, slice)));
    Map<String, Breakdown> bySeries = new HashMap<>();
    for (BacktestRow row : panel.size() > MOST_SERIES ? List.<BacktestRow>of() : forecast) {
      bySeries.put(row.series(), Breakdown.of(List.of(row), hourOfDay));
    }
    synchronized (this) {
      rows.addAll(scored);
      sorted = false;
      below.put(batch, counts);
      own.forEach(
          (cut, breakdown) ->
              parts.computeIfAbsent(cut, c -> new TreeMap<>(BATCHES)).put(batch, breakdown));
      hours.put(batch, bySeries);
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

  private static void count(Below counts, BacktestRow row) {
    int n = counts.counts.length;
    if (row.levels().isEmpty()) {
      return;
    }
    for (int t = 0; t < row.targets().length(); t++) {
      double truth = row.truth(t);
      if (!Double.isNaN(truth)) {
        counts.total++;
        for (int k = 0; k < n; k++) {
          counts.counts[k] += truth <= row.quantile(k, t) ? 1 : 0;
        }
        for (int k = 0; k < counts.inside.length; k++) {
          boolean in = truth >= row.quantile(k, t) && truth <= row.quantile(n - 1 - k, t);
          counts.inside[k] += in ? 1 : 0;
        }
      }
    }
  }

  /** Returns errors and coverage by a cut, all series together, in canonical units. */
  synchronized Breakdown by(Cut cut) {
    return sum(List.copyOf(parts.getOrDefault(cut, Map.of()).values()));
  }

  /** Returns errors by hour of the day of one series; nothing if there are very many series. */
  synchronized Breakdown hours(String series) {
    return sum(
        hours.values().stream()
            .map(one -> Optional.ofNullable(one.get(series)))
            .flatMap(Optional::stream)
            .toList());
  }

  private static Breakdown sum(List<Breakdown> some) {
    Breakdown sum = Breakdown.of(List.of(), Slice.series());
    for (Breakdown one : some) {
      sum = sum.plus(one);
    }
    return sum;
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
  Optional<double[]> observed(String provider) {
    return shares(provider, counts -> counts.counts).map(Shares::values);
  }

  /** Returns the same with their standard errors. */
  Optional<Shares> below(String provider) {
    return shares(provider, counts -> counts.counts);
  }

  /**
   * Returns the share of truths between each of the lower levels and its mirror image, widest
   * first; empty if the provider has no quantiles.
   */
  Optional<Shares> inside(String provider) {
    return shares(provider, counts -> counts.inside);
  }

  private synchronized Optional<Shares> shares(String provider, Function<Below, long[]> what) {
    int index = providers.indexOf(provider);
    List<Below> own = new ArrayList<>();
    below.forEach(
        (batch, counts) -> {
          if (batch.provider() == index && counts.total > 0) {
            own.add(counts);
          }
        });
    if (own.isEmpty()) {
      return Optional.empty();
    }
    double[] values = new double[what.apply(own.get(0)).length];
    double[] errors = new double[values.length];
    double total = own.stream().mapToLong(counts -> counts.total).sum();
    double[] rests = new double[own.size()];
    for (int k = 0; k < values.length; k++) {
      double sum = 0;
      for (Below counts : own) {
        sum += what.apply(counts)[k];
      }
      values[k] = sum / total;
      // The share is a ratio of sums over the origins, which are the sample.
      for (int i = 0; i < rests.length; i++) {
        rests[i] = what.apply(own.get(i))[k] - values[k] * own.get(i).total;
      }
      errors[k] = DieboldMariano.of(rests, overlap).standardError() * rests.length / total;
    }
    return Optional.of(new Shares(values, errors));
  }

  /**
   * Compares a provider with another where both have a score, and tests whether they are equally
   * good: the difference is averaged over the series of an origin, and the origins are taken as the
   * sample.
   */
  DieboldMariano test(String provider, String other, String metric) {
    return DieboldMariano.of(
        differences(provider, other, metric).values().stream().mapToDouble(one -> one).toArray(),
        overlap);
  }

  private Map<Instant, Double> differences(String provider, String other, String metric) {
    int m = metric(metric);
    Map<String, Double> others = new HashMap<>();
    for (Row row : rows(other)) {
      others.put(row.origin() + " " + row.series(), row.scores()[m]);
    }
    return byOrigin(
        rows(provider),
        row ->
            row.scores()[m] - others.getOrDefault(row.origin() + " " + row.series(), Double.NaN));
  }

  /** Returns the mean of a score over the origins, each the mean of its series. */
  Difference spread(String provider, String metric) {
    int m = metric(metric);
    return difference(byOrigin(rows(provider), row -> row.scores()[m]).values());
  }

  private static Map<Instant, Double> byOrigin(List<Row> some, ToDoubleFunction<Row> what) {
    Map<Instant, double[]> sums = new TreeMap<>();
    for (Row row : some) {
      double value = what.applyAsDouble(row);
      if (!Double.isNaN(value)) {
        double[] sum = sums.computeIfAbsent(row.origin(), origin -> new double[2]);
        sum[0] += value;
        sum[1]++;
      }
    }
    Map<Instant, Double> means = new TreeMap<>();
    sums.forEach((origin, sum) -> means.put(origin, sum[0] / sum[1]));
    return means;
  }

  /** The mean with the standard error that overlapping horizons leave. */
  private Difference difference(Collection<Double> byOrigin) {
    DieboldMariano test =
        DieboldMariano.of(byOrigin.stream().mapToDouble(one -> one).toArray(), overlap);
    return new Difference(test.difference(), test.standardError(), test.origins());
  }
}
