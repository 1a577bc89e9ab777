// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers against numbers: points of competitors, such as cost against error, or lines, such as
 * coverage against level. A competitor with a single point is named beside it; one with a line or
 * several points, or whose name finds no room, is named in the legend.
 *
 * <p>A band behind them, or a level across, says what is to be expected.
 *
 * <p>NaN has no place: it breaks a line, and a point without place is told below the diagram.
 * Linear in the number of values, but for the names of points.
 *
 * <p>Thread-safety: immutable.
 */
public final class XyChart extends Chart {
  private static final double HEIGHT = 340;
  private static final double NARROW_HEIGHT = 270;
  private static final int SAMPLES = 96;

  /** Pixels between the markers of a line, and the least between its points. */
  private static final double STRIDE = 26;

  private static final double FINE = 0.3;

  private final String xLabel;
  private final String yLabel;
  private final boolean logX;
  private final boolean logY;
  private final Competitors competitors;
  private final List<Row> lines;
  private final List<Row> points;
  private final List<String> diagonals;
  private final List<Row> bands;
  private final List<Row> levels;
  private final @Nullable ValueScale across;

  /** A line, or a single point. */
  private record Row(String competitor, double[] x, double[] y) {
    boolean has(int i) {
      return !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
    }

    @Override
    public String toString() {
      return competitor;
    }
  }

  private XyChart(Builder builder, Competitors competitors) {
    super(builder.title);
    this.xLabel = builder.xLabel;
    this.yLabel = builder.yLabel;
    this.logX = builder.logX;
    this.logY = builder.logY;
    this.competitors = competitors;
    this.lines = List.copyOf(builder.lines);
    this.points = List.copyOf(builder.points);
    this.diagonals = List.copyOf(builder.diagonals);
    this.bands = List.copyOf(builder.bands);
    this.levels = List.copyOf(builder.levels);
    this.across = builder.across;
  }

  /**
   * Starts a chart.
   *
   * @param xLabel what lies to the right, with its unit
   * @param yLabel what lies upwards, with its unit
   */
  public static Builder of(String title, String xLabel, String yLabel) {
    return new Builder(title, xLabel, yLabel);
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    for (Row row : points.subList(0, Math.min(SAMPLES, points.size()))) {
      words.add(row.competitor + " " + Numbers.of(row.x[0]) + ", " + Numbers.of(row.y[0]));
    }
    if (points.size() > SAMPLES) {
      words.add((points.size() - SAMPLES) + " more points");
    }
    for (Row row : lines) {
      double[] x = range(List.of(row), true);
      double[] y = range(List.of(row), false);
      words.add(
          row.competitor
              + " from "
              + Numbers.of(x[0])
              + " to "
              + Numbers.of(x[1])
              + " between "
              + Numbers.of(y[0])
              + " and "
              + Numbers.of(y[1]));
    }
    for (Row row : levels) {
      words.add(row.competitor + " " + Numbers.of(row.y[0]));
    }
    String all = words.isEmpty() ? "Nothing to compare" : String.join("; ", words);
    return yLabel + " against " + xLabel + ". " + all + ".";
  }

  /** The least and the greatest of what has a place; NaN if nothing has. */
  private static double[] range(List<Row> rows, boolean across) {
    double[] range = {Double.NaN, Double.NaN};
    for (Row row : rows) {
      for (int i = 0; i < row.x.length; i++) {
        double value = across ? row.x[i] : row.y[i];
        if (row.has(i)) {
          range[0] = value >= range[0] ? range[0] : value;
          range[1] = value <= range[1] ? range[1] : value;
        }
      }
    }
    return range;
  }

  private List<Row> all() {
    List<Row> all = new ArrayList<>(lines);
    all.addAll(points);
    return all;
  }

  private Scale scale(boolean across, int ticks) {
    if (across && this.across != null) {
      return this.across;
    }
    List<Row> all = all();
    if (!across && !all.isEmpty()) {
      all.addAll(bands);
      all.addAll(levels);
    }
    double[] range = range(all, across);
    double[] other = range(all, !across);
    if (!diagonals.isEmpty() && logX == logY) {
      // One scale for both, or x = y would be a line like any other.
      range = new double[] {Math.min(range[0], other[0]), Math.max(range[1], other[1])};
    }
    return (across ? logX : logY)
        ? LogScale.of(range[0], range[1], ticks)
        : ValueScale.of(range[0], range[1], ticks);
  }

