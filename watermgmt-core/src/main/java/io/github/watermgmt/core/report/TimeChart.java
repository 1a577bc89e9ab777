// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several lines over time, with bands where they are wanted: the truth in ink against the forecasts
 * of competitors, each with its hue, dash and shape. Values stand in the middle of their steps.
 * Missing values interrupt lines and bands. Long lines are thinned such that the least and the
 * greatest value of every pixel or two stay.
 *
 * <p>Thread-safety: immutable.
 */
public final class TimeChart extends Chart {
  private static final double HEIGHT = 270;

  /** Pixels from one marker of a line to the next. */
  private static final double STRIDE = 120;

  private final String valueLabel;
  private final ZoneId zone;
  private final Competitors competitors;
  private final List<Row> truths;
  private final List<Row> lines;
  private final List<Row> bands;
  private final @Nullable Instant now;

  /** Values, or the two edges of a band. */
  private record Row(String competitor, TimeAxis axis, double[] lower, double[] upper) {
    @Override
    public String toString() {
      return competitor;
    }
  }

  private TimeChart(Builder builder, Competitors competitors) {
    super(builder.title);
    this.valueLabel = builder.valueLabel;
    this.zone = builder.zone;
    this.competitors = competitors;
    this.truths = List.copyOf(builder.truths);
    this.lines = List.copyOf(builder.lines);
    this.bands = List.copyOf(builder.bands);
    this.now = builder.now;
  }

  /**
   * Starts a chart.
   *
   * @param valueLabel what the values are, with their unit, such as {@code demand, L/s}
   * @param zone its times are those of this zone
   */
  public static Builder of(String title, String valueLabel, ZoneId zone) {
    return new Builder(title, valueLabel, zone);
  }

  private static double[] range(List<Row> rows) {
    double[] range = {Double.NaN, Double.NaN};
    for (Row row : rows) {
      for (double[] values : List.of(row.lower, row.upper)) {
        for (double value : values) {
          range[0] = value >= range[0] || Double.isNaN(value) ? range[0] : value;
          range[1] = value <= range[1] || Double.isNaN(value) ? range[1] : value;
        }
      }
    }
    return range;
  }

  private List<Row> all() {
    List<Row> all = new ArrayList<>(truths);
    all.addAll(lines);
    all.addAll(bands);
    return all;
  }

  private static String span(List<Row> rows) {
    double[] range = range(rows);
    return Numbers.of(range[0]) + " to " + Numbers.of(range[1]);
  }

  private static List<Row> of(List<Row> rows, String competitor) {
    return rows.stream().filter(row -> row.competitor.equals(competitor)).toList();
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    if (!truths.isEmpty()) {
      words.add("truth from " + span(truths));
    }
    for (int i = 0; i < competitors.count(); i++) {
      String name = competitors.name(i);
      List<Row> own = of(lines, name);
      if (!own.isEmpty()) {
        words.add(name + " from " + span(own));
      }
    }
    String all = words.isEmpty() ? "Nothing to compare" : String.join("; ", words);
    String at = now == null ? "" : " Origin: " + TimeTicks.stamp(now, zone) + ".";
    return valueLabel + ". " + all + "." + at;
  }

  @Override
  double draw(Svg svg) {
    double[] range = range(all());
    ValueScale values = ValueScale.of(range[0], range[1], 5);
    double left = Plot.margin(values);
    double y = legend().draw(svg, 4, svg.top());
    double top = y + (now == null ? 22 : 40);
    double wide = svg.width() - left - 10;
    Plot plot = new Plot(left, top, wide, HEIGHT, from(), to(), zone, values);
    String label = Svg.fitted(valueLabel, Theme.TEXT, svg.width() - 14);
    svg.text(4, y + 14, "start", "s", label);
    for (Row row : bands) {
      String style = Competitors.band(competitors.index(row.competitor));
      svg.path(style, Paths.band(row.lower, row.upper, t -> middle(plot, row.axis, t), plot));
    }
    plot.frame(svg);
    lines.forEach(row -> line(svg, plot, row));
    for (Row row : truths) {
      svg.path("history", Paths.line(row.lower, t -> middle(plot, row.axis, t), plot));
    }
    if (now != null) {
      now(svg, plot, now);
    }
    if (Double.isNaN(range[0])) {
      String empty = all().isEmpty() ? "nothing to compare" : "every value is missing";
      svg.text(left + wide / 2, top + HEIGHT / 2, "middle", "k", empty);
    }
    double end = plot.bottom() + Plot.TIME_LABELS + 16;
    String caption = TimeTicks.caption(Instant.ofEpochSecond(from()), zone, svg.width());
    svg.text(svg.width() - 10, end, "end", "s", caption);
    return end + 8;
  }

  private long from() {
    long from = now == null ? Long.MAX_VALUE : now.getEpochSecond();
    for (Row row : all()) {
      from = Math.min(from, row.axis.epochSecond(0));
    }
    return from == Long.MAX_VALUE ? 0 : from;
  }

  private long to() {
    long to = now == null ? Long.MIN_VALUE : now.getEpochSecond();
    for (Row row : all()) {
      to = Math.max(to, row.axis.epochSecond(row.axis.length()));
    }
    return Math.max(from() + 1, to);
  }

