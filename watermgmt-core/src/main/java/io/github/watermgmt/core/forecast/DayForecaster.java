// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

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
import java.util.List;
import java.util.Set;

/** A forecaster around a {@link DayModel}. Thread-safety: immutable. */
record DayForecaster(String name, Options options, DayModel model, InputPolicy policy)
    implements Forecaster {
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

  private static final long DAY_SECONDS = 86_400;

  /** Weeks that parameters are learnt from, beside those that a forecast looks back on. */
  private static final int LEARNT_WEEKS = 22;

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    run.checkpoint("fit of " + name);
    TimeAxis axis = history.targets().axis();
    UsableHistory.requireStep(name, axis);
    History kept = history.withTargets(kept(history.targets()));
    Provenance provenance =
        Provenance.of(
            name,
            Provenance.currentLibraryVersion(),
            options.asMap(),
            run.seed(),
            history.targets());
    FittedDays fitted = FittedDays.learn(this, kept, axis, provenance, List.of(), run);
    policy.refuse(fitted.doubts());
    return fitted;
  }

  /** Returns the history that matters: past origins, what they look back on, and some to spare. */
  Panel kept(Panel targets) {
    return newest(targets, PastErrors.ORIGINS + 2);
  }

  /** Returns the history that parameters are learnt from, of which something must be known. */
  Panel learntFrom(Panel targets) {
    return newest(targets, LEARNT_WEEKS);
  }

  private Panel newest(Panel targets, int weeks) {
    return targets.slice(firstOfNewest(targets.axis(), weeks), targets.axis().length());
  }

  /** Returns the history of a series that parameters are learnt from. */
  Series learntFrom(Series series) {
    return series.slice(firstOfNewest(series.axis(), LEARNT_WEEKS), series.length());
  }

  /** Returns the step from which on there are so many weeks and what they look back on. */
  private int firstOfNewest(TimeAxis axis, int weeks) {
    long days = model.lookBackDays() + 7L * weeks;
    return (int) Math.max(0, axis.length() - days * (DAY_SECONDS / axis.stepSeconds()));
  }
}
