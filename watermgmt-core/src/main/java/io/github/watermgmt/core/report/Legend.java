// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;

/** The key of a chart: samples and words in rows that wrap. */
final class Legend {
  private static final double SAMPLE = 22;

  /** Draws a sample, 22 pixels wide, around a height. */
  interface Sample {
    void draw(Svg svg, double left, double middle);
  }

  private record Item(Sample sample, String label) {}

  private final List<Item> items = new ArrayList<>();

  /** Adds what draws its own sample. */
  Legend sample(Sample sample, String label) {
    items.add(new Item(sample, label));
    return this;
  }

  /** Adds a line. */
  Legend line(String style, String label) {
    return sample((svg, x, y) -> line(svg, style, x, y), label);
  }

  /** Adds an area. */
  Legend area(String style, String label) {
    return sample((svg, x, y) -> area(svg, style, x, y), label);
  }

  /** Adds a shape of the network. */
  Legend shape(String kind, String label) {
    return sample((svg, x, y) -> Shapes.draw(svg, kind, x + SAMPLE / 2, y, 7), label);
  }

  /** Adds the marker of a competitor, on a line if it has one. */
  Legend competitor(int index, boolean lined, String label) {
    return sample(
        (svg, x, y) -> {
          if (lined) {
            line(svg, Competitors.line(index), x, y);
          }
          Competitors.mark(svg, index, x + SAMPLE / 2, y);
        },
        label);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** Draws the rows from a height down; returns where they end. */
  double draw(Svg svg, double left, double top) {
    if (items.isEmpty()) {
      return top;
    }
    double x = left;
    double y = top;
    for (Item item : items) {
      String label = Svg.fitted(item.label, Theme.TEXT, svg.width() - left - SAMPLE - 12);
      double wide = SAMPLE + 6 + Svg.widthOf(label, Theme.TEXT);
      if (x > left && x + wide > svg.width() - 4) {
        x = left;
        y += Svg.LINE + 2;
      }
      item.sample.draw(svg, x, y + 8);
      svg.text(x + SAMPLE + 6, y + 12, "start", "", label);
      x += wide + 14;
    }
    return y + Svg.LINE + 6;
  }

  private static void line(Svg svg, String style, double x, double y) {
    svg.raw("<g stroke-width=\"2.5\">");
    svg.line(style, x, y, x + SAMPLE, y).raw("</g>");
  }

  private static void area(Svg svg, String styles, double x, double y) {
    for (String style : List.of(styles.split(" ", -1))) {
      if (style.equals("hatched")) {
        Hatch.draw(svg, x, y - 6, x + SAMPLE, y + 6);
      } else {
        svg.rect(style, x, y - 6, SAMPLE, 12);
      }
    }
  }
}
