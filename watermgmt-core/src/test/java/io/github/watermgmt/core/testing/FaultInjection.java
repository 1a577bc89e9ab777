// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.testing;

import java.util.Arrays;

/** Spoils values as sensors do; each method changes the array in place. */
public final class FaultInjection {
  private FaultInjection() {}

  /** The sensor repeats the value of {@code from} for so many steps more. */
  public static void stuck(double[] values, int from, int steps) {
    Arrays.fill(values, from + 1, Math.min(values.length, from + 1 + steps), values[from]);
  }

  /** From a step on, all is multiplied. */
  public static void scale(double[] values, int from, double factor) {
    for (int i = from; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** From a step on, an amount is added. */
  public static void offset(double[] values, int from, double amount) {
    for (int i = from; i < values.length; i++) {
      values[i] += amount;
    }
  }

  /** From a step on, the sensor reads more by a share a step, until it has read so for a while. */
  public static void drift(double[] values, int from, int steps, double sharePerStep) {
    for (int i = from; i < values.length; i++) {
      values[i] *= 1 + sharePerStep * Math.min(steps, i - from + 1);
    }
  }

  /** From a step on, values stand so many steps too late; too early if negative. */
  public static void late(double[] values, int from, int steps) {
    double[] right = values.clone();
    for (int i = from; i < values.length; i++) {
      int at = i - steps;
      values[i] = at < 0 || at >= values.length ? Double.NaN : right[at];
    }
  }
}
