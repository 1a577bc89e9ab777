// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A profile per class of day (Monday to Sunday, holidays as Sundays) plus the level of the last
 * days, which fades. The profile of a slot is a weighted mean of the last days of its class,
 * clipped to two robust standard deviations around their median; the weights halve every {@code
 * halfLife} weeks. Holidays are left out of the profiles.
 *
 * @param weeks days of a class that count
 * @param halfLife weeks in which a day's weight halves
 * @param levelMemory weight of a day's deviation relative to the day after it, in [0, 1)
 * @param levelDecayDays days in which the level fades to 1/e
 */
record WeeklyProfile(int weeks, double halfLife, double levelMemory, double levelDecayDays)
    implements DayModel {
  private static final int CLASSES = 7;
  private static final int LEVEL_DAYS = 14;
  private static final int EXTRA_WEEKS = 6; // further back than the weeks that count, for gaps
  private static final double MAD_TO_SD = 1.4826;
  private static final double SD_FLOOR = 0.03;
  private static final double CLIP = 2;

  @Override
  public int lookBackDays() {
    return 7 * (weeks + EXTRA_WEEKS);
  }

  @Override
  public Prediction predict(LocalDays days, int origin, boolean partial, int count) {
    List<String> notes = new ArrayList<>();
    double[][] profiles = profiles(days, origin, notes);
    double level = level(days, partial ? origin : origin - 1, profiles);
    double[][] shape = new double[count][];
    double[][] holiday = new double[count][days.slots];
    double[][] correction = new double[count][days.slots];
    boolean holidays = false;
    for (int d = 0; d < count; d++) {
      shape[d] = profiles[days.dayOfWeek(origin + d)];
      double[] asHoliday = profiles[days.dayClass(origin + d)];
      if (asHoliday != shape[d]) {
        holidays = true;
        for (int k = 0; k < days.slots; k++) {
          holiday[d][k] = asHoliday[k] - shape[d][k];
        }
      }
      Arrays.fill(correction[d], level * StrictMath.exp(-d / levelDecayDays));
    }
    return holidays
        ? new Prediction(
            List.of("profile", "holiday", "level"), List.of(shape, holiday, correction), notes)
        : new Prediction(List.of("profile", "level"), List.of(shape, correction), notes);
  }

  /** Returns the profile of each class, from 1 = Monday to 7 = Sunday. */
  private double[][] profiles(LocalDays days, int origin, List<String> notes) {
    double[] weights = new double[weeks];
    for (int j = 0; j < weeks; j++) {
      weights[j] = StrictMath.pow(0.5, j / halfLife);
    }
    double[][] profiles = new double[CLASSES + 1][];
    for (int c = 1; c <= CLASSES; c++) {
      profiles[c] = profile(days, origin, c, weights);
    }
    fillFromOthers(profiles, days, origin, notes);
    return profiles;
  }

  private double[] profile(LocalDays days, int origin, int dayClass, double[] weights) {
    double[][] chosen = new double[weeks][];
    int n = 0;
    int oldest = Math.max(0, origin - lookBackDays());
    for (int day = Math.min(origin, days.values.length) - 1; day >= oldest && n < weeks; day--) {
      if (days.dayOfWeek(day) == dayClass && !days.isHoliday(day)) {
        chosen[n++] = days.values[day];
      }
    }
    double[] profile = new double[days.slots];
    double[] sample = new double[n];
    double[] spread = new double[n];
    double[] scratch = new double[n];
    for (int k = 0; k < days.slots; k++) {
      for (int j = 0; j < n; j++) {
        sample[j] = chosen[j][k];
      }
      double median = LocalDays.median(sample, scratch);
      for (int j = 0; j < n; j++) {
        spread[j] = Math.abs(sample[j] - median);
      }
      double sd = MAD_TO_SD * LocalDays.median(spread, scratch) + SD_FLOOR * Math.abs(median);
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

  /**
   * A slot that a class has not seen takes the mean of the other classes, else what was usual
   * before.
   */
  private static void fillFromOthers(
      double[][] profiles, LocalDays days, int origin, List<String> notes) {
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
          profiles[c][k] = Double.isNaN(common[k]) ? before[k] : common[k];
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

  private double level(LocalDays days, int newest, double[][] profiles) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < LEVEL_DAYS; i++) {
      int day = newest - i;
      if (day < 0 || day >= days.values.length) {
        continue;
      }
      double[] profile = profiles[days.dayClass(day)];
      double deviation = 0;
      int n = 0;
      for (int k = 0; k < days.slots; k++) {
        double value = days.values[day][k];
        if (!Double.isNaN(value)) {
          deviation += value - profile[k];
          n++;
        }
      }
      if (n > 0) {
        // A day that has just begun, or has gaps, counts as far as it is known.
        double weight = StrictMath.pow(levelMemory, i) * n / days.slots;
        sum += weight * (deviation / n);
        weights += weight;
      }
    }
    return weights == 0 ? 0 : sum / weights;
  }
}
