// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * How the models of the first files corrected a day that had begun: its last hours corrected its
 * next ones by fixed shares. Models restored from such files forecast so for ever; newer ones learn
 * how long errors last, see {@link ErrorPersistence}. Thread-safety: stateless.
 */
final class FixedPersistence {
  private static final double SHARE = 0.7; // of the last error that the next hour is likely to have
  private static final double MEMORY = 0.85; // an hour
  private static final double RECENCY = 0.5; // weight of an error relative to that an hour later
  private static final int HOURS = 4; // that count

  private FixedPersistence() {}

  /**
   * Writes what the hours of a day that has begun add to its later ones.
   *
   * @param today values of that day, NaN where not yet known; may be empty
   * @param forecast of that day, {@code [slot]}
   * @param correction {@code [slot]}, or longer
   */
  static void correct(double[] today, double[] forecast, double[] correction) {
    int slots = forecast.length;
    int last = today.length - 1;
    while (last >= 0 && Double.isNaN(today[last])) {
      last--;
    }
    if (last < 0 || slots < 2) {
      return;
    }
    double hour = 24.0 / slots;
    double sum = 0;
    double weights = 0;
    for (int k = last; k >= 0 && (last - k) * hour < HOURS; k--) {
      if (!Double.isNaN(today[k])) {
        double weight = StrictMath.pow(RECENCY, (last - k) * hour);
        sum += weight * (today[k] - forecast[k]);
        weights += weight;
      }
    }
    for (int k = last + 1; k < slots; k++) {
      correction[k] = SHARE * StrictMath.pow(MEMORY, (k - last) * hour) * sum / weights;
    }
  }
}
