// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;

/**
 * One fit: the network, then the errors it makes on rows that it has not seen.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class AutoencoderTraining {
  private final String name;
  private final RowHistory history;
  private final long stepSeconds;
  private final RunContext run;

  AutoencoderTraining(String name, RowHistory history, long stepSeconds, RunContext run) {
    this.name = name;
    this.history = history;
    this.stepSeconds = stepSeconds;
    this.run = run;
  }

  /** Learns; the network of the outcome is the caller's to close. */
  Learnt learn(NetworkSource.Prospect prospect) {
    history.requireRows(history.heldOut(), history.last(), "to be held out");
    Reconstruction net = new Reconstruction(name, prospect.learn(history, run));
    try {
      List<Threshold> thresholds = new ArrayList<>();
      for (Rows all : history.rows()) {
        run.checkpoint("fit of " + name);
        thresholds.add(threshold(net, all.between(history.heldOut(), history.last())));
      }
      return new Learnt(history.settings(), thresholds, history.stream(), net);
    } catch (RuntimeException e) {
      net.close();
      throw e;
    }
  }

  private Threshold threshold(Reconstruction net, Rows heldOut) {
    boolean[] above = new boolean[heldOut.size()];
    for (int row = 0; row < above.length; row++) {
      above[row] = heldOut.mean(row) >= 0;
    }
    double level = history.settings().level(stepSeconds);
    double[] errors = net.errors(heldOut.values());
    requireFinite(errors);
    return Threshold.of(errors, above, history.settings().window(), level);
  }

  private void requireFinite(double[] errors) {
    for (double error : errors) {
      if (!Double.isFinite(error)) {
        throw new DataException(
            ErrorCode.NO_DATA,
            Validation.message(
                "error of a reconstruction by '" + name + "'",
                error,
                "must be finite for all rows of the history that are held out",
                "check the network against the rows that DeviationRows writes"));
      }
    }
  }
}
