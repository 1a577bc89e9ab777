// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import java.util.Arrays;

/**
 * One part of a forecast's mean, such as the weekly profile or the heat.
 *
 * <p>Thread-safety: immutable.
 *
 * @param name what the part is, in words for a user
 * @param contribution what it adds to the mean in each step, in the canonical unit; finite
 */
public record Component(String name, double[] contribution) {

  /**
   * Copies the array.
   *
   * @throws IllegalArgumentException if the name is blank or a value is not finite
   */
  public Component {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of a component must not be blank");
    }
    contribution = contribution.clone();
    for (int i = 0; i < contribution.length; i++) {
      if (!Double.isFinite(contribution[i])) {
        throw new IllegalArgumentException(
            "contribution[" + i + "] of " + name + " (" + contribution[i] + "), must be finite.");
      }
    }
  }

  /** Returns a copy of the contributions. */
  @Override
  public double[] contribution() {
    return contribution.clone();
  }

  /** Returns the number of steps. */
  public int length() {
    return contribution.length;
  }

  /** Returns the contribution in one step. */
  public double contribution(int step) {
    return contribution[step];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Component that
        && name.equals(that.name)
        && Arrays.equals(contribution, that.contribution);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(contribution);
  }

  @Override
  public String toString() {
    return "Component[" + name + ", " + contribution.length + " steps]";
  }
}
