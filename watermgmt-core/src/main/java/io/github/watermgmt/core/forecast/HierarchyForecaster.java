// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.evaluate.Backtest;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Refit;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Any forecaster, for a whole hierarchy: it forecasts every series, and what comes out adds up, in
 * the mean, in every sample path and so in every quantile.
 *
 * <pre>{@code
 * Forecaster city =
 *     HierarchyForecaster.of(providers.forecaster("auto"), hierarchy, ReconciliationMethod.MINT);
 * }</pre>
 *
 * <p>The history holds all leaves. Sums that it holds are taken as measured; those that it lacks
 * are added up, missing where a child is missing. A leaf that was never negative is not forecast to
 * be. For MINT the errors of the last weeks are learnt by forecasts of seven days from each of
 * their beginnings; where they are known from elsewhere, take {@link Reconciliation#mint} itself.
 *
 * <p>The {@linkplain FittedForecaster#warnings warnings} of a model are those of the forecaster
 * that was wrapped, and what was done to learn the errors: series without any. What a single
 * forecast needed, such as leaves held at zero, only {@link Reconciled#notes} of {@link
 * Reconciliation#reconcile} can tell: a model is immutable and does not remember its forecasts.
 *
 * <p>A request for quantiles without sample paths is served by 200 paths that are then forgotten.
 * Models cannot be saved; the {@linkplain FittedForecaster#provenance provenance} is that of the
 * forecaster that was wrapped.
 *
 * <p>Thread-safety: immutable.
 */
public final class HierarchyForecaster implements Forecaster {
  private static final int ERROR_WEEKS = 8;
  private static final int LEAST_ORIGINS = 2;
  private static final int WEEK = 7;
  private static final long DAY_SECONDS = 86_400;

  private final Forecaster base;
  private final Hierarchy hierarchy;
  private final ReconciliationMethod method;
  private final int errorWeeks;

  private HierarchyForecaster(
      Forecaster base, Hierarchy hierarchy, ReconciliationMethod method, int errorWeeks) {
    this.base = Objects.requireNonNull(base, "base");
    this.hierarchy = Objects.requireNonNull(hierarchy, "hierarchy");
    this.method = Objects.requireNonNull(method, "method");
    this.errorWeeks = errorWeeks;
  }

  /**
   * Returns a forecaster of a hierarchy; MINT learns from the last 8 weeks.
   *
   * @throws UnsupportedRequestException if the forecaster cannot forecast several series together
   */
  public static HierarchyForecaster of(
      Forecaster base, Hierarchy hierarchy, ReconciliationMethod method) {
    if (!base.capabilities().contains(Capability.MULTI_SERIES)) {
      throw new UnsupportedRequestException(
          Validation.message(
              "forecaster",
              base.name(),
              "must forecast several series together",
              "take one with the capability " + Capability.MULTI_SERIES.label()));
    }
    return new HierarchyForecaster(base, hierarchy, method, ERROR_WEEKS);
  }

  /**
   * Returns this forecaster with another number of weeks from which MINT learns.
   *
   * @throws IllegalArgumentException below 2
   */
  public HierarchyForecaster withErrorWeeks(int weeks) {
    if (weeks < LEAST_ORIGINS) {
      throw new IllegalArgumentException("weeks (" + weeks + "), must be at least 2");
    }
    return new HierarchyForecaster(base, hierarchy, method, weeks);
  }

  @Override
  public String name() {
    return base.name();
  }

  @Override
  public Options options() {
    return base.options();
  }

  @Override
  public Set<Capability> capabilities() {
    return without(base.capabilities());
  }

  /** Returns what is left of the abilities of a model that is wrapped. */
  static Set<Capability> without(Set<Capability> capabilities) {
    Set<Capability> left = new TreeSet<>(capabilities);
    left.remove(Capability.PERSISTENCE);
    if (!left.contains(Capability.SAMPLE_PATHS)) {
      left.remove(Capability.QUANTILES);
    }
    return Set.copyOf(left);
  }

  /**
   * Learns every series of the hierarchy, in parallel as far as the forecaster and the run can.
   *
   * @throws DataException WM-106 with all leaves that are missing and all series that are strange;
   *     WM-105 with all that do not measure what the others do; WM-104 if the errors that MINT
   *     needs cannot be learnt; and whatever the forecaster that is wrapped refuses
   */
  @Override
  public FittedForecaster fit(History history, RunContext run) {
    History whole = history.withTargets(complete(hierarchy, history.targets()));
    Reconciliation reconciliation =
        switch (method) {
          case BOTTOM_UP -> Reconciliation.bottomUp(hierarchy);
          case OLS -> Reconciliation.ols(hierarchy);
          case WLS_STRUCTURAL -> Reconciliation.structural(hierarchy);
          case MINT -> Reconciliation.mint(hierarchy, errors(whole, run), run);
        };
    FittedForecaster model = base.fit(whole, run);
    return new FittedHierarchy(model, reconciliation.allowingNegative(negative(whole.targets())));
  }

  private List<String> negative(Panel panel) {
    return hierarchy.leaves().stream()
        .filter(id -> Arrays.stream(panel.series(id).toArray()).anyMatch(v -> v < 0))
        .toList();
  }

  private ForecastErrors errors(History history, RunContext run) {
    TimeAxis axis = history.targets().axis();
    int steps = (int) Math.max(1, WEEK * DAY_SECONDS / axis.stepSeconds());
    List<Instant> origins = new ArrayList<>();
    for (int week = 1; week <= errorWeeks; week++) {
      long origin =
          history.calendar().clock().shiftDays(axis.epochSecond(axis.length()), -WEEK * week);
      int index = axis.indexOf(origin);
      if (index > 0 && index + steps <= axis.length()) {
        origins.add(Instant.ofEpochSecond(origin));
      }
    }
    List<BacktestRow> rows = List.of();
    if (!origins.isEmpty()) {
      rows =
          Backtest.builder()
              .history(history)
              .origins(origins)
              .horizon(steps)
              .levels(List.of())
              .refit(base.capabilities().contains(Capability.UPDATE) ? Refit.UPDATE : Refit.EACH)
              .forecaster(base.name(), base)
              .build()
              .run(run);
    }
    Set<Instant> learnt = new HashSet<>();
    String failure = "the history is no longer than a week";
    for (BacktestRow row : rows) {
      if (row.failure().isEmpty()) {
        learnt.add(row.cutoff());
      } else {
        failure = row.failure().get();
      }
    }
    if (learnt.size() < LEAST_ORIGINS) {
      throw new DataException(
          ErrorCode.NO_DATA,
          Validation.message(
              "origins with past errors",
              learnt.size() + " of " + errorWeeks,
              "must be at least " + LEAST_ORIGINS + " for MINT; " + failure,
              "give a longer history, fewer error weeks, or take OLS, which needs none"));
    }
    return ForecastErrors.of(rows);
  }

  /** Returns a panel of all series, in the order of the hierarchy. */
  static Panel complete(Hierarchy hierarchy, Panel given) {
    Validation problems = new Validation();
    for (String leaf : hierarchy.leaves()) {
      problems.check(
          given.contains(leaf), "leaf", leaf, "must be in the history", "look at its id");
    }
    for (String id : given.ids()) {
      problems.check(
          hierarchy.contains(id), "series", id, "is not in the hierarchy", "select the others");
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "history of the hierarchy");
    Series first = given.series(hierarchy.leaves().get(0));
    for (Series one : given.series()) {
      problems.check(
          one.quantity().equals(first.quantity()) && one.support() == first.support(),
          "series '" + one.id() + "'",
          one.quantity() + ", " + one.support(),
          "must measure what '" + first.id() + "' does",
          "");
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "history of the hierarchy");
    double[][] values = new double[hierarchy.size()][first.length()];
    for (int i = hierarchy.size() - 1; i >= 0; i--) {
      String id = hierarchy.ids().get(i);
      if (given.contains(id)) {
        values[i] = given.series(id).toArray();
      } else {
        for (int child : hierarchy.childrenOf(i)) {
          for (int t = 0; t < values[i].length; t++) {
            values[i][t] += values[child][t];
          }
        }
      }
    }
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      String id = hierarchy.ids().get(i);
      all.add(given.contains(id) ? given.series(id) : first.withValues(values[i]).withId(id));
    }
    return Panel.of(all);
  }

  @Override
  public String toString() {
    return base.name() + ", " + method + " of " + hierarchy;
  }
}
