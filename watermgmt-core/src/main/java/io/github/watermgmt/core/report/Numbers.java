// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people: few digits, a real minus sign, thousands apart. */
final class Numbers {
  private static final double NOISE = 1e-6;
  private static final char MINUS = '\u2212';
  private static final char THIN = '\u202F';
  private static final String POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** Three significant digits, all of those before the point. A dash for a missing value. */
  static String of(double value) {
    return of(value, 3);
  }

  /** The same; nothing for what is nothing beside a scale, such as the noise of a solver. */
  static String amount(double value, double scale) {
    return of(Math.abs(value) < NOISE * scale ? 0 : value);
  }

  static String of(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "–" : value > 0 ? "∞" : MINUS + "∞";
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal exact = new BigDecimal(value);
    int exponent = exponent(exact);
    if (exponent >= 9 || exponent < -4) {
      return scientific(exact.round(new MathContext(digits)));
    }
    BigDecimal rounded =
        exponent >= digits
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(new MathContext(digits));
    return plain(rounded.stripTrailingZeros());
  }

  /** A tick: as many decimals as the step between ticks has. */
  static String tick(double value, double step) {
    BigDecimal width = BigDecimal.valueOf(step).stripTrailingZeros();
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = exact.setScale(Math.max(0, width.scale()), RoundingMode.HALF_EVEN);
    if (rounded.signum() == 0) {
      return "0";
    }
    if (width.scale() > 5 || exponent(exact) >= 7) {
      return scientific(exact.round(new MathContext(4)));
    }
    return plain(rounded);
  }

  /** A fixed number of decimals, as money has them. */
  static String fixed(double value, int decimals) {
    return plain(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN));
  }

  static String percent(double share) {
    return fixed(100 * share, 0) + " %";
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  /** One digit times a power of ten: {@code 10⁻⁶}, {@code 2×10⁹}. */
  static String power(double value) {
    String text = scientific(new BigDecimal(value).round(new MathContext(1)));
    return text.startsWith("1×") ? text.substring(2) : text;
  }

  private static String scientific(BigDecimal value) {
    int exponent = exponent(value);
    StringBuilder power = new StringBuilder();
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      power.append(POWERS.charAt(digit - '0'));
    }
    String sign = exponent < 0 ? "⁻" : "";
    return plain(value.movePointLeft(exponent).stripTrailingZeros()) + "×10" + sign + power;
  }

  private static String plain(BigDecimal value) {
    String text = value.abs().toPlainString();
    int point = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
    StringBuilder out = new StringBuilder(text);
    if (point > 4) {
      for (int at = point - 3; at > 0; at -= 3) {
        out.insert(at, THIN);
      }
    }
    return value.signum() < 0 ? MINUS + out.toString() : out.toString();
  }
}
