// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.WallClock;
import java.util.Arrays;

/**
 * What is usual at each wall-clock time: a profile of the week that is learnt once (holidays as
 * Sundays), and for each time of day a level and a spread that follow what is seen.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Usual {
  private static final int DAYS = 7;
  private static final int SUNDAY = 7;
  private static final long DAY_SECONDS = 86_400;

  /** Deviations beyond so many spreads move what is usual no farther. */
  private static final double CLIP = 2;

  private static final double SPREAD_RATE = 0.05;

  /** The standard deviation of a normal variable by its mean magnitude. */
  private static final double MEAN_TO_DEVIATION = 1.2533;

  private static final double MAD_TO_DEVIATION = 1.4826;
  private static final double LEAST_SHARE = 0.3;
  private static final double LEAST_SPREAD = 1e-3;

  /** A time of the week weighs its own median so much less than all days' of this time of day. */
  private static final double SHRINKAGE = 2;

  private static final int HALF_WEEK = 3;

  private final Calendar calendar;
  private final WallClock clock;
  private final long blockSeconds;
  private final int slots;
  private final double rate;
  private final double[] profile;
  private final double[] level;
  private final double[] spread;
  private double floor = LEAST_SPREAD;

  Usual(Calendar calendar, long blockSeconds, double followDays) {
    this.calendar = calendar;
    this.clock = calendar.clock();
    this.blockSeconds = blockSeconds;
    this.slots = slots(blockSeconds);
    double daysPerVisit = Math.max(1, blockSeconds / (double) DAY_SECONDS);
    this.rate = Math.min(1, daysPerVisit / followDays);
    this.profile = new double[DAYS * slots];
    this.level = new double[slots];
    this.spread = new double[slots];
    Arrays.fill(spread, 1);
  }

  private static int slots(long blockSeconds) {
    return (int) Math.max(1, DAY_SECONDS / blockSeconds);
  }

  /** Returns how many bytes {@link #write} writes at least. */
  static long bytes(long blockSeconds) {
    return (DAYS + 2L) * slots(blockSeconds) * Double.BYTES;
  }

  /** Returns the place in the week of the block that begins at an instant. */
  int slot(long epochSecond) {
    long day = clock.epochDay(epochSecond);
    int weekday = calendar.isHoliday(day) ? SUNDAY : WallClock.dayOfWeekOf(day);
    int ofDay = (int) Math.min(slots - 1, clock.secondOfDay(epochSecond) / blockSeconds);
    return (weekday - 1) * slots + ofDay;
  }

  double expected(int slot) {
    return profile[slot] + level[slot % slots];
  }

  double spread(int slot) {
    return spread[slot % slots];
  }

  /** Moves what is usual at this time of day a little to what was seen. */
  void follow(int slot, double residual) {
    int ofDay = slot % slots;
    double most = CLIP * spread[ofDay];
    double clipped = Math.max(-most, Math.min(most, residual));
    level[ofDay] += rate * clipped;
    double seen = MEAN_TO_DEVIATION * Math.abs(clipped);
    spread[ofDay] = Math.max(floor, spread[ofDay] + SPREAD_RATE * (seen - spread[ofDay]));
  }

  /** Moves the level of all times of day. */
  void shift(double by) {
    for (int k = 0; k < slots; k++) {
      level[k] += by;
    }
  }

  /** The demand is a multiple of what it was. */
  void scale(double factor) {
    for (int k = 0; k < profile.length; k++) {
      profile[k] *= factor;
    }
    for (int k = 0; k < slots; k++) {
      level[k] *= factor;
      spread[k] = Math.max(LEAST_SPREAD, spread[k] * factor);
    }
    floor = Math.max(LEAST_SPREAD, floor * factor);
  }

  /**
   * Learns the profile from the means of blocks, and a first level and spread.
   *
   * @param first number of the first block
   * @param means of blocks in a row, NaN where missing, at least one of them not
   */
  void learn(long first, double[] means) {
    double[] detrended = new double[means.length];
    int[] slot = new int[means.length];
    double start = Double.NaN;
    for (int i = 0; i < means.length; i++) {
      double middle =
          Medians.of(means, i - i % slots - HALF_WEEK * slots, (2 * HALF_WEEK + 1) * slots);
      start = Double.isNaN(start) ? middle : start;
      detrended[i] = means[i] - middle;
      slot[i] = slot((first + i) * blockSeconds);
    }
    int[] ofDay = Arrays.stream(slot).map(one -> one % slots).toArray();
    double[] ofWeek = Medians.byGroup(detrended, slot, profile.length);
    double[] anyDay = Medians.byGroup(detrended, ofDay, slots);
    double weeks = means.length / (double) profile.length;
    for (int k = 0; k < profile.length; k++) {
      double all = Double.isNaN(anyDay[k % slots]) ? 0 : anyDay[k % slots];
      double own = Double.isNaN(ofWeek[k]) ? all : ofWeek[k];
      profile[k] = (weeks * own + SHRINKAGE * all) / (weeks + SHRINKAGE);
    }
    double[] residuals = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      residuals[i] = detrended[i] - profile[slot[i]];
    }
    start(first, residuals, start);
  }

  /**
   * Starts anew with the spread of residuals.
   *
   * @param first number of the first block
   * @param residuals of blocks in a row, NaN where missing
   * @param from level at the first block
   */
  void start(long first, double[] residuals, double from) {
    int[] ofDay = new int[residuals.length];
    double[] size = new double[residuals.length];
    for (int i = 0; i < residuals.length; i++) {
      ofDay[i] = slot((first + i) * blockSeconds) % slots;
      size[i] = Math.abs(residuals[i]);
    }
    double[] sizes = Medians.byGroup(size, ofDay, slots);
    double all = Medians.of(size, 0, size.length);
    double[] known = sizes.clone();
    for (int k = 0; k < slots; k++) {
      known[k] = MAD_TO_DEVIATION * (Double.isNaN(sizes[k]) ? all : sizes[k]);
    }
    floor = Math.max(LEAST_SPREAD, LEAST_SHARE * Medians.of(known, 0, slots));
    for (int k = 0; k < slots; k++) {
      spread[k] = Math.max(floor, known[k]);
      level[k] = from;
    }
  }

  /** Returns the level of the first time of day; all have the same after {@link #learn}. */
  double level() {
    return level[0];
  }

  void write(EntryWriter out) {
    out.writeDoubles(profile).writeDoubles(level).writeDoubles(spread).writeDouble(floor);
  }

  void read(EntryReader in) {
    System.arraycopy(in.readDoubles("profile", profile.length), 0, profile, 0, profile.length);
    System.arraycopy(in.readDoubles("levels", slots), 0, level, 0, slots);
    System.arraycopy(in.readDoubles("spreads", slots), 0, spread, 0, slots);
    floor = in.readFinite("least spread");
    for (double one : spread) {
      if (!(one > 0)) {
        throw in.corrupt("spread (" + one + "), must be positive");
      }
    }
  }
}