  /** Where values lie. */
  private record Frame(ValueAxis axis, Scale up, double top, double height) {
    double x(double value) {
      return axis.x(value);
    }

    double y(double value) {
      return top + height - up.share(value) * height;
    }

    double bottom() {
      return top + height;
    }
  }

  @Override
  double draw(Svg svg) {
    Scale up = scale(false, 6);
    double left = Math.min(Plot.margin(up), svg.width() / 3);
    ValueAxis axis =
        new ValueAxis(left, svg.width() - left - 18, scale(true, svg.isNarrow() ? 4 : 7));
    double height = svg.isNarrow() ? NARROW_HEIGHT : HEIGHT;
    // The names are placed twice: those that find no room go into the legend.
    Set<String> unnamed = names(new Svg("", svg.width(), 0), new Frame(axis, up, 0, height));
    double y = legend(unnamed).draw(svg, 4, svg.top());
    Frame frame = new Frame(axis, up, y + 24, height);
    svg.text(4, y + 14, "start", "s", Svg.fitted(yLabel, Theme.TEXT, svg.width() - 10));
    bands.forEach(row -> band(svg, frame, row));
    Plot.rungs(svg, up, left, frame.top, axis.width(), height);
    axis.grid(svg, frame.top, frame.bottom());
    svg.line("zero", left, frame.bottom(), axis.right(), frame.bottom());
    axis.labels(svg, frame.bottom() + 16);
    if (!diagonals.isEmpty()) {
      diagonal(svg, frame);
    }
    for (Row row : levels) {
      svg.line("ref", left, frame.y(row.y[0]), axis.right(), frame.y(row.y[0]));
    }
    lines.forEach(row -> line(svg, frame, row));
    for (Row row : points) {
      if (row.has(0)) {
        point(svg, frame, row);
      }
    }
    names(svg, frame);
    double end = frame.bottom() + 34;
    String label = Svg.fitted(xLabel, Theme.TEXT, svg.width() - 14);
    svg.text(svg.width() - 10, end, "end", "s", label);
    String missing = missing();
    if (!missing.isEmpty()) {
      end += Svg.LINE;
      svg.text(4, end, "start", "s", Svg.fitted(missing, Theme.TEXT, svg.width() - 10));
    }
    if (Double.isNaN(range(all(), true)[0])) {
      double middle = frame.top + height / 2;
      svg.text(left + axis.width() / 2, middle, "middle", "k", "nothing to compare");
    }
    return end + 8;
  }

  private String missing() {
    Set<String> names = new LinkedHashSet<>();
    for (Row row : points) {
      if (!row.has(0)) {
        names.add(row.competitor);
      }
    }
    return names.isEmpty() ? "" : "no value: " + String.join(", ", names);
  }

  private boolean isNamedBeside(Row point) {
    long own = points.stream().filter(o -> o.competitor.equals(point.competitor)).count();
    return own == 1 && lines.stream().noneMatch(o -> o.competitor.equals(point.competitor));
  }

  private Legend legend(Set<String> unnamed) {
    Legend legend = new Legend();
    for (int i = 0; i < competitors.count(); i++) {
      String name = competitors.name(i);
      boolean lined = lines.stream().anyMatch(row -> row.competitor.equals(name));
      boolean dotted =
          points.stream().anyMatch(row -> row.competitor.equals(name) && !isNamedBeside(row));
      if (lined || dotted || unnamed.contains(name)) {
        legend.competitor(i, lined, name);
      }
    }
    diagonals.stream().distinct().forEach(label -> legend.line("ref", label));
    levels.forEach(row -> legend.line("ref", row.competitor));
    bands.stream().map(Row::competitor).distinct().forEach(label -> legend.area("range", label));
    return legend;
  }

