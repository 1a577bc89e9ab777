// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of providers and options: which are legal, and which one a misspelt one may have meant. */
final class Names {
  /** The word for the default provider; no provider may have it as its name. */
  static final String AUTO = "auto";

  private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]*");
  private static final int LONGEST = 100;

  private Names() {}

  static boolean isLegal(String name) {
    return name.length() <= LONGEST && LEGAL.matcher(name).matches() && !name.equals(AUTO);
  }

  /** Returns the known names, those most like {@code wanted} first, equal ones by name. */
  static List<String> nearestFirst(String wanted, Collection<String> known) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    String target = lower.length() > LONGEST ? lower.substring(0, LONGEST) : lower;
    List<String> names = new ArrayList<>(known);
    names.sort(
        Comparator.<String>comparingInt(name -> distance(target, name))
            .thenComparing(Comparator.naturalOrder()));
    return names;
  }

  /** Returns the edit distance with insertions, deletions and substitutions (Levenshtein 1966). */
  static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
