// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * What the inputs of a regression say of each day of the past as the last known one, whatever the
 * target: the same for every lead, read once.
 *
 * <p>Thread-safety: immutable once it is held.
 */
final class LastDays {
  private static final int DAY = RidgeInputs.DAY_OF_LAST;

  private final int first;
  private final int channels;
  private final double[][] day; // [day][day input]
  private final double[][] slot; // [day][deviation, fading means][channel]
  private final double[][] like; // [day][channel]: the deviation as that of a like day
  private final boolean[] rest; // by day, whether it is one of rest

  /** Reads the days from one on. */
  LastDays(RidgeInputs inputs, DayBasis basis, Deviations of, int from) {
    int days = Math.max(0, of.end() - from);
    int slots = of.grid().slots();
    this.first = from;
    this.channels = basis.channels();
    this.day = new double[days][DAY];
    this.slot = new double[days][3 * channels];
    this.like = new double[days][channels];
    this.rest = new boolean[days];
    double[] bySlot = new double[3 * slots];
    for (int d = 0; d < days; d++) {
      inputs.dayOfLast(of, from + d, day[d]);
      inputs.deviations(of, from + d, bySlot, 0);
      of.recent().means(from + d, bySlot, slots);
      basis.toChannels(bySlot, 3, slot[d], 0);
      System.arraycopy(slot[d], 0, like[d], 0, channels);
      rest[d] = inputs.isRest(from + d);
    }
  }

  /**
   * Holds all of it within limits.
   *
   * @param dayColumn the first column of a day
   * @param slotColumn the column of a slot that is the first of {@link RidgeInputs#SLOT_LAST}
   */
  void hold(RidgeLimits limits, int dayColumn, int slotColumn) {
    int deviation = slotColumn + RidgeInputs.DEVIATION;
    int means = slotColumn + RidgeInputs.MEANS;
    int likeDay = slotColumn + RidgeInputs.LIKE;
    for (int d = 0; d < day.length; d++) {
      limits.holdAsDay(day[d], 0, dayColumn, dayColumn + DAY);
      limits.holdAsSlot(slot[d], 0, deviation, deviation + 1);
      limits.holdAsSlot(slot[d], channels, means, means + 2);
      limits.holdAsSlot(like[d], 0, likeDay, likeDay + 1);
    }
  }

  /** Writes the inputs of a day. */
  void readDay(int last, double[] to, int at) {
    System.arraycopy(day[last - first], 0, to, at, DAY);
  }

  /** Writes the inputs of the slots of a day, {@code [at + input * channels + channel]}. */
  void readSlots(int last, double[] to, int at) {
    double[] from = slot[last - first];
    System.arraycopy(from, 0, to, at + RidgeInputs.DEVIATION * channels, channels);
    System.arraycopy(from, channels, to, at + RidgeInputs.MEANS * channels, 2 * channels);
  }

  /**
   * Writes the deviation of the newest day that is like a target.
   *
   * @param oldest the first day that there is at all
   * @return whether there is one; else nothing is written
   */
  boolean readLike(int target, int last, int oldest, double[] to, int at) {
    int day = RidgeInputs.likeDay(d -> rest[d - first], target, last, oldest);
    if (day >= oldest) {
      System.arraycopy(like[day - first], 0, to, at, channels);
    }
    return day >= oldest;
  }

  @Override
  public String toString() {
    return day.length + " days from " + first;
  }
}