  /** Writes the names of single points where there is room; returns those without. */
  private Set<String> names(Svg svg, Frame frame) {
    Labels labels = new Labels(svg, frame.top);
    labels.block(0, frame.bottom() - 2, svg.width(), frame.bottom() + 60);
    labels.block(0, frame.top - 20, frame.axis.left() - 2, frame.bottom());
    double r = Competitors.reach();
    for (Row row : all()) {
      for (int i = 0; i < row.x.length; i++) {
        if (row.has(i)) {
          double x = frame.x(row.x[i]);
          double y = frame.y(row.y[i]);
          labels.block(x - r, y - r, x + r, y + r);
        }
      }
    }
    Set<String> unnamed = new LinkedHashSet<>();
    for (Row row : points) {
      if (row.has(0) && isNamedBeside(row)) {
        double x = frame.x(row.x[0]);
        if (!labels.beside(row.competitor, "k", x, frame.y(row.y[0]), 7)) {
          unnamed.add(row.competitor);
        }
      }
    }
    return unnamed;
  }

  private void diagonal(Svg svg, Frame frame) {
    Paths.Pen pen = new Paths.Pen();
    for (int i = 0; i <= SAMPLES; i++) {
      double share = i / (double) SAMPLES;
      double value = frame.axis.scale().at(share);
      double up = frame.up.share(value);
      if (up >= -1e-9 && up <= 1 + 1e-9) {
        pen.to(frame.axis.left() + share * frame.axis.width(), frame.bottom() - up * frame.height);
      } else {
        pen.lift();
      }
    }
    svg.path("ref", pen.finish());
  }

  /** The area between edges that follow one another in a row: there and back. */
  private static void band(Svg svg, Frame frame, Row row) {
    StringBuilder d = new StringBuilder(256);
    for (int i = 0; i < row.x.length; i++) {
      Svg.point(d, i == 0 ? 'M' : 'L', frame.x(row.x[i]), frame.y(row.y[i]));
    }
    svg.path("range", d.length() == 0 ? d : d.append('Z'));
  }

  private void line(Svg svg, Frame frame, Row row) {
    int index = competitors.index(row.competitor);
    Paths.Pen pen = new Paths.Pen();
    double lastX = Double.NaN;
    double lastY = Double.NaN;
    for (int i = 0; i < row.x.length; i++) {
      if (row.has(i)) {
        double x = frame.x(row.x[i]);
        double y = frame.y(row.y[i]);
        if (!(Math.abs(x - lastX) + Math.abs(y - lastY) < FINE)) {
          pen.to(x, y);
          lastX = x;
          lastY = y;
        }
      } else {
        pen.lift();
        lastX = Double.NaN;
      }
    }
    svg.path(Competitors.line(index), pen.finish());
    double marked = Double.NaN;
    for (int i = 0; i < row.x.length; i++) {
      if (row.has(i) && !(Math.abs(frame.x(row.x[i]) - marked) < STRIDE)) {
        marked = frame.x(row.x[i]);
        Competitors.mark(svg, index, marked, frame.y(row.y[i]));
      }
    }
  }

  private void point(Svg svg, Frame frame, Row row) {
    String value = row.competitor + ": " + Numbers.of(row.x[0], 4) + ", " + Numbers.of(row.y[0], 4);
    svg.raw("<g><title>" + Markup.escape(value) + "</title>");
    Competitors.mark(svg, competitors.index(row.competitor), frame.x(row.x[0]), frame.y(row.y[0]));
    svg.raw("</g>");
  }

  /** Collects a chart. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Row> lines = new ArrayList<>();
    private final List<Row> points = new ArrayList<>();
    private final List<String> diagonals = new ArrayList<>();
    private final List<Row> bands = new ArrayList<>();
    private final List<Row> levels = new ArrayList<>();
    private @Nullable ValueScale across;
    private final Set<String> seen = new LinkedHashSet<>();
    private List<String> fixed = List.of();
    private boolean logX;
    private boolean logY;

    private Builder(String title, String xLabel, String yLabel) {
      this.title = title;
      this.xLabel = xLabel;
      this.yLabel = yLabel;
    }

    /** Fixes the order of competitors, and with it their hues and shapes; others come after. */
    public Builder competitors(List<String> inOrder) {
      fixed = List.copyOf(inOrder);
      return this;
    }

    /** Makes the axis to the right logarithmic. */
    public Builder logX() {
      logX = true;
      return this;
    }

