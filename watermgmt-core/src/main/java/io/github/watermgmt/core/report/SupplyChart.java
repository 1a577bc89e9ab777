// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Supply by source, stacked, and the demand. */
final class SupplyChart extends Chart {
  private static final double HEIGHT = 230;
  private static final int MOST_SOURCES = Theme.HUES;

  private final Problem problem;
  private final ZoneId zone;
  private final List<Layer> layers = new ArrayList<>();
  private final double[] total;
  private final double[] demand;
  private final double[] shortfall;

  /** The supply of one source between what lies below it and what lies above. */
  @SuppressWarnings("ArrayRecordComponent") // lives inside one chart and is never compared
  private record Layer(String label, double[] lower, double[] upper) {
    @Override
    public String toString() {
      return label;
    }
  }

  SupplyChart(Problem problem, Plan plan, ZoneId zone) {
    super("Supply and demand, " + problem.name());
    this.problem = problem;
    this.zone = zone;
    this.demand = new double[problem.steps()];
    this.shortfall = new double[problem.steps()];
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              PlanChart.add(demand, terms.demandM3h());
              PlanChart.add(shortfall, plan.shortfall(id));
            });
    List<String> ids = new ArrayList<>(problem.sources().keySet());
    ids.sort(Comparator.comparingDouble(id -> -PlanChart.sum(plan.supply(id))));
    double[] below = new double[problem.steps()];
    for (int i = 0; i < ids.size(); i++) {
      boolean rest = i == MOST_SOURCES - 1 && ids.size() > MOST_SOURCES;
      double[] above = below.clone();
      for (String id : rest ? ids.subList(i, ids.size()) : List.of(ids.get(i))) {
        PlanChart.add(above, plan.supply(id));
      }
      layers.add(new Layer(rest ? (ids.size() - i) + " others" : ids.get(i), below, above));
      below = above;
      if (rest) {
        break;
      }
    }
    this.total = below;
  }

  @Override
  String description() {
    double hours = problem.stepHours();
    return "Demand "
        + Numbers.of(PlanChart.sum(demand) * hours)
        + " m³, supply "
        + Numbers.of(PlanChart.sum(total) * hours)
        + " m³ from "
        + problem.sources().size()
        + " sources, shortfall "
        + Numbers.amount(PlanChart.sum(shortfall) * hours, PlanChart.sum(demand) * hours)
        + " m³.";
  }

  @Override
  double draw(Svg svg) {
    Legend legend = new Legend().line("demand", "demand");
    for (int i = layers.size() - 1; i >= 0; i--) {
      legend.area(i % 2 == 0 ? "f" + i : "f" + i + " hatched", layers.get(i).label);
    }
    boolean isShort = PlanChart.most(shortfall) > 1e-6;
    if (isShort) {
      legend.area("short hatched", "shortfall");
    }
    double y = legend.draw(svg, 4, svg.top());
    double most = Math.max(PlanChart.most(demand), PlanChart.most(total));
    ValueScale scale = ValueScale.of(0, most, 5);
    double left = Plot.margin(scale);
    svg.text(4, y + 12, "start", "s", "m³/h");
    double wide = svg.width() - left - 10;
    Plot plot = PlanChart.plot(problem, zone, left, y + 28, wide, HEIGHT, scale);
    plot.frame(svg);
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      svg.path("f" + i, Paths.stepArea(layer.lower, layer.upper, t -> edge(plot, t), plot));
      if (i % 2 == 1) {
        Hatch.draw(svg, layer.lower, layer.upper, t -> edge(plot, t), plot);
      }
    }
    if (isShort) {
      shortfall(svg, plot);
    }
    svg.path("demand", Paths.steps(demand, t -> edge(plot, t), plot));
    double end = plot.bottom() + Plot.TIME_LABELS + 16;
    if (!problem.tanks().isEmpty()) {
      String words = "above the line tanks fill, below it they empty";
      svg.text(4, end, "start", "s", svg.width() < 700 ? "" : words);
    }
    svg.text(
        svg.width() - 10,
        end,
        "end",
        "s",
        TimeTicks.caption(problem.axis().start(), zone, svg.width()));
    return end + 8;
  }

  private void shortfall(Svg svg, Plot plot) {
    for (int t = 0; t < shortfall.length; t++) {
      if (shortfall[t] > 1e-6) {
        double x = edge(plot, t);
        double width = edge(plot, t + 1) - x;
        double top = plot.y(demand[t]);
        double bottom = plot.y(demand[t] - shortfall[t]);
        svg.rect("short", x, top, width, Math.max(2, bottom - top));
        Hatch.draw(svg, x, top, x + width, bottom);
      }
    }
  }

  private double edge(Plot plot, int t) {
    return plot.x(problem.axis().epochSecond(t));
  }
}
