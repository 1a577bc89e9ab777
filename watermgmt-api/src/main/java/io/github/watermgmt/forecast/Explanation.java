// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import java.util.List;
import java.util.Objects;

/**
 * Why a forecast is what it is: components that add up to the mean, and notes.
 *
 * <p>Thread-safety: immutable.
 *
 * @param series id of the series explained
 * @param components parts of the mean, of one length; their sum is the mean up to rounding
 * @param notes sentences for a user, such as "public holiday on the second day"
 */
public record Explanation(String series, List<Component> components, List<String> notes) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is no component or their lengths differ
   */
  public Explanation {
    Objects.requireNonNull(series, "series");
    components = List.copyOf(components);
    notes = List.copyOf(notes);
    if (components.isEmpty()) {
      throw new IllegalArgumentException("an explanation needs at least one component");
    }
    for (Component component : components) {
      if (component.length() != components.get(0).length()) {
        throw new IllegalArgumentException(
            "components of " + series + " differ in length: " + components);
      }
    }
  }

  /** Returns the sum of all contributions in one step. */
  public double sum(int step) {
    double sum = 0;
    for (Component component : components) {
      sum += component.contribution(step);
    }
    return sum;
  }
}
