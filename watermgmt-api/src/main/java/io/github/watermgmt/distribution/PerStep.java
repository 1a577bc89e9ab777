// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Arrays;
import java.util.Objects;

/**
 * One number for each step of a problem; the term that holds it says of which unit. How many they
 * must be, and within which range, is checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class PerStep {
  private final double[] values;

  private PerStep(double[] values) {
    this.values = values;
  }

  /** Returns these values; the array is copied. */
  public static PerStep of(double... values) {
    return new PerStep(values.clone());
  }

  /**
   * Returns the same value for each step.
   *
   * @param steps at least 0
   */
  public static PerStep constant(double value, int steps) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return new PerStep(values);
  }

  /** Returns how many values there are. */
  public int length() {
    return values.length;
  }

  /**
   * Returns the value of a step.
   *
   * @throws IndexOutOfBoundsException if there is no such step
   */
  public double get(int step) {
    return values[step];
  }

  /** Returns the values; a copy. */
  public double[] values() {
    return values.clone();
  }

  /**
   * Returns these values with another one for some steps.
   *
   * @param fromStep the first of them
   * @param toStep the step after the last of them
   * @throws IndexOutOfBoundsException if these are not steps, or in the wrong order
   */
  public PerStep with(int fromStep, int toStep, double value) {
    Objects.checkFromToIndex(fromStep, toStep, values.length);
    double[] changed = values.clone();
    Arrays.fill(changed, fromStep, toStep, value);
    return new PerStep(changed);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PerStep other && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length
        + " values from "
        + Arrays.stream(values).min().orElse(Double.NaN)
        + " to "
        + Arrays.stream(values).max().orElse(Double.NaN);
  }
}