    /** Makes the axis upwards logarithmic. */
    public Builder logY() {
      logY = true;
      return this;
    }

    /** Adds a point; NaN where there is no value. */
    public Builder point(String competitor, double x, double y) {
      seen.add(competitor);
      points.add(new Row(competitor, new double[] {x}, new double[] {y}));
      return this;
    }

    /** Adds a line through points in their order; NaN breaks it. The arrays are copied. */
    public Builder line(String competitor, double[] x, double[] y) {
      seen.add(competitor);
      lines.add(new Row(competitor, x.clone(), y.clone()));
      return this;
    }

    /** Draws the line of equal values; both axes then have one scale if both are alike. */
    public Builder diagonal(String label) {
      diagonals.add(label);
      return this;
    }

    /** Draws a dashed line at a height, such as what is aimed at. */
    public Builder level(String label, double y) {
      levels.add(new Row(label, new double[] {0}, new double[] {y}));
      return this;
    }

    /**
     * Draws an area behind the lines, such as that of chance.
     *
     * @param x ascending, one for each of both edges
     */
    public Builder band(String label, double[] x, double[] lower, double[] upper) {
      int n = x.length;
      double[] around = new double[2 * n];
      double[] edges = new double[n + Math.max(lower.length, upper.length)];
      if (lower.length == n && upper.length == n) {
        for (int i = 0; i < n; i++) {
          around[i] = x[i];
          edges[i] = upper[i];
          around[2 * n - 1 - i] = x[i];
          edges[2 * n - 1 - i] = lower[i];
        }
      }
      boolean fits = lower.length == n && upper.length == n;
      bands.add(new Row(label, fits ? around : new double[0], fits ? edges : new double[1]));
      return this;
    }

    /**
     * Sets the axis to the right, where its values are numbered as hours and days are: from a first
     * tick to a last one.
     *
     * @param step between ticks, positive; both ends are multiples of it
     */
    public Builder ticks(double first, double last, double step) {
      across = new ValueScale(first, last, step);
      return this;
    }

    /**
     * Returns the chart.
     *
     * @throws IllegalArgumentException with every problem: a value that is infinite or, on a
     *     logarithmic axis, not positive; a line with more values on one axis than on the other; a
     *     band that is not known throughout, a level that is no number; ticks that do not ascend;
     *     more than 56 competitors
     */
    public XyChart build() {
      Validation validation = new Validation();
      Competitors all = Competitors.of(fixed, seen, validation);
      points.forEach(row -> check(validation, "point of '" + row.competitor + "'", row));
      lines.forEach(row -> check(validation, "line of '" + row.competitor + "'", row));
      levels.forEach(row -> whole(validation, "level '" + row.competitor + "'", row));
      bands.forEach(row -> whole(validation, "band '" + row.competitor + "'", row));
      if (across != null) {
        validation.check(
            across.low() < across.high() && across.step() > 0 && !logX,
            "ticks",
            across,
            "must ascend, on an axis that is not logarithmic",
            "");
      }
      refuse(title, validation);
      return new XyChart(this, all);
    }

    /** Checks what may not have gaps. */
    private void whole(Validation validation, String what, Row row) {
      check(validation, what, row);
      for (int i = 0; i < row.y.length && row.x.length == row.y.length; i++) {
        validation.check(row.has(i), what, row.y[i], "must be a number", "leave it out");
      }
    }

    private void check(Validation validation, String what, Row row) {
      if (validation.check(
          row.x.length == row.y.length,
          what,
          String.format(Locale.ROOT, "%d and %d values", row.x.length, row.y.length),
          "must have as many on one axis as on the other",
          "")) {
        for (int i = 0; i < row.x.length; i++) {
          String at = row.x.length == 1 ? "" : ", point " + i;
          value(validation, what + at + ", " + xLabel, row.x[i], logX);
          value(validation, what + at + ", " + yLabel, row.y[i], logY);
        }
      }
    }

    private static void value(Validation validation, String what, double value, boolean log) {
      if (validation.check(!Double.isInfinite(value), what, value, "must be finite or NaN", "")) {
        validation.check(
            !log || !(value <= 0), what, value, "must be positive on a logarithmic axis", "");
      }
    }
  }
}
