// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Unit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a forecast is what it is: above the forecast, with the truth once it is known; below it one
 * strip for each component of its {@link Explanation}, all over the same time. The components add
 * up to the forecast. Each strip has its own scale, so that what is small can be seen; how much a
 * component moves the forecast is written beside its name, and the strips stand in that order.
 *
 * <p>A component that does nothing is named and not drawn. Missing values of the truth interrupt
 * its line. Linear in the number of values. Thread-safety: immutable.
 */
public final class ExplanationChart extends Chart {
  private static final double HEIGHT = 170;
  private static final double STRIP = 62;
  private static final double LEAST_NAME = 60;

  /** Beside the forecast less than this does nothing. */
  private static final double NOTHING = 1e-9;

  private final String unit;
  private final ZoneId zone;
  private final TimeAxis axis;
  private final double[] mean;
  private final double[] truth;
  private final List<Strip> strips;
  private final List<String> idle;

  private record Strip(String name, double[] values) {
    double least() {
      return Arrays.stream(values).min().orElse(0);
    }

    double most() {
      return Arrays.stream(values).max().orElse(0);
    }

    /** How far the component moves the forecast up and down. */
    double span() {
      return most() - least();
    }

    double size() {
      return Math.max(Math.abs(least()), Math.abs(most()));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private ExplanationChart(
      String title,
      String unit,
      ZoneId zone,
      TimeAxis axis,
      double[] mean,
      double[] truth,
      List<Strip> all) {
    super(title);
    this.unit = unit;
    this.zone = zone;
    this.axis = axis;
    this.mean = mean;
    this.truth = truth;
    double scale = 0;
    for (double value : mean) {
      scale = Math.max(scale, Math.abs(value));
    }
    List<Strip> shown = new ArrayList<>();
    List<String> quiet = new ArrayList<>();
    for (Strip strip : all) {
      if (strip.size() > NOTHING * scale) {
        shown.add(strip);
      } else {
        quiet.add(strip.name);
      }
    }
    shown.sort((one, two) -> Double.compare(two.span(), one.span()));
    this.strips = List.copyOf(shown);
    this.idle = List.copyOf(quiet);
  }

  /**
   * Returns the chart of one series of a forecast.
   *
   * @param title such as {@code Zone E: why}
   * @param forecast one that was asked for with {@link
   *     io.github.watermgmt.forecast.ForecastRequest#explained}
   * @param unit unit of the values
   * @param zone its times are those of this zone
   * @param truth what came true in the unit, one value per step, NaN where missing; empty if it is
   *     not known yet
   * @throws io.github.watermgmt.error.DataException WM-106 if the forecast lacks the series, WM-102
   *     for a wrong unit
   * @throws IllegalArgumentException if the forecast has no explanation of the series, or the truth
   *     another number of steps
   */
  public static ExplanationChart of(
      String title, String series, Forecast forecast, Unit unit, ZoneId zone, double[] truth) {
    double[] mean = forecast.mean(series).toArray(unit);
    Optional<Explanation> explanation = forecast.explanation(series);
    Validation validation = new Validation();
    validation.check(
        explanation.isPresent(),
        "explanation of '" + series + "'",
        "none",
        "is needed",
        "ask for it with ForecastRequest.explained()");
    validation.check(
        truth.length == 0 || truth.length == mean.length,
        "truth",
        truth.length + " values",
        "must have one per step of " + forecast.axis() + ", or none",
        "");
    refuse(title, validation);
    List<Strip> strips = new ArrayList<>();
    for (Explanation.Component component : explanation.orElseThrow().components()) {
      // Contributions are differences: a unit's offset does not count.
      double[] values =
          Arrays.stream(component.contribution()).map(v -> v / unit.factor()).toArray();
      strips.add(new Strip(component.name(), values));
    }
    return new ExplanationChart(
        title,
        Markup.unit(unit.symbol()),
        zone,
        forecast.axis(),
        mean,
        truth.clone(),
        List.copyOf(strips));
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    for (Strip strip : strips) {
      words.add(strip.name + " from " + span(strip));
    }
    if (!idle.isEmpty()) {
      words.add("without effect: " + String.join(", ", idle));
    }
    Strip whole = new Strip("forecast", mean);
    return "Forecast from " + span(whole) + " " + unit + ". " + String.join("; ", words) + ".";
  }

  private static String span(Strip strip) {
    return Numbers.of(strip.least()) + " to " + Numbers.of(strip.most());
  }

  @Override
  double draw(Svg svg) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] values : List.of(mean, truth)) {
      for (double value : values) {
        least = Math.min(least, Double.isNaN(value) ? least : value);
        most = Math.max(most, Double.isNaN(value) ? most : value);
      }
    }
    ValueScale values = ValueScale.of(least, most, 4);
    List<ValueScale> scales = new ArrayList<>();
    double left = Plot.margin(values);
    for (Strip strip : strips) {
      ValueScale scale = ValueScale.of(Math.min(0, strip.least()), Math.max(0, strip.most()), 2);
      scales.add(scale);
      left = Math.max(left, Plot.margin(scale));
    }
    left = Math.min(left, svg.width() / 3);
    double wide = svg.width() - left - 10;
    Legend legend = new Legend();
    legend.line("mean", "forecast, " + unit);
    if (Arrays.stream(truth).anyMatch(value -> !Double.isNaN(value))) {
      legend.line("history", "truth");
    }
    double top = legend.draw(svg, 4, svg.top()) + 6;
    Plot main = plot(left, top, wide, HEIGHT, values);
    midnights(svg, main);
    Plot.rungs(svg, values, left, top, wide, HEIGHT);
    if (truth.length > 0) {
      svg.path("history", Paths.line(truth, t -> middle(main, t), main));
    }
    svg.path("mean", Paths.line(mean, t -> middle(main, t), main));
    Plot last = main;
    for (int i = 0; i < strips.size(); i++) {
      top = last.bottom() + 30;
      last = plot(left, top, wide, STRIP, scales.get(i));
      strip(svg, last, strips.get(i), i);
    }
    last.time(svg);
    double end = last.bottom() + Plot.TIME_LABELS + 16;
    svg.text(svg.width() - 10, end, "end", "s", TimeTicks.caption(axis.start(), zone, svg.width()));
    if (!idle.isEmpty()) {
      end += Svg.LINE;
      String note = "without effect here: " + String.join(", ", idle);
      svg.text(4, end, "start", "s", Svg.fitted(note, Theme.TEXT, svg.width() - 10));
    }
    return end + 8;
  }

  private Plot plot(double left, double top, double wide, double tall, ValueScale values) {
    return new Plot(
        left, top, wide, tall, axis.epochSecond(0), axis.epochSecond(axis.length()), zone, values);
  }

  private double middle(Plot plot, int t) {
    return plot.x((double) axis.epochSecond(t) + 0.5 * (double) axis.stepSeconds());
  }

  private void midnights(Svg svg, Plot plot) {
    for (TimeTicks.Tick tick : TimeTicks.of(plot.from(), plot.to(), zone, plot.width())) {
      if (tick.major()) {
        svg.line("day", plot.x(tick.second()), plot.top(), plot.x(tick.second()), plot.bottom());
      }
    }
  }

  private void strip(Svg svg, Plot plot, Strip strip, int index) {
    String range = span(strip) + " " + unit;
    double room = plot.width() - 14 - Svg.widthOf(range, Theme.TEXT);
    // The axis tells the range as well; the name stands nowhere else.
    boolean both = room >= LEAST_NAME;
    String name = Svg.fitted(strip.name, Theme.TEXT * 1.08, both ? room : plot.width());
    svg.text(plot.left(), plot.top() - 8, "start", "b", name);
    if (both) {
      svg.text(plot.right(), plot.top() - 8, "end", "s", range);
    }
    midnights(svg, plot);
    Plot.rungs(svg, plot.values(), plot.left(), plot.top(), plot.width(), plot.height());
    double[] zero = new double[strip.values.length];
    double[] below = Arrays.stream(strip.values).map(v -> Math.min(0, v)).toArray();
    double[] above = Arrays.stream(strip.values).map(v -> Math.max(0, v)).toArray();
    String hue = Competitors.band(index % Theme.HUES);
    svg.path(hue, Paths.band(zero, above, t -> middle(plot, t), plot));
    svg.path(hue, Paths.band(below, zero, t -> middle(plot, t), plot));
    svg.path(
        Competitors.line(index % Theme.HUES), Paths.line(strip.values, t -> middle(plot, t), plot));
  }
}
