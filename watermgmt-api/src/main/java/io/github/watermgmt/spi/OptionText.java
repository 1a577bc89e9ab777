// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Option values from and to text, the same in every locale and on every JDK. */
final class OptionText {
  // The JDK's own parsers also take digits of other scripts, "1d", "0x1p3" and "NaN".
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,10}");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,6})?");
  private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,15})(ms|s|min|h|d)");
  private static final Pattern ISO_DURATION = Pattern.compile("-?P[0-9TDHMS.,+-]{1,60}");

  private OptionText() {}

  static @Nullable Integer readInteger(String text) {
    if (!INTEGER.matcher(text).matches()) {
      return null;
    }
    long value = Long.parseLong(text);
    return value == (int) value ? (int) value : null;
  }

  static @Nullable Double readDecimal(String text) {
    return DECIMAL.matcher(text).matches() ? Double.valueOf(text) : null;
  }

  static @Nullable Boolean readFlag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Boolean.TRUE;
      case "false", "no", "off" -> Boolean.FALSE;
      default -> null;
    };
  }

  static <E extends Enum<E>> @Nullable E readConstant(String text, List<E> constants) {
    String wanted = text.toLowerCase(Locale.ROOT).replace('_', '-');
    for (E constant : constants) {
      if (label(constant).equals(wanted)) {
        return constant;
      }
    }
    return null;
  }

  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static @Nullable Duration readDuration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    try {
      if (matcher.matches()) {
        long amount = Long.parseLong(text.substring(0, matcher.end(1)));
        return switch (text.substring(matcher.end(1))) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "min" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
      }
      // The pattern keeps out digits of other scripts and absurd lengths; the JDK does the rest.
      return ISO_DURATION.matcher(text).matches() ? Duration.parse(text) : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /**
   * Writes the value rounded to as few digits as read back as the same bits. {@code
   * Double.toString} is not the same on all supported JDKs, and option texts end in model files
   * whose bytes must be.
   */
  static String write(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    return exponent >= -7 && exponent < 16 ? shortest.toPlainString() : shortest.toString();
  }
}
