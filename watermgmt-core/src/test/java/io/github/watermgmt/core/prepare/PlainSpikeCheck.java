// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.HolidayKind;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The check for spikes as it reads in words: for each value, everything that is compared with it is
 * looked up and sorted anew. Twelve times slower than {@link SpikeCheck}, which must agree.
 */
final class PlainSpikeCheck {
  private static final int WEEKS = 8;
  private static final int LEAST_WEEKS = 3;
  private static final int DAYS = 28;
  private static final int RECENT_DAYS = 14;
  private static final int LEAST_DAYS = 5;
  private static final int LEAST_RESIDUALS = 20;
  private static final double MAD_TO_SD = 1.4826;
  private static final double SD_FLOOR = 0.03;
  private static final double SHARE_OF_TYPICAL = 0.6;
  private static final double MANY_ZEROS = 0.25;

  private final TimeAxis axis;
  private final Calendar calendar;
  private final WallClock clock;
  private final long[] holidays;
  private final double[] values;
  private final double deviations;
  private final double factor;
  private final double[] residuals;
  private final boolean[] spikes;
  private final double[] sample = new double[3 * DAYS];
  private final int stepsPerDay;
  private final double[] lately;
  private double typical;
  private int unjudged;

  /**
   * @param deviations robust standard deviations beyond which a value is a spike
   * @param factor from usual / factor to usual × factor no value is a spike; 1 for no such range
   */
  PlainSpikeCheck(
      TimeAxis axis, Calendar calendar, double[] values, double deviations, double factor) {
    this.axis = axis;
    this.calendar = calendar;
    this.clock = calendar.clock();
    this.holidays =
        calendar.holidays(HolidayKind.PUBLIC).stream().mapToLong(LocalDate::toEpochDay).toArray();
    this.values = values;
    this.deviations = deviations;
    this.factor = factor;
    this.residuals = new double[values.length];
    this.spikes = new boolean[values.length];
    this.stepsPerDay = (int) Math.max(1, 86_400 / axis.stepSeconds());
    this.lately = new double[Math.min(values.length, DAYS * stepsPerDay)];
  }

  /** Returns how many values could not be judged in the last run, too little being known. */
  int unjudged() {
    return unjudged;
  }

  /**
   * Marks spikes.
   *
   * @param longest steps that a spike may last; what deviates for longer is a change and stays
   */
  boolean[] run(int longest) {
    Arrays.fill(spikes, false);
    unjudged = 0;
    int lasting = 0;
    for (int t = 0; t < values.length; t++) {
      if (t % stepsPerDay == 0) {
        typical = typical(t);
      }
      residuals[t] = Double.NaN;
      if (Double.isNaN(values[t])) {
        continue;
      }
      double centre = centre(t);
      residuals[t] = values[t] - centre;
      double spread = Double.isNaN(centre) ? Double.NaN : spread(t, centre);
      if (Double.isNaN(spread)) {
        unjudged++;
      }
      if (Math.abs(residuals[t]) > deviations * spread && !near(values[t], centre)) {
        lasting++;
        spikes[t] = lasting <= longest;
      } else {
        lasting = 0;
      }
    }
    return spikes.clone();
  }

  /**
   * Returns whether a value is so near to its usual that no sensor need have failed. Towards zero
   * only the ratio counts: a zero must be found in a night that uses little, too.
   */
  private boolean near(double value, double centre) {
    // A usual flow out of the zone is mirrored, so that away from zero is up.
    double usual = Math.abs(centre);
    double here = centre < 0 ? -value : value;
    if (here < usual) {
      return here >= usual / factor;
    }
    return here - usual <= (factor - 1) * Math.max(usual, SHARE_OF_TYPICAL * typical);
  }

  /** Median size of the last four weeks' values; a median, for no spike may raise it. */
  private double typical(int t) {
    int n = 0;
    for (int i = Math.max(0, t - lately.length); i < t; i++) {
      if (!Double.isNaN(values[i])) {
        lately[n++] = Math.abs(values[i]);
      }
    }
    return n == 0 ? 0 : median(lately, n);
  }

  /**
   * Median of this hour of the week, else, on a working day, of this hour of the last two weeks'
   * working days, else NaN.
   */
  private double centre(int t) {
    long day = clock.epochDay(axis.epochSecond(t));
    int weekday = weekday(day);
    int n = 0;
    // Days back to the last such day of the week; a holiday's own weekday is not a Sunday.
    int first = Math.floorMod(WallClock.dayOfWeekOf(day) - weekday - 1, 7) + 1;
    for (int d = first; d <= 7 * WEEKS; d += 7) {
      if (weekday == 7 || !calendar.isHoliday(day - d)) {
        n = take(clock.lagDays(axis, t, d), t, values, n);
      }
    }
    if (weekday == 7) {
      n = takeHolidays(t, day, n);
    }
    if (n < LEAST_WEEKS) {
      n = 0;
      // A Saturday says little of a Sunday, so the first days of rest are not judged.
      for (int d = 1; weekday <= 5 && d <= RECENT_DAYS; d++) {
        if (weekday(day - d) <= 5) {
          n = take(clock.lagDays(axis, t, d), t, values, n);
        }
      }
      if (n < LEAST_DAYS) {
        return Double.NaN;
      }
    }
    return median(sample, n);
  }

  /** Takes this hour of the holidays of the last weeks, Sundays excepted, which are taken. */
  private int takeHolidays(int t, long day, int n) {
    int at = Arrays.binarySearch(holidays, day - 7 * WEEKS);
    int taken = n;
    for (int h = at >= 0 ? at : -at - 1; h < holidays.length && holidays[h] < day; h++) {
      // The sample has room for all days of eight weeks, so for any list of holidays.
      if (WallClock.dayOfWeekOf(holidays[h]) != 7) {
        taken = take(clock.lagDays(axis, t, (int) (day - holidays[h])), t, values, taken);
      }
    }
    return taken;
  }

  /** Day of the week, 7 for public holidays. */
  private int weekday(long day) {
    return calendar.isHoliday(day) ? 7 : WallClock.dayOfWeekOf(day);
  }

  /**
   * Robust standard deviation around the centre at this hour and its neighbours in the last four
   * weeks; NaN if little is known, or if so many values are zero that use looks like a spike.
   */
  private double spread(int t, double centre) {
    int n = 0;
    int known = 0;
    int zeros = 0;
    int honest = 0;
    double level = 0;
    for (int d = 1; d <= DAYS; d++) {
      int lag = clock.lagDays(axis, t, d);
      for (int i = lag - 1; lag >= 0 && i <= lag + 1; i++) {
        n = take(i, t, residuals, n);
        if (i >= 0 && i < t && !Double.isNaN(values[i])) {
          known++;
          zeros += values[i] == 0 ? 1 : 0;
          if (!spikes[i]) {
            honest++;
            level += Math.abs(values[i]);
          }
        }
      }
    }
    if (n < LEAST_RESIDUALS || zeros >= MANY_ZEROS * known) {
      return Double.NaN;
    }
    for (int i = 0; i < n; i++) {
      sample[i] = Math.abs(sample[i]);
    }
    return MAD_TO_SD * median(sample, n)
        + SD_FLOOR * Math.max(Math.abs(centre), level / Math.max(1, honest));
  }

  private int take(int index, int t, double[] from, int n) {
    if (index < 0 || index >= t || Double.isNaN(from[index])) {
      return n;
    }
    sample[n] = from[index];
    return n + 1;
  }

  private static double median(double[] of, int n) {
    Arrays.sort(of, 0, n);
    return (of[(n - 1) / 2] + of[n / 2]) / 2;
  }
}
