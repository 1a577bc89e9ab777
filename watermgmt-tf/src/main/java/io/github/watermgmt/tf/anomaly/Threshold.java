// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * What the errors of one channel are held against. Thread-safety: immutable.
 *
 * @param calibration errors of history that was held out
 * @param level sum of evidence above which it alarms, positive
 */
record Threshold(Calibration calibration, double level) {

  /** Evidence of history that was held out stays so much below the level. */
  private static final double MARGIN = 1.25;

  /**
   * Returns what follows from held-out errors.
   *
   * @param errors of rows in the order of time
   * @param above whether each row lies above what is usual
   * @param least level for history without a trace of what is odd
   */
  static Threshold of(double[] errors, boolean[] above, int window, double least) {
    Calibration calibration = new Calibration(errors);
    Evidence up = new Evidence(window);
    Evidence down = new Evidence(window);
    double most = 0;
    for (int i = 0; i < errors.length; i++) {
      double p = calibration.pValue(errors[i]);
      up.add(i, above[i] ? p : 1);
      down.add(i, above[i] ? 1 : p);
      most = Math.max(most, Math.max(up.sum(), down.sum()));
    }
    return new Threshold(calibration, Math.max(least, MARGIN * most));
  }

  void write(EntryWriter out) {
    calibration.write(out);
    out.writeDouble(level);
  }

  static Threshold read(EntryReader in) {
    Calibration calibration = Calibration.read(in);
    double level = in.readFinite("level of alarm");
    if (!(level > 0)) {
      throw in.corrupt("level of alarm (" + level + "), must be positive");
    }
    return new Threshold(calibration, level);
  }
}
