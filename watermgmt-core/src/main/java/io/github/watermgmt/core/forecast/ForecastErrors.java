// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.evaluate.BacktestRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What forecasts of several series got wrong at the same places: truth less mean, canonical unit,
 * NaN where either is missing. From it {@link Reconciliation#mint} learns which series to trust,
 * and which err together.
 *
 * <p>Thread-safety: immutable.
 */
public final class ForecastErrors {
  private final Map<String, double[]> errors;
  private final int block; // errors that come together

  private ForecastErrors(Map<String, double[]> errors, int block) {
    this.errors = errors;
    this.block = block;
  }

  /**
   * Returns errors given by series, such as those of one step ahead, each taken to come by itself.
   *
   * @param errors as many for each series, place by place of the same steps; NaN where missing
   * @throws io.github.watermgmt.error.DataException WM-105 with all problems: no series, or other
   *     numbers of errors; WM-101 if an error is infinite
   */
  public static ForecastErrors of(Map<String, double[]> errors) {
    Validation problems = new Validation();
    problems.check(!errors.isEmpty(), "series", 0, "must be at least one", "");
    Map<String, double[]> copies = new LinkedHashMap<>();
    int length = errors.isEmpty() ? 0 : errors.values().iterator().next().length;
    boolean finite = true;
    for (Map.Entry<String, double[]> one : errors.entrySet()) {
      problems.check(
          one.getValue().length == length,
          "errors of " + one.getKey(),
          one.getValue().length,
          "must be as many as those of the first series, " + length,
          "write NaN where one is missing");
      copies.put(one.getKey(), one.getValue().clone());
      finite &= Arrays.stream(one.getValue()).noneMatch(Double::isInfinite);
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "forecast errors");
    problems.check(finite, "errors", "infinite", "must be finite, or NaN where missing", "");
    problems.throwIfAny(ErrorCode.NON_FINITE_VALUE, "forecast errors");
    return new ForecastErrors(copies, 1);
  }

  /**
   * Returns the errors of a backtest of one forecaster, every step of every origin a place. The
   * errors from one origin are taken to come together: they tell less than as many errors apart.
   *
   * @param rows of one provider; rows of a forecast that failed count as missing
   * @throws io.github.watermgmt.error.DataException WM-104 if no row holds a forecast, WM-108 if
   *     rows are of several providers, or twice of one series and origin; WM-105 if horizons differ
   */
  public static ForecastErrors of(List<BacktestRow> rows) {
    Validation problems = new Validation();
    Set<String> providers = new LinkedHashSet<>();
    Map<Instant, Map<String, BacktestRow>> origins = new TreeMap<>();
    Set<String> ids = new LinkedHashSet<>();
    int steps = 0;
    for (BacktestRow row : rows) {
      providers.add(row.provider());
      ids.add(row.series());
      BacktestRow before =
          origins.computeIfAbsent(row.cutoff(), c -> new LinkedHashMap<>()).put(row.series(), row);
      problems.check(
          before == null, "row", row, "is there twice", "give the rows of one provider only");
      steps = Math.max(steps, row.targets().length());
    }
    problems.check(
        providers.size() <= 1, "providers", providers, "must be one", "select the rows of one");
    problems.throwIfAny(ErrorCode.DUPLICATE, "forecast errors");
    boolean any = false;
    for (BacktestRow row : rows) {
      problems.check(
          row.targets().length() == steps,
          "steps of " + row,
          row.targets().length(),
          "must be those of the others, " + steps,
          "");
      any |= row.failure().isEmpty();
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "forecast errors");
    problems.check(any, "rows with a forecast", 0, "must be at least one", "look at the failures");
    problems.throwIfAny(ErrorCode.NO_DATA, "forecast errors");
    Map<String, double[]> errors = new LinkedHashMap<>();
    for (String id : ids) {
      double[] all = new double[steps * origins.size()];
      Arrays.fill(all, Double.NaN);
      int at = 0;
      for (Map<String, BacktestRow> origin : origins.values()) {
        BacktestRow row = origin.get(id);
        for (int t = 0; row != null && row.failure().isEmpty() && t < steps; t++) {
          all[at + t] = row.truth(t) - row.mean(t);
        }
        at += steps;
      }
      errors.put(id, all);
    }
    return new ForecastErrors(errors, steps);
  }

  /** Returns the ids of the series. */
  public List<String> ids() {
    return Collections.unmodifiableList(new ArrayList<>(errors.keySet()));
  }

  /** Returns the number of places. */
  public int length() {
    return errors.values().iterator().next().length;
  }

  /** Returns how many errors in a row come together. */
  int block() {
    return block;
  }

  /**
   * Returns a copy of the errors of a series.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 if there is no such series
   */
  public double[] of(String id) {
    double[] own = errors.get(id);
    Validation problems = new Validation();
    problems.check(own != null, "series", id, "has no forecast errors", "backtest it as well");
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "forecast errors");
    return own == null ? new double[0] : own.clone();
  }

  @Override
  public String toString() {
    return length() + " forecast errors of each of " + errors.keySet();
  }
}
