// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of dots on one common value axis: one row per thing compared, such as a series or an
 * instance, and in it one dot for each competitor, told apart by hue and shape. Dots that would
 * cover one another stand below one another. A dot may have a whisker, and vertical lines may show
 * what to compare with.
 *
 * <p>The legend names the competitors, but for those whose only rows have their names. A value that
 * is NaN has no dot; its row then says so. Linear in the number of dots.
 *
 * <p>Thread-safety: immutable.
 */
public final class DotChart extends Chart {
  private static final double LEVEL = 13;
  private static final double PAD = 5;

  /** Above this height the axis is labelled at the top too. */
  private static final double TALL = 420;

  /** Most dots that tell their values to a mouse, and most rows told to a reader who cannot see. */
  private static final int MOST_TOLD = 400;

  private static final int MOST_ROWS_TOLD = 20;

  private final String valueLabel;
  private final boolean logarithmic;
  private final Competitors competitors;
  private final List<Row> rows;
  private final List<Reference> references;
  private final String whiskers;

  private record Dot(String competitor, double value, double low, double high) {
    boolean hasWhisker() {
      return !Double.isNaN(low);
    }
  }

  private record Row(String name, List<Dot> dots) {
    List<Dot> drawn() {
      return dots.stream().filter(dot -> !Double.isNaN(dot.value)).toList();
    }

    /** Who has no value here, in words; nothing if all have. */
    String missing() {
      List<String> names = new ArrayList<>();
      for (Dot dot : dots) {
        if (Double.isNaN(dot.value)) {
          names.add(dot.competitor);
        }
      }
      String all = names.size() == dots.size() ? "" : ": " + String.join(", ", names);
      return names.isEmpty() ? "" : "no value" + all;
    }
  }

  private record Reference(String label, double value) {}

  private DotChart(Builder builder, Competitors competitors) {
    super(builder.title);
    this.valueLabel = builder.valueLabel;
    this.logarithmic = builder.logarithmic;
    this.competitors = competitors;
    this.references = List.copyOf(builder.references);
    this.whiskers = builder.whiskers;
    List<Row> all = new ArrayList<>();
    builder.rows.forEach(
        (name, dots) -> {
          List<Dot> inOrder = new ArrayList<>(dots);
          inOrder.sort(Comparator.comparingInt(dot -> competitors.index(dot.competitor)));
          all.add(new Row(name, List.copyOf(inOrder)));
        });
    this.rows = List.copyOf(all);
  }

  /**
   * Starts a chart.
   *
   * @param valueLabel what the values are, with their unit, such as {@code PI1, L/s}
   */
  public static Builder of(String title, String valueLabel) {
    return new Builder(title, valueLabel);
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    for (Row row : rows.subList(0, Math.min(MOST_ROWS_TOLD, rows.size()))) {
      List<String> values = new ArrayList<>();
      row.dots.forEach(dot -> values.add(dot.competitor + " " + Numbers.of(dot.value)));
      words.add(row.name + ": " + String.join(", ", values));
    }
    if (rows.size() > MOST_ROWS_TOLD) {
      words.add(rows.size() - MOST_ROWS_TOLD + " more rows");
    }
    references.forEach(line -> words.add(line.label + ": " + Numbers.of(line.value)));
    return valueLabel
        + ". "
        + (rows.isEmpty() ? "Nothing to compare" : String.join("; ", words))
        + ".";
  }

