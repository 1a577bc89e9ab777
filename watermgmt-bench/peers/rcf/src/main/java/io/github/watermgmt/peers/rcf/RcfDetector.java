// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/** A forest, configured and not yet grown. Thread-safety: immutable. */
record RcfDetector(String name, Options options, Set<Capability> capabilities, RcfSettings settings)
    implements AnomalyDetector {
  private static final long LEAST_SECONDS = 14 * 86_400L;

  @Override
  public FittedDetector fit(DetectorTraining training, RunContext run) {
    String stage = "fit of " + name;
    run.checkpoint(stage);
    Panel panel = training.panel();
    TimeAxis axis = panel.axis();
    Validation problems = new Validation();
    problems.check(
        axis.stepSeconds() >= settings.blockSeconds()
            || settings.blockSeconds() % axis.stepSeconds() == 0,
        "step-minutes",
        settings.blockSeconds() / 60,
        "must be a multiple of the step of the panel, " + axis.step(),
        "");
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, stage);
    for (Series series : panel.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "channel '" + series.id() + "'",
          series.length() + " steps",
          "has no value",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, stage);
    int needed = (int) Math.max(2, (LEAST_SECONDS - 1) / axis.stepSeconds() + 1);
    if (axis.length() < needed) {
      throw new TooShortHistoryException(name, panel.series(0).id(), needed, axis.length());
    }
    RcfState state = RcfState.blank(settings, panel.size(), axis.stepSeconds(), run.seed());
    double[] frame = new double[panel.size()];
    for (int t = 0; t < axis.length(); t++) {
      run.checkpoint(stage);
      state.observe(axis.epochSecond(t), panel.frame(t, frame));
    }
    state.endEpisode();
    Provenance provenance =
        Provenance.of(name, RcfProvider.VERSION, options.asMap(), run.seed(), panel);
    return new RcfFitted(
        this,
        provenance,
        panel.ids(),
        panel.series().stream().map(one -> one.quantity().name()).toList(),
        axis,
        state.toBytes());
  }
}
