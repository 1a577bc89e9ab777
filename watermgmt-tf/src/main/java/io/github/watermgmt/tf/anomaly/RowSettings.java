// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

/**
 * How frames become rows, and errors of rows alarms. Thread-safety: an immutable value.
 *
 * @param window blocks of a row
 * @param blockSeconds length of a mean, s; longer where frames are
 * @param followDays days in which what is usual at a time of day follows what is seen
 * @param quietSeconds seconds without anything odd that end an episode
 * @param absorbSeconds seconds after which an episode is the new normal
 * @param falseAlarmsPerYear what the level of alarm is made of
 */
record RowSettings(
    int window,
    long blockSeconds,
    double followDays,
    long quietSeconds,
    long absorbSeconds,
    double falseAlarmsPerYear) {
  private static final double YEAR_SECONDS = 365.25 * 86_400;

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
