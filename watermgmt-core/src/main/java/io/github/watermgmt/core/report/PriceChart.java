// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Problem;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marginal prices of demand: a row of shades per zone, with the least and the greatest price in
 * figures. They are {@link MarginalPrices#demandPrice}, not those of nodes: water that passes a
 * zone may be worth more than the zone pays for.
 */
final class PriceChart extends Chart {
  private static final double ROW = 24;
  private static final int MOST_ROWS = 40;
  private static final int CELLS = 240;

  private final Problem problem;
  private final ZoneId zone;
  private final Map<String, double[]> rows = new LinkedHashMap<>();
  private final double least;
  private final double most;

  PriceChart(Problem problem, MarginalPrices prices, ZoneId zone) {
    super("What one more cubic metre of demand costs, " + problem.name());
    this.problem = problem;
    this.zone = zone;
    for (String id : problem.zones().keySet()) {
      double[] row = new double[problem.steps()];
      Arrays.setAll(row, t -> prices.demandPrice(problem, id, t));
      rows.put(id, row);
    }
    double[] all = rows.values().stream().flatMapToDouble(Arrays::stream).toArray();
    this.least = Arrays.stream(all).min().orElse(0);
    this.most = Arrays.stream(all).max().orElse(0);
  }

  /** All prices have the decimals that make three digits of the greatest. */
  private String price(double value) {
    double size = Math.max(Math.abs(least), Math.abs(most));
    double power = Math.floor(StrictMath.log10(Math.max(size, 1e-3))) - 2;
    return Numbers.tick(value, StrictMath.pow(10, Math.min(0, power)));
  }

  private String unit() {
    return problem.currency() + "/m³";
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    rows.forEach((id, row) -> words.add(id + " " + span(row)));
    return "Prices in " + unit() + ": " + String.join("; ", words) + ".";
  }

  private String span(double[] row) {
    String low = price(Arrays.stream(row).min().orElse(Double.NaN));
    String high = price(Arrays.stream(row).max().orElse(Double.NaN));
    return low.equals(high) ? low : low + " to " + high;
  }

  @Override
  double draw(Svg svg) {
    double y = scale(svg);
    List<String> ids = rows.keySet().stream().limit(MOST_ROWS).toList();
    double names = 0;
    double spans = 0;
    for (String id : ids) {
      names = Math.max(names, Svg.widthOf(id, Theme.TEXT));
      spans = Math.max(spans, Svg.widthOf(span(rows.getOrDefault(id, new double[0])), Theme.TEXT));
    }
    double left = Math.min(names, svg.width() * 0.26) + 14;
    double wide = svg.width() - left - spans - 16;
    double tall = Math.max(1, ids.size()) * ROW;
    Plot plot = PlanChart.plot(problem, zone, left, y + 6, wide, tall, new ValueScale(0, 1, 2));
    for (int i = 0; i < ids.size(); i++) {
      double top = plot.top() + i * ROW;
      double[] row = rows.getOrDefault(ids.get(i), new double[0]);
      svg.text(4, top + 16, "start", "", Svg.fitted(ids.get(i), Theme.TEXT, left - 12));
      cells(svg, plot, row, top);
      svg.text(svg.width() - 4, top + 16, "end", "s", span(row));
    }
    plot.time(svg);
    double end = plot.bottom() + Plot.TIME_LABELS + 16;
    if (ids.size() < rows.size()) {
      svg.text(4, end, "start", "s", (rows.size() - ids.size()) + " more zones are not drawn");
    }
    svg.text(
        svg.width() - 10,
        end,
        "end",
        "s",
        TimeTicks.caption(problem.axis().start(), zone, svg.width()));
    return end + 8;
  }

  /** The key: all shades from the least to the greatest price. */
  private double scale(Svg svg) {
    String low = price(least);
    String high = price(most) + " " + unit();
    double x = 4 + Svg.widthOf(low, Theme.TEXT) + 6;
    double y = svg.top();
    svg.text(4, y + 13, "start", "", low);
    if (most > least) {
      for (int i = 0; i < Theme.SHADES; i++) {
        svg.rect("h" + i, x + i * 18, y + 3, 18, 12);
      }
      x += Theme.SHADES * 18 + 6;
      svg.text(x, y + 13, "start", "", high);
    } else {
      svg.text(x, y + 13, "start", "", unit() + ", everywhere and always");
    }
    return y + Svg.LINE + 6;
  }

  private void cells(Svg svg, Plot plot, double[] row, double top) {
    int cells = Math.min(row.length, CELLS);
    int start = 0;
    for (int b = 0; b < cells; b++) {
      // Where steps are narrower than can be seen, the greatest price of a bucket is shown.
      if (b == cells - 1 || shade(row, b, cells) != shade(row, b + 1, cells)) {
        double x = plot.x(problem.axis().epochSecond(Paths.first(start, cells, row.length)));
        double end = plot.x(problem.axis().epochSecond(Paths.first(b + 1, cells, row.length)));
        svg.rect("h" + shade(row, b, cells), x, top + 2, end - x, ROW - 4);
        start = b + 1;
      }
    }
  }

  private int shade(double[] row, int bucket, int cells) {
    double high = row[Paths.first(bucket, cells, row.length)];
    for (int t = Paths.first(bucket, cells, row.length);
        t < Paths.first(bucket + 1, cells, row.length);
        t++) {
      high = Math.max(high, row[t]);
    }
    double share = most > least ? (high - least) / (most - least) : 0.5;
    return (int) Math.min(Theme.SHADES - 1, Math.floor(share * Theme.SHADES));
  }
}
