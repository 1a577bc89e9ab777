// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

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
import io.github.watermgmt.tf.internal.Shared;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import io.github.watermgmt.tf.internal.net.InferenceNet;
import java.util.Set;

/** The configuration. Thread-safety: immutable. */
record NetworkForecaster(NetworkKind kind, Options options) implements Forecaster {
  private static final int LEAST_DAYS = 63;
  private static final int MAGNITUDE_DAYS = 56;
  private static final long DAY_SECONDS = 86_400;

  /** Days before which little is known of what is usual. */
  private static final int FIRST_DAYS = 63;

  @Override
  public String name() {
    return kind.provider();
  }

  @Override
  public Set<Capability> capabilities() {
    return NetworkForecasters.CAPABILITIES;
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
    run.checkpoint("fit of " + name());
    TensorFlowRuntime.require("'" + name() + "'");
    Panel panel = latest(history.targets(), options.get(NetworkOptions.HISTORY_DAYS));
    requireUsable(panel);
    Calendar calendar = history.calendar();
    WeatherDays weather = WeatherDays.of(history.covariates().asOf(history.end()), calendar);
    int n = panel.size();
    UsualDays[] days = new UsualDays[n];
    double[] magnitudes = new double[n];
    run.forEach(
        n,
        s -> {
          run.checkpoint();
          Series series = panel.series(s);
          magnitudes[s] = UsualDays.magnitude(series, MAGNITUDE_DAYS * slots(panel.axis()));
          days[s] = UsualDays.withHolidaysAsSundays(series, calendar, magnitudes[s]);
        });
    int origin = days[0].day(panel.axis().end().getEpochSecond());
    int first = Math.min(FIRST_DAYS, origin / 3);
    int held = Math.min(options.get(NetworkOptions.CALIBRATION_DAYS), origin / 4);
    requireRows(panel, days, first, origin - held);
    LaidSeries[] laid = new LaidSeries[n];
    for (int s = 0; s < n; s++) {
      laid[s] = new LaidSeries(days[s], LaidSeries.spread(days[s], first, origin));
    }
    DayInputs inputs = new DayInputs(kind, slots(panel.axis()));
    NetworkTraining.Outcome learnt =
        NetworkTraining.train(laid, weather, inputs, first, origin, held, options, run);
    SeriesState[] states = new SeriesState[n];
    for (int s = 0; s < n; s++) {
      boolean neverNegative = NetworkModel.isNeverNegative(panel.series(s));
      states[s] =
          new SeriesState(magnitudes[s], laid[s].spread(), neverNegative, learnt.errors()[s]);
    }
    Network network = learnt.network();
    return new NetworkModel(
        options,
        provenance(history, run),
        history.targets().axis(),
        latest(panel, NetworkModel.KEPT_DAYS),
        calendar,
        weather,
        states,
        network,
        panel.axis().end().getEpochSecond(),
        Shared.of(InferenceNet.open(network.architecture(), network.weights()), name()));
  }

  private Provenance provenance(History history, RunContext run) {
    String version = Provenance.currentLibraryVersion();
    return Provenance.of(name(), version, options.asMap(), run.seed(), history.targets());
  }

  private void requireUsable(Panel panel) {
    TimeAxis axis = panel.axis();
    if (DAY_SECONDS % axis.stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step",
              axis.step(),
              "must divide a day for '" + name() + "'",
              "resample to an hour"));
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
    problems.throwIfAny(ErrorCode.NO_DATA, "history of '" + name() + "'");
    int needed = LEAST_DAYS * slots(axis);
    for (Series series : panel.series()) {
      int given = series.length() - series.missing();
      if (given < needed) {
        throw new TooShortHistoryException(name(), series.id(), needed, given);
      }
    }
  }

  /** Nine weeks of values can lie so that nothing is known a week before any of them. */
  private void requireRows(Panel panel, UsualDays[] days, int from, int to) {
    for (int s = 0; s < days.length; s++) {
      boolean any = false;
      for (int day = from; day < to && !any; day++) {
        any = !Double.isNaN(days[s].meanDeviation(day));
      }
      if (!any) {
        Series series = panel.series(s);
        int given = series.length() - series.missing();
        throw new TooShortHistoryException(name(), series.id(), 2 * given, given);
      }
    }
  }
}
