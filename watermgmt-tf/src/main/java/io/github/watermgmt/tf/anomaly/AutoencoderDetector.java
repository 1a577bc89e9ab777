// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.Set;

/** An autoencoder, configured and not yet fitted. Thread-safety: immutable. */
record AutoencoderDetector(
    String name, Options options, Set<Capability> capabilities, NetworkSource source)
    implements AnomalyDetector {

  @Override
  public FittedDetector fit(DetectorTraining training, RunContext run) {
    TensorFlowRuntime.require(name);
    run.checkpoint("fit of " + name);
    try (NetworkSource.Prospect prospect = source.begin()) {
      return fit(training, prospect, run);
    }
  }

  private FittedDetector fit(
      DetectorTraining training, NetworkSource.Prospect prospect, RunContext run) {
    Panel panel = training.panel();
    RowSettings settings = RowOptions.settings(options, prospect.window());
    ChannelTable table = ChannelTable.of(panel, training.site());
    RowHistory history = new RowHistory(name, settings, training, table, run);
    Learnt learnt =
        new AutoencoderTraining(name, history, panel.axis().stepSeconds(), run).learn(prospect);
    try {
      Provenance provenance =
          Provenance.of(
              name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), panel);
      EntryWriter state = new EntryWriter();
      learnt.stream().write(state);
      return AutoencoderFitted.of(
          this, provenance, table, training.calendar(), panel.axis(), learnt, state.toByteArray());
    } catch (RuntimeException e) {
      learnt.net().close();
      throw e;
    }
  }
}
