// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The end of a history and the forecast that follows it, with its band, over time. The horizontal
 * axis has a tick at each local midnight.
 *
 * @param title title, such as the name of the zone
 * @param unit unit of all values, as it stands at the axis
 * @param zone zone of the time axis
 * @param start stamp of the first value of the history, epoch seconds
 * @param step step in seconds
 * @param history values, NaN where missing
 * @param mean forecast that follows the history
 * @param lower lower end of the band, as long as the mean
 * @param upper upper end of the band, as long as the mean
 */
public record ForecastChart(
    String title,
    String unit,
    ZoneId zone,
    long start,
    long step,
    double[] history,
    double[] mean,
    double[] lower,
    double[] upper) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 260;
  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;
  private static final int TICKS = 4;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.UK);

  /** Copies the arrays and checks that the band has the length of the mean. */
  public ForecastChart {
    history = history.clone();
    mean = mean.clone();
    lower = lower.clone();
    upper = upper.clone();
    if (lower.length != mean.length || upper.length != mean.length) {
      throw new IllegalArgumentException("mean and band must have one length");
    }
  }

  /** Returns the chart as an SVG element that takes its colours from the page. */
  public String toSvg() {
    Scale scale = scale();
    StringBuilder svg = new StringBuilder(1 << 14);
    svg.append("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 720 260\"")
        .append(" xmlns=\"http://www.w3.org/2000/svg\"><title>")
        .append(Markup.escape(title))
        .append("</title>");
    text(svg, LEFT, 16, "start", "title", title);
    text(svg, LEFT, 30, "start", "small", unit);
    for (int i = scale.ticksBelow; i <= TICKS; i++) {
      double value = scale.top * i / TICKS;
      double y = scale.y(value);
      line(svg, "grid", LEFT, y, (double) WIDTH - RIGHT, y);
      text(svg, LEFT - 6, y + 4, "end", "small", Markup.number(value));
    }
    days(svg);
    band(svg, scale);
    path(svg, "history", history, 0, scale);
    path(svg, "mean", mean, history.length, scale);
    double end = x(history.length);
    line(svg, "now", end, TOP, end, (double) HEIGHT - BOTTOM);
    text(svg, LEFT, HEIGHT - 6.0, "start", "small", "time in " + zone + ": history, then forecast");
    return svg.append("</svg>").toString();
  }

  /**
   * The vertical axis: zero to a round number, in four ticks, and as many ticks below zero as
   * negative values need.
   */
  private record Scale(double top, int ticksBelow) {
    double y(double value) {
      double bottom = top * ticksBelow / TICKS;
      return HEIGHT - BOTTOM - (value - bottom) / (top - bottom) * (HEIGHT - BOTTOM - TOP);
    }
  }

  private Scale scale() {
    double most = 0;
    double least = 0;
    for (double[] values : new double[][] {history, mean, lower, upper}) {
      for (double value : values) {
        most = value > most ? value : most;
        least = value < least ? value : least;
      }
    }
    double top = roundUp(Math.max(most, -least));
    return new Scale(top, (int) Math.floor(least / top * TICKS));
  }

  private static double roundUp(double value) {
    double most = Math.max(value, 1e-9);
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(most)));
    for (double nice : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10}) {
      if (nice * power >= most) {
        return nice * power;
      }
    }
    return 10 * power;
  }

  private void days(StringBuilder svg) {
    long end = start + step * (history.length + mean.length);
    LocalDate day = Instant.ofEpochSecond(start).atZone(zone).toLocalDate().plusDays(1);
    long days = Math.max(1, (end - start) / 86_400);
    for (int i = 0; ; i++) {
      long at = day.plusDays(i).atStartOfDay(zone).toEpochSecond();
      if (at >= end) {
        return;
      }
      double x = x((at - start) / (double) step);
      line(svg, "grid", x, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 4.0);
      if (i % Math.max(1, days / 7) == 0 && x < WIDTH - 60) {
        text(svg, x, HEIGHT - BOTTOM + 16.0, "start", "small", DAY.format(day.plusDays(i)));
      }
    }
  }

  private void band(StringBuilder svg, Scale scale) {
    svg.append("<path class=\"band\" d=\"");
    for (int t = 0; t < mean.length; t++) {
      point(svg, t == 0 ? 'M' : 'L', x(history.length + t + 0.5), scale.y(upper[t]));
    }
    for (int t = mean.length - 1; t >= 0; t--) {
      point(svg, 'L', x(history.length + t + 0.5), scale.y(lower[t]));
    }
    svg.append("Z\"/>");
  }

  private void path(StringBuilder svg, String style, double[] values, int from, Scale scale) {
    svg.append("<path class=\"").append(style).append("\" d=\"");
    boolean pen = false;
    for (int t = 0; t < values.length; t++) {
      if (Double.isNaN(values[t])) {
        pen = false;
      } else {
        point(svg, pen ? 'L' : 'M', x(from + t + 0.5), scale.y(values[t]));
        pen = true;
      }
    }
    svg.append("\"/>");
  }

  private double x(double position) {
    return LEFT + position * (WIDTH - LEFT - RIGHT) / (history.length + mean.length);
  }

  private static void point(StringBuilder svg, char command, double x, double y) {
    svg.append(command).append(Markup.coordinate(x)).append(' ').append(Markup.coordinate(y));
  }

  private static void line(
      StringBuilder svg, String style, double x1, double y1, double x2, double y2) {
    svg.append("<path class=\"").append(style).append("\" d=\"");
    point(svg, 'M', x1, y1);
    point(svg, 'L', x2, y2);
    svg.append("\"/>");
  }

  private static void text(
      StringBuilder svg, double x, double y, String anchor, String style, String content) {
    svg.append("<text class=\"").append(style).append("\" text-anchor=\"").append(anchor);
    svg.append("\" x=\"").append(Markup.coordinate(x));
    svg.append("\" y=\"").append(Markup.coordinate(y)).append("\">");
    svg.append(Markup.escape(content)).append("</text>");
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ForecastChart other && toSvg().equals(other.toSvg());
  }

  @Override
  public int hashCode() {
    return toSvg().hashCode();
  }

  @Override
  public String toString() {
    return "chart of " + title + ", " + history.length + " steps and " + mean.length + " ahead";
  }
}
