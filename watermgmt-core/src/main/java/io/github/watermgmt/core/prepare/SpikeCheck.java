// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * Compares each value with what was usual at its hour of the week until then, a public holiday
 * being a Sunday. Confined to one call: one series, one pass in time; looks at nothing after the
 * value it judges.
 *
 * <p>The residuals with which a value is compared are almost those of the day before at the same
 * time, so each time of the day keeps its own ({@link SlotWindow}) and exchanges a day for another;
 * their median is looked for only where it decides.
 */
final class SpikeCheck {
  private static final int WEEKS = 8;
  private static final int LEAST_WEEKS = 3;
  private static final int DAYS = 28;
  private static final int RECENT_DAYS = 14;
  private static final int LEAST_DAYS = 5;
  private static final int NEIGHBOURS = 3;
  private static final int LEAST_RESIDUALS = 20;
  private static final double MAD_TO_SD = 1.4826;
  private static final double SD_FLOOR = 0.03;
  private static final double SHARE_OF_TYPICAL = 0.6;
  private static final double MANY_ZEROS = 0.25;

  private final DayTypes days;
  private final WallLags lags;
  private final double[] values;
  private final double deviations;
  private final double factor;
  private final double[] residuals;
  private final boolean[] spikes;
  private final double[] sample = new double[7 * WEEKS];
  private final int stepsPerDay;
  private final RunningMedian lately;
  private final SlotWindow[] slots;
  private final long stepSeconds;
  private double typical;
  private int unjudged;

  /**
   * @param days the calendar's days, from eight weeks before the axis on
   * @param deviations robust standard deviations beyond which a value is a spike
   * @param factor from usual / factor to usual × factor no value is a spike; 1 for no such range
   */
  SpikeCheck(TimeAxis axis, DayTypes days, double[] values, double deviations, double factor) {
    this.days = days;
    this.lags = new WallLags(axis, days.clock());
    this.values = values;
    this.deviations = deviations;
    this.factor = factor;
    this.residuals = new double[values.length];
    this.spikes = new boolean[values.length];
    this.stepSeconds = axis.stepSeconds();
    this.stepsPerDay = (int) Math.max(1, WallLags.DAY / stepSeconds);
    this.lately = new RunningMedian(DAYS, stepsPerDay);
    this.slots = new SlotWindow[(int) ((WallLags.DAY + stepSeconds - 1) / stepSeconds)];
  }

  /** Returns the days that a check looks back at from a panel's first step. */
  static DayTypes days(TimeAxis axis, Calendar calendar) {
    return new DayTypes(axis, calendar, 7 * WEEKS);
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
    Arrays.fill(slots, null);
    lately.clear();
    unjudged = 0;
    int lasting = 0;
    for (int t = 0; t < values.length; t++) {
      if (t % stepsPerDay == 0) {
        if (t > 0) {
          lately.push(values, t - stepsPerDay);
        }
        // A median, for no spike may raise it.
        typical = lately.median();
      }
      lags.at(t);
      residuals[t] = Double.NaN;
      if (Double.isNaN(values[t])) {
        continue;
      }
      double centre = centre(t);
      residuals[t] = values[t] - centre;
      SlotWindow around = around(t);
      boolean judged = !Double.isNaN(centre) && isEnough(around);
      unjudged += judged ? 0 : 1;
      if (judged && !near(values[t], centre) && isFar(t, centre, around)) {
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

  /**
   * Median of this hour of the week, else, on a working day, of this hour of the last two weeks'
   * working days, else NaN.
   */
  private double centre(int t) {
    long day = lags.day();
    int weekday = days.weekday(day);
    int n = 0;
    // Days back to the last such day of the week; a holiday's own weekday is not a Sunday.
    int first = Math.floorMod(WallClock.dayOfWeekOf(day) - weekday - 1, 7) + 1;
    for (int d = first; d <= 7 * WEEKS; d += 7) {
      if (weekday == 7 || !days.isHoliday(day - d)) {
        n = take(lags.index(d), t, n);
      }
    }
    if (weekday == 7) {
      n = takeHolidays(t, day, n);
    }
    if (n < LEAST_WEEKS) {
      n = 0;
      // A Saturday says little of a Sunday, so the first days of rest are not judged.
      for (int d = 1; weekday <= 5 && d <= RECENT_DAYS; d++) {
        if (days.weekday(day - d) <= 5) {
          n = take(lags.index(d), t, n);
        }
      }
      if (n < LEAST_DAYS) {
        return Double.NaN;
      }
    }
    return median(n);
  }

  /** Takes this hour of the holidays of the last weeks, Sundays excepted, which are taken. */
  private int takeHolidays(int t, long day, int n) {
    int taken = n;
    for (int d = 7 * WEEKS; days.anyHolidays() && d > 0; d--) {
      // The sample has room for all days of eight weeks, so for any list of holidays.
      if (days.isHoliday(day - d) && WallClock.dayOfWeekOf(day - d) != 7) {
        taken = take(lags.index(d), t, taken);
      }
    }
    return taken;
  }

  /** Returns what this hour and its neighbours have seen in the last four weeks. */
  private SlotWindow around(int t) {
    int slot = (int) (lags.secondOfDay() / stepSeconds);
    SlotWindow window = slots[slot];
    if (window == null) {
      // Without a factor hardly a value is near its usual, so that each needs a median.
      window = new SlotWindow(DAYS, factor == 1);
      slots[slot] = window;
    }
    boolean slides = WallLags.DAY % stepSeconds == 0 && stepsPerDay > NEIGHBOURS;
    window.advance(t, lags, slides, values, residuals, spikes);
    return window;
  }

  /** Returns whether enough is known, and not so much of it zero that use looks like a spike. */
  private static boolean isEnough(SlotWindow around) {
    return around.size() >= LEAST_RESIDUALS && around.zeros() < MANY_ZEROS * around.known();
  }

  /** Returns whether a value lies too many robust standard deviations from the centre. */
  private boolean isFar(int t, double centre, SlotWindow around) {
    double level = around.level() / Math.max(1, around.honest());
    double spread =
        MAD_TO_SD * around.median(t, residuals) + SD_FLOOR * Math.max(Math.abs(centre), level);
    return Math.abs(residuals[t]) > deviations * spread;
  }

  private int take(int index, int t, int n) {
    if (index < 0 || index >= t || Double.isNaN(values[index])) {
      return n;
    }
    sample[n] = values[index];
    return n + 1;
  }

  /** Few values: insertion is the fastest sort. */
  private double median(int n) {
    for (int i = 1; i < n; i++) {
      double value = sample[i];
      int at = i;
      while (at > 0 && sample[at - 1] > value) {
        sample[at] = sample[at - 1];
        at--;
      }
      sample[at] = value;
    }
    return (sample[(n - 1) / 2] + sample[n / 2]) / 2;
  }
}
