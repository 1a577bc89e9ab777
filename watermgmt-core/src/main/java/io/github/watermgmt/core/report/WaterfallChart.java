// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.core.distribution.CostKind;
import io.github.watermgmt.core.distribution.PlanComparison;
import io.github.watermgmt.core.forecast.Attribution;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What leads from one sum to another, from top to bottom: each bar begins where the one above it
 * ends. It shows what moves demand from one year to another, or what a change of a plan costs by
 * kind of cost. Bars to the left are hatched. What does nothing is named and not drawn.
 *
 * <p>Thread-safety: immutable.
 */
public final class WaterfallChart extends Chart {
  private static final double ROW = 30;
  private static final double BAR = 16;

  /** Beside the first sum less than this does nothing. */
  private static final double NOTHING = 5e-5;

  private final String unit;
  private final List<Bar> bars = new ArrayList<>();
  private final List<String> idle = new ArrayList<>();

  /** A bar between two sums; the first and the last stand for a year, or a plan. */
  private record Bar(String name, double from, double to, boolean whole) {}

  private WaterfallChart(String title, String unit) {
    super(title);
    this.unit = unit;
  }

  private void bars(String first, double from, Map<String, Double> steps, String last, double to) {
    bars.add(new Bar(first, 0, from, true));
    double sum = from;
    for (Map.Entry<String, Double> step : steps.entrySet()) {
      double next = sum + step.getValue();
      if (Math.abs(next - sum) > NOTHING * Math.abs(from)) {
        bars.add(new Bar(step.getKey(), sum, next, false));
      } else {
        idle.add(step.getKey());
      }
      sum = next;
    }
    bars.add(new Bar(last, 0, to, true));
  }

  /**
   * Returns the chart of an attribution.
   *
   * @param unit of volume
   * @throws io.github.watermgmt.error.DataException WM-102 if the unit is not one of volume
   */
  public static WaterfallChart of(String title, Attribution attribution, Unit unit) {
    double factor = unit.measuring(Quantity.VOLUME).factor();
    WaterfallChart chart = new WaterfallChart(title, Markup.unit(unit.symbol()) + " a year");
    Map<String, Double> steps = new LinkedHashMap<>();
    attribution.changes().forEach(c -> steps.merge(c.driver(), c.volume() / factor, Double::sum));
    chart.bars(
        "" + attribution.from(),
        attribution.base() / factor,
        steps,
        "" + attribution.to(),
        attribution.target() / factor);
    return chart;
  }

  /** Returns the chart of what a change of a plan costs, by kind of cost. */
  public static WaterfallChart of(String title, PlanComparison change) {
    WaterfallChart chart = new WaterfallChart(title, change.before().currency());
    Map<String, Double> steps = new LinkedHashMap<>();
    for (CostKind kind : CostKind.values()) {
      if (change.before().costByKind().containsKey(kind)
          || change.after().costByKind().containsKey(kind)) {
        steps.put(kind.toString(), change.riseByKind().getOrDefault(kind, 0.0));
      }
    }
    double before = change.before().cost();
    chart.bars("before", before, steps, change.what(), change.after().cost());
    return chart;
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    for (Bar bar : bars) {
      words.add(bar.name + " " + value(bar));
    }
    return unit + ": " + String.join("; ", words) + ".";
  }

  private static String value(Bar bar) {
    double value = bar.whole ? bar.to : bar.to - bar.from;
    return (!bar.whole && value > 0 ? "+" : "") + Numbers.of(value, 3);
  }

  @Override
  double draw(Svg svg) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double names = 0;
    double figures = 0;
    for (Bar bar : bars) {
      least = Math.min(least, bar.whole ? bar.to : Math.min(bar.from, bar.to));
      most = Math.max(most, Math.max(bar.from, bar.to));
      names = Math.max(names, Svg.widthOf(bar.name, Theme.TEXT));
      figures = Math.max(figures, Svg.widthOf(value(bar), Theme.TEXT));
    }
    double left = Math.min(names + 14, svg.width() / 3);
    double right = figures + 16;
    ValueScale scale = ValueScale.of(least, most, svg.isNarrow() ? 3 : 7);
    ValueAxis axis = new ValueAxis(left, svg.width() - left - right, scale);
    double top = svg.top() + 22;
    double bottom = top + ROW * bars.size();
    svg.text(4, svg.top() + 12, "start", "s", Svg.fitted(unit, Theme.TEXT, svg.width() - 10));
    axis.grid(svg, top, bottom);
    for (int i = 0; i < bars.size(); i++) {
      bar(svg, axis, bars.get(i), top + ROW * i, i + 1 < bars.size());
    }
    axis.labels(svg, bottom + 16);
    double end = bottom + 24;
    if (!idle.isEmpty()) {
      end += Svg.LINE;
      String note = "without effect: " + String.join(", ", idle);
      svg.text(4, end - 4, "start", "s", Svg.fitted(note, Theme.TEXT, svg.width() - 10));
    }
    return end + 6;
  }

  private static void bar(Svg svg, ValueAxis axis, Bar bar, double top, boolean more) {
    double y = top + (ROW - BAR) / 2;
    boolean zero = axis.scale().share(0) >= 0;
    double from = axis.x(bar.whole && !zero ? bar.to : bar.from);
    double to = axis.x(bar.to);
    if (bar.whole && !zero) {
      // The axis does not begin at zero: no bar is as long as the demand.
      Competitors.mark(svg, 0, to, top + ROW / 2);
    } else {
      double wide = Math.max(1.5, Math.abs(to - from));
      String style = bar.whole ? "f0" : bar.to > bar.from ? "f1" : "f2";
      svg.rect(style, Math.min(from, to), y, wide, BAR);
      if (!bar.whole && bar.to < bar.from) {
        Hatch.draw(svg, Math.min(from, to), y, Math.min(from, to) + wide, y + BAR);
      }
    }
    if (more) {
      svg.line("ref", to, y + BAR, to, y + ROW);
    }
    String name = Svg.fitted(bar.name, Theme.TEXT, axis.left() - 10);
    svg.text(axis.left() - 8, top + ROW / 2 + 4, "end", bar.whole ? "b" : "", name);
    String style = bar.whole ? "b" : "";
    svg.text(svg.width() - 6, top + ROW / 2 + 4, "end", style, value(bar));
  }
}
