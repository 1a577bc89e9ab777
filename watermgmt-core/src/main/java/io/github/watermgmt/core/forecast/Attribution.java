// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.List;
import java.util.Locale;

/**
 * Which driver moves demand by how much between two years: the changes add up to the difference, to
 * rounding.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param from base year
 * @param to target year
 * @param base demand of the base year, m³
 * @param target demand of the target year, m³
 * @param changes in m³ a year; {@code level} is what no driver explains, chance of the base year
 *     included, and {@code calendar} the leap day
 */
public record Attribution(int from, int to, double base, double target, List<Change> changes) {

  /**
   * A change by one driver.
   *
   * @param driver in words
   * @param volume m³ a year
   */
  public record Change(String driver, double volume) {}

  /** Copies the list. */
  public Attribution {
    changes = List.copyOf(changes);
  }

  /** Returns one line for each change. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%d: %.0f m³\n", from, base));
    for (Change change : changes) {
      text.append(String.format(Locale.ROOT, "  %s: %+.0f m³\n", change.driver, change.volume));
    }
    return text.append(String.format(Locale.ROOT, "%d: %.0f m³\n", to, target)).toString();
  }
}
