// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Why a forecast is what it is: contributions that add up to the mean, step by step.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series id of the series
 * @param components contributions in the canonical unit
 * @param notes what a reader should know besides
 */
public record Explanation(String series, List<Component> components, List<String> notes) {

  /** Copies the lists. */
  public Explanation {
    components = List.copyOf(components);
    notes = List.copyOf(notes);
  }

  /**
   * A contribution to the mean.
   *
   * @param name what contributes, such as {@code profile} or {@code level}
   * @param contribution one value per step, canonical unit
   */
  public record Component(String name, double[] contribution) {

    /** Copies the array. */
    public Component {
      contribution = contribution.clone();
    }

    /** Returns a copy. */
    @Override
    public double[] contribution() {
      return contribution.clone();
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Component other
          && name.equals(other.name)
          && Arrays.equals(contribution, other.contribution);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, Arrays.hashCode(contribution));
    }

    @Override
    public String toString() {
      return name + " over " + contribution.length + " steps";
    }
  }
}
