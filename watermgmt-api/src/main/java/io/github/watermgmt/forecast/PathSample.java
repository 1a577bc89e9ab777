// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.util.Arrays;
import java.util.Objects;

/**
 * The distribution of one number, such as the peak of a day, by its value in each sample path of a
 * {@link Forecast}.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class PathSample {
  private final Quantity quantity;
  private final double[] values;
  private final double[] sorted;

  PathSample(Quantity quantity, double[] values) {
    this.quantity = quantity;
    this.values = values;
    this.sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** Returns what the number measures. */
  public Quantity quantity() {
    return quantity;
  }

  /** Returns the number of paths. */
  public int size() {
    return values.length;
  }

  /** Returns the number in one path, in the canonical unit. */
  public double value(int path) {
    return values[path];
  }

  /** Returns the mean over the paths, in the canonical unit. */
  public double mean() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * Returns a quantile in the canonical unit: linear between order statistics (type 7 of Hyndman
   * and Fan, The American Statistician 50, 1996). Tails are coarse where paths are few: no quantile
   * lies outside the paths.
   */
  public double quantile(QuantileLevel level) {
    return PathQuantiles.of(sorted, level);
  }

  /**
   * Returns a quantile in a unit; see {@link #quantile(QuantileLevel)}.
   *
   * @throws io.github.watermgmt.error.DataException WM-102 if the unit measures something else
   */
  public double quantile(QuantileLevel level, Unit unit) {
    return unit.measuring(quantity).fromCanonical(quantile(level));
  }

  /**
   * Returns the share of paths in which the number is greater than a limit, 0 to 1.
   *
   * @param limit in the canonical unit
   */
  public double exceedance(double limit) {
    int above = 0;
    for (double value : values) {
      above += value > limit ? 1 : 0;
    }
    return (double) above / values.length;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PathSample other
        && quantity.equals(other.quantity)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(quantity, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return quantity
        + " ["
        + quantity.canonicalSymbol()
        + "] of "
        + values.length
        + " paths, "
        + sorted[0]
        + " to "
        + sorted[sorted.length - 1];
  }
}
