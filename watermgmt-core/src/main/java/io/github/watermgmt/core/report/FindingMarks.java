// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The numbers of findings above a diagram; neighbours that would touch share one mark. */
final class FindingMarks {
  private static final double GAP = 4;

  private FindingMarks() {}

  static void draw(Svg svg, Plot plot, List<ForecastChart.Numbered> findings, double y) {
    List<ForecastChart.Numbered> inOrder = new ArrayList<>(findings);
    inOrder.sort(Comparator.comparing(one -> one.mark().onset()));
    List<Integer> shared = new ArrayList<>();
    double x = 0;
    for (ForecastChart.Numbered one : inOrder) {
      double at = plot.x(one.mark().onset().getEpochSecond());
      if (at > plot.right() || plot.x(one.mark().until().getEpochSecond()) < plot.left()) {
        continue;
      }
      at = Math.max(plot.left(), at);
      if (!shared.isEmpty() && at - half(one.number() + "") < x + half(label(shared)) + GAP) {
        shared.add(one.number());
      } else {
        mark(svg, x, y, shared);
        shared.clear();
        shared.add(one.number());
        x = at;
      }
    }
    mark(svg, x, y, shared);
  }

  private static double half(String label) {
    return Math.max(9, Svg.widthOf(label, Theme.TEXT) / 2 + 5);
  }

  private static String label(List<Integer> numbers) {
    int first = numbers.get(0);
    int last = numbers.get(numbers.size() - 1);
    if (numbers.size() == 1) {
      return "" + first;
    }
    boolean row = last - first == numbers.size() - 1;
    return row ? first + "–" + last : first + " +" + (numbers.size() - 1);
  }

  private static void mark(Svg svg, double at, double y, List<Integer> numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    String label = label(numbers);
    double half = half(label);
    double x = Math.max(half + 1, Math.min(at, svg.width() - half - 1));
    svg.raw("<rect class=\"mark\" rx=\"9\" x=\"" + Markup.coordinate(x - half));
    svg.raw("\" y=\"" + Markup.coordinate(y - 9) + "\" width=\"" + Markup.coordinate(2 * half));
    svg.raw("\" height=\"18\"/>");
    svg.text(x, y + 4, "middle", "n", label);
  }
}
