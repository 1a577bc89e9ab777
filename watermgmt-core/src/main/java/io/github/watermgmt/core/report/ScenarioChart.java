// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.core.distribution.ScenarioBranch;
import io.github.watermgmt.core.distribution.ScenarioPlan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.TankTerms;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How full the tanks are in a plan over scenarios, each in a diagram of its own: one line for the
 * shared first steps, then a fan of one line for each scenario within the range of all of them.
 *
 * <p>Thread-safety: immutable.
 */
public final class ScenarioChart extends Chart {
  private static final double HEIGHT = 140;
  private static final int MOST = 12;

  private final Problem problem;
  private final int shared;
  private final ZoneId zone;
  private final Map<String, List<double[]>> fans = new LinkedHashMap<>();

  private ScenarioChart(String title, ScenarioPlan plan, ZoneId zone) {
    super(title);
    this.problem = plan.first().problem();
    this.shared = plan.first().steps();
    this.zone = zone;
    problem
        .tanks()
        .forEach(
            (id, terms) -> {
              List<double[]> fan = new ArrayList<>();
              for (ScenarioBranch branch : plan.branches()) {
                fan.add(volumes(terms, branch.plan().volume(id)));
              }
              fans.put(id, fan);
            });
  }

  /** Returns the volumes of the tanks; scenarios without a plan are not drawn. */
  public static ScenarioChart tanks(ScenarioPlan plan, ZoneId zone) {
    String title = "Volumes of the tanks over scenarios, " + plan.first().problem().name();
    return new ScenarioChart(title, plan, zone);
  }

  /** The volume at the start, then at the end of each step. */
  private static double[] volumes(TankTerms terms, double[] ends) {
    double[] all = new double[ends.length + 1];
    all[0] = terms.initialVolumeM3();
    System.arraycopy(ends, 0, all, 1, ends.length);
    return all;
  }

  /** The least and the greatest of a fan. */
  private static double[][] edges(List<double[]> fan) {
    double[] low = fan.get(0).clone();
    double[] high = fan.get(0).clone();
    for (double[] row : fan) {
      for (int t = 0; t < row.length; t++) {
        low[t] = Math.min(low[t], row[t]);
        high[t] = Math.max(high[t], row[t]);
      }
    }
    return new double[][] {low, high};
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    fans.forEach(
        (id, fan) -> {
          if (!fan.isEmpty()) {
            double[][] edges = edges(fan);
            int last = problem.steps();
            words.add(
                id
                    + " from "
                    + Numbers.of(edges[0][0])
                    + ", "
                    + Numbers.of(edges[0][shared])
                    + " after the shared steps, in the end "
                    + Numbers.of(edges[0][last])
                    + " to "
                    + Numbers.of(edges[1][last]));
          }
        });
    int count = fans.values().stream().mapToInt(List::size).max().orElse(0);
    return "Volumes in m³ in " + count + " scenarios: " + String.join("; ", words) + ".";
  }

  @Override
  double draw(Svg svg) {
    double y =
        new Legend()
            .line("mean", "shared first steps")
            .line("history", "one scenario each")
            .area("a0", "range of the scenarios")
            .line("limit", "least and greatest volume")
            .draw(svg, 4, svg.top());
    int columns = svg.isNarrow() || fans.size() == 1 ? 1 : 2;
    List<String> ids = fans.keySet().stream().limit(MOST).toList();
    double wide = svg.width() / columns;
    double tall = HEIGHT + 76;
    for (int i = 0; i < ids.size(); i++) {
      tank(svg, ids.get(i), i % columns * wide, y + Math.floorDiv(i, columns) * tall, wide);
    }
    double end = y + Math.ceil(ids.size() / (double) columns) * tall + 8;
    if (ids.isEmpty() || ids.size() < fans.size()) {
      String words =
          ids.isEmpty() ? "no tank" : (fans.size() - ids.size()) + " more tanks are not drawn";
      svg.text(4, end, "start", "s", words);
    }
    String caption = TimeTicks.caption(problem.axis().start(), zone, svg.width());
    svg.text(svg.width() - 10, end, "end", "s", caption);
    return end + 8;
  }

  private void tank(Svg svg, String id, double left, double top, double wide) {
    TankTerms terms = Objects.requireNonNull(problem.tanks().get(id), id);
    List<double[]> fan = fans.getOrDefault(id, List.of());
    double most = terms.maxVolumeM3();
    for (double[] row : fan) {
      most = Math.max(most, PlanChart.most(row));
    }
    ValueScale scale = ValueScale.of(0, most, 4);
    double margin = Plot.margin(scale);
    svg.text(left + 4, top + 14, "start", "b", Svg.fitted(id, Theme.TEXT, wide - 60));
    svg.text(left + wide - 12, top + 14, "end", "s", "m³");
    Plot plot =
        PlanChart.plot(problem, zone, left + margin, top + 32, wide - margin - 12, HEIGHT, scale);
    plot.frame(svg);
    if (!fan.isEmpty()) {
      fan(svg, fan, plot);
    }
    limit(svg, plot, terms.maxVolumeM3(), 0);
    limit(svg, plot, terms.minVolumeM3(), 0);
    if (terms.finalMinVolumeM3() > terms.minVolumeM3()) {
      limit(svg, plot, terms.finalMinVolumeM3(), .85);
    }
  }

  private static void limit(Svg svg, Plot plot, double volume, double from) {
    double y = plot.y(volume);
    svg.line("limit", plot.left() + from * plot.width(), y, plot.right(), y);
  }

  private void fan(Svg svg, List<double[]> fan, Plot plot) {
    double[][] edges = edges(fan);
    double[] low = Arrays.copyOfRange(edges[0], shared, edges[0].length);
    double[] high = Arrays.copyOfRange(edges[1], shared, edges[1].length);
    svg.path("a0", Paths.band(low, high, t -> x(plot, shared + t), plot));
    // Lines that shine through add up where most of them run.
    svg.raw("<g stroke-opacity=\"" + (fan.size() > 30 ? ".25" : ".5") + "\">");
    for (double[] row : fan) {
      double[] own = Arrays.copyOfRange(row, shared, row.length);
      svg.path("history", Paths.line(own, t -> x(plot, shared + t), plot));
    }
    svg.raw("</g>");
    double split = x(plot, shared);
    svg.line("now", split, plot.top() - 4, split, plot.bottom());
    String label = "shared until here";
    double half = Svg.widthOf(label, Theme.TEXT) / 2 * 1.08;
    double middle = Math.max(plot.left() + half, Math.min(split, plot.right() - half));
    svg.text(middle, plot.top() - 6, "middle", "s", label);
    double[] first = Arrays.copyOf(fan.get(0), shared + 1);
    svg.path("mean", Paths.line(first, t -> x(plot, t), plot));
  }

  private double x(Plot plot, int step) {
    return plot.x(problem.axis().epochSecond(step));
  }
}
