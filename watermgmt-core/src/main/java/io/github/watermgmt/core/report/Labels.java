// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;

/** Writes labels where nothing stands yet, and counts those for which there was no room. */
final class Labels {
  private static final int MOST_CHARACTERS = 26;

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  private final Svg svg;
  private final double highest;
  private final List<Box> taken = new ArrayList<>();
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

  /** Writes a label below, above, right or left of a point; shortened if it is long. */
  void beside(String text, String style, double x, double y, double gap) {
    String label = Markup.shortened(text, svg.isNarrow() ? MOST_CHARACTERS / 2 : MOST_CHARACTERS);
    double half = Svg.widthOf(label, Theme.TEXT) / 2 + 2;
    double[][] centres = {
      {x, y + gap + 8},
      {x, y - gap - 8},
      {x + gap + half, y},
      {x - gap - half, y},
      {Math.min(Math.max(x, half + 1), svg.width() - half - 1), y + gap + 8},
      {Math.min(Math.max(x, half + 1), svg.width() - half - 1), y - gap - 8},
      {x, y + gap + 23},
      {x, y - gap - 23}
    };
    for (double[] centre : centres) {
      Box box = new Box(centre[0] - half, centre[1] - 8, centre[0] + half, centre[1] + 8);
      boolean inside = box.left >= 0 && box.right <= svg.width() && box.top >= highest;
      if (inside && taken.stream().noneMatch(box::meets)) {
        taken.add(box);
        svg.text(centre[0], centre[1] + 4, "middle", style, label);
        return;
      }
    }
    leftOff++;
  }
}
