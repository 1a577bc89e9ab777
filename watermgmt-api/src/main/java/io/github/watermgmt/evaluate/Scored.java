// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Metric} sees: truth and forecast of one series from one origin, and the past by
 * which errors can be scaled. Steps are numbered from 0 to {@link #size()} − 1.
 *
 * <p>Thread-safety: immutable.
 */
public final class Scored {
  private final BacktestRow row;
  private final @Nullable Series history;

  private Scored(BacktestRow row, @Nullable Series history) {
    if (row.failure().isPresent()) {
      throw new IllegalArgumentException("a failed row cannot be scored: " + row);
    }
    this.row = row;
    this.history = history;
  }

  /**
   * Returns a row without its past.
   *
   * @throws IllegalArgumentException if the row failed
   */
  public static Scored of(BacktestRow row) {
    return new Scored(row, null);
  }

  /**
   * Returns a row with its past.
   *
   * @param history the series; only what had ended by the row's cutoff is used
   * @throws IllegalArgumentException if the row failed
   */
  public static Scored of(BacktestRow row, Series history) {
    return new Scored(row, history);
  }

  /** Returns the row. */
  public BacktestRow row() {
    return row;
  }

  /** Returns the number of steps. */
  public int size() {
    return row.targets().length();
  }

  /** Returns the length of a step in seconds. */
  public long stepSeconds() {
    return row.targets().stepSeconds();
  }

  /** Returns whether the truth of a step is known, so that it counts. */
  public boolean counts(int step) {
    return !Double.isNaN(row.truth(step));
  }

  /** Returns the number of steps that count. */
  public int count() {
    int count = 0;
    for (int t = 0; t < size(); t++) {
      if (counts(t)) {
        count++;
      }
    }
    return count;
  }

  /** Returns the truth in a step, NaN if missing. */
  public double truth(int step) {
    return row.truth(step);
  }

  /** Returns the mean in a step. */
  public double mean(int step) {
    return row.mean(step);
  }

  /** Returns mean less truth: positive where the forecast was too high; NaN if missing. */
  public double error(int step) {
    return row.mean(step) - row.truth(step);
  }

  /** Returns the number of a quantile level, −1 if the forecast does not have it. */
  public int levelIndex(QuantileLevel level) {
    return Math.max(-1, Collections.binarySearch(row.levels(), level));
  }

  /** Returns the quantile at a level, by its number, in a step. */
  public double quantile(int levelIndex, int step) {
    return row.quantile(levelIndex, step);
  }

  /**
   * Returns the mean absolute difference between values {@code lag} steps apart in the past, where
   * both are known: the in-sample error of the seasonal naive forecast. NaN if there are none.
   *
   * <p>Time: linear in the length of the past.
   *
   * @param lag steps, at least 1
   * @throws UnsupportedRequestException if the past was not given
   */
  public double naiveError(int lag) {
    if (lag < 1) {
      throw new IllegalArgumentException("lag (" + lag + "), must be at least 1 step.");
    }
    if (history == null) {
      throw new UnsupportedRequestException(
          Validation.message(
              "history of " + row.series(),
              "none",
              "is needed to scale errors",
              "make the scorecard with the panel"));
    }
    int known = history.axis().before(row.cutoff()).length();
    double sum = 0;
    int count = 0;
    for (int t = lag; t < known; t++) {
      double difference = Math.abs(history.value(t) - history.value(t - lag));
      if (!Double.isNaN(difference)) {
        sum += difference;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
