// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.time.ZoneId;
import java.util.List;

/** The frame of a diagram over time: maps instants and values to pixels and draws the axes. */
record Plot(
    double left,
    double top,
    double width,
    double height,
    long from,
    long to,
    ZoneId zone,
    Scale values) {
  /** Height of the labels of the time axis. */
  static final double TIME_LABELS = 20;

  private static final double BASE = 4;

  /** Room for the labels of the vertical axis. */
  static double margin(Scale values) {
    double widest = 0;
    for (int i = 0; i < values.count(); i++) {
      widest = Math.max(widest, Svg.widthOf(values.label(i), Theme.TEXT));
    }
    return widest + 10;
  }

  double right() {
    return left + width;
  }

  double bottom() {
    return top + height;
  }

  double x(double second) {
    return left + (second - (double) from) / Math.max(1.0, (double) (to - from)) * width;
  }

  double x(long second) {
    return x((double) second);
  }

  double y(double value) {
    return bottom() - values.share(value) * height;
  }

  /** Draws the grid, the labels of both axes and the lines at local midnights. */
  void frame(Svg svg) {
    rungs(svg, values, left, top, width, height);
    time(svg);
  }

  /** Draws the lines and labels of a vertical axis. */
  static void rungs(Svg svg, Scale scale, double left, double top, double width, double height) {
    for (int i = 0; i < scale.count(); i++) {
      double y = top + height - scale.share(scale.tick(i)) * height;
      svg.line(i > 0 && scale.tick(i) == 0 ? "zero" : "grid", left, y, left + width, y);
      svg.text(left - 6, y + 4, "end", "s", scale.label(i));
    }
  }

  /** Draws the time axis with the lines at local midnights. */
  void time(Svg svg) {
    List<TimeTicks.Tick> ticks = TimeTicks.of(from, to, zone, width);
    for (TimeTicks.Tick tick : ticks) {
      double x = x(tick.second());
      if (tick.major()) {
        svg.line("day", x, top, x, bottom() + BASE);
      } else {
        svg.line("day", x, bottom(), x, bottom() + BASE);
      }
    }
    svg.line("zero", left, bottom(), right(), bottom());
    labels(svg, ticks);
  }

  /** Labels of days first, then those of hours where there is room. */
  private void labels(Svg svg, List<TimeTicks.Tick> ticks) {
    boolean[] taken = new boolean[(int) Math.ceil(svg.width()) + 2];
    for (boolean major : new boolean[] {true, false}) {
      for (TimeTicks.Tick tick : ticks) {
        double half = Svg.widthOf(tick.label(), Theme.TEXT) / 2 + 1;
        double x = x(tick.second());
        double end = Math.min(svg.width() - 1, right() + 10);
        double middle = Math.min(Math.max(x, left - Math.min(left - 1, 24) + half), end - half);
        if (tick.major() == major && Math.abs(middle - x) < half) {
          int first = (int) (middle - half - 3);
          int last = (int) (middle + half + 3);
          boolean free = true;
          for (int i = Math.max(0, first); i <= last && i < taken.length; i++) {
            free &= !taken[i];
          }
          if (free) {
            for (int i = Math.max(0, first); i <= last && i < taken.length; i++) {
              taken[i] = true;
            }
            svg.text(middle, bottom() + 17, "middle", major ? "b" : "s", tick.label());
          }
        }
      }
    }
  }
}
