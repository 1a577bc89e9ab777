// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.tf.internal.net.Activation;
import io.github.watermgmt.tf.internal.net.DenseArchitecture;
import io.github.watermgmt.tf.internal.net.Loss;
import io.github.watermgmt.tf.internal.net.TrainingSettings;
import java.util.List;

/**
 * The options as numbers. Thread-safety: an immutable value.
 *
 * @param window blocks of a row
 * @param hidden widths of the hidden layers
 * @param blockSeconds length of a mean, s; longer where frames are
 * @param training how long and how fast the network learns
 * @param followDays days in which what is usual at a time of day follows what is seen
 * @param quietSeconds seconds without anything odd that end an episode
 * @param absorbSeconds seconds after which an episode is the new normal
 * @param falseAlarmsPerYear what the level of alarm is made of
 */
record AutoencoderSettings(
    int window,
    List<Integer> hidden,
    Activation activation,
    long blockSeconds,
    TrainingSettings training,
    double followDays,
    long quietSeconds,
    long absorbSeconds,
    double falseAlarmsPerYear) {
  private static final double YEAR_SECONDS = 365.25 * 86_400;

  /** Checks that layers are few and narrow enough. */
  AutoencoderSettings {
    hidden = List.copyOf(hidden);
  }

  static TrainingSettings training(int epochs, int batch, double rate, int patience) {
    return new TrainingSettings(epochs, batch, rate, patience, Loss.meanSquare());
  }

  /** Returns the network: as many numbers come out as go in. */
  DenseArchitecture architecture() {
    return new DenseArchitecture(window, hidden, activation, window);
  }

  /** Returns the length of a block for frames of a step, s. */
  long blockSeconds(long stepSeconds) {
    return Math.max(blockSeconds, stepSeconds);
  }

  /**
   * Returns the sum of evidence at which it alarms. By Ville's inequality a martingale that is
   * worth 1 reaches exp(h) with a chance of exp(−h) at most; a sum that starts anew at 0 therefore
   * takes exp(h) rows or more between alarms on average. Rows that share no block count, once for
   * too much and once for too little.
   */
  double level(long stepSeconds) {
    double rows = 2 * YEAR_SECONDS / (window * (double) blockSeconds(stepSeconds));
    return Math.max(1, StrictMath.log(rows / falseAlarmsPerYear));
  }
}
