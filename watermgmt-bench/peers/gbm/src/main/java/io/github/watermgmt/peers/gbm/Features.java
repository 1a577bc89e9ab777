// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

/**
 * What the trees see of a slot of a day at an origin: days before the origin, the calendar, and the
 * weather of the day itself. Thread-safety: stateless.
 */
final class Features {
  static final int COUNT = 33;
  private static final int CLASS_REACH = 6;
  private static final double DAYS_A_YEAR = 365.25;

  private Features() {}

  /**
   * Writes one row.
   *
   * @param usual what is usual on the day as seen at the origin
   * @param out takes {@link #COUNT} numbers
   */
  static void fill(
      Days days, Weather weather, int day, int origin, int slot, double[] usual, float[] out) {
    double b = usual[slot];
    int last = origin - 1;
    int i = 0;
    out[i++] = (float) days.hour(slot);
    out[i++] = days.dayOfWeek(day);
    out[i++] = day - last;
    out[i++] = (float) b;
    // The same slot one, two, seven and fourteen days before, as far as it is known.
    out[i++] = (float) Days.at(days.deviations, last, slot);
    out[i++] = (float) Days.at(days.deviations, last - 1, slot);
    out[i++] = (float) (day - 7 < origin ? Days.at(days.deviations, day - 7, slot) : Double.NaN);
    out[i++] = (float) (day - 14 < origin ? Days.at(days.deviations, day - 14, slot) : Double.NaN);
    out[i++] = (float) (Days.at(days.values, last, slot) - b);
    out[i++] = (float) (day - 7 < origin ? Days.at(days.values, day - 7, slot) - b : Double.NaN);
    out[i++] = (float) around(days, last, slot);
    out[i++] = (float) Days.at(days.dayMeans, last);
    out[i++] = (float) mean(days.dayMeans, last, 3);
    out[i++] = (float) mean(days.dayMeans, last, 7);
    out[i++] = (float) mean(days.dayMeans, last, 28);
    out[i++] = (float) Days.at(days.nights, last);
    out[i++] = (float) Days.at(days.evenings, last);
    int known = Math.min(origin, days.count);
    out[i++] = (float) days.fast[known][slot];
    out[i++] = (float) days.slow[known][slot];
    out[i++] = (float) lastOfClass(days, day, last);
    out[i++] = days.isHoliday(day) ? 1 : 0;
    out[i++] = days.isHoliday(day - 1) ? 1 : 0;
    out[i++] = days.isHoliday(day + 1) ? 1 : 0;
    out[i++] = days.isHoliday(last) ? 1 : 0;
    double sunday = days.sundays[known][slot] - b;
    out[i++] = (float) sunday;
    out[i++] = (float) (days.isHoliday(day) ? sunday : 0);
    long epochDay = days.firstDay + day;
    double turn = 2 * Math.PI * epochDay / DAYS_A_YEAR;
    out[i++] = (float) StrictMath.sin(turn);
    out[i++] = (float) StrictMath.cos(turn);
    double heat = weather.heat(epochDay);
    out[i++] = (float) heat;
    out[i++] = (float) (heat - weather.usualHeat(epochDay));
    out[i++] = (float) (heat - weather.heat(days.firstDay + last));
    out[i++] = (float) weather.warmRain(epochDay);
    out[i++] = (float) weather.warmRain(days.firstDay + last);
  }

  private static double around(Days days, int day, int slot) {
    double sum = 0;
    int n = 0;
    for (int k = slot - 1; k <= slot + 1; k++) {
      double deviation = Days.at(days.deviations, day, Math.floorMod(k, days.slots));
      if (!Double.isNaN(deviation)) {
        sum += deviation;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static double mean(double[] row, int last, int length) {
    double sum = 0;
    int n = 0;
    for (int day = last - length + 1; day <= last; day++) {
      double value = Days.at(row, day);
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static double lastOfClass(Days days, int day, int last) {
    for (int back = 0; back < CLASS_REACH; back++) {
      if (days.isFree(last - back) == days.isFree(day)) {
        return Days.at(days.dayMeans, last - back);
      }
    }
    return Double.NaN;
  }
}
