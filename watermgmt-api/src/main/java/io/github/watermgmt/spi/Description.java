// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The text of {@link Providers#describe}: tables that read well as text and as Markdown. */
final class Description {
  private final StringBuilder text = new StringBuilder(1024);

  void kind(ProviderKind kind, List<ProviderInfo> infos) {
    text.append("### ").append(kind.label()).append("\n\n");
    if (infos.isEmpty()) {
      text.append("none found\n\n");
      return;
    }
    Set<Capability> mentioned = EnumSet.noneOf(Capability.class);
    infos.forEach(info -> mentioned.addAll(info.capabilities()));
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("provider", "version", "priority", "available"));
    mentioned.forEach(capability -> head.add(capability.label()));
    rows.add(head);
    for (ProviderInfo info : infos) {
      List<String> row = new ArrayList<>();
      row.add(info.isDefault() ? info.name() + " (default)" : info.name());
      row.add(info.version());
      row.add(Integer.toString(info.priority()));
      row.add(info.availability().isAvailable() ? "yes" : "no");
      mentioned.forEach(
          capability -> row.add(info.capabilities().contains(capability) ? "yes" : "-"));
      rows.add(row);
    }
    table(rows);
    text.append('\n');
    infos.forEach(this::details);
    text.append('\n');
  }

  private void details(ProviderInfo info) {
    text.append("- ").append(info.name()).append(": ").append(oneLine(info.description()));
    text.append('\n');
    if (!info.availability().isAvailable()) {
      text.append("  - ").append(oneLine(info.availability().toString())).append('\n');
    }
    for (Option<?> option : info.options()) {
      text.append("  - ").append(oneLine(option.toString())).append('\n');
    }
  }

  void failures(List<LoadFailure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    text.append("### not as it should be\n\n");
    failures.forEach(failure -> text.append("- ").append(oneLine(failure.toString())).append('\n'));
    text.append('\n');
  }

  private void table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], cell(row.get(c)).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        String cell = cell(rows.get(r).get(c));
        text.append("| ").append(cell).append(" ".repeat(widths[c] - cell.length() + 1));
      }
      text.append("|\n");
      if (r == 0) {
        for (int width : widths) {
          text.append("| ").append("-".repeat(width)).append(' ');
        }
        text.append("|\n");
      }
    }
  }

  private static String cell(String value) {
    return oneLine(value).replace('|', '/');
  }

  private static String oneLine(String value) {
    return value.replaceAll("\\s*\\R\\s*", " ");
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }
}
