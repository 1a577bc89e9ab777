// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * Compares each value with what was usual at its hour of the week until then. Confined to one call:
 * one series, one pass in time; looks at nothing after the value it judges.
 */
final class SpikeCheck {
  private static final int WEEKS = 8;
  private static final int LEAST_WEEKS = 3;
  private static final int DAYS = 28;
  private static final int LEAST_DAYS = 5;
  private static final int LEAST_RESIDUALS = 20;
  private static final double MAD_TO_SD = 1.4826;
  private static final double SD_FLOOR = 0.03;
  private static final double MANY_ZEROS = 0.25;

  private final TimeAxis axis;
  private final WallClock clock;
  private final double[] values;
  private final double[] residuals;
  private final double[] sample = new double[3 * DAYS];
  private int unjudged;

  SpikeCheck(TimeAxis axis, WallClock clock, double[] values) {
    this.axis = axis;
    this.clock = clock;
    this.values = values;
    this.residuals = new double[values.length];
  }

  /** Returns how many values could not be judged in the last run, too little being known. */
  int unjudged() {
    return unjudged;
  }

  /**
   * Marks spikes.
   *
   * @param deviations robust standard deviations beyond which a value is a spike
   * @param longest steps that a spike may last; what deviates for longer is a change and stays
   */
  boolean[] run(double deviations, int longest) {
    boolean[] spikes = new boolean[values.length];
    unjudged = 0;
    int lasting = 0;
    for (int t = 0; t < values.length; t++) {
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
      if (Math.abs(residuals[t]) > deviations * spread) {
        lasting++;
        spikes[t] = lasting <= longest;
      } else {
        lasting = 0;
      }
    }
    return spikes;
  }

  /** Median of this hour of the week, else of this hour of the last two weeks' days, else NaN. */
  private double centre(int t) {
    int n = 0;
    for (int w = 1; w <= WEEKS; w++) {
      n = take(clock.lagDays(axis, t, 7 * w), t, values, n);
    }
    if (n < LEAST_WEEKS) {
      n = 0;
      for (int d = 1; d <= 14; d++) {
        n = take(clock.lagDays(axis, t, d), t, values, n);
      }
      if (n < LEAST_DAYS) {
        return Double.NaN;
      }
    }
    return median(n);
  }

  /**
   * Robust standard deviation around the centre at this hour and its neighbours in the last four
   * weeks; NaN if little is known, or if so many values are zero that use looks like a spike.
   */
  private double spread(int t, double centre) {
    int n = 0;
    int known = 0;
    int zeros = 0;
    double level = 0;
    for (int d = 1; d <= DAYS; d++) {
      int lag = clock.lagDays(axis, t, d);
      for (int i = lag - 1; lag >= 0 && i <= lag + 1; i++) {
        n = take(i, t, residuals, n);
        if (i >= 0 && i < t && !Double.isNaN(values[i])) {
          known++;
          zeros += values[i] == 0 ? 1 : 0;
          level += Math.abs(values[i]);
        }
      }
    }
    if (n < LEAST_RESIDUALS || zeros >= MANY_ZEROS * known) {
      return Double.NaN;
    }
    for (int i = 0; i < n; i++) {
      sample[i] = Math.abs(sample[i]);
    }
    return MAD_TO_SD * median(n) + SD_FLOOR * Math.max(Math.abs(centre), level / known);
  }

  private int take(int index, int t, double[] from, int n) {
    if (index < 0 || index >= t || Double.isNaN(from[index])) {
      return n;
    }
    sample[n] = from[index];
    return n + 1;
  }

  private double median(int n) {
    Arrays.sort(sample, 0, n);
    return (sample[(n - 1) / 2] + sample[n / 2]) / 2;
  }
}
