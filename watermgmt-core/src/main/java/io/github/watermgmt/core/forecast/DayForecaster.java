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
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/** A forecaster around a {@link DayModel}. Thread-safety: immutable. */
record DayForecaster(String name, Options options, DayModel model) implements Forecaster {
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.QUANTILES,
          Capability.SAMPLE_PATHS,
          Capability.EXPLANATION,
          Capability.HOLIDAYS,
          Capability.UPDATE,
          Capability.PERSISTENCE,
          Capability.MISSING_VALUES,
          Capability.MULTI_SERIES);

  /** History that is kept: 20 past origins, each looking back 14 weeks, and two to spare. */
  static final int KEPT_DAYS = 7 * (PastErrors.ORIGINS + 14 + 2);

  private static final int LEAST_DAYS = 21;
  private static final long DAY_SECONDS = 86_400;

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    run.checkpoint("fit of " + name);
    TimeAxis axis = history.targets().axis();
    if (DAY_SECONDS % axis.stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step", axis.step(), "must divide a day for '" + name + "'", "resample to an hour"));
    }
    int perDay = (int) (DAY_SECONDS / axis.stepSeconds());
    History kept = kept(history, perDay);
    for (Series series : kept.targets().series()) {
      int given = series.length() - series.missing();
      if (given < LEAST_DAYS * perDay) {
        throw new TooShortHistoryException(name, series.id(), LEAST_DAYS * perDay, given);
      }
    }
    Provenance provenance =
        new Provenance(
            name,
            Provenance.currentLibraryVersion(),
            Provenance.currentLibraryVersion(),
            options.asMap(),
            run.seed(),
            DataDigest.of(history.targets()),
            axis.start(),
            axis.end(),
            history.targets().size());
    return FittedDays.learn(this, kept, axis, provenance, run);
  }

  private static History kept(History history, int perDay) {
    int length = history.targets().axis().length();
    int from = Math.max(0, length - KEPT_DAYS * perDay);
    return history.withTargets(history.targets().slice(from, length));
  }
}
