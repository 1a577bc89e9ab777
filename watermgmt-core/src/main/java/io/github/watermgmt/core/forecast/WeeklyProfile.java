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
 * halfLife} weeks. Holidays are left out of the profiles.
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

  private double[][] profiles(LocalDays days, int origin, List<String> notes) {
    int oldest = Math.max(0, origin - lookBackDays());
    double[] levels = new double[Math.max(0, origin - oldest)];
    double[] weights = ClassProfiles.weights(weeks, halfLife);
    return ClassProfiles.of(days, levels, 0, oldest, origin, weights, notes);
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
