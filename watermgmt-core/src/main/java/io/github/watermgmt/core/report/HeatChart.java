// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table of shades: one row per thing, such as a series, one column per class, such as an hour of
 * the day; the darker (on dark paper: the lighter) the greater. Where there is room each cell holds
 * its number too. A value that is NaN has no shade.
 *
 * <p>Linear in the number of cells. Thread-safety: immutable.
 */
public final class HeatChart extends Chart {
  private static final double CELL = 24;
  private static final double NARROW_CELL = 18;
  private static final int MOST_TOLD = 40;

  private final String columnLabel;
  private final String valueLabel;
  private final List<String> columns;
  private final Map<String, double[]> rows;
  private final double least;
  private final double most;

  private HeatChart(Builder builder) {
    super(builder.title);
    this.columnLabel = builder.columnLabel;
    this.valueLabel = builder.valueLabel;
    this.columns = builder.columns;
    this.rows = new LinkedHashMap<>(builder.rows);
    double low = Double.NaN;
    double high = Double.NaN;
    for (double[] row : rows.values()) {
      for (double value : row) {
        low = value >= low || Double.isNaN(value) ? low : value;
        high = value <= high || Double.isNaN(value) ? high : value;
      }
    }
    this.least = low;
    this.most = high;
  }

  /**
   * Starts a chart.
   *
   * @param columnLabel what the columns are, such as {@code hour of the day}
   * @param valueLabel what the values are, with their unit
   * @param columns names of the columns, in order
   */
  public static Builder of(
      String title, String columnLabel, String valueLabel, List<String> columns) {
    return new Builder(title, columnLabel, valueLabel, columns);
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    rows.forEach(
        (name, row) -> {
          int greatest = -1;
          for (int c = 0; c < row.length; c++) {
            if (!Double.isNaN(row[c]) && (greatest < 0 || row[c] > row[greatest])) {
              greatest = c;
            }
          }
          if (words.size() < MOST_TOLD) {
            words.add(
                greatest < 0
                    ? name + ": no value"
                    : name
                        + ": most at "
                        + columns.get(greatest)
                        + ", "
                        + Numbers.of(row[greatest]));
          }
        });
    if (rows.size() > MOST_TOLD) {
      words.add(rows.size() - MOST_TOLD + " more rows");
    }
    return valueLabel
        + " by "
        + columnLabel
        + ". "
        + (words.isEmpty() ? "Nothing to compare" : String.join("; ", words))
        + ".";
  }

  @Override
  double draw(Svg svg) {
    double y = svg.top();
    if (rows.isEmpty() || columns.isEmpty()) {
      svg.text(4, y + 14, "start", "s", "nothing to compare");
      return y + 24;
    }
    y = legend(svg, y);
    double names = 0;
    for (String name : rows.keySet()) {
      names = Math.max(names, Svg.widthOf(name, Theme.TEXT));
    }
    double left = Math.min(names + 10, svg.width() * (svg.isNarrow() ? 0.24 : 0.3));
    double wide = (svg.width() - left - 8) / columns.size();
    double tall = svg.isNarrow() ? NARROW_CELL : CELL;
    double top = y + 18;
    headings(svg, left, wide, top - 5);
    boolean numbered = numbersFit(wide);
    double at = top;
    for (Map.Entry<String, double[]> row : rows.entrySet()) {
      String name = Svg.fitted(row.getKey(), Theme.TEXT, left - 8);
      svg.text(4, at + tall / 2 + 4, "start", "", name);
      for (int c = 0; c < columns.size(); c++) {
        cell(svg, row.getValue()[c], left + c * wide, at, wide, tall, numbered);
      }
      at += tall;
    }
    String label = Svg.fitted(columnLabel, Theme.TEXT, svg.width() - 14);
    svg.text(svg.width() - 8, at + 16, "end", "s", label);
    return at + 24;
  }

