// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * What came true, as deviations from the base: what a regression learns to predict. Unlike {@link
 * Deviations} it is not held around the base, but what lies far out is told from what does not.
 *
 * <p>Thread-safety: immutable.
 */
final class Outcomes {
  private static final double FAR = 8; // robust deviations: does not count at all
  private static final double HELD = 4; // robust deviations: held there, where a whole day counts
  private static final double MAD_TO_SD = 1.4826;
  private static final double KNOWN = 0.8; // share of the slots that a whole day must have

  private final int slots;
  private final int first;
  private final double[] values; // [(day - first) * slots + slot]
  private final double[] spread;

  /**
   * @param table values as they were, from {@code of.first()} on
   * @param from first day that counts for what is far out
   */
  Outcomes(Deviations of, double[] table, int from) {
    this.slots = of.grid().slots();
    this.first = of.first();
    int days = of.end() - first;
    this.values = new double[days * slots];
    for (int d = 0; d < days; d++) {
      for (int k = 0; k < slots; k++) {
        double value = table[d * slots + k];
        if (Double.isNaN(value)) {
          values[d * slots + k] = value;
          continue;
        }
        double level =
            of.isItself(first + d, k, value) ? of.level(first + d, k) : of.scale().to(value);
        values[d * slots + k] = level - of.base(first + d, k);
      }
    }
    this.spread = new double[slots];
    double[] sizes = new double[days];
    for (int k = 0; k < slots; k++) {
      int n = 0;
      for (int d = from - first; d < days; d++) {
        double size = Math.abs(values[d * slots + k]);
        if (!Double.isNaN(size)) {
          sizes[n++] = size;
        }
      }
      spread[k] = n == 0 ? 0 : MAD_TO_SD * SmallSort.median(sizes, n);
    }
  }

  /**
   * Reads a day: by hours, NaN where an hour is missing or far out; as a whole, held, 0 where an
   * hour is missing.
   *
   * @return whether enough of the day is known for it to count as a whole
   */
  boolean read(int day, boolean byHours, double[] to) {
    int at = (day - first) * slots;
    int known = 0;
    for (int k = 0; k < slots; k++) {
      double value = values[at + k];
      boolean missing = Double.isNaN(value);
      if (byHours) {
        boolean counts = !missing && (Math.abs(value) < FAR * spread[k] || value == 0);
        to[k] = counts ? value : Double.NaN;
      } else {
        double most = HELD * spread[k];
        to[k] = missing ? 0 : Math.max(-most, Math.min(most, value));
      }
      known += missing ? 0 : 1;
    }
    return known >= KNOWN * slots;
  }

  /** Returns the principal curves of the whole days from one on; the slots if there are none. */
  DayBasis curves(int from, int end) {
    double[][] products = new double[slots][slots];
    double[] day = new double[slots];
    int n = 0;
    for (int d = from; d < end; d++) {
      if (read(d, false, day)) {
        n++;
        for (int i = 0; i < slots; i++) {
          for (int j = 0; j < slots; j++) {
            products[i][j] += day[i] * day[j];
          }
        }
      }
    }
    return n == 0 || slots < 2 ? DayBasis.hours(slots) : DayBasis.curves(products);
  }
}
