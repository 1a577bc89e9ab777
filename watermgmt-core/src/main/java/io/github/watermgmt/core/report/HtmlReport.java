// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/**
 * A self-contained page: no scripts, nothing loaded from elsewhere, light and dark by the reader's
 * choice, readable on a phone and on paper. All text is escaped.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class HtmlReport {
  private static final String STYLE =
      ":root{color-scheme:light dark;--ink:#1b2733;--soft:#5c6b7a;--paper:#fff;--line:#d8dfe6;"
          + "--blue:#0b6fb8;--band:#0b6fb830;--now:#b3541e}"
          + "@media(prefers-color-scheme:dark){:root{--ink:#e7edf3;--soft:#9fb0c0;--paper:#12181f;"
          + "--line:#2f3b47;--blue:#5cb8ff;--band:#5cb8ff38;--now:#ff9d5c}}"
          + "body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);"
          + "max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.6rem}h2{font-size:1.2rem;"
          + "margin-top:2rem}figure{margin:1rem 0;overflow-x:auto}pre{overflow-x:auto;"
          + "border:1px solid var(--line);padding:.75rem}svg.chart{width:100%;min-width:34rem}"
          + "svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg text.title{font-weight:600;"
          + "font-size:14px}svg text.small{fill:var(--soft);font-size:11px}.grid{stroke:var(--line);"
          + "fill:none}.history{stroke:var(--ink);fill:none}.mean{stroke:var(--blue);fill:none;"
          + "stroke-width:1.8}.band{fill:var(--band)}.now{stroke:var(--now);stroke-dasharray:4 3}"
          + "@media print{figure{break-inside:avoid}}";

  private final StringBuilder body = new StringBuilder();
  private final String title;

  /** Starts a report. */
  public HtmlReport(String title) {
    this.title = title;
  }

  /** Adds a heading. */
  public HtmlReport heading(String text) {
    body.append("<h2>").append(Markup.escape(text)).append("</h2>\n");
    return this;
  }

  /** Adds a paragraph. */
  public HtmlReport paragraph(String text) {
    body.append("<p>").append(Markup.escape(text)).append("</p>\n");
    return this;
  }

  /** Adds text that keeps its lines. */
  public HtmlReport lines(String text) {
    body.append("<pre>").append(Markup.escape(text)).append("</pre>\n");
    return this;
  }

  /** Adds a chart. */
  public HtmlReport chart(ForecastChart chart) {
    body.append("<figure>").append(chart.toSvg()).append("</figure>\n");
    return this;
  }

  /** Returns the page. */
  public String toHtml() {
    String name = Markup.escape(title);
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>"
        + name
        + "</title><style>"
        + STYLE
        + "</style></head>\n<body><h1>"
        + name
        + "</h1>\n"
        + body
        + "</body></html>\n";
  }
}
