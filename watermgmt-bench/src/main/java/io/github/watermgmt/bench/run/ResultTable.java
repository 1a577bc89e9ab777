// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.core.report.ReportTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that is read: on the terminal, and in the report.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param caption what it shows
 * @param head headings; those of columns of figures begin with {@code #}
 * @param rows rows, each with a cell for each heading
 */
public record ResultTable(String caption, List<String> head, List<List<String>> rows) {

  /** Returns whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Returns the table for the report. */
  public ReportTable inReport() {
    ReportTable table = new ReportTable(caption, head.toArray(String[]::new)).cards();
    rows.forEach(row -> table.row(row.toArray(String[]::new)));
    return table;
  }

  /** Returns the table as lines of text; a cell beyond the given length is cut off. */
  public String text(int longest) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(head.stream().map(h -> h.startsWith("#") ? h.substring(1) : h).toList());
    rows.forEach(row -> lines.add(row.stream().map(cell -> clipped(cell, longest)).toList()));
    int[] widths = new int[head.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - line.get(c).length());
        boolean right = head.get(c).startsWith("#");
        row.append(c == 0 ? "" : "  ");
        row.append(right ? pad : "").append(line.get(c)).append(right ? "" : pad);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static String clipped(String cell, int longest) {
    return cell.length() <= longest ? cell : cell.substring(0, longest - 1) + "…";
  }
}
