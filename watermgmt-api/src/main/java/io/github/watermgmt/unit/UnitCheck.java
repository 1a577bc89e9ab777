// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import java.util.Locale;
import java.util.Optional;

/**
 * Notices the two classic unit mix-ups: L/s taken for m³/h (a factor of 3.6) and litres taken for
 * cubic metres (a factor of 1000). It flags; it never corrects.
 *
 * <p>Thread-safety: stateless.
 */
public final class UnitCheck {
  private static final double TOLERANCE = 0.03;

  private UnitCheck() {}

  /**
   * Compares two figures that should agree, such as the medians of a file and of its predecessor.
   *
   * @return what it looks like, or empty if the ratio is not within 3 % of 3.6, 1000 or their
   *     inverse
   */
  public static Optional<String> suspect(double reference, double value) {
    if (!(reference > 0) || !(value > 0)) {
      return Optional.empty();
    }
    double ratio = value / reference;
    if (near(ratio, 3.6) || near(ratio, 1 / 3.6)) {
      return Optional.of(text(ratio, "L/s taken for m3/h, or the reverse"));
    }
    if (near(ratio, 1000) || near(ratio, 1.0 / 1000)) {
      return Optional.of(text(ratio, "litres taken for m3, or the reverse"));
    }
    return Optional.empty();
  }

  private static boolean near(double ratio, double factor) {
    return Math.abs(ratio / factor - 1) <= TOLERANCE;
  }

  private static String text(double ratio, String what) {
    return String.format(Locale.ROOT, "the ratio %.4g looks like %s", ratio, what);
  }
}
