// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.Set;

/** The configuration. Thread-safety: immutable. */
record GbmForecaster(Options options) implements Forecaster {
  private static final int LEAST_DAYS = 63;
  private static final int SCALE_DAYS = 56;
  private static final long DAY_SECONDS = 86_400;

  /** Days before which little is known of what is usual. */
  private static final int FIRST_DAYS = 63;

  @Override
  public String name() {
    return GbmProvider.NAME;
  }

  @Override
  public Set<Capability> capabilities() {
    return GbmProvider.CAPABILITIES;
  }

  static int slots(TimeAxis axis) {
    return (int) (DAY_SECONDS / axis.stepSeconds());
  }

  /** Returns the longest part of a panel that ends with it and has at most so many days. */
  static Panel latest(Panel panel, int days) {
    int length = panel.axis().length();
    long steps = (long) days * slots(panel.axis());
    return panel.slice((int) Math.max(0, length - steps), length);
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    run.checkpoint("fit of gbm");
    Panel panel = latest(history.targets(), options.get(GbmProvider.HISTORY_DAYS));
    requireUsable(history.targets(), panel);
    Calendar calendar = history.calendar();
    WeatherDays weather = WeatherDays.of(history.covariates().asOf(history.end()), calendar);
    int n = panel.size();
    double[] scales = new double[n];
    UsualDays[] days = new UsualDays[n];
    run.forEach(
        n,
        s -> {
          run.checkpoint();
          Series series = panel.series(s);
          scales[s] = UsualDays.magnitude(series, SCALE_DAYS * slots(panel.axis()));
          days[s] = UsualDays.of(series, calendar, scales[s]);
        });
    int origin = days[0].day(panel.axis().end().getEpochSecond());
    int first = Math.min(FIRST_DAYS, origin / 3);
    int calibration = Math.min(options.get(GbmProvider.CALIBRATION_DAYS), origin / 4);
    requireRows(panel, days, first, origin - calibration);
    run.progress("fit of gbm", 0, 2);
    int[] from = new int[n];
    Arrays.fill(from, first);
    int[] to = new int[n];
    Arrays.fill(to, origin - calibration);
    Learnt past = Learnt.from(days, weather, from, to, options, run);
    Errors[] errors = new Errors[n];
    run.forEach(
        n,
        s -> {
          run.checkpoint();
          double[] truth = GbmModel.truth(panel.series(s), days[s]);
          errors[s] = Errors.of(past, days[s], truth, weather, origin - calibration, origin);
        });
    run.progress("fit of gbm", 1, 2);
    Arrays.fill(to, origin);
    Learnt learnt = Learnt.from(days, weather, from, to, options, run);
    run.progress("fit of gbm", 2, 2);
    TimeAxis axis = history.targets().axis();
    Provenance provenance =
        Provenance.of(
            GbmProvider.NAME, GbmProvider.VERSION, options.asMap(), run.seed(), history.targets());
    boolean[] neverNegative = new boolean[n];
    for (int s = 0; s < n; s++) {
      neverNegative[s] = Arrays.stream(panel.series(s).toArray()).noneMatch(v -> v < 0);
    }
    return new GbmModel(
        options,
        provenance,
        axis,
        latest(panel, GbmModel.KEPT_DAYS),
        calendar,
        weather,
        scales,
        neverNegative,
        errors,
        learnt);
  }

  private static void requireUsable(Panel whole, Panel panel) {
    TimeAxis axis = panel.axis();
    if (DAY_SECONDS % axis.stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step", axis.step(), "must divide a day for 'gbm'", "resample to an hour"));
    }
    Validation problems = new Validation();
    for (Series series : panel.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "series '" + series.id() + "'",
          series.length() + " steps",
          "has no value in the history that counts",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "history of 'gbm'");
    int needed = LEAST_DAYS * slots(axis);
    for (Series series : panel.series()) {
      int given = series.length() - series.missing();
      if (given < needed) {
        throw new TooShortHistoryException(GbmProvider.NAME, series.id(), needed, given);
      }
    }
  }

  /** Nine weeks of values can lie so that nothing is known a week before any of them. */
  private static void requireRows(Panel panel, UsualDays[] days, int from, int to) {
    for (int s = 0; s < days.length; s++) {
      boolean any = false;
      for (int day = from; day < to && !any; day++) {
        any = !Double.isNaN(days[s].meanDeviation(day));
      }
      if (!any) {
        Series series = panel.series(s);
        int given = series.length() - series.missing();
        throw new TooShortHistoryException(GbmProvider.NAME, series.id(), 2 * given, given);
      }
    }
  }
}