  private static double middle(Plot plot, TimeAxis steps, int t) {
    return plot.x((double) steps.epochSecond(t) + 0.5 * (double) steps.stepSeconds());
  }

  private Legend legend() {
    Legend legend = new Legend();
    if (!truths.isEmpty()) {
      legend.line("history", "truth");
    }
    for (int i = 0; i < competitors.count(); i++) {
      int index = i;
      String name = competitors.name(i);
      boolean banded = !of(bands, name).isEmpty();
      boolean lined = !of(lines, name).isEmpty();
      if (banded && lined) {
        legend.sample(
            (svg, x, y) -> {
              svg.rect(Competitors.band(index), x, y - 7, 22, 14);
              svg.line(Competitors.line(index), x, y, x + 22, y);
              Competitors.mark(svg, index, x + 11, y);
            },
            name + ", with band");
      } else if (banded) {
        legend.area(Competitors.band(index), name + ", band");
      } else if (lined) {
        legend.competitor(index, true, name);
      }
    }
    return legend;
  }

  /** Draws a line with a marker now and then, at other places than those of its neighbours. */
  private void line(Svg svg, Plot plot, Row row) {
    int index = competitors.index(row.competitor);
    String style = Competitors.line(index);
    svg.path(style, Paths.line(row.lower, t -> middle(plot, row.axis, t), plot));
    double next = plot.left() + STRIDE * (index % 5 + 0.5) / 5;
    for (int t = 0; t < row.lower.length; t++) {
      double x = middle(plot, row.axis, t);
      if (x >= next && !Double.isNaN(row.lower[t])) {
        Competitors.mark(svg, index, x, plot.y(row.lower[t]));
        next += STRIDE * Math.ceil((x - next + 1e-9) / STRIDE);
      }
    }
  }

  private void now(Svg svg, Plot plot, Instant at) {
    double x = plot.x(at.getEpochSecond());
    svg.line("now", x, plot.top() - 4, x, plot.bottom());
    String label = "origin " + TimeTicks.stamp(at, zone);
    double half = Svg.widthOf(label, Theme.TEXT) / 2 * 1.08;
    double middle = Math.max(half + 2, Math.min(x, svg.width() - half - 2));
    svg.text(middle, plot.top() - 8, "middle", "a", label);
  }

  /** Collects a chart. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String title;
    private final String valueLabel;
    private final ZoneId zone;
    private final List<Row> truths = new ArrayList<>();
    private final List<Row> lines = new ArrayList<>();
    private final List<Row> bands = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Validation validation = new Validation();
    private List<String> fixed = List.of();
    private @Nullable Instant now;

    private Builder(String title, String valueLabel, ZoneId zone) {
      this.title = title;
      this.valueLabel = valueLabel;
      this.zone = zone;
    }

    /** Fixes the order of competitors, and with it their hues and shapes; others come after. */
    public Builder competitors(List<String> inOrder) {
      fixed = List.copyOf(inOrder);
      return this;
    }

    /** Adds what was observed, NaN where missing. The array is copied. */
    public Builder truth(TimeAxis axis, double[] values) {
      truths.add(checked("truth", "", axis, values, values));
      return this;
    }

    /** Adds a line of a competitor, NaN where missing; several have one style. */
    public Builder line(String competitor, TimeAxis axis, double[] values) {
      seen.add(competitor);
      lines.add(checked("line of '" + competitor + "'", competitor, axis, values, values));
      return this;
    }

    /** Adds a band of a competitor, in its hue; NaN where missing. */
    public Builder band(String competitor, TimeAxis axis, double[] lower, double[] upper) {
      seen.add(competitor);
      bands.add(checked("band of '" + competitor + "'", competitor, axis, lower, upper));
      return this;
    }

    /** Marks the origin of the forecasts. */
    public Builder now(Instant origin) {
      now = origin;
      return this;
    }

    /**
     * Returns the chart.
     *
     * @throws IllegalArgumentException with every problem: not one value per step, an infinite
     *     value, a band whose lower edge is above its upper one, more than 56 competitors
     */
    public TimeChart build() {
      Validation whole = new Validation();
      validation.problems().forEach(whole::add);
      Competitors all = Competitors.of(fixed, seen, whole);
      refuse(title, whole);
      return new TimeChart(this, all);
    }

    private Row checked(String what, String name, TimeAxis axis, double[] lower, double[] upper) {
      boolean sized = true;
      for (double[] values : lower == upper ? List.of(lower) : List.of(lower, upper)) {
        sized &=
            validation.check(
                values.length == axis.length(),
                what,
                String.format(Locale.ROOT, "%d values", values.length),
                "must have one per step of " + axis,
                "");
      }
      for (int t = 0; sized && t < lower.length; t++) {
        String at = what + " at " + axis.instant(t);
        validation.check(
            !Double.isInfinite(lower[t]) && !Double.isInfinite(upper[t]),
            at,
            lower == upper ? "" + lower[t] : lower[t] + " to " + upper[t],
            "must be finite or NaN",
            "");
        validation.check(
            !(lower[t] > upper[t]), at, lower[t] + " to " + upper[t], "must be in order", "");
      }
      return new Row(name, axis, lower.clone(), upper.clone());
    }
  }
}
