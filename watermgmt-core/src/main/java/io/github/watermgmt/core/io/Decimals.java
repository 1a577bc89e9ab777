// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

/**
 * Reads decimal numbers of exactly one form: an optional sign, digits with an optional point, an
 * optional exponent. What {@link Double#parseDouble} accepts besides (hexadecimal, {@code 1d},
 * {@code Infinity}, surrounding blanks) is refused, and so are decimal commas and thousands
 * separators: a number that can be read in two ways is not read at all.
 */
final class Decimals {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Mantissas up to here are exact in a double. */
  private static final long EXACT_LIMIT = 1L << 53;

  private Decimals() {}

  /**
   * Returns the number, correctly rounded as {@link Double#parseDouble} does, or NaN if the text is
   * not of the one form or too large for a double. A result is never infinite.
   */
  static double parse(String text) {
    int n = text.length();
    int i = 0;
    boolean negative = false;
    if (n > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      i = 1;
    }
    long mantissa = 0;
    int digits = 0;
    int fraction = 0;
    boolean point = false;
    boolean exact = true;
    for (; i < n; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        if (mantissa < EXACT_LIMIT / 10 - 1) {
          mantissa = mantissa * 10 + (c - '0');
          fraction += point ? 1 : 0;
        } else {
          exact = false;
        }
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    if (i < n) {
      if (!isExponent(text, i)) {
        return Double.NaN;
      }
      exact = false;
    }
    double value;
    if (exact && fraction < POWERS_OF_TEN.length) {
      // Both operands are exact, so the one division rounds correctly.
      value = mantissa / POWERS_OF_TEN[fraction];
      value = negative ? -value : value;
    } else {
      value = Double.parseDouble(text);
    }
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    int i = at + 1;
    if (i < text.length() && (text.charAt(i) == '-' || text.charAt(i) == '+')) {
      i++;
    }
    if (i == text.length()) {
      return false;
    }
    for (; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
