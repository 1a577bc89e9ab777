// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.Set;

/** An autoencoder, configured and not yet trained. Thread-safety: immutable. */
record AutoencoderDetector(
    String name, Options options, Set<Capability> capabilities, AutoencoderSettings settings)
    implements AnomalyDetector {
  private static final long LEAST_SECONDS = 28 * 86_400L;
  private static final long LEAST_ROWS = 120;

  @Override
  public FittedDetector fit(DetectorTraining training, RunContext run) {
    String stage = "fit of " + name;
    TensorFlowRuntime.require(name);
    run.checkpoint(stage);
    Panel panel = training.panel();
    requireUsable(panel);
    ChannelTable table = ChannelTable.of(panel, training.site());
    Learnt learnt = new AutoencoderTraining(name, settings, training, table, run).learn();
    try {
      Provenance provenance =
          Provenance.of(
              name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), panel);
      EntryWriter state = new EntryWriter();
      learnt.stream().write(state);
      return new AutoencoderFitted(
          this, provenance, table, training.calendar(), panel.axis(), learnt, state.toByteArray());
    } catch (RuntimeException e) {
      learnt.net().close();
      throw e;
    }
  }

  private void requireUsable(Panel panel) {
    TimeAxis axis = panel.axis();
    long step = axis.stepSeconds();
    long block = settings.blockSeconds(step);
    Validation problems = new Validation();
    problems.check(
        block % step == 0,
        "step-minutes",
        block / 60,
        "must be a multiple of the step of the panel, " + axis.step(),
        "");
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "training of '" + name + "'");
    for (Series series : panel.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "channel '" + series.id() + "'",
          series.length() + " steps",
          "has no value",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "training of '" + name + "'");
    // The first and the last block may not be whole.
    long blocks = Math.max(LEAST_SECONDS / block, LEAST_ROWS + 10L * settings.window()) + 2;
    int needed = Math.toIntExact(blocks * (block / step));
    if (axis.length() < needed) {
      throw new TooShortHistoryException(name, panel.series(0).id(), needed, axis.length());
    }
  }
}
