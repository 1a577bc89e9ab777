// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** Collects the elements of a chart. Sizes of text are those of {@link Theme}. */
final class Svg {
  /** Height of a line of text. */
  static final double LINE = 16;

  private final StringBuilder out = new StringBuilder(1 << 14);
  private final String prefix;
  private final double width;
  private final double top;

  /**
   * Starts a drawing.
   *
   * @param prefix of ids, unique in the page
   * @param top where the drawing may begin
   */
  Svg(String prefix, double width, double top) {
    this.prefix = prefix;
    this.width = width;
    this.top = top;
  }

  double width() {
    return width;
  }

  double top() {
    return top;
  }

  boolean isNarrow() {
    return width < 560;
  }

  String id(String name) {
    return prefix + "-" + name;
  }

  /** Appends markup that is known to be safe. */
  Svg raw(String markup) {
    out.append(markup);
    return this;
  }

  Svg path(String style, CharSequence d) {
    if (d.length() > 0) {
      out.append("<path class=\"").append(style).append("\" d=\"").append(d).append("\"/>");
    }
    return this;
  }

  Svg line(String style, double x1, double y1, double x2, double y2) {
    StringBuilder d = new StringBuilder(32);
    point(d, 'M', x1, y1);
    point(d, 'L', x2, y2);
    return path(style, d);
  }

  Svg rect(String style, double x, double y, double w, double h) {
    out.append("<rect class=\"").append(style);
    attribute("x", x);
    attribute("y", y);
    attribute("width", Math.max(0, w));
    attribute("height", Math.max(0, h));
    out.append("\"/>");
    return this;
  }

  Svg circle(String style, double x, double y, double r) {
    out.append("<circle class=\"").append(style);
    attribute("cx", x);
    attribute("cy", y);
    attribute("r", r);
    out.append("\"/>");
    return this;
  }

  /** Writes a text; the anchor is {@code start}, {@code middle} or {@code end}. */
  Svg text(double x, double y, String anchor, String style, String content) {
    out.append("<text class=\"").append(style).append("\" text-anchor=\"").append(anchor);
    attribute("x", x);
    attribute("y", y);
    out.append("\">").append(Markup.escape(content)).append("</text>");
    return this;
  }

  private void attribute(String name, double value) {
    out.append("\" ").append(name).append("=\"").append(Markup.coordinate(value));
  }

  static void point(StringBuilder d, char command, double x, double y) {
    d.append(command).append(Markup.coordinate(x)).append(' ').append(Markup.coordinate(y));
  }

  /** A generous estimate of the width of a text, whatever font the reader has. */
  static double widthOf(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      ems += c >= 0x2E80 ? 1.05 : Character.isUpperCase(c) || c == 'm' || c == 'w' ? 0.86 : 0.62;
    }
    return ems * size;
  }

  /** Cuts a text so that it fits a width. */
  static String fitted(String text, double size, double most) {
    String cut = text;
    for (int n = text.codePointCount(0, text.length()); n > 1 && widthOf(cut, size) > most; n--) {
      cut = Markup.shortened(text, n - 1);
    }
    return cut;
  }

  /**
   * Returns the whole element.
   *
   * @param head what comes first, such as a style
   */
  String finish(String title, String description, double height, String head) {
    String labels = id("t") + " " + id("d");
    return "<svg class=\"chart\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "
        + Markup.coordinate(width)
        + " "
        + Markup.coordinate(height)
        + "\" aria-labelledby=\""
        + labels
        + "\"><title id=\""
        + id("t")
        + "\">"
        + Markup.escape(title)
        + "</title><desc id=\""
        + id("d")
        + "\">"
        + Markup.escape(description)
        + "</desc>"
        + head
        + out
        + "</svg>";
  }
}
