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

  /**
   * Writes a label beside a node; returns whether there was room.
   *
   * @param text shortened if it is long
   */
  boolean beside(String text, String style, double x, double y, double gap) {
    return write(text, "", style, new double[][] {{x, y}}, gap);
  }

  /**
   * Writes a label beside a link: near its middle if there is room, else nearer to an end.
   *
   * @param text shortened if it is long
   * @param tail what follows and is never shortened
   */
  void along(String text, String tail, String style, Bend link, double gap) {
    double[][] points = new double[PLACES.length][];
    for (int i = 0; i < PLACES.length; i++) {
      points[i] = new double[] {link.x(PLACES[i]), link.y(PLACES[i])};
    }
    write(text, tail, style, points, gap);
  }

  /** A label where it may stand, and how many points of links it covers there. */
  private record Place(String label, Box box, long crossed) {}

  private boolean write(String text, String tail, String style, double[][] points, double gap) {
    @Nullable Place best = null;
    // The shorter label has its chance only where the longer one has no room or covers a link.
    for (int most : new int[] {MOST_CHARACTERS, MOST_CHARACTERS / 2}) {
      String label = Markup.shortened(text, Math.max(2, most - tail.length())) + tail;
      if (best == null || (best.crossed > 0 && !label.equals(best.label))) {
        Place place = place(label, points, gap);
        best = best == null || (place != null && place.crossed < best.crossed) ? place : best;
      }
    }
    if (best == null) {
      leftOff++;
      return false;
    }
    taken.add(best.box);
    double middle = (best.box.left + best.box.right) / 2;
    svg.text(middle, best.box.top + 12, "middle", style, best.label);
    return true;
  }

  private @Nullable Place place(String label, double[][] points, double gap) {
    double half = Svg.widthOf(label, Theme.TEXT) / 2 + 2;
    @Nullable Place best = null;
    for (double[] point : points) {
      for (double[] centre : centres(point[0], point[1], half, gap)) {
        Box box = new Box(centre[0] - half, centre[1] - 8, centre[0] + half, centre[1] + 8);
        boolean inside = box.left >= 0 && box.right <= svg.width() && box.top >= highest;
        if (inside && (best == null || best.crossed > 0) && taken.stream().noneMatch(box::meets)) {
          long crossed = links.stream().filter(box::meets).count();
          best = best == null || crossed < best.crossed ? new Place(label, box, crossed) : best;
        }
      }
    }
    return best;
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
