// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * What is usual at each wall-clock time of the week: the median of the training in each slot of
 * each day of the week, holidays as Sundays, and a robust scale for each slot of the day.
 */
final class ResidualProfile {
  private static final int DAYS = 7;
  private static final int SUNDAY = 7;
  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final double LEAST_SHARE = 0.01;
  private static final double LEAST_SCALE = 1e-3;
  private static final int FEWEST = 3;
  private static final double CLIP = 3;
  private static final double MEDIAN_RATE = 0.1;
  private static final double SCALE_RATE = 0.1;

  /** The standard deviation of a normal variable by its mean magnitude. */
  private static final double MEAN_TO_DEVIATION = 1.2533;

  private final Calendar calendar;
  private final WallClock clock;
  private final long stepSeconds;
  private final int slots;
  private final double[] medians;
  private final double[] scales;
  private double floor;
  private double least;
  private double most;
  private long longestRun;

  ResidualProfile(Calendar calendar, long stepSeconds) {
    this.calendar = calendar;
    this.clock = calendar.clock();
    this.stepSeconds = stepSeconds;
    this.slots = (int) (86_400 / stepSeconds);
    this.medians = new double[DAYS * slots];
    this.scales = new double[slots];
  }

  /** Learns from a series, of which at least one value is there. */
  void learn(Series series, int from) {
    int n = series.length() - from;
    double[] values = new double[n];
    int[] slot = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = series.value(from + i);
      slot[i] = slot(series.axis().epochSecond(from + i));
    }
    learnRange(values);
    double[] usual = groupMedians(values, slot, DAYS * slots);
    int[] ofDay = new int[n];
    for (int i = 0; i < n; i++) {
      ofDay[i] = slot[i] % slots;
    }
    double[] anyDay = groupMedians(values, ofDay, slots);
    double overall = Ring.median(values);
    for (int k = 0; k < medians.length; k++) {
      double fallback = Double.isNaN(anyDay[k % slots]) ? overall : anyDay[k % slots];
      medians[k] = Double.isNaN(usual[k]) ? fallback : usual[k];
    }
    double[] residuals = new double[n];
    for (int i = 0; i < n; i++) {
      residuals[i] = Math.abs(values[i] - medians[slot[i]]);
    }
    double[] spread = groupMedians(residuals, ofDay, slots);
    floor = Math.max(LEAST_SCALE, LEAST_SHARE * Math.abs(overall));
    double usualSpread = Ring.median(residuals);
    for (int k = 0; k < slots; k++) {
      double mad = Double.isNaN(spread[k]) ? usualSpread : spread[k];
      scales[k] = Math.max(floor, MAD_TO_DEVIATION * mad);
    }
  }

  private void learnRange(double[] values) {
    least = Double.POSITIVE_INFINITY;
    most = Double.NEGATIVE_INFINITY;
    long run = 0;
    double last = Double.NaN;
    for (double value : values) {
      run = value == last ? run + 1 : 1;
      if (!Double.isNaN(value)) {
        longestRun = Math.max(longestRun, run);
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      last = value;
    }
  }

  /** Returns the median of each group, NaN where fewer than three values are there. */
  private static double[] groupMedians(double[] values, int[] group, int groups) {
    int[] counts = new int[groups];
    for (int i = 0; i < values.length; i++) {
      counts[group[i]] += Double.isNaN(values[i]) ? 0 : 1;
    }
    double[][] members = new double[groups][];
    for (int g = 0; g < groups; g++) {
      members[g] = new double[counts[g]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        members[group[i]][counts[group[i]]++] = values[i];
      }
    }
    double[] medians = new double[groups];
    for (int g = 0; g < groups; g++) {
      medians[g] = members[g].length < FEWEST ? Double.NaN : Ring.median(members[g]);
    }
    return medians;
  }

  /** Returns the slot of an instant in the week. */
  int slot(long epochSecond) {
    long day = clock.epochDay(epochSecond);
    int weekday = calendar.isHoliday(day) ? SUNDAY : WallClock.dayOfWeekOf(day);
    int slot = (int) Math.min(slots - 1, clock.secondOfDay(epochSecond) / stepSeconds);
    return (weekday - 1) * slots + slot;
  }

  double usual(int slot) {
    return medians[slot];
  }

  double scale(int slot) {
    return scales[slot % slots];
  }

  /** Moves what is usual in a slot, and the scale of its time of day, a little to what was seen. */
  void follow(int slot, double residual) {
    int ofDay = slot % slots;
    double clipped = Math.max(-CLIP * scales[ofDay], Math.min(CLIP * scales[ofDay], residual));
    medians[slot] += MEDIAN_RATE * clipped;
    double spread = MEAN_TO_DEVIATION * Math.abs(clipped);
    scales[ofDay] = Math.max(floor, scales[ofDay] + SCALE_RATE * (spread - scales[ofDay]));
  }

  void scaleBy(double factor) {
    for (int k = 0; k < medians.length; k++) {
      medians[k] *= factor;
    }
    for (int k = 0; k < scales.length; k++) {
      scales[k] = Math.max(LEAST_SCALE, scales[k] * factor);
    }
    least *= factor;
    most *= factor;
  }

  /**
   * Returns whether a value lies farther outside all that was ever seen than that range is wide.
   */
  boolean isImpossible(double value) {
    double range = most - least;
    return value > most + range || value < least - range;
  }

  /** Returns how often a value stood in a row at most, in the training. */
  long longestRun() {
    return longestRun;
  }

  void write(EntryWriter writer) {
    writer.writeDoubles(medians).writeDoubles(scales);
    writer.writeDouble(floor).writeDouble(least).writeDouble(most).writeLong(longestRun);
  }

  void read(EntryReader reader) {
    double[] usual = reader.readDoubles("usual values", medians.length);
    System.arraycopy(usual, 0, medians, 0, medians.length);
    double[] spread = reader.readDoubles("scales", slots);
    System.arraycopy(spread, 0, scales, 0, slots);
    floor = reader.readFinite("least scale");
    least = reader.readFinite("least value");
    most = reader.readFinite("largest value");
    longestRun = reader.readLong();
  }
}
