// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

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

/** A forecaster of single households. Thread-safety: immutable. */
record HouseholdForecaster(String name, Options options, HouseholdModel.Settings settings)
    implements Forecaster {
  private static final int LEAST_DAYS = 21;
  private static final int WEEK = 7;

  @Override
  public Set<Capability> capabilities() {
    return DayForecaster.CAPABILITIES;
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    run.checkpoint("fit of " + name);
    Panel targets = history.targets();
    TimeAxis axis = targets.axis();
    if (DayGrid.DAY_SECONDS % axis.stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step", axis.step(), "must divide a day for '" + name + "'", "resample to an hour"));
    }
    Provenance provenance =
        Provenance.of(
            name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), targets);
    return FittedHousehold.learn(this, history.withTargets(kept(targets)), axis, provenance, run);
  }

  /** Returns the history that matters. */
  Panel kept(Panel targets) {
    int length = targets.axis().length();
    long days = (long) WEEK * settings.weeks() + 1; // and the day that has begun
    long steps = days * (DayGrid.DAY_SECONDS / targets.axis().stepSeconds());
    return targets.slice((int) Math.max(0, length - steps), length);
  }

  /**
   * Refuses what nothing can be learnt from.
   *
   * @throws DataException WM-104 if a series has no value
   * @throws TooShortHistoryException if a series has fewer than three weeks of values
   */
  void requireUsable(Panel kept) {
    int needed = (int) (LEAST_DAYS * (DayGrid.DAY_SECONDS / kept.axis().stepSeconds()));
    Validation problems = new Validation();
    for (Series series : kept.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "series '" + series.id() + "'",
          series.length() + " steps",
          "has no value in the history that counts",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "history of '" + name + "'");
    for (Series series : kept.series()) {
      int given = series.length() - series.missing();
      if (given < needed) {
        throw new TooShortHistoryException(name, series.id(), needed, given);
      }
    }
  }
}
