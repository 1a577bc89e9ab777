// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A logarithmic axis of positive values. It has ticks at powers of ten or at 1, 2, 5, 10 …; where
 * the values span less than a factor of four, at multiples of a round step.
 */
final class LogScale implements Scale {
  private static final double FEW = 4;
  private static final int LEAST_POWER = -323;
  private static final int MOST_POWER = 308;

  private final double[] ticks;
  private final double step;
  private final double low;
  private final double span;

  private LogScale(double[] ticks, double step, double low, double high) {
    this.ticks = ticks;
    this.step = step;
    this.low = StrictMath.log10(low);
    this.span = StrictMath.log10(high) - this.low;
  }

  /**
   * The axis of values from {@code least} to {@code most}.
   *
   * @param wanted number of ticks
   * @throws IllegalArgumentException for values that are not positive
   */
  static LogScale of(double least, double most, int wanted) {
    if (!(least <= most)) {
      return of(1, 10, wanted);
    }
    if (least <= 0) {
      throw new IllegalArgumentException("least (" + least + "), must be positive");
    }
    return most / FEW < least ? narrow(least, most, wanted) : wide(least, most, wanted);
  }

  /** Less than a factor of four: round steps. */
  private static LogScale narrow(double least, double most, int wanted) {
    double low = least == most ? least / 1.25 : least;
    double high = least == most ? Math.min(most, Double.MAX_VALUE / 2) * 1.25 : most;
    double step = ValueScale.round((high - low) / Math.max(1, wanted));
    double first = Math.floor(low / step + 1e-9);
    double last = Math.ceil(high / step - 1e-9);
    int count = (int) Math.max(0, Math.min(100, last - first + 1));
    double[] ticks = new double[count];
    for (int i = 0; i < count; i++) {
      ticks[i] = (first + i) * step;
    }
    double[] positive =
        Arrays.stream(ticks).filter(tick -> tick > 0 && Double.isFinite(tick)).toArray();
    double end = positive.length == 0 ? high : Math.max(high, positive[positive.length - 1]);
    double start = positive.length == 0 ? low : Math.min(low, positive[0]);
    // Values too small to be halved leave nothing between the ends.
    return start < end
        ? new LogScale(positive, step, start, end)
        : new LogScale(new double[] {start}, 0, start, Math.min(Double.MAX_VALUE, start * 10));
  }

  private static LogScale wide(double least, double most, int wanted) {
    double from = StrictMath.log10(least);
    double to = StrictMath.log10(most);
    int[] digits = to - from <= wanted / 3.0 ? new int[] {1, 2, 5} : new int[] {1};
    int every = (int) Math.max(1, Math.ceil((to - from) / Math.max(1, wanted)));
    double low = least;
    double high = most;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(from);
        power <= (int) Math.ceil(to) && high <= most;
        power++) {
      for (int digit : digits) {
        double tick = power(digit, power);
        if (tick <= least) {
          // The greatest tick below the values is where the axis begins.
          ticks.clear();
          low = tick;
        }
        if (high <= most && power % every == 0) {
          ticks.add(tick);
        }
        high = Math.max(high, tick);
        if (high >= most && tick >= most) {
          break;
        }
      }
    }
    return new LogScale(ticks.stream().mapToDouble(t -> t).toArray(), 0, low, high);
  }

  /** A digit times a power of ten, as exact as can be. */
  private static double power(int digit, int power) {
    int within = Math.max(LEAST_POWER, Math.min(MOST_POWER, power));
    double value = new BigDecimal(BigInteger.valueOf(digit), -within).doubleValue();
    return Math.max(Double.MIN_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  @Override
  public int count() {
    return ticks.length;
  }

  @Override
  public double tick(int i) {
    return ticks[i];
  }

  @Override
  public String label(int i) {
    if (step > 0) {
      return Numbers.tick(ticks[i], step);
    }
    // Either all as powers of ten, or none.
    boolean powers = ticks[0] < 1e-4 || ticks[ticks.length - 1] >= 1e7;
    return powers ? Numbers.power(ticks[i]) : Numbers.of(ticks[i]);
  }

  @Override
  public double share(double value) {
    return (StrictMath.log10(value) - low) / span;
  }

  @Override
  public double at(double share) {
    return StrictMath.pow(10, low + share * span);
  }
}
