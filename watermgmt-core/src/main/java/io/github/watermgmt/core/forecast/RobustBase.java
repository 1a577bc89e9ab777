// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * What is usual in a slot of a day: a weighted robust mean of the same slot of the same day of the
 * week in the weeks before, holidays left out; and how far values lie around that.
 *
 * <p>Where there are eight days, as nearly always, all slots of a day are taken at once, in loops
 * that the JVM turns into vector instructions: these are sorted by the network of nineteen
 * comparisons of Knuth, The Art of Computer Programming 3, 5.3.4. The bits are those of slot by
 * slot.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RobustBase {
  private static final int WEEK = Deviations.WEEK;

  /** Weeks that a base looks back. */
  static final int WEEKS = 11;

  private static final int DAYS = 8; // that it takes of these
  private static final double CLIP = 2; // robust deviations
  private static final double SD_FLOOR = 0.03; // of the median
  private static final double[] WEIGHTS = weights(4); // half-life in days taken
  private static final double MAD_TO_SD = 1.4826;
  private static final double WINSOR = 3; // robust deviations

  /** From the difference of two like days to that of a day and a mean of several. */
  private static final double DIFFERENCE_TO_DEVIATION = 0.775;

  /** Pairs of a sorting network of eight, in order. */
  private static final int[][] NETWORK = {
    {0, 2}, {1, 3}, {4, 6}, {5, 7}, {0, 4}, {1, 5}, {2, 6}, {3, 7}, {0, 1}, {2, 3}, {4, 5}, {6, 7},
    {2, 4}, {3, 5}, {1, 4}, {3, 6}, {1, 2}, {3, 4}, {5, 6}
  };

  private final int slots;
  private final int[] rows = new int[WEEKS]; // where the days that were found begin
  private final double[] sample = new double[DAYS];
  private final double[] spread = new double[DAYS];
  private final double[][] day; // of all slots: the days taken, newest first
  private final double[][] sorted;
  private final double[] known; // NaN where one of the newest days is missing
  private final double[] median;
  private final double[] reach;

  RobustBase(int slots) {
    this.slots = slots;
    this.day = new double[DAYS][slots];
    this.sorted = new double[DAYS][slots];
    this.known = new double[slots];
    this.median = new double[slots];
    this.reach = new double[slots];
  }

  private static double[] weights(double halfLife) {
    double[] weights = new double[DAYS];
    for (int i = 0; i < DAYS; i++) {
      weights[i] = StrictMath.pow(0.5, i / halfLife);
    }
    return weights;
  }

  /**
   * Finds the weighted robust mean of each slot over the like days of the weeks before a day, NaN
   * where there is none.
   *
   * @param held values, {@code [(day - first) * slots + slot]}
   * @param to by slot
   */
  void means(DayGrid grid, int first, int target, double[] held, double[] to) {
    int n = 0;
    for (int w = 1; w <= WEEKS; w++) {
      int before = target - WEEK * w;
      if (before >= first && !grid.isHoliday(before)) {
        rows[n++] = (before - first) * slots;
      }
    }
    if (n < DAYS) {
      Arrays.fill(to, Double.NaN);
    } else {
      take(held, n);
      wholeMeans(to);
    }
    for (int k = 0; k < slots; k++) {
      if (Double.isNaN(to[k])) { // there are less than eight: what is there counts
        to[k] = mean(held, n, k);
      }
    }
  }

  /** Takes the newest eight values of each slot that are not missing, as far as there are. */
  private void take(double[] held, int n) {
    Arrays.fill(known, 0);
    for (int w = 0; w < DAYS; w++) {
      System.arraycopy(held, rows[w], day[w], 0, slots);
      for (int k = 0; k < slots; k++) {
        known[k] += day[w][k];
      }
    }
    for (int k = 0; k < slots; k++) {
      if (Double.isNaN(known[k])) {
        int taken = 0;
        for (int w = 0; w < n && taken < DAYS; w++) {
          double value = held[rows[w] + k];
          if (!Double.isNaN(value)) {
            day[taken++][k] = value;
          }
        }
        for (; taken < DAYS; taken++) {
          day[taken][k] = Double.NaN;
        }
      }
    }
    for (int w = 0; w < DAYS; w++) {
      System.arraycopy(day[w], 0, sorted[w], 0, slots);
    }
  }

  private void wholeMeans(double[] to) {
    for (int[] pair : NETWORK) {
      order(sorted[pair[0]], sorted[pair[1]], slots);
    }
    double[] below = sorted[3];
    double[] above = sorted[4];
    for (int k = 0; k < slots; k++) {
      median[k] = (below[k] + above[k]) / 2;
    }
    distances();
    double[] fourth = sorted[3];
    double[] fifth = sorted[4];
    for (int k = 0; k < slots; k++) {
      double sd = MAD_TO_SD * ((fifth[k] + fourth[k]) / 2);
      reach[k] = CLIP * (sd + SD_FLOOR * Math.abs(median[k]));
      to[k] = 0;
    }
    double total = 0;
    for (int w = 0; w < DAYS; w++) {
      addHeld(WEIGHTS[w], day[w], median, reach, to, slots);
      total += WEIGHTS[w];
    }
    for (int k = 0; k < slots; k++) {
      to[k] /= total;
    }
  }

  /**
   * Puts the fourth and the fifth smallest distance from the median where those values were. From
   * the median the distances of the four values below rise one way, those of the four above the
   * other, and of two sorted lists a and b the i-th smallest is the least of max(a[j], b[i − j]).
   */
  private void distances() {
    double[] a4 = sorted[0];
    double[] a3 = sorted[1];
    double[] a2 = sorted[2];
    double[] a1 = sorted[3];
    double[] b1 = sorted[4];
    double[] b2 = sorted[5];
    double[] b3 = sorted[6];
    double[] b4 = sorted[7];
    for (int k = 0; k < slots; k++) {
      double m = median[k];
      double nearA = m - a1[k];
      double nearB = b1[k] - m;
      double secondA = m - a2[k];
      double secondB = b2[k] - m;
      double thirdA = m - a3[k];
      double thirdB = b3[k] - m;
      double farA = m - a4[k];
      double farB = b4[k] - m;
      a1[k] =
          Math.min(
              Math.min(Math.min(farA, farB), Math.max(secondA, secondB)),
              Math.min(Math.max(thirdA, nearB), Math.max(nearA, thirdB)));
      b1[k] =
          Math.min(
              Math.min(Math.max(farA, nearB), Math.max(nearA, farB)),
              Math.min(Math.max(thirdA, secondB), Math.max(secondA, thirdB)));
    }
  }

  private static void order(double[] a, double[] b, int n) {
    for (int k = 0; k < n; k++) {
      double x = a[k];
      double y = b[k];
      a[k] = Math.min(x, y);
      b[k] = Math.max(x, y);
    }
  }

  private static void addHeld(
      double weight, double[] values, double[] median, double[] reach, double[] sum, int n) {
    for (int k = 0; k < n; k++) {
      double high = median[k] + reach[k];
      double low = median[k] - reach[k];
      sum[k] += weight * Math.max(low, Math.min(high, values[k]));
    }
  }

  private double mean(double[] held, int weeksBack, int k) {
    int n = 0;
    for (int w = 0; w < weeksBack && n < DAYS; w++) {
      double value = held[rows[w] + k];
      if (!Double.isNaN(value)) {
        sample[n++] = value;
      }
    }
    if (n == 0) {
      return Double.NaN;
    }
    System.arraycopy(sample, 0, spread, 0, n);
    double middle = SmallSort.sortedMedian(spread, n);
    double sd = MAD_TO_SD * SmallSort.medianDistance(spread, n, middle);
    double most = CLIP * (sd + SD_FLOOR * Math.abs(middle));
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      double clipped = Math.max(middle - most, Math.min(middle + most, sample[i]));
      sum += WEIGHTS[i] * clipped;
      total += WEIGHTS[i];
    }
    return sum / total;
  }

  /** Three robust deviations from what is usual, as the changes from week to week show them. */
  static double[] width(double[] table, int slots, int days) {
    double[] spread = new double[slots];
    double[] sample = new double[Math.max(0, days - WEEK)];
    for (int k = 0; k < slots; k++) {
      int n = 0;
      for (int d = WEEK; d < days; d++) {
        double change = Math.abs(table[d * slots + k] - table[(d - WEEK) * slots + k]);
        if (!Double.isNaN(change)) {
          sample[n++] = change;
        }
      }
      spread[k] = n == 0 ? 0 : MAD_TO_SD * DIFFERENCE_TO_DEVIATION * SmallSort.median(sample, n);
    }
    double[] width = new double[slots];
    for (int k = 0; k < slots; k++) {
      double around = spread[(k + slots - 1) % slots] + spread[k] + spread[(k + 1) % slots];
      width[k] = WINSOR * around / 3;
    }
    return width;
  }
}
