// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.Locale;

/** Text as it may stand in HTML and SVG. */
final class Markup {
  private Markup() {}

  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(isAllowed(text, i) ? c : '\uFFFD');
      }
    }
    return out.toString();
  }

  /**
   * Whether a character may stand: no controls, no unpaired surrogates, no non-characters, which
   * XML forbids; nor the marks that turn the direction of all that follows.
   */
  private static boolean isAllowed(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    boolean turns = (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= '\u007F' && c <= '\u009F');
    return !turns && !control && c < '\uFFFE';
  }

  /** A coordinate: one decimal is finer than any screen. */
  static String coordinate(double value) {
    long tenths = Math.round(value * 10);
    long rest = Math.abs(tenths % 10);
    String whole = (tenths < 0 && tenths > -10 ? "-" : "") + tenths / 10;
    return rest == 0 ? whole : whole + "." + rest;
  }

  /** A unit as it is printed: {@code m³/h} for {@code m3/h}. */
  static String unit(String symbol) {
    return symbol.replace("m3", "m³").replace("m^3", "m³");
  }

  /** A text of at most so many code points, the rest as an ellipsis. */
  static String shortened(String text, int most) {
    int length = text.codePointCount(0, text.length());
    return length <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, most - 1))) + "…";
  }

  /** An enum constant or an id in words: {@code night flow} for {@code NIGHT_FLOW}. */
  static String words(String constant) {
    boolean shouts = constant.equals(constant.toUpperCase(Locale.ROOT));
    return shouts ? constant.toLowerCase(Locale.ROOT).replace('_', ' ') : constant;
  }
}
