// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.Validation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cells of a table of things that happened to pipes. Thread-safety: one thread. */
final class EventColumns {
  private final FileProblems problems;
  private final Stamps stamps;
  private List<String> columns = List.of();

  EventColumns(FileProblems problems, ZoneId plainStamps) {
    this.problems = problems;
    this.stamps = new Stamps(null, plainStamps);
  }

  void header(List<String> given, List<String> required) {
    columns = given;
    for (String name : required) {
      if (!given.contains(name)) {
        problems.add(
            Validation.message(
                "header",
                String.join(",", given),
                "must have a column '" + name + "'",
                "rename the column, or add it"));
      }
    }
  }

  /** Returns the text of a cell, empty where there is no such column. */
  String text(CsvRecord fields, String column) {
    int at = columns.indexOf(column);
    return at < 0 ? "" : fields.getField(at).strip();
  }

  /** Returns the id in a cell, or null after a problem. */
  @Nullable String id(long line, CsvRecord fields, String column) {
    String text = text(fields, column);
    if (text.isEmpty()) {
      problems.cell(line, column, text, "must name a pipe", "fill it in");
      return null;
    }
    return text;
  }

  /** Returns the instant in a cell, or null after a problem. */
  @Nullable Instant time(long line, CsvRecord fields, String column) {
    String text = text(fields, column);
    if (!stamps.parse(text)) {
      problems.cell(line, column, text, stamps.error(), stamps.remedy());
      return null;
    }
    return Instant.ofEpochSecond(stamps.epochSecond());
  }
}
