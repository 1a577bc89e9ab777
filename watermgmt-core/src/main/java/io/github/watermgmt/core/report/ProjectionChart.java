// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.core.forecast.Decomposition;
import io.github.watermgmt.core.forecast.MonthAxis;
import io.github.watermgmt.core.forecast.Projection;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Unit;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Demand over decades: what was observed, the median of the first scenario with its bands of 50, 80
 * and 95 %, and the medians of the others, each with its hue and shape. Years stand in their
 * middle. Linear in the number of steps.
 *
 * <p>Thread-safety: immutable.
 */
public final class ProjectionChart extends Chart {
  private static final double HEIGHT = 300;
  private static final double STRIDE = 90;
  private static final int YEAR = 12;

  /** A factor that moves less than this stands still. */
  private static final double NOTHING = 1e-6;

  private static final int[] BANDS = {95, 80, 50};

  private final String label;
  private final TimeAxis pastAxis;
  private final double[] past;
  private final TimeAxis axis;
  private final List<Row> medians;
  private final List<Row> bands;

  /** A line, or the two edges of a band. */
  private record Row(String name, double[] lower, double[] upper) {
    @Override
    public String toString() {
      return name;
    }
  }

  private ProjectionChart(
      String title, String label, TimeAxis pastAxis, double[] past, Forecast forecast, Unit unit) {
    super(title);
    this.label = label;
    this.pastAxis = pastAxis;
    this.past = past;
    this.axis = forecast.axis();
    List<Row> lines = new ArrayList<>();
    List<Row> areas = new ArrayList<>();
    for (String id : forecast.ids()) {
      double[] median = forecast.quantile(id, QuantileLevel.MEDIAN).toArray(unit);
      lines.add(new Row(id, median, median));
    }
    String first = forecast.ids().get(0);
    for (int percent : BANDS) {
      QuantileLevel low = new QuantileLevel((100 - percent) * 50);
      areas.add(
          new Row(
              percent + " %",
              forecast.quantile(first, low).toArray(unit),
              forecast.quantile(first, low.mirrored()).toArray(unit)));
    }
    this.medians = List.copyOf(lines);
    this.bands = List.copyOf(areas);
    Validation validation = new Validation();
    Competitors.of(forecast.ids(), List.of(), validation);
    refuse(title, validation);
  }

  /**
   * Returns the chart of whole calendar years. Years of which a month was not observed are gaps.
   *
   * @param unit of volume
   * @throws io.github.watermgmt.error.DataException WM-102 if the unit is not one of volume
   * @throws io.github.watermgmt.error.UnsupportedRequestException if there is no whole year ahead
   * @throws IllegalArgumentException if there are too many scenarios to be told apart
   */
  public static ProjectionChart years(String title, Projection projection, Unit unit) {
    Series demand = projection.history().demand();
    double[] months = demand.toArray(unit);
    int start = Math.floorMod(1 - projection.history().first().getMonthValue(), YEAR);
    int n = Math.max(0, (months.length - start) / YEAR);
    double[] years = new double[n];
    for (int y = 0; y < n; y++) {
      years[y] = Arrays.stream(months, start + y * YEAR, start + (y + 1) * YEAR).sum();
    }
    TimeAxis axis = TimeAxis.of(demand.axis().epochSecond(start), MonthAxis.STEP_SECONDS * YEAR, n);
    String label = Markup.unit(unit.symbol()) + " a year";
    return new ProjectionChart(title, label, axis, years, projection.years(), unit);
  }

  /**
   * Returns the chart of months, with their seasons.
   *
   * @param unit of volume
   * @throws io.github.watermgmt.error.DataException WM-102 if the unit is not one of volume
   * @throws IllegalArgumentException if there are too many scenarios to be told apart
   */
  public static ProjectionChart months(String title, Projection projection, Unit unit) {
    Series demand = projection.history().demand();
    String label = Markup.unit(unit.symbol()) + " a month";
    double[] past = demand.toArray(unit);
    return new ProjectionChart(title, label, demand.axis(), past, projection.months(), unit);
  }

  /**
   * Returns the chart of what drives the demand: the yearly means of all factors of a decomposition
   * that change, and the losses, each over that of a base year.
   *
   * @param base a year of the decomposition that is known whole
   * @throws io.github.watermgmt.error.DataException WM-107 if it is not
   */
  public static TimeChart factors(String title, Decomposition decomposition, int base) {
    decomposition.between(base, base);
    YearMonth first = MonthAxis.month(decomposition.axis(), 0);
    int start = Math.floorMod(1 - first.getMonthValue(), YEAR);
    int n = (decomposition.axis().length() - start) / YEAR;
    int reference = base - first.plusMonths(start).getYear();
    // The first of January, not its place on the grid of months.
    long january = first.plusMonths(start).atDay(1).toEpochDay() * 86_400;
    TimeAxis axis = TimeAxis.of(january, MonthAxis.STEP_SECONDS * YEAR, n);
    TimeChart.Builder chart =
        TimeChart.of(title, "factor, " + base + " = 1, means of years", ZoneOffset.UTC);
    for (String name : decomposition.names()) {
      factor(chart, name, decomposition.factor(name), axis, start, reference);
    }
    factor(chart, "losses", decomposition.losses(), axis, start, reference);
    return chart.build();
  }

