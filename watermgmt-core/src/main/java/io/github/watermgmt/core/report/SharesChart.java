// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What part of its demand each zone gets, the worst off first. */
final class SharesChart extends Chart {
  private static final double ROW = 24;
  private static final double BAR = 15;
  private static final int MOST_ROWS = 40;
  private static final double WHOLE = 1 - 1e-6;

  private final List<Bar> bars = new ArrayList<>();
  private final double demanded;
  private final double supplied;

  /** A zone, with volumes in m³. */
  private record Bar(String zone, double demanded, double supplied) {
    double share() {
      return Math.max(0, Math.min(1, supplied / demanded));
    }
  }

  SharesChart(Problem problem, Plan plan) {
    super("Who gets how much, " + problem.name());
    double hours = problem.stepHours();
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              double wanted = PlanChart.sum(terms.demandM3h()) * hours;
              if (wanted > 0) {
                double missing = PlanChart.sum(plan.shortfall(id)) * hours;
                bars.add(new Bar(id, wanted, wanted - missing));
              }
            });
    this.demanded = bars.stream().mapToDouble(Bar::demanded).sum();
    this.supplied = bars.stream().mapToDouble(Bar::supplied).sum();
    // Shares that differ by rounding stay in the order of the problem.
    bars.sort(Comparator.comparingLong(bar -> Math.round(1e9 * bar.share())));
  }

  @Override
  String description() {
    String all = Numbers.of(supplied) + " of " + Numbers.of(demanded) + " m³ are supplied";
    if (bars.isEmpty() || bars.get(0).share() >= WHOLE) {
      return all + ", every zone has all that it demands.";
    }
    Bar worst = bars.get(0);
    long wholly = bars.stream().filter(bar -> bar.share() >= WHOLE).count();
    return all
        + ". The least share is "
        + percent(worst.share())
        + ", of "
        + worst.zone
        + "; "
        + wholly
        + " of "
        + bars.size()
        + " zones have all that they demand.";
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, share >= WHOLE ? 0 : 1) + " %";
  }

  private static String volumes(Bar bar) {
    return Numbers.of(bar.supplied, 3) + " of " + Numbers.of(bar.demanded, 3) + " m³";
  }

  @Override
  double draw(Svg svg) {
    List<Bar> shown = bars.subList(0, Math.min(MOST_ROWS, bars.size()));
    double names = 0;
    double figures = 0;
    for (Bar bar : shown) {
      names = Math.max(names, Svg.widthOf(bar.zone, Theme.TEXT));
      figures = Math.max(figures, Svg.widthOf(figure(svg, bar), Theme.TEXT));
    }
    double y =
        new Legend()
            .area("f0", "supplied")
            .area("short hatched", "missing")
            .draw(svg, 4, svg.top());
    double left = Math.min(names + 14, svg.width() / 4);
    ValueScale scale = new ValueScale(0, 100, svg.isNarrow() ? 50 : 25);
    ValueAxis axis = new ValueAxis(left, svg.width() - left - figures - 22, scale);
    svg.text(left, y + 12, "start", "s", "part of the demand, %");
    double top = y + 20;
    double bottom = top + ROW * shown.size();
    axis.grid(svg, top, bottom);
    for (int i = 0; i < shown.size(); i++) {
      bar(svg, axis, shown.get(i), top + ROW * i);
    }
    axis.labels(svg, bottom + 16);
    double end = bottom + 24;
    if (shown.size() < bars.size()) {
      double least = bars.get(shown.size()).share();
      String rest = bars.size() - shown.size() + " other zones, " + percent(least) + " or more";
      svg.text(4, end + 12, "start", "s", Svg.fitted(rest, Theme.TEXT, svg.width() - 10));
      end += Svg.LINE;
    }
    return end + 8;
  }

  private static String figure(Svg svg, Bar bar) {
    return svg.isNarrow() ? percent(bar.share()) : percent(bar.share()) + " · " + volumes(bar);
  }

  private static void bar(Svg svg, ValueAxis axis, Bar bar, double top) {
    double y = top + (ROW - BAR) / 2;
    double end = axis.x(100 * bar.share());
    String told = bar.zone + ": " + percent(bar.share()) + ", " + volumes(bar);
    svg.raw("<g><title>" + Markup.escape(told) + "</title>");
    svg.rect("f0", axis.left(), y, end - axis.left(), BAR);
    if (bar.share() < WHOLE) {
      svg.rect("short", end, y, axis.right() - end, BAR);
      Hatch.draw(svg, end, y, axis.right(), y + BAR);
    }
    svg.raw("</g>");
    double middle = top + ROW / 2 + 4;
    String name = Svg.fitted(bar.zone, Theme.TEXT, axis.left() - 10);
    svg.text(axis.left() - 8, middle, "end", "", name);
    svg.text(axis.right() + 8, middle, "start", "", figure(svg, bar));
  }
}
