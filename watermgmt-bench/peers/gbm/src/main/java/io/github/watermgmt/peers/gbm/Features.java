// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;

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
      UsualDays days,
      WeatherDays weather,
      int day,
      int origin,
      int slot,
      double[] usual,
      float[] out) {
    double b = usual[slot];
    int last = origin - 1;
    int i = 0;
    out[i++] = (float) days.hour(slot);
    out[i++] = days.dayOfWeek(day);
    out[i++] = day - last;
    out[i++] = (float) b;
    // The same slot one, two, seven and fourteen days before, as far as it is known.
    out[i++] = (float) days.deviation(last, slot);
    out[i++] = (float) days.deviation(last - 1, slot);
    out[i++] = (float) (day - 7 < origin ? days.deviation(day - 7, slot) : Double.NaN);
    out[i++] = (float) (day - 14 < origin ? days.deviation(day - 14, slot) : Double.NaN);
    out[i++] = (float) (days.value(last, slot) - b);
    out[i++] = (float) (day - 7 < origin ? days.value(day - 7, slot) - b : Double.NaN);
    out[i++] = (float) around(days, last, slot);
    out[i++] = (float) days.meanDeviation(last);
    out[i++] = (float) mean(days, last, 3);
    out[i++] = (float) mean(days, last, 7);
    out[i++] = (float) mean(days, last, 28);
    out[i++] = (float) days.nightDeviation(last);
    out[i++] = (float) days.eveningDeviation(last);
    out[i++] = (float) days.fast(origin, slot);
    out[i++] = (float) days.slow(origin, slot);
    out[i++] = (float) lastOfClass(days, day, last);
    out[i++] = days.isHoliday(day) ? 1 : 0;
    out[i++] = days.isHoliday(day - 1) ? 1 : 0;
    out[i++] = days.isHoliday(day + 1) ? 1 : 0;
    out[i++] = days.isHoliday(last) ? 1 : 0;
    double sunday = days.sunday(origin, slot) - b;
    out[i++] = (float) sunday;
    out[i++] = (float) (days.isHoliday(day) ? sunday : 0);
    long epochDay = days.firstDay() + day;
    double turn = 2 * Math.PI * epochDay / DAYS_A_YEAR;
    out[i++] = (float) StrictMath.sin(turn);
    out[i++] = (float) StrictMath.cos(turn);
    double heat = weather.heat(epochDay);
    out[i++] = (float) heat;
    out[i++] = (float) (heat - weather.usualHeat(epochDay));
    out[i++] = (float) (heat - weather.heat(days.firstDay() + last));
    out[i++] = (float) weather.warmRain(epochDay);
    out[i++] = (float) weather.warmRain(days.firstDay() + last);
  }

  private static double around(UsualDays days, int day, int slot) {
    double sum = 0;
    int n = 0;
    for (int k = slot - 1; k <= slot + 1; k++) {
      double deviation = days.deviation(day, Math.floorMod(k, days.slots()));
      if (!Double.isNaN(deviation)) {
        sum += deviation;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static double mean(UsualDays days, int last, int length) {
    double sum = 0;
    int n = 0;
    for (int day = last - length + 1; day <= last; day++) {
      double value = days.meanDeviation(day);
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  private static double lastOfClass(UsualDays days, int day, int last) {
    for (int back = 0; back < CLASS_REACH; back++) {
      if (days.isFree(last - back) == days.isFree(day)) {
        return days.meanDeviation(last - back);
      }
    }
    return Double.NaN;
  }
}
