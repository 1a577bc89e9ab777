// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.NewSteps;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.Set;

/**
 * A fitted forecaster that keeps the newest days, and is updated by going through them again. The
 * digest of its provenance is that of the training data; after an update, that of the part of old
 * and new data that the model has kept.
 *
 * <p>Thread-safety: as the subclass.
 */
abstract class KeptDays implements FittedForecaster {
  final History kept;
  final TimeAxis trainedOn;
  private final Provenance provenance;

  KeptDays(History kept, TimeAxis trainedOn, Provenance provenance) {
    this.kept = kept;
    this.trainedOn = trainedOn;
    this.provenance = provenance;
  }

  /** Returns the part of a panel that matters. */
  abstract Panel newest(Panel targets);

  /** Returns this model with other days kept. */
  abstract FittedForecaster with(
      History newKept, TimeAxis seen, Provenance updated, RunContext run);

  @Override
  public final Provenance provenance() {
    return provenance;
  }

  @Override
  public final List<String> seriesIds() {
    return kept.targets().ids();
  }

  @Override
  public final TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public final Set<Capability> capabilities() {
    return DayForecaster.CAPABILITIES;
  }

  @Override
  public final FittedForecaster update(History newer, RunContext run) {
    String what = "update of " + provenance.provider();
    run.checkpoint(what);
    Panel more = newer.targets().select(seriesIds());
    Validation problems = new Validation();
    NewSteps.check(problems, more.axis(), trainedOn);
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, what);
    NewSteps steps = NewSteps.of(more, trainedOn);
    Panel tail = newest(steps.after(kept.targets()));
    return with(
        new History(tail, newer.covariates(), newer.calendar()),
        steps.seen(),
        provenance.updated(DataDigest.of(tail), steps.seen().end()),
        run);
  }
}
