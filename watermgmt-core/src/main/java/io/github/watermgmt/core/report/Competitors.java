// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is compared, in an order that gives each its hue and its shape: no two of the first 56 share
 * both. Thread-safety: immutable.
 */
final class Competitors {
  static final int MOST = Theme.HUES * Marker.SHAPES;
  private static final int DASHES = 4;
  private static final double RADIUS = 4.6;

  private final List<String> order;

  private Competitors(List<String> order) {
    this.order = order;
  }

  /**
   * Those of a fixed order, then the others as they came.
   *
   * @param validation told if there are too many to be told apart
   */
  static Competitors of(Collection<String> fixed, Collection<String> seen, Validation validation) {
    Set<String> all = new LinkedHashSet<>(fixed);
    all.addAll(seen);
    validation.check(
        all.size() <= MOST,
        "competitors",
        all.size(),
        "must be at most " + MOST + " to be told apart",
        "draw fewer, or several charts");
    return new Competitors(List.copyOf(new ArrayList<>(all)));
  }

  int index(String name) {
    return order.indexOf(name);
  }

  String name(int index) {
    return order.get(index);
  }

  int count() {
    return order.size();
  }

  private static int hue(int index) {
    return index % Theme.HUES;
  }

  /** The class of a line of a competitor: its hue, and a dash after the first seven. */
  static String line(int index) {
    int dash = Math.floorDiv(index, Theme.HUES) % DASHES;
    return "l" + hue(index) + (dash == 0 ? "" : " dash" + dash);
  }

  /** The class of an area of a competitor. */
  static String band(int index) {
    return "a" + hue(index);
  }

  /** Draws the marker of a competitor. */
  static void mark(Svg svg, int index, double x, double y) {
    Marker.draw(svg, "m" + hue(index), index % Marker.SHAPES, x, y, RADIUS);
  }

  /** Room that a marker takes to each side. */
  static double reach() {
    return RADIUS * 1.4;
  }
}
