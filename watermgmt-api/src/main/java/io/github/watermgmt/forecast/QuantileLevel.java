// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A quantile level in whole ten-thousandths, from 0.0001 to 0.9999. An integer inside, so that levels
 * that are equal on paper are equal here: {@code of((1 - 0.9) / 2)} is {@code of(0.05)}, although the
 * doubles differ.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param tenThousandths 1 to 9999
 */
public record QuantileLevel(int tenThousandths) implements Comparable<QuantileLevel> {
  private static final int WHOLE = 10_000;
  // Far above the rounding errors of a few operations near 1, far below half a ten-thousandth.
  private static final double TOLERANCE = 1e-9;

  /** The levels 0.05, 0.10, … 0.95. */
  public static final List<QuantileLevel> STANDARD =
      IntStream.rangeClosed(1, 19).mapToObj(i -> new QuantileLevel(i * 500)).toList();

  /** The level 0.5. */
  public static final QuantileLevel MEDIAN = new QuantileLevel(WHOLE / 2);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException outside 1 to 9999
   */
  public QuantileLevel {
    if (tenThousandths < 1 || tenThousandths >= WHOLE) {
      throw new IllegalArgumentException(
          "quantile level (" + tenThousandths + " ten-thousandths), must be from 1 to 9999.");
    }
  }

  /**
   * Returns the level nearest to a number.
   *
   * @param level strictly between 0 and 1, a multiple of 0.0001 up to 1e-9
   * @throws IllegalArgumentException if it is out of range or not such a multiple
   */
  public static QuantileLevel of(double level) {
    double nearest = Math.rint(level * WHOLE);
    if (!(nearest >= 1 && nearest < WHOLE) || Math.abs(level - nearest / WHOLE) > TOLERANCE) {
      throw refused(Double.toString(level));
    }
    return new QuantileLevel((int) nearest);
  }

  /**
   * Returns the level that a text such as {@code 0.05} states.
   *
   * @throws IllegalArgumentException if it is no decimal number with a point, out of range or finer
   *     than 0.0001
   */
  public static QuantileLevel of(String level) {
    try {
      return new QuantileLevel(
          new BigDecimal(level.strip()).movePointRight(4).intValueExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(level);
    }
  }

  /**
   * Returns the levels {@code from}, {@code from + step}, … up to and including {@code to}.
   *
   * @param step a positive multiple of 0.0001
   * @throws IllegalArgumentException if an end or the step is no level, {@code from} exceeds {@code
   *     to}, or the steps miss {@code to}
   */
  public static List<QuantileLevel> range(double from, double to, double step) {
    int first = of(from).tenThousandths;
    int last = of(to).tenThousandths;
    int width = of(step).tenThousandths;
    if (first > last || (last - first) % width != 0) {
      throw new IllegalArgumentException(
          "quantile levels ("
              + from
              + " to "
              + to
              + " by "
              + step
              + "), the steps must lead from the first to the last level. Maybe change the step.");
    }
    List<QuantileLevel> levels = new ArrayList<>((last - first) / width + 1);
    for (int level = first; level <= last; level += width) {
      levels.add(new QuantileLevel(level));
    }
    return List.copyOf(levels);
  }

  private static IllegalArgumentException refused(String level) {
    return new IllegalArgumentException(
        "quantile level ("
            + level
            + "), must be a multiple of 0.0001 from 0.0001 to 0.9999. Maybe write it as 0.05.");
  }

  /** Returns the level as a number between 0 and 1. */
  public double asDouble() {
    return (double) tenThousandths / WHOLE;
  }

  /** Returns the level on the other side of the median: 0.95 for 0.05. */
  public QuantileLevel mirrored() {
    return new QuantileLevel(WHOLE - tenThousandths);
  }

  @Override
  public int compareTo(QuantileLevel other) {
    return Integer.compare(tenThousandths, other.tenThousandths);
  }

  /** Returns the shortest decimal text, such as {@code 0.05}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros().toPlainString();
  }
}
