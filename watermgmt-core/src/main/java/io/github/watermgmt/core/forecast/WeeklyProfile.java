// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A profile per class of day (Monday to Sunday, holidays as Sundays) plus the level of the last
 * days, which fades. The profile of a slot is a weighted mean of the last days of its class,
 * clipped to two robust standard deviations around their median; the weights halve every {@code
 * halfLife} weeks.
 *
 * @param weeks days of a class that count
 * @param halfLife weeks in which a day's weight halves
 * @param levelMemory weight of a day's deviation relative to the day after it, in [0, 1)
 * @param levelDecayDays days in which the level fades to 1/e
 */
record WeeklyProfile(int weeks, double halfLife, double levelMemory, double levelDecayDays)
    implements DayModel {
  private static final int LEVEL_DAYS = 14;
  private static final int EXTRA_WEEKS = 6; // further back than the weeks that count, for gaps
  private static final double MAD_TO_SD = 1.4826;
  private static final double SD_FLOOR = 0.03;
  private static final double CLIP = 2;

  @Override
  public Prediction predict(LocalDays days, int origin, boolean partial, int count) {
    double[][] profiles = new double[8][];
    for (int c = 1; c <= 7; c++) {
      profiles[c] = profile(days, origin, c);
    }
    fillFromOthers(profiles, days.slots);
    double level = level(days, partial ? origin : origin - 1, profiles);
    double[][] shape = new double[count][];
    double[][] correction = new double[count][days.slots];
    for (int d = 0; d < count; d++) {
      shape[d] = profiles[days.dayClass(origin + d)];
      Arrays.fill(correction[d], level * StrictMath.exp(-d / levelDecayDays));
    }
    return new Prediction(List.of("profile", "level"), List.of(shape, correction));
  }

  private double[] profile(LocalDays days, int origin, int dayClass) {
    List<double[]> chosen = new ArrayList<>();
    int oldest = Math.max(0, origin - 7 * (weeks + EXTRA_WEEKS));
    for (int day = Math.min(origin, days.values.length) - 1; day >= oldest; day--) {
      if (days.dayClass(day) == dayClass && !days.isHoliday(day)) {
        chosen.add(days.values[day]);
        if (chosen.size() == weeks) {
          break;
        }
      }
    }
    double[] profile = new double[days.slots];
    double[] sample = new double[chosen.size()];
    double[] spread = new double[chosen.size()];
    for (int k = 0; k < days.slots; k++) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = chosen.get(j)[k];
      }
      double median = LocalDays.median(sample);
      for (int j = 0; j < sample.length; j++) {
        spread[j] = Math.abs(sample[j] - median);
      }
      double sd = MAD_TO_SD * LocalDays.median(spread) + SD_FLOOR * Math.abs(median);
      double sum = 0;
      double weights = 0;
      for (int j = 0; j < sample.length; j++) {
        if (!Double.isNaN(sample[j])) {
          double weight = StrictMath.pow(0.5, j / halfLife);
          double clipped = Math.min(Math.max(sample[j], median - CLIP * sd), median + CLIP * sd);
          sum += weight * clipped;
          weights += weight;
        }
      }
      profile[k] = weights == 0 ? Double.NaN : sum / weights;
    }
    return profile;
  }

  /** A slot that a class has never seen takes the mean of the other classes, or of all slots. */
  private static void fillFromOthers(double[][] profiles, int slots) {
    double[] bySlot = new double[slots];
    for (int k = 0; k < slots; k++) {
      double[] column = new double[7];
      for (int c = 1; c <= 7; c++) {
        column[c - 1] = profiles[c][k];
      }
      bySlot[k] = LocalDays.mean(column);
    }
    double overall = LocalDays.mean(bySlot);
    for (int c = 1; c <= 7; c++) {
      for (int k = 0; k < slots; k++) {
        if (Double.isNaN(profiles[c][k])) {
          profiles[c][k] = Double.isNaN(bySlot[k]) ? overall : bySlot[k];
        }
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
      double[] deviation = days.values[day].clone();
      double[] profile = profiles[days.dayClass(day)];
      for (int k = 0; k < deviation.length; k++) {
        deviation[k] -= profile[k];
      }
      double mean = LocalDays.mean(deviation);
      if (!Double.isNaN(mean)) {
        double weight = StrictMath.pow(levelMemory, i);
        sum += weight * mean;
        weights += weight;
      }
    }
    return weights == 0 ? 0 : sum / weights;
  }
}
