// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** The shapes of nodes: a drop is a source, a box a tank, a house a zone, a dot a junction. */
final class Shapes {
  static final String SOURCE = "source";
  static final String TANK = "tank";
  static final String ZONE = "zone";
  static final String JUNCTION = "junction";

  private Shapes() {}

  static void draw(Svg svg, String kind, double x, double y, double r) {
    StringBuilder d = new StringBuilder();
    switch (kind) {
      case SOURCE -> {
        // A drop.
        Svg.point(d, 'M', x, y - r * 1.3);
        d.append('C');
        pair(d, x + r * 1.3, y + r * 0.1).append(' ');
        pair(d, x + r, y + r).append(' ');
        pair(d, x, y + r).append('C');
        pair(d, x - r, y + r).append(' ');
        pair(d, x - r * 1.3, y + r * 0.1).append(' ');
        pair(d, x, y - r * 1.3).append('Z');
        svg.path("source", d);
      }
      case TANK -> svg.rect("tank", x - r, y - r * 0.85, 2 * r, r * 1.7);
      case ZONE -> {
        Svg.point(d, 'M', x - r, y + r);
        Svg.point(d, 'L', x - r, y - r * 0.2);
        Svg.point(d, 'L', x, y - r * 1.15);
        Svg.point(d, 'L', x + r, y - r * 0.2);
        Svg.point(d, 'L', x + r, y + r);
        svg.path("demandzone", d.append('Z'));
      }
      default -> svg.circle("node", x, y, r * 0.55);
    }
  }

  private static StringBuilder pair(StringBuilder d, double x, double y) {
    return d.append(Markup.coordinate(x)).append(' ').append(Markup.coordinate(y));
  }
}
