// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/**
 * Robust profiles of the days of the week: weighted means of the last days of each, clipped to two
 * robust standard deviations around their median. Holidays are left out.
 */
final class ClassProfiles {
  static final int CLASSES = 7;
  private static final double MAD_TO_SD = 1.4826;
  private static final double SD_FLOOR = 0.03;
  private static final double CLIP = 2;

  private ClassProfiles() {}

  /** Returns weights that halve every {@code halfLife} weeks, newest first. */
  static double[] weights(int weeks, double halfLife) {
    double[] weights = new double[weeks];
    for (int j = 0; j < weeks; j++) {
      weights[j] = StrictMath.pow(0.5, j / halfLife);
    }
    return weights;
  }

  /**
   * Returns the profile of each class, from 1 = Monday to 7 = Sunday. A slot that a class has not
   * seen takes the mean of the other classes, else what was usual before; a note says so.
   *
   * @param levels what is subtracted from each day from {@code oldest} on
   * @param size what a value usually is, without its level subtracted: errors below a few percent
   *     of it are not told apart
   * @param weights of the days of a class, newest first; no more days than that count
   * @param notes where fallbacks are added
   */
  static double[][] of(
      LocalDays days,
      double[] levels,
      double size,
      int oldest,
      int origin,
      double[] weights,
      List<String> notes) {
    double[][] profiles = new double[CLASSES + 1][];
    for (int c = 1; c <= CLASSES; c++) {
      profiles[c] = profile(days, levels, size, oldest, origin, c, weights);
    }
    fillFromOthers(profiles, days, origin, size, notes);
    return profiles;
  }

  private static double[] profile(
      LocalDays days,
      double[] levels,
      double size,
      int oldest,
      int origin,
      int dayClass,
      double[] weights) {
    double[][] chosen = new double[weights.length][];
    double[] level = new double[weights.length];
    int n = 0;
    int newest = Math.min(origin, days.values.length) - 1;
    for (int day = newest; day >= oldest && n < weights.length; day--) {
      if (days.dayOfWeek(day) == dayClass && !days.isHoliday(day)) {
        level[n] = levels[day - oldest];
        chosen[n++] = days.values[day];
      }
    }
    double[] profile = new double[days.slots];
    double[] sample = new double[n];
    double[] spread = new double[n];
    double[] scratch = new double[n];
    for (int k = 0; k < days.slots; k++) {
      for (int j = 0; j < n; j++) {
        sample[j] = chosen[j][k] - level[j];
      }
      double median = LocalDays.median(sample, scratch);
      for (int j = 0; j < n; j++) {
        spread[j] = Math.abs(sample[j] - median);
      }
      double sd =
          MAD_TO_SD * LocalDays.median(spread, scratch) + SD_FLOOR * Math.abs(median + size);
      double sum = 0;
      double total = 0;
      for (int j = 0; j < n; j++) {
        if (!Double.isNaN(sample[j])) {
          double clipped = Math.min(Math.max(sample[j], median - CLIP * sd), median + CLIP * sd);
          sum += weights[j] * clipped;
          total += weights[j];
        }
      }
      profile[k] = total == 0 ? Double.NaN : sum / total;
    }
    return profile;
  }

  private static void fillFromOthers(
      double[][] profiles, LocalDays days, int origin, double size, List<String> notes) {
    double[] common = new double[days.slots];
    double[] column = new double[CLASSES];
    for (int k = 0; k < days.slots; k++) {
      for (int c = 1; c <= CLASSES; c++) {
        column[c - 1] = profiles[c][k];
      }
      common[k] = LocalDays.mean(column);
    }
    boolean stale = !LocalDays.isComplete(common);
    double[] before = stale ? days.slotMeansBefore(origin) : common;
    for (int c = 1; c <= CLASSES; c++) {
      int filled = 0;
      for (int k = 0; k < days.slots; k++) {
        if (Double.isNaN(profiles[c][k])) {
          profiles[c][k] = Double.isNaN(common[k]) ? before[k] - size : common[k];
          filled++;
        }
      }
      if (filled > 0) {
        notes.add(
            filled
                + " of "
                + days.slots
                + " values of the profile of "
                + DayOfWeek.of(c).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                + (stale
                    ? " are not in recent history: means of all that is known"
                    : " are not in recent history: means of the other days"));
      }
    }
  }
}
