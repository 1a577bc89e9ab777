// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** The curve of a link from one node to another, bent aside where several join the same two. */
record Bend(double x1, double y1, double cx, double cy, double x2, double y2) {
  private static final double APART = 26;

  static Bend of(double x1, double y1, double x2, double y2, int rank) {
    double length = Math.max(1, Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)));
    // Ranks 0, 1, 2, 3 are bent by 0, 1, −1, 2 …; the side must not depend on the direction.
    double side = Math.floorDiv(rank + 1, 2) * (rank % 2 == 0 ? -1.0 : 1.0) * APART * 2;
    double turn = x2 < x1 || (x1 == x2 && y2 < y1) ? -1 : 1;
    double dx = -(y2 - y1) / length * side * turn;
    double dy = (x2 - x1) / length * side * turn;
    return new Bend(x1, y1, (x1 + x2) / 2 + dx, (y1 + y2) / 2 + dy, x2, y2);
  }

  double middleX() {
    return x(0.5);
  }

  double middleY() {
    return y(0.5);
  }

  /** A point of the curve, at 0 to 1. */
  double x(double at) {
    return (1 - at) * (1 - at) * x1 + 2 * at * (1 - at) * cx + at * at * x2;
  }

  double y(double at) {
    return (1 - at) * (1 - at) * y1 + 2 * at * (1 - at) * cy + at * at * y2;
  }

  double length() {
    return Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1));
  }

  StringBuilder path() {
    StringBuilder d = new StringBuilder();
    Svg.point(d, 'M', x1, y1);
    Svg.point(d, 'Q', cx, cy);
    return d.append(' ').append(Markup.coordinate(x2)).append(' ').append(Markup.coordinate(y2));
  }

  /** An arrow head in the middle. */
  StringBuilder arrow(boolean forward, double size) {
    double length = Math.max(1, Math.sqrt((x2 - x1) * (x2 - x1) + (y2 - y1) * (y2 - y1)));
    double ux = (x2 - x1) / length * (forward ? size : -size);
    double uy = (y2 - y1) / length * (forward ? size : -size);
    StringBuilder d = new StringBuilder();
    Svg.point(d, 'M', middleX() + ux, middleY() + uy);
    Svg.point(d, 'L', middleX() - ux / 2 - uy * 0.75, middleY() - uy / 2 + ux * 0.75);
    Svg.point(d, 'L', middleX() - ux / 2 + uy * 0.75, middleY() - uy / 2 - ux * 0.75);
    return d.append('Z');
  }
}
