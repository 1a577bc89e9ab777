// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import java.util.function.IntToDoubleFunction;

/**
 * What a network sees of a day at an origin: the days before the origin, the calendar, and the
 * weather of the day itself. Unknown numbers are NaN here.
 *
 * <p>Days of more than 24 slots are seen by the hour. Dense networks get them side by side: the
 * last day before the origin, faded means, the day a week earlier, and the shape of what is usual.
 * Convolutions get the last two weeks day after day.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind of the network
 * @param slots of a day
 */
record DayInputs(NetworkKind kind, int slots) {
  /** Leads that are told apart, in days; later days count as the last. */
  static final int LEADS = 7;

  /** Days that convolutions see. */
  static final int SEQUENCE_DAYS = 14;

  private static final int HOURS = 24;
  private static final int WEEK = 7;
  private static final int DENSE_BY_PART = 5;
  private static final int FLAGS = 2;
  private static final int STATICS = 39;
  private static final int CLASS_REACH = 6;
  private static final double DAYS_A_YEAR = 365.25;

  /** Returns into how many parts a day is cut. */
  int parts() {
    return slots > HOURS && slots % HOURS == 0 ? HOURS : slots;
  }

  /** Returns the numbers of one day of the sequence that convolutions see. */
  int channels() {
    return parts() + FLAGS;
  }

  /** Returns the numbers of the whole sequence; 0 for dense networks. */
  int sequence() {
    return kind == NetworkKind.CONV ? SEQUENCE_DAYS * channels() : 0;
  }

  /** Returns how many numbers a row has. */
  int count() {
    return (kind == NetworkKind.CONV ? sequence() + parts() : DENSE_BY_PART * parts()) + STATICS;
  }

  /** Returns the lead of a day, 1 to {@link #LEADS}. */
  static int lead(int day, int origin) {
    return Math.min(LEADS, day - origin + 1);
  }

  /**
   * Writes one row.
   *
   * @param usual what is usual on the day as seen at the origin
   * @param at where the row begins
   */
  void fill(
      LaidSeries series,
      WeatherDays weather,
      int day,
      int origin,
      double[] usual,
      float[] out,
      int at) {
    Row row = new Row(out, at);
    UsualDays days = series.days();
    int last = origin - 1;
    if (kind == NetworkKind.CONV) {
      for (int past = origin - SEQUENCE_DAYS; past < origin; past++) {
        sequenceDay(row, series, past);
      }
    } else {
      byPart(row, k -> series.deviation(last, k));
      byPart(row, k -> days.fast(origin, k) / series.spread());
      byPart(row, k -> days.slow(origin, k) / series.spread());
      int weekEarlier = day - WEEK;
      byPart(row, k -> weekEarlier < origin ? series.deviation(weekEarlier, k) : Double.NaN);
    }
    double level = mean(usual);
    byPart(row, k -> usual[k] - level);
    calendar(row, days, day, origin);
    levels(row, series, day, last);
    weather(row, weather, days.firstDay() + day, days.firstDay() + last);
  }

  private void sequenceDay(Row row, LaidSeries series, int past) {
    int known = 0;
    for (int k = 0; k < slots; k++) {
      known += Double.isNaN(series.deviation(past, k)) ? 0 : 1;
    }
    byPart(row, k -> series.deviation(past, k));
    row.add((double) known / slots);
    row.add(series.days().isFree(past) ? 1 : 0);
  }

  private void calendar(Row row, UsualDays days, int day, int origin) {
    int last = origin - 1;
    for (int d = 1; d <= WEEK; d++) {
      row.add(days.dayOfWeek(day) == d ? 1 : 0);
    }
    row.add(days.isHoliday(day) ? 1 : 0);
    row.add(days.isHoliday(day - 1) ? 1 : 0);
    row.add(days.isHoliday(day + 1) ? 1 : 0);
    row.add(days.isHoliday(last) ? 1 : 0);
    row.add(days.isFree(last) ? 1 : 0);
    for (int lead = 1; lead <= LEADS; lead++) {
      row.add(lead(day, origin) == lead ? 1 : 0);
    }
    double turn = 2 * Math.PI * (days.firstDay() + day) / DAYS_A_YEAR;
    row.add(StrictMath.sin(turn));
    row.add(StrictMath.cos(turn));
    row.add(StrictMath.sin(2 * turn));
    row.add(StrictMath.cos(2 * turn));
  }

  private void levels(Row row, LaidSeries series, int day, int last) {
    UsualDays days = series.days();
    double spread = series.spread();
    row.add(meanDeviation(days, last, 1) / spread);
    row.add(meanDeviation(days, last, 3) / spread);
    row.add(meanDeviation(days, last, WEEK) / spread);
    row.add(meanDeviation(days, last, 4 * WEEK) / spread);
    row.add(days.nightDeviation(last) / spread);
    row.add(days.eveningDeviation(last) / spread);
    row.add(lastOfClass(days, day, last) / spread);
    row.add(day - WEEK <= last ? days.meanDeviation(day - WEEK) / spread : Double.NaN);
    row.add(Double.isNaN(days.meanDeviation(last)) ? 0 : 1);
    row.add(StrictMath.log(spread));
  }

  private static void weather(Row row, WeatherDays weather, long day, long last) {
    double heat = weather.heat(day);
    row.add(heat);
    row.add(heat - weather.usualHeat(day));
    row.add(heat - weather.heat(last));
    row.add(weather.warmRain(day));
    row.add(weather.warmRain(last));
    row.add(Double.isNaN(heat) ? 0 : 1);
  }

  private void byPart(Row row, IntToDoubleFunction bySlot) {
    int width = slots / parts();
    for (int part = 0; part < parts(); part++) {
      double sum = 0;
      int n = 0;
      for (int k = part * width; k < (part + 1) * width; k++) {
        double value = bySlot.applyAsDouble(k);
        if (!Double.isNaN(value)) {
          sum += value;
          n++;
        }
      }
      row.add(n == 0 ? Double.NaN : sum / n);
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    int n = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  static double meanDeviation(UsualDays days, int last, int length) {
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

  /** A row that is being written. */
  private static final class Row {
    private final float[] out;
    private int at;

    Row(float[] out, int at) {
      this.out = out;
      this.at = at;
    }

    void add(double value) {
      out[at++] = (float) value;
    }
  }
}
