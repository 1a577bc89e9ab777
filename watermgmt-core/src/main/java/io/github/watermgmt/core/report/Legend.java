// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;

/** The key of a chart: samples and words in rows that wrap. */
final class Legend {
  private static final double SAMPLE = 22;

  private record Item(String kind, String style, String label) {}

  private final List<Item> items = new ArrayList<>();

  /** Adds a line. */
  Legend line(String style, String label) {
    items.add(new Item("line", style, label));
    return this;
  }

  /** Adds an area. */
  Legend area(String style, String label) {
    items.add(new Item("area", style, label));
    return this;
  }

  /** Adds a shape of the network. */
  Legend shape(String kind, String label) {
    items.add(new Item(kind, "", label));
    return this;
  }

  /** Draws the rows from a height down; returns where they end. */
  double draw(Svg svg, double left, double top) {
    double x = left;
    double y = top;
    for (Item item : items) {
      String label = Svg.fitted(item.label, Theme.TEXT, svg.width() - left - SAMPLE - 12);
      double wide = SAMPLE + 6 + Svg.widthOf(label, Theme.TEXT);
      if (x > left && x + wide > svg.width() - 4) {
        x = left;
        y += Svg.LINE + 2;
      }
      sample(svg, item, x, y + 8);
      svg.text(x + SAMPLE + 6, y + 12, "start", "", label);
      x += wide + 14;
    }
    return y + Svg.LINE + 6;
  }

  private static void sample(Svg svg, Item item, double x, double y) {
    switch (item.kind) {
      case "line" -> {
        svg.raw("<g stroke-width=\"2.5\">");
        svg.line(item.style, x, y, x + SAMPLE, y).raw("</g>");
      }
      case "area" -> {
        for (String style : List.of(item.style.split(" ", -1))) {
          if (style.equals("hatched")) {
            Hatch.draw(svg, x, y - 6, x + SAMPLE, y + 6);
          } else {
            svg.rect(style, x, y - 6, SAMPLE, 12);
          }
        }
      }
      default -> Shapes.draw(svg, item.kind, x + SAMPLE / 2, y, 7);
    }
  }
}
