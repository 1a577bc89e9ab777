// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes labels where no label and no node stands yet, off the links where that is possible, and
 * counts those for which there was no room.
 */
final class Labels {
  private static final int MOST_CHARACTERS = 26;

  /** Pixels between the points at which a link is looked at. */
  private static final double STRIDE = 4;

  private static final double[] PLACES = {0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78};

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  private final Svg svg;
  private final double highest;
  private final List<Box> taken = new ArrayList<>();
  private final List<Box> links = new ArrayList<>();
  private int leftOff;

  Labels(Svg svg, double highest) {
    this.svg = svg;
    this.highest = highest;
  }

  /** Keeps labels away from a rectangle. */
  void block(double left, double top, double right, double bottom) {
    taken.add(new Box(left, top, right, bottom));
  }

  int leftOff() {
    return leftOff;
  }

  /** Keeps labels off a link as far as there is room. */
  void avoid(Bend link, double width) {
    int count = (int) Math.ceil(link.length() / STRIDE);
    for (int i = 0; i <= count; i++) {
      double at = i / (double) Math.max(1, count);
      double half = width / 2 + 1;
      double x = link.x(at);
      double y = link.y(at);
      links.add(new Box(x - half, y - half, x + half, y + half));
    }
  }

  /** Writes a label beside a node, shortened if it is long; returns whether there was room. */
  boolean beside(String text, String style, double x, double y, double gap) {
    return write(text, style, new double[][] {{x, y}}, gap);
  }

  /** Writes a label beside a link: near its middle if there is room, else nearer to an end. */
  void along(String text, String style, Bend link, double gap) {
    double[][] points = new double[PLACES.length][];
    for (int i = 0; i < PLACES.length; i++) {
      points[i] = new double[] {link.x(PLACES[i]), link.y(PLACES[i])};
    }
    write(text, style, points, gap);
  }

  private boolean write(String text, String style, double[][] points, double gap) {
    String label = Markup.shortened(text, svg.isNarrow() ? MOST_CHARACTERS / 2 : MOST_CHARACTERS);
    double half = Svg.widthOf(label, Theme.TEXT) / 2 + 2;
    @Nullable Box best = null;
    long fewest = Long.MAX_VALUE;
    for (double[] point : points) {
      for (double[] centre : centres(point[0], point[1], half, gap)) {
        Box box = new Box(centre[0] - half, centre[1] - 8, centre[0] + half, centre[1] + 8);
        boolean inside = box.left >= 0 && box.right <= svg.width() && box.top >= highest;
        if (inside && fewest > 0 && taken.stream().noneMatch(box::meets)) {
          long crossed = links.stream().filter(box::meets).count();
          best = crossed < fewest ? box : best;
          fewest = Math.min(fewest, crossed);
        }
      }
    }
    if (best == null) {
      leftOff++;
      return false;
    }
    taken.add(best);
    svg.text((best.left + best.right) / 2, best.top + 12, "middle", style, label);
    return true;
  }

  /** Below, above, right and left of a point, then further off. */
  private double[][] centres(double x, double y, double half, double gap) {
    double inside = Math.min(Math.max(x, half + 1), svg.width() - half - 1);
    return new double[][] {
      {x, y + gap + 8},
      {x, y - gap - 8},
      {x + gap + half, y},
      {x - gap - half, y},
      {x + half, y + gap + 8},
      {x - half, y + gap + 8},
      {x + half, y - gap - 8},
      {x - half, y - gap - 8},
      {inside, y + gap + 8},
      {inside, y - gap - 8},
      {x, y + gap + 15},
      {x, y - gap - 15},
      {x, y + gap + 23},
      {x, y - gap - 23}
    };
  }
}
