// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package com.example.hours;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/** The configuration. Thread-safety: immutable. */
record HourlyMean(Options options) implements Forecaster {

  @Override
  public String name() {
    return HourlyMeanProvider.NAME;
  }

  @Override
  public Set<Capability> capabilities() {
    return HourlyMeanProvider.CAPABILITIES;
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    Panel targets = history.targets();
    TimeAxis axis = targets.axis();
    HourOfWeek hours = new HourOfWeek(history.calendar().clock(), axis.stepSeconds());
    requireUsable(targets, hours.slots());
    Provenance provenance =
        Provenance.of(name(), HourlyMeanProvider.VERSION, options.asMap(), run.seed(), targets);
    int kept = Math.min(axis.length(), hours.slots() * options.get(HourlyMeanProvider.WEEKS));
    double[][] means = new double[targets.size()][];
    run.forEach(means.length, s -> means[s] = hours.means(targets.series(s), axis.length() - kept));
    return new HourlyMeanModel(provenance, targets.slice(0, 0), axis, hours, means);
  }

  /** Refuses a history of less than a week, and series without a value; it never guesses. */
  private void requireUsable(Panel targets, int week) {
    Validation problems = new Validation();
    for (Series series : targets.series()) {
      int known = series.length() - series.missing();
      if (series.length() < week) {
        throw new TooShortHistoryException(name(), series.id(), week, series.length());
      }
      problems.check(
          known > 0,
          "series '" + series.id() + "'",
          series.length() + " steps",
          "has no value",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "history of '" + name() + "'");
    long step = targets.axis().stepSeconds();
    if (HourOfWeek.DAY % step != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message("step", step + " s", "must divide a day", "resample to an hour"));
    }
  }
}
