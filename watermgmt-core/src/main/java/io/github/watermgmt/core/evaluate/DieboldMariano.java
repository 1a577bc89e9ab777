// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.evaluate;

import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Scorecard;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The test of Diebold and Mariano (Comparing Predictive Accuracy, Journal of Business and Economic
 * Statistics 13, 1995) whether two forecasters are equally good, with the small-sample correction
 * of Harvey, Leybourne and Newbold (Testing the Equality of Prediction Mean Squared Errors,
 * International Journal of Forecasting 13, 1997).
 *
 * <p>The sample is the differences of their losses from origin to origin. Forecasts whose horizons
 * overlap err alike: differences of {@code overlap} neighbouring origins are taken as dependent,
 * and their autocovariances up to lag {@code overlap − 1} go into the variance of the mean, all
 * with weight one. Where that estimate is not positive, which can happen by chance, Bartlett's
 * declining weights are taken instead, and {@link #bartlett} says so.
 *
 * <p>Equals are told apart at 5 % in 5.1 and 4.9 of 100 samples of 12 and 31 origins, in 5.5 of 60
 * origins with an overlap of 2, and in 7.6 and 5.7 of 100 and 400 with one of 7, where a test that
 * knows of no overlap errs in 47 and 45 ({@code DieboldMarianoTest.equalsAreRarelyToldApart}).
 *
 * <p>A small probability says that a difference as large is rare among equals. It does not say how
 * large the difference is, nor that it will last; and who tries many forecasters will find one that
 * seems better: at 5 % one in twenty.
 *
 * <p>Linear in the sample times the overlap. Thread-safety: an immutable value.
 *
 * @param difference mean loss of the first less that of the second: below zero the first is better
 * @param standardError of the difference, with the small-sample correction; NaN with fewer than two
 *     origins
 * @param statistic difference divided by its standard error, to be held against Student's t with
 *     {@code origins − 1} degrees of freedom; 0 if all differences are zero, infinite if all are
 *     one and the same other number
 * @param origins size of the sample
 * @param overlap how many neighbouring origins depend on one another, itself included; 1 for none
 * @param bartlett whether Bartlett's weights were needed
 * @param twoSided probability, among equals, of a difference at least as far from zero
 * @param better probability, among equals, of a difference at least as low: small if the first is
 *     better
 * @param worse probability, among equals, of a difference at least as high: small if the first is
 *     worse
 */
public record DieboldMariano(
    double difference,
    double standardError,
    double statistic,
    int origins,
    int overlap,
    boolean bartlett,
    double twoSided,
    double better,
    double worse) {

  /**
   * Tests differences of losses in the order of their origins.
   *
   * @param differences losses of the first less those of the second; with fewer than two, or not
   *     more than {@code overlap}, there is no test and the probabilities are NaN
   * @param overlap at least 1; see {@link #overlap(Collection, Duration)}
   * @throws IllegalArgumentException if a difference is not finite or the overlap below 1
   */
  public static DieboldMariano of(double[] differences, int overlap) {
    if (overlap < 1) {
      throw new IllegalArgumentException("overlap (" + overlap + "), must be at least 1 origin.");
    }
    int n = differences.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(differences[i])) {
        throw new IllegalArgumentException(
            "difference "
                + i
                + " ("
                + differences[i]
                + "), must be finite. Maybe leave out the origins where one has no score.");
      }
      sum += differences[i];
    }
    double mean = n == 0 ? Double.NaN : sum / n;
    double correction = (n + 1 - 2.0 * overlap + overlap * (overlap - 1.0) / n) / n;
    if (n < 2 || overlap >= n || !(correction > 0)) {
      return new DieboldMariano(
          mean, Double.NaN, Double.NaN, n, overlap, false, Double.NaN, Double.NaN, Double.NaN);
    }
    double[] covariances = covariances(differences, mean, overlap);
    double variance = variance(covariances, false);
    // The noise of summing up is no variance.
    double noise = n * Math.ulp(covariances[0]);
    boolean bartlett = covariances[0] > 0 && variance <= noise;
    if (bartlett) {
      variance = variance(covariances, true);
    }
    double error = Math.sqrt(Math.max(0, variance) / n / correction);
    double statistic = mean == 0 ? 0 : mean / error;
    TDistribution student = new TDistribution(null, n - 1);
    double below = student.cumulativeProbability(statistic);
    double above = student.cumulativeProbability(-statistic);
    return new DieboldMariano(
        mean,
        error,
        statistic,
        n,
        overlap,
        bartlett,
        Math.min(1, 2 * Math.min(below, above)),
        below,
        above);
  }

  private static double[] covariances(double[] differences, double mean, int overlap) {
    int n = differences.length;
    double[] covariances = new double[overlap];
    for (int lag = 0; lag < overlap; lag++) {
      double sum = 0;
      for (int i = lag; i < n; i++) {
        sum += (differences[i] - mean) * (differences[i - lag] - mean);
      }
      covariances[lag] = sum / n;
    }
    return covariances;
  }

  /** The variance of the mean, times the size of the sample. */
  private static double variance(double[] covariances, boolean bartlett) {
    double variance = covariances[0];
    for (int lag = 1; lag < covariances.length; lag++) {
      double weight = bartlett ? 1 - lag / (double) covariances.length : 1;
      variance += 2 * weight * covariances[lag];
    }
    return variance;
  }

  /**
   * Returns how many neighbouring origins have horizons that overlap: the greatest number of
   * origins within one horizon. 1 for a week ahead every week, 7 for a week ahead every day.
   *
   * @param horizon from the origin to the end of the last step
   */
  public static int overlap(Collection<Instant> origins, Duration horizon) {
    List<Instant> inOrder = origins.stream().sorted().distinct().toList();
    int most = 1;
    int from = 0;
    for (int to = 0; to < inOrder.size(); to++) {
      while (!inOrder.get(to).isBefore(inOrder.get(from).plus(horizon))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  /**
   * Tests two forecasters of a scorecard, all series together: the loss of an origin is the mean
   * score of the series where both have one. Series of an origin err together; the origins are the
   * sample.
   *
   * @param metric better when smaller, such as MAE; one that is comparable between the series, such
   *     as MASE, if they differ in size
   * @throws io.github.watermgmt.error.DataException WM-106 for an unknown forecaster or metric
   */
  public static DieboldMariano of(Scorecard card, String provider, String other, String metric) {
    return of(card, provider, other, metric, row -> true);
  }

  /**
   * Tests two forecasters of a scorecard for each series by itself, in the order of the rows. With
   * many series some differences will seem sure by chance.
   *
   * @param metric better when smaller, such as MAE
   * @throws io.github.watermgmt.error.DataException WM-106 for an unknown forecaster or metric
   */
  public static Map<String, DieboldMariano> bySeries(
      Scorecard card, String provider, String other, String metric) {
    Map<String, DieboldMariano> tests = new LinkedHashMap<>();
    for (BacktestRow row : card.rows()) {
      if (!tests.containsKey(row.series())) {
        tests.put(
            row.series(),
            of(card, provider, other, metric, one -> one.series().equals(row.series())));
      }
    }
    return tests;
  }

  private record Cell(String series, Instant origin) {}

  private static DieboldMariano of(
      Scorecard card, String provider, String other, String metric, Predicate<BacktestRow> counts) {
    // Refuses unknown names.
    card.skill(provider, other, metric);
    int m = card.metrics().indexOf(metric);
    Map<Cell, Double> others = new HashMap<>();
    Map<Instant, Duration> horizons = new TreeMap<>();
    for (int r = 0; r < card.rows().size(); r++) {
      BacktestRow row = card.rows().get(r);
      if (row.provider().equals(other)) {
        others.put(new Cell(row.series(), row.cutoff()), card.score(r, m));
      }
    }
    Map<Instant, double[]> sums = new TreeMap<>();
    for (int r = 0; r < card.rows().size(); r++) {
      BacktestRow row = card.rows().get(r);
      if (row.provider().equals(provider) && counts.test(row)) {
        Double beside = others.get(new Cell(row.series(), row.cutoff()));
        double difference = card.score(r, m) - (beside == null ? Double.NaN : beside);
        if (!Double.isNaN(difference)) {
          double[] sum = sums.computeIfAbsent(row.cutoff(), origin -> new double[2]);
          sum[0] += difference;
          sum[1]++;
          horizons.merge(
              row.cutoff(),
              Duration.between(row.cutoff(), row.targets().end()),
              (one, two) -> one.compareTo(two) < 0 ? two : one);
        }
      }
    }
    Duration horizon = horizons.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    double[] differences = sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
    return of(differences, overlap(sums.keySet(), horizon));
  }

  /** Returns the difference, its standard error and the two-sided probability, in words. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.4g ± %.4g over %d origins, p %.3g",
        difference,
        standardError,
        origins,
        twoSided);
  }
}
