// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text form {@code name=value;name=value} with backslash escapes. */
final class OptionsSyntax {
  private OptionsSyntax() {}

  /** Splits text into names and values; malformed parts become problems. */
  static Map<String, String> parse(String text, List<String> problems) {
    Map<String, String> texts = new LinkedHashMap<>();
    int start = 0;
    while (start <= text.length()) {
      int end = find(text, ';', start);
      parsePart(text.substring(start, end), texts, problems);
      start = end + 1;
    }
    return texts;
  }

  private static void parsePart(String part, Map<String, String> texts, List<String> problems) {
    if (part.isBlank()) {
      return;
    }
    int equals = find(part, '=', 0);
    if (equals == part.length()) {
      problems.add("option text (" + part.strip() + "), has no '='. Maybe write name=value.");
      return;
    }
    String name = part.substring(0, equals).strip();
    String value = unescape(part, equals + 1);
    if (texts.putIfAbsent(name, value) != null) {
      problems.add("option '" + name + "' (" + value + "), is set twice. Maybe remove one.");
    }
  }

  /** Returns the index of the first unescaped {@code wanted}, or the length. */
  private static int find(String text, char wanted, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == wanted) {
        return i;
      }
      if (c == '\\') {
        i++;
      }
    }
    return text.length();
  }

  /** Resolves escapes and strips unescaped space at both ends. */
  private static String unescape(String text, int from) {
    StringBuilder value = new StringBuilder(text.length() - from);
    int kept = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      // A backslash at the very end has nothing to escape and stands for itself.
      boolean escaped = c == '\\' && i + 1 < text.length();
      if (escaped) {
        value.append(text.charAt(++i));
      } else if (value.length() > 0 || !Character.isWhitespace(c)) {
        value.append(c);
      }
      if (escaped || !Character.isWhitespace(c)) {
        kept = value.length();
      }
    }
    value.setLength(kept);
    return value.toString();
  }

  static String format(Map<String, String> texts) {
    StringBuilder text = new StringBuilder(16 * texts.size());
    texts.forEach(
        (name, value) -> {
          if (text.length() > 0) {
            text.append(';');
          }
          text.append(name).append('=');
          for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean end = i == 0 || i == value.length() - 1;
            if (c == ';' || c == '\\' || (end && Character.isWhitespace(c))) {
              text.append('\\');
            }
            text.append(c);
          }
        });
    return text.toString();
  }
}
