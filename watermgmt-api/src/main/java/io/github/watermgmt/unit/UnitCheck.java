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
    return suspect(reference, value, TOLERANCE);
  }

  /**
   * Compares two figures that should agree roughly, such as last month's median and this month's.
   *
   * @param tolerance how far the ratio may lie from 3.6, 1000 or their inverse, in [0, 0.5]; 0.15
   *     is 15 %
   * @return what it looks like, or empty if the ratio is not near one of them
   * @throws IllegalArgumentException if the tolerance is out of its range
   */
  public static Optional<String> suspect(double reference, double value, double tolerance) {
    if (!(tolerance >= 0 && tolerance <= 0.5)) {
      throw new IllegalArgumentException("tolerance (" + tolerance + "), must be in [0, 0.5]");
    }
    if (!(reference > 0) || !(value > 0)) {
      return Optional.empty();
    }
    double ratio = value / reference;
    if (near(ratio, 3.6, tolerance) || near(ratio, 1 / 3.6, tolerance)) {
      return Optional.of(text(ratio, "L/s taken for m3/h, or the reverse"));
    }
    if (near(ratio, 1000, tolerance) || near(ratio, 1.0 / 1000, tolerance)) {
      return Optional.of(text(ratio, "litres taken for m3, or the reverse"));
    }
    return Optional.empty();
  }

  private static boolean near(double ratio, double factor, double tolerance) {
    return Math.abs(ratio / factor - 1) <= tolerance;
  }

  private static String text(double ratio, String what) {
    return String.format(Locale.ROOT, "the ratio %.4g looks like %s", ratio, what);
  }
}
