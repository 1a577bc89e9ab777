// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a report, with caption and headings; figures stand to the right. One of many columns
 * may become a list of cards on a phone: each cell then brings its heading along, and all elements
 * tell their roles, which the style would take from them. All text is escaped.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class ReportTable {
  private final String caption;
  private final List<String> head;
  private final List<Boolean> figures;
  private final List<List<String>> rows = new ArrayList<>();
  private boolean cards;

  /**
   * Starts a table.
   *
   * @param caption what the table shows
   * @param head headings; one that begins with {@code #} is that of a column of figures
   */
  public ReportTable(String caption, String... head) {
    this.caption = caption;
    this.head = List.of(head).stream().map(h -> h.startsWith("#") ? h.substring(1) : h).toList();
    this.figures = List.of(head).stream().map(h -> h.startsWith("#")).toList();
  }

  /**
   * Adds a row of plain text.
   *
   * @throws IllegalArgumentException if there is not one cell per heading
   */
  public ReportTable row(String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          "cells (" + cells.length + "), must be one for each of the headings " + head);
    }
    rows.add(List.of(cells).stream().map(Markup::escape).toList());
    return this;
  }

  /** Adds a row of cells that are markup already. */
  ReportTable markup(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** Lets each row be a card where there is no room for the columns. */
  public ReportTable cards() {
    cards = true;
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  String toHtml() {
    StringBuilder out = new StringBuilder("<div class=\"table").append(cards ? " cards" : "");
    out.append("\" tabindex=\"0\" role=\"group\" aria-label=\"").append(Markup.escape(caption));
    out.append("\"><table").append(role("table")).append("><caption");
    out.append(role("caption")).append('>').append(Markup.escape(caption));
    out.append("</caption><thead").append(role("rowgroup")).append("><tr").append(role("row"));
    out.append('>');
    for (int c = 0; c < head.size(); c++) {
      out.append("<th scope=\"col\"").append(style(c)).append(role("columnheader")).append('>');
      out.append(Markup.escape(head.get(c))).append("</th>");
    }
    out.append("</tr></thead><tbody").append(role("rowgroup")).append(">\n");
    for (List<String> row : rows) {
      out.append("<tr").append(role("row")).append('>');
      for (int c = 0; c < row.size(); c++) {
        cell(out, c, row.get(c));
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  private void cell(StringBuilder out, int c, String content) {
    String tag = c == 0 ? "th" : "td";
    out.append('<').append(tag).append(c == 0 ? " scope=\"row\"" : "").append(style(c));
    out.append(role(c == 0 ? "rowheader" : "cell"));
    if (cards) {
      out.append(" data-label=\"").append(Markup.escape(head.get(c))).append('"');
    }
    boolean wrapped = cards && !content.isEmpty();
    out.append('>').append(wrapped ? "<span>" : "").append(content);
    out.append(wrapped ? "</span>" : "").append("</").append(tag).append('>');
  }

  private String role(String name) {
    return cards ? " role=\"" + name + "\"" : "";
  }

  private String style(int column) {
    return figures.get(column) ? " class=\"num\"" : "";
  }
}