  private static void factor(
      TimeChart.Builder chart,
      String name,
      double[] months,
      TimeAxis axis,
      int start,
      int reference) {
    double[] years = new double[axis.length()];
    for (int y = 0; y < years.length; y++) {
      years[y] = Arrays.stream(months, start + y * YEAR, start + (y + 1) * YEAR).sum();
    }
    double one = years[reference];
    boolean moves = false;
    for (int y = 0; y < years.length; y++) {
      years[y] /= one;
      moves |= Math.abs(years[y] - 1) > NOTHING;
    }
    if (moves) {
      chart.line(name, axis, years);
    }
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    int last = axis.length() - 1;
    for (Row row : medians) {
      words.add(row.name + " from " + Numbers.of(row.lower[0]) + " to " + ends(row, last));
    }
    for (Row row : bands) {
      words.add(
          row.name + " band in the end " + ends(row, last) + " to " + Numbers.of(row.upper[last]));
    }
    return label + ", medians: " + String.join("; ", words) + ".";
  }

  private static String ends(Row row, int last) {
    return Numbers.of(row.lower[last]);
  }

  private double[] range() {
    double[] range = {Double.NaN, Double.NaN};
    List<double[]> all = new ArrayList<>(List.of(past));
    medians.forEach(row -> all.add(row.lower));
    bands.forEach(row -> all.addAll(List.of(row.lower, row.upper)));
    for (double[] values : all) {
      for (double value : values) {
        range[0] = value >= range[0] || Double.isNaN(value) ? range[0] : value;
        range[1] = value <= range[1] || Double.isNaN(value) ? range[1] : value;
      }
    }
    return range;
  }

  @Override
  double draw(Svg svg) {
    double[] range = range();
    ValueScale values = ValueScale.of(range[0], range[1], 6);
    double left = Plot.margin(values);
    double y = legend().draw(svg, 4, svg.top());
    double top = y + 24;
    long from = past.length > 0 ? pastAxis.epochSecond(0) : axis.epochSecond(0);
    long to = axis.epochSecond(axis.length());
    double wide = svg.width() - left - 14;
    Plot plot = new Plot(left, top, wide, HEIGHT, from, to, ZoneOffset.UTC, values);
    svg.text(4, top - 10, "start", "s", Svg.fitted(label, Theme.TEXT, svg.width() * 0.5));
    for (Row row : bands) {
      // Each band lies on the wider ones, and shines through: the narrower, the darker.
      StringBuilder area = Paths.band(row.lower, row.upper, t -> middle(plot, axis, t), plot);
      svg.path(Competitors.band(0), area);
    }
    plot.frame(svg);
    svg.path("history", Paths.line(past, t -> middle(plot, pastAxis, t), plot));
    for (int i = medians.size() - 1; i >= 0; i--) {
      line(svg, plot, i);
    }
    if (past.length > 0) {
      double x = plot.x(axis.epochSecond(0));
      svg.line("now", x, plot.top() - 4, x, plot.bottom());
      String text = svg.isNarrow() ? "projection" : "projection from here";
      double half = Svg.widthOf(text, Theme.TEXT) / 2 * 1.08;
      double middle = Math.max(half + 2, Math.min(x, svg.width() - half - 2));
      svg.text(middle, plot.top() - 10, "middle", "a", text);
    }
    return plot.bottom() + Plot.TIME_LABELS + 10;
  }

  private static double middle(Plot plot, TimeAxis steps, int t) {
    return plot.x((double) steps.epochSecond(t) + 0.5 * (double) steps.stepSeconds());
  }

  private void line(Svg svg, Plot plot, int index) {
    double[] median = medians.get(index).lower;
    svg.path(Competitors.line(index), Paths.line(median, t -> middle(plot, axis, t), plot));
    double next = plot.x(axis.epochSecond(0)) + STRIDE * (index % 5 + 0.5) / 5;
    for (int t = 0; t < median.length; t++) {
      double x = middle(plot, axis, t);
      if (x >= next) {
        Competitors.mark(svg, index, x, plot.y(median[t]));
        next = x + STRIDE;
      }
    }
  }

  private Legend legend() {
    Legend legend = new Legend();
    if (past.length > 0) {
      legend.line("history", "observed");
    }
    for (int i = 0; i < medians.size(); i++) {
      legend.competitor(i, true, medians.get(i).name + ", median");
    }
    String whose = medians.size() > 1 ? " of " + medians.get(0).name : "";
    for (int b = bands.size() - 1; b >= 0; b--) {
      int layers = b + 1;
      legend.sample(
          (svg, x, y) -> {
            for (int k = 0; k < layers; k++) {
              svg.rect(Competitors.band(0), x, y - 6, 22, 12);
            }
          },
          bands.get(b).name + (b == 0 ? whose : ""));
    }
    return legend;
  }
}