  /** The ramp with its ends, and what it measures. */
  private double legend(Svg svg, double top) {
    if (Double.isNaN(least)) {
      svg.text(4, top + 12, "start", "s", "no value");
      return top + 18;
    }
    String low = Numbers.of(least);
    String high = Numbers.of(most);
    double x = 4 + Svg.widthOf(low, Theme.TEXT) + 6;
    svg.text(4, top + 12, "start", "s", low);
    for (int i = 0; i < Theme.SHADES; i++) {
      svg.rect("h" + i, x + i * 14, top + 2, 14, 12);
    }
    x += Theme.SHADES * 14 + 6;
    svg.text(x, top + 12, "start", "s", high);
    x += Svg.widthOf(high, Theme.TEXT) + 14;
    double room = svg.width() - x - 8;
    if (Svg.widthOf(valueLabel, Theme.TEXT) <= room) {
      svg.text(x, top + 12, "start", "s", valueLabel);
      return top + 18;
    }
    String label = Svg.fitted(valueLabel, Theme.TEXT, svg.width() - 12);
    svg.text(4, top + 12 + Svg.LINE, "start", "s", label);
    return top + 18 + Svg.LINE;
  }

  /** The names of the columns: all, or every second, third … for want of room. */
  private void headings(Svg svg, double left, double wide, double baseline) {
    double widest = 0;
    for (String column : columns) {
      widest = Math.max(widest, Svg.widthOf(column, Theme.TEXT));
    }
    int every = Math.max(1, (int) Math.ceil((widest + 4) / wide));
    double most = wide * Math.min(every, columns.size()) - 2;
    double end = 0;
    for (int c = 0; c < columns.size(); c += every) {
      String name = Svg.fitted(columns.get(c), Theme.TEXT, most);
      double half = Svg.widthOf(name, Theme.TEXT) / 2;
      double middle = Math.min(left + (c + 0.5) * wide, svg.width() - half - 2);
      // The last one may have been moved to the left, against its neighbour.
      if (middle - half >= end + 1) {
        svg.text(middle, baseline, "middle", "s", name);
        end = middle + half + 2;
      }
    }
  }

  private boolean numbersFit(double wide) {
    for (double[] row : rows.values()) {
      for (double value : row) {
        if (Svg.widthOf(text(value), Theme.TEXT) > wide - 3) {
          return false;
        }
      }
    }
    return true;
  }

  private static String text(double value) {
    return Numbers.of(value, 2);
  }

  private void cell(
      Svg svg, double value, double x, double y, double wide, double tall, boolean numbered) {
    if (Double.isNaN(value)) {
      if (numbered) {
        svg.text(x + wide / 2, y + tall / 2 + 4, "middle", "s", "–");
      }
      return;
    }
    double share = most > least ? value / (most - least) - least / (most - least) : 0;
    int shade = (int) Math.min(Theme.SHADES - 1.0, Math.max(0, share) * Theme.SHADES);
    svg.rect("h" + shade, x + 0.5, y + 0.5, wide - 1, tall - 1);
    if (numbered) {
      // From the middle on the paper stands out better than the ink.
      String style = shade >= Theme.SHADES - 3 ? "p" : "";
      svg.text(x + wide / 2, y + tall / 2 + 4, "middle", style, text(value));
    }
  }

  /** Collects a chart. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String title;
    private final String columnLabel;
    private final String valueLabel;
    private final List<String> columns;
    private final Map<String, double[]> rows = new LinkedHashMap<>();
    private final Validation validation = new Validation();

    private Builder(String title, String columnLabel, String valueLabel, List<String> columns) {
      this.title = title;
      this.columnLabel = columnLabel;
      this.valueLabel = valueLabel;
      this.columns = List.copyOf(columns);
    }

    /** Adds a row below the others, one value per column, NaN where there is none. */
    public Builder row(String name, double[] values) {
      String what = "row '" + name + "'";
      validation.check(
          values.length == columns.size(),
          what,
          String.format(Locale.ROOT, "%d values", values.length),
          "must have one for each of " + columns.size() + " columns",
          "");
      for (double value : values) {
        validation.check(!Double.isInfinite(value), what, value, "must be finite or NaN", "");
      }
      validation.check(
          rows.putIfAbsent(name, values.clone()) == null, what, name, "must be the only one", "");
      return this;
    }

    /**
     * Returns the chart.
     *
     * @throws IllegalArgumentException with every problem: not one value per column, an infinite
     *     value, two rows of one name
     */
    public HeatChart build() {
      refuse(title, validation);
      return new HeatChart(this);
    }
  }
}
