// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was observed and what is expected, over time: a line of history, a line of forecast with its
 * bands, and findings as shaded intervals with the number they have in the table of findings.
 * Vertical lines are local midnights. Missing values interrupt lines and bands.
 *
 * <p>A history with more than three values per pixel is drawn as an area from the least to the
 * greatest value and a line of means: those of local days, or of pixels where a day is narrower
 * than one or much wider. Other long series are thinned such that the least and the greatest value
 * of every pixel or two stay. Linear in the number of values, and bounded in size.
 *
 * <p>Thread-safety: immutable.
 */
public final class ForecastChart extends Chart {
  private static final double HEIGHT = 250;

  private final String unit;
  private final ZoneId zone;
  private final TimeAxis pastAxis;
  private final double[] past;
  private final TimeAxis axis;
  private final double[] mean;
  private final String label;
  private final List<Band> bands;
  private final List<Beside> besides;
  private final List<Numbered> findings;
  private final double centre;

  /** Another forecast of the same steps, drawn as a line. */
  private record Beside(String label, double[] mean) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Beside other
          && label.equals(other.label)
          && Arrays.equals(mean, other.mean);
    }

    @Override
    public int hashCode() {
      return label.hashCode();
    }

    @Override
    public String toString() {
      return label;
    }
  }

  private record Band(String label, double[] lower, double[] upper) {
    boolean isDrawn() {
      boolean any = false;
      for (int t = 0; t < lower.length; t++) {
        any |= !Double.isNaN(lower[t]) && !Double.isNaN(upper[t]);
      }
      return any;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Band other
          && label.equals(other.label)
          && Arrays.equals(lower, other.lower)
          && Arrays.equals(upper, other.upper);
    }

    @Override
    public int hashCode() {
      return label.hashCode();
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /** A finding with its number. */
  record Numbered(int number, FindingMark mark) {}

  private ForecastChart(Builder builder) {
    super(builder.title);
    this.unit = builder.unit;
    this.zone = builder.zone;
    this.past = builder.past;
    this.mean = builder.mean;
    this.label = builder.label;
    this.pastAxis = builder.pastAxis == null ? TimeAxis.of(0, 1, 0) : builder.pastAxis;
    this.axis = builder.axis == null ? TimeAxis.of(0, 1, 0) : builder.axis;
    this.bands = builder.bands.stream().filter(Band::isDrawn).toList();
    this.besides = List.copyOf(builder.besides);
    this.findings = builder.findings.stream().filter(one -> meets(one.mark)).toList();
    this.centre = builder.instants ? 0 : 0.5;
  }

  /** Starts a chart of values in a unit, with a time axis in a zone. */
  public static Builder builder(String title, String unit, ZoneId zone) {
    return new Builder(title, unit, zone);
  }

  /**
   * Returns the chart of a series and the forecast of it, with the bands of 50 % and 90 % where the
   * forecast has those levels.
   *
   * @param unit measures what the series does
   * @throws io.github.watermgmt.error.DataException WM-106 if the forecast lacks the series, WM-102
   *     for a wrong unit
   */
  public static Builder of(Series history, Forecast forecast, Unit unit, ZoneId zone) {
    String id = history.id();
    Builder builder = new Builder(id, unit.symbol(), zone);
    builder.history(history.axis(), history.toArray(unit));
    builder.forecast(forecast.axis(), forecast.mean(id).toArray(unit));
    builder.instants = history.support() == Support.INSTANT;
    for (int percent : new int[] {90, 50}) {
      QuantileLevel low = new QuantileLevel((100 - percent) * 50);
      if (forecast.levels().contains(low) && forecast.levels().contains(low.mirrored())) {
        builder.band(
            percent + " % band",
            forecast.quantile(id, low).toArray(unit),
            forecast.quantile(id, low.mirrored()).toArray(unit));
      }
    }
    return builder;
  }

  private long from() {
    return past.length > 0 ? pastAxis.epochSecond(0) : axis.epochSecond(0);
  }

  private long to() {
    return mean.length > 0 ? axis.epochSecond(mean.length) : pastAxis.epochSecond(past.length);
  }

  /** Whether a finding lies in the time of the chart, at least in part. */
  private boolean meets(FindingMark mark) {
    return mark.until().getEpochSecond() >= from() && mark.onset().getEpochSecond() <= to();
  }

  @Override
  String description() {
    double[] range = range(past);
    String text =
        "Observed from "
            + Numbers.of(range[0])
            + " to "
            + Numbers.of(range[1])
            + " "
            + Markup.unit(unit);
    if (mean.length > 0) {
      double[] next = range(mean);
      text += ", expected from " + Numbers.of(next[0]) + " to " + Numbers.of(next[1]);
      text += " from " + TimeTicks.stamp(axis.start(), zone) + " on";
    }
    return text + (findings.isEmpty() ? "." : ". Findings marked: " + findings.size() + ".");
  }

  private static double[] range(double[]... rows) {
    double least = Double.NaN;
    double most = Double.NaN;
    for (double[] row : rows) {
      for (double value : row) {
        least = value >= least || Double.isNaN(value) ? least : value;
        most = value <= most || Double.isNaN(value) ? most : value;
      }
    }
    return new double[] {least, most};
  }

  @Override
  double draw(Svg svg) {
    List<double[]> rows = new ArrayList<>(List.of(past, mean));
    bands.forEach(band -> rows.addAll(List.of(band.lower, band.upper)));
    besides.forEach(one -> rows.add(one.mean));
    double[] range = range(rows.toArray(double[][]::new));
    ValueScale values = ValueScale.of(range[0], range[1], 5);
    double left = Plot.margin(values);
    long from = from();
    long to = Math.max(to(), from + 1);
    double wide = svg.width() - left - 10;
    double pixels =
        wide * (double) (pastAxis.epochSecond(past.length) - from) / (double) (to - from);
    boolean dense = past.length > 0 && Spread.isNeeded(past.length, pixels);
    boolean daily = dense && Spread.isDaily(pastAxis, pixels);
    double y = legend(dense, daily ? "daily " : "").draw(svg, 4, svg.top());
    double strip = findings.isEmpty() ? 0 : 20;
    double top = y + 22 + strip;
    Plot plot = new Plot(left, top, wide, HEIGHT, from, to, zone, values);
    String label = Svg.fitted(Markup.unit(unit), Theme.TEXT, svg.width() * 0.3);
    svg.text(4, top - 8, "start", "s", label);
    shades(svg, plot);
    for (int i = 0; i < bands.size(); i++) {
      Band band = bands.get(i);
      svg.path(style(i), Paths.band(band.lower, band.upper, t -> middle(plot, axis, t), plot));
    }
    plot.frame(svg);
    if (dense) {
      Spread.draw(svg, pastAxis, past, zone, plot);
    } else {
      svg.path("history", Paths.line(past, t -> middle(plot, pastAxis, t), plot));
    }
    for (int i = 0; i < besides.size(); i++) {
      svg.path(
          Competitors.line(i + 1),
          Paths.line(besides.get(i).mean, t -> middle(plot, axis, t), plot));
    }
    svg.path("mean", Paths.line(mean, t -> middle(plot, axis, t), plot));
    if (starts()) {
      start(svg, plot, 14 + Svg.widthOf(label, Theme.TEXT));
    }
    FindingMarks.draw(svg, plot, findings, top - 30);
    if (!Double.isFinite(range[0])) {
      svg.text(left + plot.width() / 2, top + HEIGHT / 2, "middle", "k", "every value is missing");
    }
    double end = plot.bottom() + Plot.TIME_LABELS + 16;
    svg.text(
        svg.width() - 10,
        end,
        "end",
        "s",
        TimeTicks.caption(Instant.ofEpochSecond(from), zone, svg.width()));
    return end + 8;
  }

  private double middle(Plot plot, TimeAxis steps, int t) {
    return plot.x((double) steps.epochSecond(t) + centre * (double) steps.stepSeconds());
  }

  private boolean starts() {
    return past.length > 0 && mean.length > 0;
  }

  /** The widest band is added first, and drawn lightest. */
  private String style(int band) {
    return band == 0 && bands.size() > 1 ? "b90" : bands.size() > 1 ? "b50" : "b90";
  }

  private Legend legend(boolean dense, String daily) {
    Legend legend = new Legend();
    if (dense) {
      legend.line("history", "observed, " + daily + "mean");
      legend.area("range", "observed, " + daily + "range");
    } else if (past.length > 0) {
      legend.line("history", "observed");
    }
    if (mean.length > 0) {
      legend.line("mean", label + ", mean");
    }
    for (int i = 0; i < besides.size(); i++) {
      legend.line(Competitors.line(i + 1), besides.get(i).label);
    }
    for (int i = bands.size() - 1; i >= 0; i--) {
      legend.area(style(i), bands.get(i).label);
    }
    if (!findings.isEmpty()) {
      legend.area("found", "finding, numbered as in the table");
    }
    return legend;
  }

  private void shades(Svg svg, Plot plot) {
    for (Numbered one : findings) {
      double from = Math.max(plot.left(), plot.x(one.mark.onset().getEpochSecond()));
      double to = Math.min(plot.right(), plot.x(one.mark.until().getEpochSecond()));
      if (to >= plot.left() && from <= plot.right()) {
        svg.rect("found", from, plot.top(), Math.max(2, to - from), plot.height());
        svg.line("onset", from, plot.top(), from, plot.bottom());
      }
    }
  }

  /** Marks where the forecast begins. */
  private void start(Svg svg, Plot plot, double free) {
    double x = plot.x(axis.epochSecond(0));
    svg.line("now", x, plot.top() - 4, x, plot.bottom());
    String from = "forecast from " + TimeTicks.stamp(axis.start(), zone);
    String label = svg.isNarrow() ? "forecast" : from;
    double half = Svg.widthOf(label, Theme.TEXT) / 2 * 1.08;
    double middle = Math.max(half + free, Math.min(x, svg.width() - half - 2));
    svg.text(middle, plot.top() - 8, "middle", "a", label);
  }

  /** Collects a chart. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String unit;
    private final ZoneId zone;
    private String title;
    private @Nullable TimeAxis pastAxis;
    private @Nullable TimeAxis axis;
    private double[] past = new double[0];
    private double[] mean = new double[0];
    private String label = "forecast";
    private final List<Band> bands = new ArrayList<>();
    private final List<Beside> besides = new ArrayList<>();
    private final List<Numbered> findings = new ArrayList<>();
    private boolean instants;

    private Builder(String title, String unit, ZoneId zone) {
      this.title = title;
      this.unit = unit;
      this.zone = zone;
    }

    /** Sets the title. */
    public Builder title(String text) {
      title = text;
      return this;
    }

    /**
     * Sets what was observed, NaN where missing.
     *
     * @throws IllegalArgumentException if there is not one value per step, or one is infinite
     */
    public Builder history(TimeAxis steps, double[] values) {
      past = checked("history", steps, values);
      pastAxis = steps;
      return this;
    }

    /**
     * Sets what is expected.
     *
     * @throws IllegalArgumentException if there is not one value per step, or one is infinite
     */
    public Builder forecast(TimeAxis steps, double[] values) {
      mean = checked("forecast", steps, values);
      axis = steps;
      return this;
    }

    /**
     * Adds a band around the forecast, the widest first.
     *
     * @throws IllegalArgumentException if there is not one value per step of the forecast, which
     *     must have been set, or one is infinite
     */
    public Builder band(String label, double[] lower, double[] upper) {
      if (axis == null) {
        throw new IllegalArgumentException("band (" + label + "), needs a forecast first");
      }
      bands.add(new Band(label, checked(label, axis, lower), checked(label, axis, upper)));
      return this;
    }

    /** Names the forecast in the legend, such as by its forecaster. */
    public Builder label(String text) {
      label = text;
      return this;
    }

    /**
     * Adds another forecast of the same steps, to be compared with, as a thin line.
     *
     * @throws IllegalArgumentException if there is not one value per step of the forecast, which
     *     must have been set, or one is infinite
     */
    public Builder beside(String other, double[] values) {
      if (axis == null) {
        throw new IllegalArgumentException("beside (" + other + "), needs a forecast first");
      }
      besides.add(new Beside(other, checked(other, axis, values)));
      return this;
    }

    /** Marks a finding under the number it has in the table of findings. */
    public Builder finding(int number, FindingMark mark) {
      findings.add(new Numbered(number, mark));
      return this;
    }

    /** Marks those of the findings that are of one series; the first of all has number 1. */
    public Builder findings(String series, List<FindingMark> all) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).series().equals(series)) {
          finding(i + 1, all.get(i));
        }
      }
      return this;
    }

    /**
     * Returns the chart.
     *
     * @throws IllegalArgumentException if it has neither history nor forecast, or the forecast
     *     begins before the history
     */
    public ForecastChart build() {
      if (pastAxis == null && axis == null) {
        throw new IllegalArgumentException("chart (" + title + "), needs a history or a forecast");
      }
      if (pastAxis != null && axis != null && axis.start().isBefore(pastAxis.start())) {
        Instant first = pastAxis.start();
        throw new IllegalArgumentException(
            "forecast (from " + axis.start() + "), must not begin before the history, " + first);
      }
      return new ForecastChart(this);
    }

    private static double[] checked(String what, TimeAxis steps, double[] values) {
      if (values.length != steps.length()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s (%d values), must have one per step of %s",
                what,
                values.length,
                steps));
      }
      for (int t = 0; t < values.length; t++) {
        if (Double.isInfinite(values[t])) {
          throw new IllegalArgumentException(
              what + " (" + values[t] + " at " + steps.instant(t) + "), must be finite or NaN");
        }
      }
      return values.clone();
    }
  }
}
