// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the errors of one channel are held against. Thread-safety: immutable.
 *
 * @param calibration errors of history that was held out
 * @param level sum of evidence above which it alarms, positive
 */
record Threshold(Calibration calibration, double level) {

  private static final int ROUNDS = 5;
  private static final double MOST_FAULTY = 0.3;

  /**
   * Returns what follows from held-out errors. Where their own evidence passes the level of alarm,
   * history was not free of faults: rows that made it rise so far are left out, and the others
   * judged anew, as long as seven tenths are left.
   *
   * @param errors of rows in the order of time
   * @param above whether each row lies above what is usual
   * @param level sum of evidence above which it alarms
   */
  static Threshold of(double[] errors, boolean[] above, int window, double level) {
    Calibration calibration = new Calibration(errors);
    for (int round = 0; round < ROUNDS; round++) {
      boolean[] faulty = new boolean[errors.length];
      markFaulty(faulty, calibration, errors, above, true, window, level);
      markFaulty(faulty, calibration, errors, above, false, window, level);
      double[] kept =
          IntStream.range(0, errors.length)
              .filter(i -> !faulty[i])
              .mapToDouble(i -> errors[i])
              .toArray();
      if (kept.length == calibration.size() || kept.length < (1 - MOST_FAULTY) * errors.length) {
        break;
      }
      calibration = new Calibration(kept);
    }
    return new Threshold(calibration, level);
  }

  /** Marks the rows of one direction from where evidence begins to where it is highest. */
  private static void markFaulty(
      boolean[] faulty,
      Calibration calibration,
      double[] errors,
      boolean[] above,
      boolean up,
      int window,
      double level) {
    Evidence evidence = new Evidence(window);
    int begin = 0;
    int highest = 0;
    double most = 0;
    for (int i = 0; i < errors.length; i++) {
      evidence.add(i, above[i] == up ? calibration.pValue(errors[i]) : 1);
      if (evidence.sum() > most) {
        begin = (int) evidence.onset();
        most = evidence.sum();
        highest = i;
      }
      boolean over = evidence.sum() == 0 || i == errors.length - 1;
      if (over && most > level) {
        Arrays.fill(faulty, begin, highest + 1, true);
      }
      most = over ? 0 : most;
    }
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
