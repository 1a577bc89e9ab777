// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** A horizontal axis of values. */
record ValueAxis(double left, double width, Scale scale) {
  /** Height of the labels. */
  static final double LABELS = 20;

  double right() {
    return left + width;
  }

  double x(double value) {
    return left + scale.share(value) * width;
  }

  /** Draws the lines of the ticks. */
  void grid(Svg svg, double top, double bottom) {
    for (int i = 0; i < scale.count(); i++) {
      double x = x(scale.tick(i));
      svg.line(scale.tick(i) == 0 ? "zero" : "grid", x, top, x, bottom);
    }
  }

  /** Writes the labels of the ticks: all, or every second, third … for want of room. */
  void labels(Svg svg, double baseline) {
    int every = 1;
    while (every < scale.count() && !fits(svg, every)) {
      every++;
    }
    for (int i = 0; i < scale.count(); i += every) {
      svg.text(middle(svg, i), baseline, "middle", "s", scale.label(i));
    }
  }

  private boolean fits(Svg svg, int every) {
    double end = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < scale.count(); i += every) {
      double half = half(i);
      if (middle(svg, i) - half < end + 6) {
        return false;
      }
      end = middle(svg, i) + half;
    }
    return true;
  }

  private double half(int i) {
    return Svg.widthOf(scale.label(i), Theme.TEXT) / 2;
  }

  private double middle(Svg svg, int i) {
    double half = half(i);
    return Math.max(half + 1, Math.min(x(scale.tick(i)), svg.width() - half - 1));
  }
}
