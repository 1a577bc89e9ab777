// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.TankTerms;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The volumes of the tanks, each in a diagram of its own. */
final class TankChart extends Chart {
  private static final double HEIGHT = 120;
  private static final int MOST = 12;

  private final Problem problem;
  private final ZoneId zone;
  private final Map<String, double[]> volumes = new LinkedHashMap<>();

  TankChart(Problem problem, Plan plan, ZoneId zone) {
    super("Volumes of the tanks, " + problem.name());
    this.problem = problem;
    this.zone = zone;
    problem.tanks().forEach((id, terms) -> volumes.put(id, volumes(terms, plan.volume(id))));
  }

  /** The volume at the start, then at the end of each step. */
  private static double[] volumes(TankTerms terms, double[] ends) {
    double[] all = new double[ends.length + 1];
    all[0] = terms.initialVolumeM3();
    System.arraycopy(ends, 0, all, 1, ends.length);
    return all;
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    volumes.forEach(
        (id, row) ->
            words.add(
                id + " from " + Numbers.of(row[0]) + " to " + Numbers.of(row[row.length - 1])));
    return "Volumes in m³: " + String.join("; ", words) + ".";
  }

  @Override
  double draw(Svg svg) {
    Legend legend =
        new Legend()
            .line("mean", "volume")
            .area("b90", "allowed volume")
            .line("limit", "least volume at the end");
    double y = legend.draw(svg, 4, svg.top());
    int columns = svg.isNarrow() || volumes.size() == 1 ? 1 : 2;
    List<String> ids = volumes.keySet().stream().limit(MOST).toList();
    double wide = svg.width() / columns;
    double tall = HEIGHT + 76;
    for (int i = 0; i < ids.size(); i++) {
      tank(svg, ids.get(i), i % columns * wide, y + Math.floorDiv(i, columns) * tall, wide);
    }
    double end = y + Math.ceil(ids.size() / (double) columns) * tall + 8;
    if (ids.isEmpty() || ids.size() < volumes.size()) {
      String words =
          ids.isEmpty() ? "no tank" : (volumes.size() - ids.size()) + " more tanks are not drawn";
      svg.text(4, end, "start", "s", words);
    }
    svg.text(
        svg.width() - 10,
        end,
        "end",
        "s",
        TimeTicks.caption(problem.axis().start(), zone, svg.width()));
    return end + 8;
  }

  private void tank(Svg svg, String id, double left, double top, double wide) {
    TankTerms terms = Objects.requireNonNull(problem.tanks().get(id), id);
    double[] row = volumes.getOrDefault(id, new double[0]);
    double most = Math.max(terms.maxVolumeM3(), PlanChart.most(row));
    ValueScale scale = ValueScale.of(0, most, 4);
    double margin = Plot.margin(scale);
    String name = Svg.fitted(id, Theme.TEXT, wide - 60);
    svg.text(left + 4, top + 14, "start", "b", name);
    svg.text(left + wide - 12, top + 14, "end", "s", "m³");
    Plot plot =
        PlanChart.plot(problem, zone, left + margin, top + 32, wide - margin - 12, HEIGHT, scale);
    double high = plot.y(terms.maxVolumeM3());
    svg.rect("b90", plot.left(), high, plot.width(), plot.y(terms.minVolumeM3()) - high);
    plot.frame(svg);
    double end = plot.y(Math.max(terms.minVolumeM3(), terms.finalMinVolumeM3()));
    svg.line("limit", plot.right() - plot.width() * 0.15, end, plot.right(), end);
    svg.path("mean", Paths.line(row, t -> plot.x(problem.axis().epochSecond(t)), plot));
  }
}
