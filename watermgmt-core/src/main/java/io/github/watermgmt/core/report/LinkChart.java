// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.network.Link;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The flows of the busiest links, each in a diagram of its own with its tariff below. */
final class LinkChart extends Chart {
  private static final double HEIGHT = 92;

  private final Problem problem;
  private final Plan plan;
  private final ZoneId zone;
  private final List<String> shown;
  private final double lowPrice;
  private final double highPrice;

  LinkChart(Problem problem, Plan plan, ZoneId zone, int most) {
    super("Flows of the busiest links, " + problem.name());
    if (most < 1) {
      throw new IllegalArgumentException("most (" + most + "), must be at least 1");
    }
    this.problem = problem;
    this.plan = plan;
    this.zone = zone;
    List<String> ids = new ArrayList<>(problem.links().keySet());
    ids.sort(Comparator.comparingDouble(id -> -use(problem, plan, id)));
    this.shown = List.copyOf(ids.subList(0, Math.min(most, ids.size())));
    double[] prices =
        shown.stream()
            .flatMap(id -> PlanChart.link(problem, id).tariff().stream())
            .distinct()
            .flatMapToDouble(name -> Arrays.stream(problem.tariff(name)))
            .toArray();
    this.lowPrice = Arrays.stream(prices).min().orElse(0);
    this.highPrice = Arrays.stream(prices).max().orElse(0);
  }

  /** The greatest share of its capacity that a link carries; 0 if it has none. */
  static double use(Problem problem, Plan plan, String link) {
    double capacity = PlanChart.link(problem, link).maxFlowM3h();
    double most = 0;
    for (double flow : plan.flow(link)) {
      most = Math.max(most, Math.abs(flow));
    }
    return capacity > 0 ? most / capacity : 0;
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    for (String id : shown) {
      words.add(id + " " + Numbers.percent(use(problem, plan, id)));
    }
    return "Greatest share of the capacity used: " + String.join("; ", words) + ".";
  }

  @Override
  double draw(Svg svg) {
    Legend legend = new Legend().line("mean", "flow").line("limit", "capacity");
    boolean priced = highPrice > lowPrice;
    if (priced) {
      String per = " " + problem.currency() + "/kWh";
      legend.area("h1", "tariff " + Numbers.of(lowPrice) + per);
      legend.area("h" + (Theme.SHADES - 2), "tariff " + Numbers.of(highPrice) + per);
    }
    double y = legend.draw(svg, 4, svg.top());
    int columns = svg.isNarrow() ? 1 : Math.min(3, Math.max(1, shown.size()));
    double wide = svg.width() / columns;
    double tall = HEIGHT + (priced ? 92 : 84);
    for (int i = 0; i < shown.size(); i++) {
      link(svg, shown.get(i), i % columns * wide, y + Math.floorDiv(i, columns) * tall, wide);
    }
    double end = y + Math.ceil(shown.size() / (double) columns) * tall + 8;
    svg.text(
        svg.width() - 10,
        end,
        "end",
        "s",
        TimeTicks.caption(problem.axis().start(), zone, svg.width()));
    return end + 8;
  }

  private void link(Svg svg, String id, double left, double top, double wide) {
    LinkTerms terms = PlanChart.link(problem, id);
    Link link = problem.network().link(id);
    double[] flow = plan.flow(id);
    double least = Arrays.stream(flow).min().orElse(0);
    ValueScale scale =
        ValueScale.of(Math.min(0, least), Math.max(terms.maxFlowM3h(), PlanChart.most(flow)), 3);
    double margin = Plot.margin(scale);
    svg.text(left + 4, top + 13, "start", "b", Svg.fitted(id, Theme.TEXT, wide - 60));
    svg.text(left + wide - 12, top + 13, "end", "s", "m³/h");
    String ends = Svg.fitted(link.from() + " → " + link.to(), Theme.TEXT, wide - 20);
    svg.text(left + 4, top + 28, "start", "s", ends);
    double diagram = wide - margin - 12;
    Plot plot = PlanChart.plot(problem, zone, left + margin, top + 46, diagram, HEIGHT, scale);
    if (highPrice > lowPrice && terms.tariff().isPresent()) {
      tariff(svg, plot, problem.tariff(terms.tariff().get()));
    }
    plot.frame(svg);
    double capacity = plot.y(terms.maxFlowM3h());
    svg.line("limit", plot.left(), capacity, plot.right(), capacity);
    if (least < 0) {
      double back = plot.y(-terms.maxFlowM3h());
      if (back <= plot.bottom() + 0.1) {
        svg.line("limit", plot.left(), back, plot.right(), back);
      }
    }
    svg.path("mean", Paths.steps(flow, t -> plot.x(problem.axis().epochSecond(t)), plot));
  }

  /** A strip of shades at the top of the diagram: the darker, the dearer. */
  private void tariff(Svg svg, Plot plot, double[] prices) {
    int from = 0;
    int cells = Math.min(prices.length, 400);
    for (int b = 1; b <= cells; b++) {
      int t = Paths.first(b, cells, prices.length);
      if (b == cells || shade(prices[t]) != shade(prices[from])) {
        double x = plot.x(problem.axis().epochSecond(from));
        double end = plot.x(problem.axis().epochSecond(t));
        svg.rect("h" + shade(prices[from]), x, plot.top() - 8, end - x, 7);
        from = t;
      }
    }
  }

  private int shade(double price) {
    double share = (price - lowPrice) / (highPrice - lowPrice);
    return 1 + (int) Math.round(share * (Theme.SHADES - 3));
  }
}
