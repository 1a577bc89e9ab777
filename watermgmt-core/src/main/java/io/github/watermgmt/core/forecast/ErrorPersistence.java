// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * How long the errors of a series last, learnt from past forecasts: what the errors of a day that
 * has begun say of its later hours, and of the next day.
 *
 * <p>For every distance ahead a regression through the origin predicts an error from two things
 * known so far: the last error, which fades within hours, and the mean error of the day, which
 * stays. Errors are those of {@link ErrorBands}, over the root of the forecast. The fewer of them
 * are known, the more counts what is usual: that a last error halves every hour.
 *
 * <p>Thread-safety: immutable.
 */
final class ErrorPersistence {
  /** Days that are corrected: the one that has begun, and the next. */
  static final int DAYS = 2;

  private static final int HOURS = 24;
  private static final double DAY_SHRINK = 12; // hours without error that a mean of a day holds
  private static final double HALVING = 0.5; // of the last error within an hour, usually
  private static final double USUAL = 25 * HOURS; // pairs that what is usual counts for
  private static final double DAY_VARIANCE = 0.06; // of that mean, where errors have 1, usually
  private static final double LEARNT_WITHIN = 4; // typical errors: held there to learn from
  private static final double CARRIED_WITHIN = 8; // typical errors: held there to be carried on
  private static final double WIDTH_POWER = 0.75; // what fitted the past fits what comes less well
  private static final double TO_DEVIATION = 1.4826; // from the median of absolute errors

  private final int slots;
  private final double unit;
  private final double typical; // error, 0 where not known
  private final double[] last; // share of the last error, by slots ahead less 1
  private final double[] day; // share of the mean error of the day
  private final double[] width; // of the errors that remain, relative to those before

  private ErrorPersistence(int slots, double unit, double typical) {
    this.slots = slots;
    this.unit = unit;
    this.typical = typical;
    this.last = new double[DAYS * slots];
    this.day = new double[DAYS * slots];
    this.width = new double[DAYS * slots];
  }

  /** Learns from past errors. Time: some 40,000 pairs of errors, however fine the steps are. */
  static ErrorPersistence of(ErrorBands bands, int slots) {
    int n = bands.origins().length;
    double[][] blocks = new double[n][];
    for (int b = 0; b < n; b++) {
      blocks[b] = bands.errors(b, DAYS);
    }
    ErrorPersistence learnt = new ErrorPersistence(slots, bands.unit(), typical(blocks, slots));
    double most = learnt.typical > 0 ? LEARNT_WITHIN * learnt.typical : Double.POSITIVE_INFINITY;
    for (double[] block : blocks) {
      for (int i = 0; i < block.length; i++) {
        block[i] = held(block[i], most);
      }
    }
    learnt.learn(blocks);
    return learnt;
  }

  private static double typical(double[][] blocks, int slots) {
    double[] sizes = new double[blocks.length * slots];
    int n = 0;
    for (double[] block : blocks) {
      for (int k = 0; k < slots; k++) {
        if (!Double.isNaN(block[k])) {
          sizes[n++] = Math.abs(block[k]);
        }
      }
    }
    return n == 0 ? 0 : TO_DEVIATION * SmallSort.median(sizes, n);
  }

  private static double held(double error, double most) {
    return Math.max(-most, Math.min(most, error));
  }

  // ---------------------------------------------------------------- learning

  /** Sums of products, by slots ahead less 1. */
  private static final class Sums {
    final double[] lastLast;
    final double[] lastDay;
    final double[] dayDay;
    final double[] lastError;
    final double[] dayError;
    final double[] errorError;

    Sums(int n) {
      lastLast = new double[n];
      lastDay = new double[n];
      dayDay = new double[n];
      lastError = new double[n];
      dayError = new double[n];
      errorError = new double[n];
    }

    /** Adds the errors of a block from a slot on to what was known just before. */
    void add(double[] block, int from, double last, double day) {
      for (int i = from; i < block.length; i++) {
        double error = block[i];
        if (!Double.isNaN(error)) {
          int ahead = i - from;
          lastLast[ahead] += last * last;
          lastDay[ahead] += last * day;
          dayDay[ahead] += day * day;
          lastError[ahead] += last * error;
          dayError[ahead] += day * error;
          errorError[ahead] += error * error;
        }
      }
    }
  }

