// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** Eight filled shapes of about the same size. */
final class Marker {
  static final int SHAPES = 8;
  private static final int CROSS = 5;
  private static final int PLUS = 6;

  private Marker() {}

  /**
   * Draws a marker.
   *
   * @param style its class
   * @param shape 0 to 7: circle, square, triangle, diamond, triangle on its head, cross, plus, star
   * @param r half its size
   */
  static void draw(Svg svg, String style, int shape, double x, double y, double r) {
    StringBuilder d = new StringBuilder(64);
    switch (shape) {
      case 0 -> circle(d, x, y, r);
      case 1 -> polygon(d, x, y, 4, r * 1.22, r * 1.22, 45);
      case 2 -> polygon(d, x, y + r * 0.2, 3, r * 1.3, r * 1.3, 0);
      case 3 -> polygon(d, x, y, 4, r * 1.28, r * 1.28, 0);
      case 4 -> polygon(d, x, y - r * 0.2, 3, r * 1.3, r * 1.3, 60);
      case CROSS -> plus(d, x, y, r * 1.2, true);
      case PLUS -> plus(d, x, y, r * 1.2, false);
      default -> polygon(d, x, y, 10, r * 1.4, r * 0.62, 0);
    }
    svg.path(style, d);
  }

  private static void circle(StringBuilder d, double x, double y, double r) {
    String arc = "a" + Markup.coordinate(r) + " " + Markup.coordinate(r) + " 0 1 0 ";
    Svg.point(d, 'M', x - r, y);
    d.append(arc).append(Markup.coordinate(2 * r)).append(" 0");
    d.append(arc).append(Markup.coordinate(-2 * r)).append(" 0Z");
  }

  /** Corners at two radii in turn, the first at an angle from the top. */
  private static void polygon(
      StringBuilder d, double x, double y, int corners, double outer, double inner, double turn) {
    for (int i = 0; i < corners; i++) {
      double angle = StrictMath.toRadians(turn + 360.0 * i / corners);
      double r = i % 2 == 0 ? outer : inner;
      double right = x + r * StrictMath.sin(angle);
      Svg.point(d, i == 0 ? 'M' : 'L', right, y - r * StrictMath.cos(angle));
    }
    d.append('Z');
  }

  private static void plus(StringBuilder d, double x, double y, double r, boolean turned) {
    double w = r * 0.36;
    double[] along = {-w, w, w, r, r, w, w, -w, -w, -r, -r, -w};
    double[] down = {-r, -r, -w, -w, w, w, r, r, w, w, -w, -w};
    double c = turned ? StrictMath.sqrt(0.5) : 1;
    double s = turned ? c : 0;
    for (int i = 0; i < along.length; i++) {
      double right = x + c * along[i] - s * down[i];
      Svg.point(d, i == 0 ? 'M' : 'L', right, y + s * along[i] + c * down[i]);
    }
    d.append('Z');
  }
}
