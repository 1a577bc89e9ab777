// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.function.IntToDoubleFunction;

/** Slanted lines over an area, for those who do not see its colour. */
final class Hatch {
  private static final double GAP = 7;

  private Hatch() {}

  /** Hatches a rectangle. */
  static void draw(Svg svg, double left, double top, double right, double bottom) {
    StringBuilder d = new StringBuilder();
    strokes(d, left, top, right, bottom);
    svg.path("hatch", d);
  }

  /** Hatches the area between two lines of steps. */
  static void draw(Svg svg, double[] lower, double[] upper, IntToDoubleFunction edge, Plot plot) {
    StringBuilder d = new StringBuilder();
    int columns = Math.min(upper.length, 100);
    for (int b = 0; b < columns; b++) {
      int t = Paths.first(b, columns, upper.length);
      double right = edge.applyAsDouble(Paths.first(b + 1, columns, upper.length));
      strokes(d, edge.applyAsDouble(t), plot.y(upper[t]), right, plot.y(lower[t]));
    }
    svg.path("hatch", d);
  }

  /** Lines x + y = a multiple of the gap, cut to the rectangle. */
  private static void strokes(
      StringBuilder d, double left, double top, double right, double bottom) {
    if (bottom - top < 1) {
      return;
    }
    for (double sum = Math.ceil((left + top) / GAP) * GAP; sum < right + bottom; sum += GAP) {
      double x1 = Math.max(left, sum - bottom);
      double x2 = Math.min(right, sum - top);
      if (x2 - x1 > 0.5) {
        Svg.point(d, 'M', x1, sum - x1);
        Svg.point(d, 'L', x2, sum - x2);
      }
    }
  }
}