  private Scale scale(int ticks) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    List<Double> all = new ArrayList<>();
    references.forEach(line -> all.add(line.value));
    for (Row row : rows) {
      for (Dot dot : row.drawn()) {
        all.add(dot.value);
        if (dot.hasWhisker()) {
          all.add(dot.low);
          all.add(dot.high);
        }
      }
    }
    for (double value : all) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return logarithmic ? LogScale.of(least, most, ticks) : ValueScale.of(least, most, ticks);
  }

  @Override
  double draw(Svg svg) {
    double y = legend().draw(svg, 4, svg.top());
    if (rows.isEmpty()) {
      svg.text(4, y + 14, "start", "s", "nothing to compare");
      return y + 24;
    }
    double names = 10;
    for (Row row : rows) {
      names = Math.max(names, Svg.widthOf(row.name, Theme.TEXT) + 14);
    }
    // On a phone the names stand above their rows.
    double left = svg.isNarrow() ? 14 : Math.min(names, svg.width() * 0.3);
    Scale scale = scale(svg.isNarrow() ? 4 : 7);
    ValueAxis axis = new ValueAxis(left, svg.width() - left - 16, scale);
    double inner = 0;
    for (Row row : rows) {
      inner += height(svg, axis, row);
    }
    double top = y + referenceLabels(new Svg("", svg.width(), 0), axis, 0) + 4;
    if (inner > TALL) {
      axis.labels(svg, top + 12);
      top += ValueAxis.LABELS;
    }
    axis.grid(svg, top, top + inner);
    referenceLabels(svg, axis, y);
    for (Reference line : references) {
      svg.line("ref", axis.x(line.value), top, axis.x(line.value), top + inner);
    }
    double at = top;
    for (Row row : rows) {
      svg.line("day", 4, at, axis.right() + 6, at);
      row(svg, axis, row, at);
      at += height(svg, axis, row);
    }
    svg.line("zero", 4, at, axis.right() + 6, at);
    axis.labels(svg, at + 16);
    String label = Svg.fitted(valueLabel, Theme.TEXT, svg.width() - 14);
    svg.text(svg.width() - 10, at + 34, "end", "s", label);
    return at + 42;
  }

  private Legend legend() {
    Set<String> used = new LinkedHashSet<>();
    boolean whiskered = false;
    for (Row row : rows) {
      for (Dot dot : row.dots) {
        if (row.dots.size() > 1 || !dot.competitor.equals(row.name)) {
          used.add(dot.competitor);
        }
        whiskered |= dot.hasWhisker() && !Double.isNaN(dot.value);
      }
    }
    Legend legend = new Legend();
    for (int i = 0; i < competitors.count(); i++) {
      if (used.contains(competitors.name(i))) {
        legend.competitor(i, false, competitors.name(i));
      }
    }
    if (whiskered && !whiskers.isEmpty()) {
      legend.line("zero", whiskers);
    }
    return legend;
  }

  /** Writes the labels of the references, as high as needed; returns the height they take. */
  private double referenceLabels(Svg svg, ValueAxis axis, double y) {
    List<Reference> inOrder = new ArrayList<>(references);
    inOrder.sort(Comparator.comparingDouble(Reference::value));
    Levels levels = new Levels();
    for (Reference line : inOrder) {
      String label = Svg.fitted(line.label, Theme.TEXT, svg.width() - 12);
      double half = Svg.widthOf(label, Theme.TEXT) / 2;
      double x = Math.max(half + 4, Math.min(axis.x(line.value), svg.width() - half - 4));
      int level = levels.place(x - half - 4, x + half + 4);
      svg.text(x, y + 12 + level * Svg.LINE, "middle", "", label);
    }
    return levels.count() * Svg.LINE + (levels.count() > 0 ? 4 : 0);
  }

  /** The level of each dot of a row. */
  private static int[] levels(ValueAxis axis, List<Dot> dots) {
    Levels levels = new Levels();
    int[] at = new int[dots.size()];
    for (int i = 0; i < at.length; i++) {
      Dot dot = dots.get(i);
      double from = axis.x(dot.value);
      double to = from;
      if (dot.hasWhisker()) {
        from = Math.min(from, axis.x(dot.low));
        to = Math.max(to, axis.x(dot.high));
      }
      double reach = Competitors.reach();
      at[i] = levels.place(from - reach, to + reach);
    }
    return at;
  }

  private static double dots(ValueAxis axis, Row row) {
    int most = 0;
    for (int level : levels(axis, row.drawn())) {
      most = Math.max(most, level);
    }
    return (most + 1) * LEVEL;
  }

  private static double height(Svg svg, ValueAxis axis, Row row) {
    double name = svg.isNarrow() ? Svg.LINE : 0;
    double note = row.missing().isEmpty() || row.drawn().isEmpty() ? 0 : Svg.LINE;
    return name + dots(axis, row) + note + 2 * PAD;
  }

  private void row(Svg svg, ValueAxis axis, Row row, double top) {
    double y = top + PAD;
    if (svg.isNarrow()) {
      svg.text(4, y + 11, "start", "b k", Svg.fitted(row.name, Theme.TEXT, svg.width() - 10));
      y += Svg.LINE;
    } else {
      double middle = y + dots(axis, row) / 2 + 4;
      svg.text(4, middle, "start", "", Svg.fitted(row.name, Theme.TEXT, axis.left() - 12));
    }
    List<Dot> dots = row.drawn();
    int[] levels = levels(axis, dots);
    for (int i = 0; i < levels.length; i++) {
      dot(svg, axis, dots.get(i), y + (levels[i] + 0.5) * LEVEL);
    }
    if (!row.missing().isEmpty()) {
      double end = dots.isEmpty() ? y + 11 : y + dots(axis, row) + 12;
      String note = Svg.fitted(row.missing(), Theme.TEXT, axis.width());
      svg.text(axis.left() + 5, end, "start", "s k", note);
    }
  }

  private void dot(Svg svg, ValueAxis axis, Dot dot, double y) {
    int index = competitors.index(dot.competitor);
    boolean told = rows.size() * competitors.count() <= MOST_TOLD;
    if (told) {
      String value = dot.competitor + ": " + Numbers.of(dot.value, 4);
      svg.raw("<g><title>" + Markup.escape(value) + "</title>");
    }
    if (dot.hasWhisker()) {
      svg.line(Competitors.line(index % Theme.HUES), axis.x(dot.low), y, axis.x(dot.high), y);
    }
    Competitors.mark(svg, index, axis.x(dot.value), y);
    svg.raw(told ? "</g>" : "");
  }

  /** Collects a chart. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String title;
    private final String valueLabel;
    private final Map<String, List<Dot>> rows = new LinkedHashMap<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<Reference> references = new ArrayList<>();
    private List<String> fixed = List.of();
    private String whiskers = "";
    private boolean logarithmic;

    private Builder(String title, String valueLabel) {
      this.title = title;
      this.valueLabel = valueLabel;
    }

    /** Fixes the order of competitors, and with it their hues and shapes; others come after. */
    public Builder competitors(List<String> inOrder) {
      fixed = List.copyOf(inOrder);
      return this;
    }

    /** Makes the axis logarithmic. */
    public Builder logScale() {
      logarithmic = true;
      return this;
    }

    /** Says in the legend what the whiskers are, such as {@code least to greatest}. */
    public Builder whiskers(String meaning) {
      whiskers = meaning;
      return this;
    }

    /**
     * Adds a dot. Rows stand in the order in which they are first named.
     *
     * @param value NaN if there is none
     */
    public Builder dot(String row, String competitor, double value) {
      return dot(row, competitor, value, Double.NaN, Double.NaN);
    }

    /**
     * Adds a dot with a whisker, which need not contain it, as a mean need not lie between
     * quartiles.
     *
     * @param value NaN if there is none
     * @param low the lower end; both ends NaN for no whisker
     * @param high the upper end
     */
    public Builder dot(String row, String competitor, double value, double low, double high) {
      seen.add(competitor);
      rows.computeIfAbsent(row, name -> new ArrayList<>())
          .add(new Dot(competitor, value, low, high));
      return this;
    }

    /** Adds a dashed vertical line with a label. */
    public Builder reference(String label, double value) {
      references.add(new Reference(label, value));
      return this;
    }

    /**
     * Returns the chart.
     *
     * @throws IllegalArgumentException with every problem: a value or an end of a whisker that is
     *     infinite or, on a logarithmic axis, not positive; a whisker with one end, or with ends in
     *     the wrong order; a reference that is NaN; two dots of one competitor in a row; more than
     *     56 competitors
     */
    public DotChart build() {
      Validation validation = new Validation();
      Competitors all = Competitors.of(fixed, seen, validation);
      rows.forEach((row, dots) -> check(validation, row, dots));
      for (Reference line : references) {
        String what = "reference '" + line.label + "'";
        if (validation.check(!Double.isNaN(line.value), what, line.value, "must be a number", "")) {
          value(validation, what, line.value);
        }
      }
      refuse(title, validation);
      return new DotChart(this, all);
    }

    private void check(Validation validation, String row, List<Dot> dots) {
      Set<String> once = new LinkedHashSet<>();
      for (Dot dot : dots) {
        String what = "dot of '" + dot.competitor + "' in '" + row + "'";
        validation.check(once.add(dot.competitor), what, dot.value, "must be the only one", "");
        value(validation, what, dot.value);
        value(validation, "whisker of " + what, dot.low);
        value(validation, "whisker of " + what, dot.high);
        boolean none = Double.isNaN(dot.low) && Double.isNaN(dot.high);
        validation.check(
            none || dot.low <= dot.high,
            "whisker of " + what,
            dot.low + " to " + dot.high,
            "must have two ends in order",
            "");
      }
    }

    private void value(Validation validation, String what, double value) {
      if (validation.check(!Double.isInfinite(value), what, value, "must be finite or NaN", "")) {
        validation.check(
            !logarithmic || !(value <= 0),
            what,
            value,
            "must be positive on a logarithmic axis",
            "leave out logScale");
      }
    }
  }
}
