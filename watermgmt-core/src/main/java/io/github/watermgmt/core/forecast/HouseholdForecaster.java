// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/** A forecaster of single households. Thread-safety: immutable. */
record HouseholdForecaster(
    String name, Options options, HouseholdModel.Settings settings, InputPolicy policy)
    implements Forecaster {
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
    UsableHistory.requireStep(name, axis);
    Provenance provenance =
        Provenance.of(
            name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), targets);
    FittedHousehold fitted =
        FittedHousehold.learn(this, history.withTargets(kept(targets)), axis, provenance, run);
    policy.refuse(fitted.doubts());
    return fitted;
  }

  /** Returns the history that matters. */
  Panel kept(Panel targets) {
    int length = targets.axis().length();
    long days = (long) WEEK * settings.weeks() + 1; // and the day that has begun
    long steps = days * (DayGrid.DAY_SECONDS / targets.axis().stepSeconds());
    return targets.slice((int) Math.max(0, length - steps), length);
  }
}