  /** Adds what was known at every full hour of the first day of a block, and what came after it. */
  private void add(double[] block, Sums sums) {
    int stride = Math.max(1, slots / HOURS);
    double sum = 0;
    int known = 0;
    for (int k = 0; k < slots - 1; k++) {
      if (!Double.isNaN(block[k])) {
        sum += block[k];
        known++;
        if ((k + 1) % stride == 0) {
          sums.add(block, k + 1, block[k], dayMean(sum, known));
        }
      }
    }
  }

  private double dayMean(double sum, int known) {
    return sum / (known + DAY_SHRINK * slots / HOURS);
  }

  private void learn(double[][] blocks) {
    Sums sums = new Sums(last.length);
    for (double[] block : blocks) {
      add(block, sums);
    }
    double usual = USUAL * (typical > 0 ? typical * typical : 1);
    for (int ahead = 0; ahead < last.length; ahead++) {
      double fading = StrictMath.pow(HALVING, (ahead + 1) * (double) HOURS / slots);
      double a = sums.lastLast[ahead] + usual;
      double b = sums.lastDay[ahead];
      double c = sums.dayDay[ahead] + usual * DAY_VARIANCE;
      double x = sums.lastError[ahead] + usual * fading;
      double y = sums.dayError[ahead] + usual * DAY_VARIANCE * (1 - fading);
      double determinant = a * c - b * b; // positive: both sums of squares were added to
      last[ahead] = (x * c - y * b) / determinant;
      day[ahead] = (y * a - x * b) / determinant;
      width[ahead] = width(sums, ahead, usual, 1 - fading / 2);
    }
  }

  /** Returns how large errors remain, relative to what they were, and a little more than that. */
  private double width(Sums sums, int ahead, double usual, double usualWidth) {
    double ofLast = last[ahead];
    double ofDay = day[ahead];
    double all = sums.errorError[ahead];
    double explained = 2 * (ofLast * sums.lastError[ahead] + ofDay * sums.dayError[ahead]);
    double squares =
        ofLast * ofLast * sums.lastLast[ahead]
            + 2 * ofLast * ofDay * sums.lastDay[ahead]
            + ofDay * ofDay * sums.dayDay[ahead];
    double left = Math.max(0, all - explained + squares);
    double meanSquare = (left + usual * usualWidth * usualWidth) / (all + usual);
    return StrictMath.pow(meanSquare, WIDTH_POWER / 2);
  }

  // ---------------------------------------------------------------- use

  /**
   * Writes what the hours of a day that has begun add to a forecast, and how wide its bands remain;
   * nothing where none of them is known.
   *
   * @param today values of that day, NaN where not yet known; may be empty
   * @param forecast {@code [day * slots + slot]}, at most {@link #DAYS} days from that one on, in
   *     the unit of the data
   * @param correction likewise, to be added to it; written for what comes after the last value
   * @param relative likewise, what the width of a band is to be multiplied with
   */
  void correct(double[] today, double[] forecast, double[] correction, double[] relative) {
    double most = typical > 0 ? CARRIED_WITHIN * typical : Double.POSITIVE_INFINITY;
    double sum = 0;
    int known = 0;
    int newest = -1;
    double newestError = 0;
    for (int k = 0; k < today.length; k++) {
      if (!Double.isNaN(today[k])) {
        double root = ErrorBands.root(forecast[k], unit);
        newestError = held((today[k] - forecast[k]) / root, most);
        newest = k;
        sum += newestError;
        known++;
      }
    }
    if (known == 0) {
      return;
    }
    double dayMean = dayMean(sum, known);
    for (int i = newest + 1; i < forecast.length; i++) {
      int ahead = i - newest - 1;
      double error = last[ahead] * newestError + day[ahead] * dayMean;
      correction[i] = error * ErrorBands.root(forecast[i], unit);
      relative[i] = width[ahead];
    }
  }

  @Override
  public String toString() {
    return "share of the last error by slots ahead " + Arrays.toString(last);
  }
}
