// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;

/**
 * A drawing that goes into an {@link HtmlReport} or, with {@link #toSvg()}, into a file of its own.
 * What it draws depends on its input alone, not on locale, default time zone or clock.
 *
 * <p>Thread-safety: immutable.
 */
public abstract sealed class Chart
    permits ForecastChart,
        SupplyChart,
        SharesChart,
        TankChart,
        ScenarioChart,
        LinkChart,
        PriceChart,
        NetworkSketch,
        DotChart,
        ExplanationChart,
        HeatChart,
        XyChart,
        LanesChart,
        TimeChart,
        ProjectionChart,
        WaterfallChart {
  /** Width in a window, and that on a phone. */
  static final int WIDE = 920;

  static final int NARROW = 360;
  private static final int LEAST = 300;
  private static final int MOST = 4000;

  private final String title;

  Chart(String title) {
    this.title = title;
  }

  /** Returns the title. */
  public final String title() {
    return title;
  }

  /** Refuses a chart with every problem found. */
  static void refuse(String title, Validation validation) {
    if (!validation.isEmpty()) {
      String all = String.join("\n", validation.problems());
      throw new IllegalArgumentException("chart '" + title + "': " + all);
    }
  }

  /** What a reader who cannot see the chart should know. */
  abstract String description();

  /** Draws from {@link Svg#top()} down; returns the height needed. */
  abstract double draw(Svg svg);

  /** Returns the chart as an SVG file of 920 pixels' width with its own style. */
  public final String toSvg() {
    return toSvg(WIDE);
  }

  /**
   * Returns the chart as an SVG file with its own style, light or dark by the reader's choice. It
   * is laid out for the width, not scaled: text keeps its size.
   *
   * @param width pixels, 300 to 4,000
   * @throws IllegalArgumentException for another width
   */
  public final String toSvg(int width) {
    if (width < LEAST || width > MOST) {
      throw new IllegalArgumentException(
          "width (" + width + "), must lie between " + LEAST + " and " + MOST + " pixels");
    }
    Svg svg = new Svg("chart", width, 30);
    svg.text(12, 20, "start", "h", Svg.fitted(title, Theme.TITLE, width - 24));
    double height = Math.ceil(draw(svg));
    String paper =
        "<rect class=\"paper\" width=\""
            + width
            + "\" height=\""
            + Markup.coordinate(height)
            + "\"/>";
    return svg.finish(title, description(), height, "<style>" + Theme.alone() + "</style>" + paper);
  }

  /** The chart as a part of a page that has its style and its title. */
  final String inPage(String prefix, int width) {
    Svg svg = new Svg(prefix, width, 4);
    return svg.finish(title, description(), draw(svg), "");
  }
}
