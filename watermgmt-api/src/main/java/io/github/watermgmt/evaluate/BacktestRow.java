// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one forecaster said about one series from one origin, beside what came true. Values are in
 * the canonical unit of the series. Two rows are equal if they hold the same bits.
 *
 * <p>Thread-safety: immutable; the accessors of arrays return copies, those with an index do not
 * allocate.
 *
 * @param provider label of the forecaster
 * @param series id of the series
 * @param cutoff the origin: nothing after it was known
 * @param targets the steps forecast
 * @param truth one value per step, NaN where missing
 * @param mean one value per step; empty if the forecaster failed
 * @param levels quantile levels, ascending; may be empty
 * @param quantiles for each level one value per step
 * @param failure why there is no forecast, empty if there is one
 */
public record BacktestRow(
    String provider,
    String series,
    Instant cutoff,
    TimeAxis targets,
    double[] truth,
    double[] mean,
    List<QuantileLevel> levels,
    double[][] quantiles,
    Optional<String> failure) {

  /**
   * Copies the arrays and checks their lengths.
   *
   * @throws IllegalArgumentException if a length does not fit, or a failed row holds a forecast
   */
  public BacktestRow {
    Objects.requireNonNull(provider, "provider");
    Objects.requireNonNull(series, "series");
    Objects.requireNonNull(cutoff, "cutoff");
    levels = List.copyOf(levels);
    truth = truth.clone();
    mean = mean.clone();
    double[][] copies = new double[quantiles.length][];
    int steps = failure.isPresent() ? 0 : targets.length();
    boolean fits =
        truth.length == targets.length()
            && mean.length == steps
            && quantiles.length == levels.size()
            && !(failure.isPresent() && quantiles.length > 0);
    for (int k = 0; k < copies.length; k++) {
      copies[k] = quantiles[k].clone();
      fits &= copies[k].length == steps;
    }
    quantiles = copies;
    if (!fits) {
      throw new IllegalArgumentException(
          "row of "
              + provider
              + ", "
              + series
              + ": truth, mean and quantiles must hold one value for each of the "
              + targets.length()
              + " steps; a failed row has neither mean nor quantiles");
    }
  }

  /** Returns the row of a forecaster that failed. */
  public static BacktestRow failed(
      String provider,
      String series,
      Instant cutoff,
      TimeAxis targets,
      double[] truth,
      String failure) {
    return new BacktestRow(
        provider,
        series,
        cutoff,
        targets,
        truth,
        new double[0],
        List.of(),
        new double[0][],
        Optional.of(failure));
  }

  /** Returns a copy of the truth. */
  @Override
  public double[] truth() {
    return truth.clone();
  }

  /** Returns a copy of the means. */
  @Override
  public double[] mean() {
    return mean.clone();
  }

  /** Returns a copy of the quantiles. */
  @Override
  public double[][] quantiles() {
    double[][] copies = new double[quantiles.length][];
    for (int k = 0; k < copies.length; k++) {
      copies[k] = quantiles[k].clone();
    }
    return copies;
  }

  /** Returns the truth in one step, NaN if missing. */
  public double truth(int step) {
    return truth[step];
  }

  /** Returns the mean in one step. */
  public double mean(int step) {
    return mean[step];
  }

  /** Returns the quantile at one of {@link #levels()}, by its number, in one step. */
  public double quantile(int levelIndex, int step) {
    return quantiles[levelIndex][step];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BacktestRow that
        && provider.equals(that.provider)
        && series.equals(that.series)
        && cutoff.equals(that.cutoff)
        && targets.equals(that.targets)
        && Arrays.equals(truth, that.truth)
        && Arrays.equals(mean, that.mean)
        && levels.equals(that.levels)
        && Arrays.deepEquals(quantiles, that.quantiles)
        && failure.equals(that.failure);
  }

  @Override
  public int hashCode() {
    return Objects.hash(provider, series, cutoff, Arrays.hashCode(mean));
  }

  @Override
  public String toString() {
    return "BacktestRow["
        + provider
        + ", "
        + series
        + ", "
        + cutoff
        + failure.map(reason -> ", failed: " + reason).orElse("")
        + "]";
  }
}
