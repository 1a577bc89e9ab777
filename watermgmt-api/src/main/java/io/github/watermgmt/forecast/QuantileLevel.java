// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A probability strictly between 0 and 1, in ten-thousandths, so that levels that mean the same are
 * equal however they were computed.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param tenThousandths 1 to 9,999
 */
public record QuantileLevel(int tenThousandths) implements Comparable<QuantileLevel> {
  private static final double UNITS = 10_000;

  /** The median. */
  public static final QuantileLevel MEDIAN = new QuantileLevel(5000);

  /** 0.05, 0.10, … 0.95. */
  public static final List<QuantileLevel> STANDARD = range(0.05, 0.95, 0.05);

  /** Refuses levels outside (0, 1). */
  public QuantileLevel {
    if (tenThousandths < 1 || tenThousandths > 9999) {
      throw new IllegalArgumentException(
          "quantile level (" + tenThousandths + "/10000), must lie strictly between 0 and 1");
    }
  }

  /**
   * Returns the level of a probability.
   *
   * @param probability within 1e-9 of a multiple of 0.0001, strictly between 0 and 1
   * @throws IllegalArgumentException otherwise
   */
  public static QuantileLevel of(double probability) {
    double units = Math.rint(probability * UNITS);
    if (!(units >= 1 && units < UNITS) || Math.abs(probability - units / UNITS) > 1e-9) {
      throw refused(Double.toString(probability));
    }
    return new QuantileLevel((int) units);
  }

  /**
   * Returns the level of a text such as {@code 0.05}: exactly a multiple of 0.0001.
   *
   * @throws IllegalArgumentException if it is none, or no decimal number with a point
   */
  public static QuantileLevel of(String text) {
    try {
      return new QuantileLevel(new BigDecimal(text.strip()).movePointRight(4).intValueExact());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw refused(text);
    }
  }

  private static IllegalArgumentException refused(String level) {
    return new IllegalArgumentException(
        "quantile level ("
            + level
            + "), must be a multiple of 0.0001 strictly between 0 and 1. Maybe write it as 0.05.");
  }

  /**
   * Returns the levels from one to another, both inclusive.
   *
   * @throws IllegalArgumentException if an argument is no level or the steps do not lead from the
   *     first level to the last
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
              + "), the steps must lead from the first to the last. Maybe change the step.");
    }
    List<QuantileLevel> levels = new ArrayList<>();
    for (int u = first; u <= last; u += width) {
      levels.add(new QuantileLevel(u));
    }
    return List.copyOf(levels);
  }

  /** Returns the probability. */
  public double asDouble() {
    return tenThousandths / UNITS;
  }

  /** Returns the level of the same distance from the other end: 0.05 for 0.95. */
  public QuantileLevel mirrored() {
    return new QuantileLevel(10_000 - tenThousandths);
  }

  @Override
  public int compareTo(QuantileLevel other) {
    return Integer.compare(tenThousandths, other.tenThousandths);
  }

  /** Returns at least two decimals: {@code 0.05}, {@code 0.50}, {@code 0.025}. */
  @Override
  public String toString() {
    BigDecimal exact = BigDecimal.valueOf(tenThousandths, 4).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }
}
