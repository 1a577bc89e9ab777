// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.net.DenseArchitecture;
import io.github.watermgmt.tf.internal.net.Examples;
import io.github.watermgmt.tf.internal.net.Trained;
import io.github.watermgmt.tf.internal.net.Trainer;
import io.github.watermgmt.tf.internal.net.TrainingSettings;
import java.util.Locale;

/**
 * Trains a network on the rows that are not held out. Thread-safety: an immutable value.
 *
 * @param name of the provider
 * @param architecture as many numbers come out as go in
 * @param settings how long and how fast it learns
 */
record TrainedSource(String name, DenseArchitecture architecture, TrainingSettings settings)
    implements NetworkSource {
  private static final System.Logger LOG = System.getLogger(TrainedSource.class.getName());

  /** Of the rows that are not held out the last part tells when to stop. */
  private static final double VALIDATION = 0.15;

  private static final double TRIMMED = 0.02;

  /** The network learns deviations up to here, and so not to reconstruct what lies beyond. */
  private static final float LEARNT_SPREADS = 2;

  private static final int MOST_ROWS = 40_000;

  @Override
  public Prospect begin() {
    return new Prospect() {
      @Override
      public int window() {
        return architecture.inputs();
      }

      @Override
      public RowNetwork learn(RowHistory history, RunContext run) {
        return train(history, run);
      }

      @Override
      public void close() {
        // Holds nothing before it is trained.
      }
    };
  }

  private RowNetwork train(RowHistory history, RunContext run) {
    int window = architecture.inputs();
    long validation = history.learnt() - (long) (VALIDATION * (history.learnt() - history.first()));
    history.requireRows(history.settled(), validation, "to learn from");
    Rows learning = together(history, history.settled(), validation - window);
    Trained trained =
        Trainer.train(
            architecture,
            examples(learning),
            examples(together(history, validation, history.learnt())),
            settings,
            run,
            "fit of " + name);
    LOG.log(
        System.Logger.Level.INFO,
        () ->
            String.format(
                Locale.ROOT,
                "%s learnt %d rows: %s, loss %.3f; where each channel deviates most, %.0f %% were left out",
                name,
                learning.size(),
                trained.curve(),
                trained.curve().training()[trained.curve().best()],
                100 * TRIMMED));
    return TrainedNetwork.open(architecture, trained);
  }

  /** Rows of all channels, without what deviates most: it may be what is to be found. */
  private Rows together(RowHistory history, long from, long to) {
    Rows all = new Rows(architecture.inputs(), 1024);
    int most = Math.max(1, MOST_ROWS / history.rows().size());
    history.rows().forEach(one -> one.between(from, to).trimmed(TRIMMED).thinTo(all, most));
    return all;
  }

  private Examples examples(Rows rows) {
    float[] x = rows.values();
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(-LEARNT_SPREADS, Math.min(LEARNT_SPREADS, x[i]));
    }
    return new Examples(rows.size(), architecture.inputs(), architecture.inputs(), x, x);
  }

  @Override
  public RowNetwork read(ModelFile file) {
    return TrainedNetwork.read(file, architecture);
  }
}
