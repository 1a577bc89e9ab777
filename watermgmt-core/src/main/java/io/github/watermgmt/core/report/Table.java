// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;

/** A table with caption and headings; figures stand to the right. */
final class Table {
  private final String caption;
  private final List<String> head;
  private final List<Boolean> figures;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Starts a table.
   *
   * @param head headings; one that begins with {@code #} is that of a column of figures
   */
  Table(String caption, String... head) {
    this.caption = caption;
    this.head = List.of(head).stream().map(h -> h.startsWith("#") ? h.substring(1) : h).toList();
    this.figures = List.of(head).stream().map(h -> h.startsWith("#")).toList();
  }

  /** Adds a row of escaped cells. */
  Table row(String... cells) {
    rows.add(List.of(cells).stream().map(Markup::escape).toList());
    return this;
  }

  /** Adds a row of cells that are markup already. */
  Table markup(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String toHtml() {
    StringBuilder out = new StringBuilder("<div class=\"table\" tabindex=\"0\" role=\"group\"");
    out.append(" aria-label=\"").append(Markup.escape(caption)).append("\"><table><caption>");
    out.append(Markup.escape(caption)).append("</caption><thead><tr>");
    for (int c = 0; c < head.size(); c++) {
      out.append("<th scope=\"col\"").append(style(c)).append('>');
      out.append(Markup.escape(head.get(c))).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      for (int c = 0; c < row.size(); c++) {
        String tag = c == 0 ? "th" : "td";
        out.append('<').append(tag).append(c == 0 ? " scope=\"row\"" : "").append(style(c));
        out.append('>').append(row.get(c)).append("</").append(tag).append('>');
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  private String style(int column) {
    return figures.get(column) ? " class=\"num\"" : "";
  }
}
