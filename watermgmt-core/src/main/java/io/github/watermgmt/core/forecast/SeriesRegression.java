// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a regression forecaster has learnt of one series: the equations of its members, how much
 * each of them counts, the days that a forecast looks back on, and past errors.
 *
 * <p>Thread-safety: immutable.
 *
 * @param state the days that its members look back on
 * @param members its members
 * @param weights {@code [member][lead * slots + slot]}, adding up to 1 over the members
 * @param bands past errors
 * @param neverNegative whether the series never was
 * @param today values of the day that has begun, NaN where not yet known; may be empty
 * @param pending the forecast whose errors are being collected, {@code [lead * slots + slot]}
 * @param pendingErrors its errors so far
 * @param pendingOrigin the day it was made for first
 */
record SeriesRegression(
    Deviations state,
    List<Member> members,
    double[][] weights,
    ErrorBands bands,
    boolean neverNegative,
    double[] today,
    double[] pending,
    float[] pendingErrors,
    int pendingOrigin) {

  static final int LEADS = RidgeModel.LEADS;

  @Override
  public String toString() {
    return members.size() + " members, up to day " + end();
  }

  /** Returns the quantiles of so many days to come where trees say them; else null. */
  @Nullable TreeBands treeBands(RidgeInputs inputs, int days) {
    return members.size() == 1 && members.get(0) instanceof Member.Boosted boosted
        ? TreeBands.of(boosted, inputs, state, days)
        : null;
  }

  /** Returns the trees that it shares with the other series, or null. */
  @Nullable BoostedTrees trees() {
    for (Member member : members) {
      if (member instanceof Member.Boosted boosted) {
        return boosted.trees();
      }
    }
    return null;
  }

  /** Returns the first day that is not wholly known. */
  int end() {
    return state.end();
  }

  /** Forecasts a day, {@code [slot]}, in the unit of the data; without what is known of it. */
  double[] day(RidgeInputs inputs, int target) {
    int slots = state.grid().slots();
    double[] sum = new double[slots];
    int lead = Math.min(LEADS, target - end() + 1) - 1;
    for (int m = 0; m < members.size(); m++) {
      double[] values = members.get(m).day(inputs, state, target);
      for (int k = 0; k < slots; k++) {
        sum[k] += weights[m][lead * slots + k] * values[k];
      }
    }
    for (int k = 0; k < slots; k++) {
      sum[k] = held(sum[k]);
    }
    return sum;
  }

  double held(double value) {
    return neverNegative ? Math.max(0, value) : value;
  }

  // ---------------------------------------------------------------- learning

  /**
   * Learns from a table of whole days.
   *
   * @param first the day of its first row
   * @param prior what other series teach the regressions of hours, or null
   * @param trees the trees of all series; null where there is no such member
   * @param today values of the day that has begun; may be empty
   */
  static SeriesRegression learn(
      RegressionSettings settings,
      RidgeInputs inputs,
      double[] table,
      int first,
      RidgeFit.@Nullable Prior prior,
      @Nullable TreesFit trees,
      double[] today) {
    DayGrid grid = inputs.grid();
    int slots = grid.slots();
    Deviations of = Deviations.of(grid, DemandScale.of(table), table, first);
    List<MemberKind> kinds = settings.members();
    int end = first + table.length / slots;
    int from = RidgeRows.firstDay(of);
    PastOrigins past = PastOrigins.of(from, end, settings.refits());
    List<Member> members = new ArrayList<>();
    double[][][] forecasts = new double[kinds.size()][][];
    for (int m = 0; m < forecasts.length; m++) {
      MemberKind kind = kinds.get(m);
      forecasts[m] = RidgeFit.missing(past.origins().length, slots);
      if (kind == MemberKind.SMOOTHING) {
        members.add(SmoothingFit.learn(grid, table, first, past.origins(), forecasts[m]));
        continue;
      }
      if (kind == MemberKind.TREES) {
        TreeInputs.Traits traits = TreeInputs.Traits.of(of);
        TreesFit shared = Objects.requireNonNull(trees, "trees");
        BandWidth width = shared.lookBack(inputs, of, traits, past.origins(), table, forecasts[m]);
        members.add(new Member.Boosted(shared.trees(), traits, width));
        toUnit(of.scale(), forecasts[m]);
        continue;
      }
      RecentBase recent = kind == MemberKind.RECENT_CURVES ? RecentBase.of(of) : null;
      Deviations around = recent == null ? of : recent.deviations();
      RidgeFit fit = new RidgeFit(inputs, kind.curves, around, table, past.ends());
      RidgeFit.Prior own = kind == MemberKind.HOURS ? prior : null;
      RidgeModel model = fit.learn(own, past.origins(), forecasts[m]);
      members.add(
          recent == null
              ? new Member.Regression(kind, model)
              : new Member.Recent(model, recent.trimmed()));
      toUnit(of.scale(), forecasts[m]);
    }
    double[][] weights = MemberWeights.of(forecasts, past.origins(), table, first, slots);
    double unit = of.scale().unit();
    SeriesRegression learnt =
        new SeriesRegression(
            of.trimmed(),
            members,
            weights,
            bands(forecasts, weights, past.origins(), table, first, slots, unit),
            Arrays.stream(table).noneMatch(v -> v < 0),
            today,
            new double[0],
            new float[0],
            end);
    return learnt.pendingFrom(inputs);
  }

  private static void toUnit(DemandScale scale, double[][] forecasts) {
    for (double[] block : forecasts) {
      for (int i = 0; i < block.length; i++) {
        block[i] = scale.from(block[i]);
      }
    }
  }

  private static ErrorBands bands(
      double[][][] forecasts,
      double[][] weights,
      int[] origins,
      double[] table,
      int first,
      int slots,
      double unit) {
    float[][] errors = new float[origins.length][LEADS * slots];
    for (int o = 0; o < origins.length; o++) {
      int from = (origins[o] - first) * slots;
      for (int i = 0; i < LEADS * slots; i++) {
        double forecast = 0;
        for (int m = 0; m < forecasts.length; m++) {
          forecast += weights[m][i] * forecasts[m][o][i];
        }
        double truth = from + i < table.length ? table[from + i] : Double.NaN;
        errors[o][i] = (float) ((truth - forecast) / ErrorBands.root(forecast, unit));
      }
    }
    return ErrorBands.of(slots, unit, origins, errors);
  }

  // ---------------------------------------------------------------- going on

  /** Returns this with the forecast of the week to come as the one whose errors are collected. */
  private SeriesRegression pendingFrom(RidgeInputs inputs) {
    int slots = state.grid().slots();
    double[] week = new double[LEADS * slots];
    for (int d = 0; d < LEADS; d++) {
      System.arraycopy(day(inputs, end() + d), 0, week, d * slots, slots);
    }
    float[] errors = new float[LEADS * slots];
    Arrays.fill(errors, Float.NaN);
    List<Member> awaiting = members.stream().map(member -> member.awaiting(inputs, state)).toList();
    return new SeriesRegression(
        state, awaiting, weights, bands, neverNegative, today, week, errors, end());
  }

  /** Returns this after one more whole day, of which nothing is known after. */
  SeriesRegression advanced(RidgeInputs inputs, double[] values) {
    DayGrid grid = inputs.grid();
    int slots = grid.slots();
    int day = end();
    int lead = day - pendingOrigin;
    float[] errors = pendingErrors.clone();
    for (int k = 0; k < slots; k++) {
      double forecast = pending[lead * slots + k];
      double root = ErrorBands.root(forecast, state.scale().unit());
      errors[lead * slots + k] = (float) ((values[k] - forecast) / root);
    }
    Deviations newState = state.advanced(grid, values);
    SeriesRegression next =
        new SeriesRegression(
            newState,
            members.stream().map(member -> member.advanced(newState, values)).toList(),
            weights,
            bands.with(pendingOrigin, errors),
            neverNegative && Arrays.stream(values).noneMatch(v -> v < 0),
            new double[0],
            pending,
            errors,
            pendingOrigin);
    return lead == LEADS - 1 ? next.pendingFrom(inputs) : next;
  }

  /** Returns this with what is known of the day that has begun. */
  SeriesRegression withToday(double[] newToday) {
    return new SeriesRegression(
        state,
        members,
        weights,
        bands,
        neverNegative,
        newToday,
        pending,
        pendingErrors,
        pendingOrigin);
  }

  /** Returns this with a calendar that is known better by now. */
  SeriesRegression with(DayGrid grid) {
    return new SeriesRegression(
        state.with(grid),
        members,
        weights,
        bands,
        neverNegative,
        today,
        pending,
        pendingErrors,
        pendingOrigin);
  }
}
