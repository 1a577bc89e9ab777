// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.Validation;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads leaks that are known for certain, such as those of a simulated network: a CSV with the
 * columns {@code pipe}, {@code start}, {@code end} (when it was repaired, or the data end) and
 * perhaps {@code type}, {@code abrupt} or {@code incipient}. Other columns are ignored. A header
 * without rows means that there were none.
 *
 * <p>Thread-safety: stateless.
 */
public final class LeaksCsv {
  private LeaksCsv() {}

  /** How a leak came. */
  public enum Growth {
    /** At once. */
    ABRUPT,
    /** Little by little. */
    INCIPIENT,
    /** Nobody said. */
    UNKNOWN
  }

  /**
   * A leak.
   *
   * @param pipe where
   * @param start when it began
   * @param end when it was repaired, after its start
   * @param growth how it came
   */
  public record Leak(String pipe, Instant start, Instant end, Growth growth) {}

  /**
   * Reads a file.
   *
   * @param plainStamps zone of stamps without offset
   * @return the leaks in the order of the file
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static List<Leak> read(Path file, ZoneId plainStamps) {
    FileProblems problems = new FileProblems(file);
    LeakRows rows = new LeakRows(problems, plainStamps);
    new CsvTable(file, problems).rowsOptional().read(rows);
    return List.copyOf(rows.leaks);
  }

  private static final class LeakRows implements CsvTable.Rows {
    private final FileProblems problems;
    private final EventColumns columns;
    private final List<Leak> leaks = new ArrayList<>();

    LeakRows(FileProblems problems, ZoneId plainStamps) {
      this.problems = problems;
      this.columns = new EventColumns(problems, plainStamps);
    }

    @Override
    public void header(List<String> given) {
      columns.header(given, List.of("pipe", "start", "end"));
    }

    @Override
    public void row(long line, CsvRecord fields) {
      String pipe = columns.id(line, fields, "pipe");
      Instant start = columns.time(line, fields, "start");
      Instant end = columns.time(line, fields, "end");
      Growth growth =
          switch (columns.text(fields, "type")) {
            case "abrupt" -> Growth.ABRUPT;
            case "incipient" -> Growth.INCIPIENT;
            default -> Growth.UNKNOWN;
          };
      if (growth == Growth.UNKNOWN && !columns.text(fields, "type").isEmpty()) {
        problems.cell(
            line,
            "type",
            columns.text(fields, "type"),
            "must be abrupt, incipient or empty",
            "correct it");
      }
      if (pipe == null || start == null || end == null) {
        return;
      }
      if (!end.isAfter(start)) {
        problems.add(
            Validation.message(
                "line " + line + ", column 'end'", end, "must be after the start, " + start, ""));
        return;
      }
      leaks.add(new Leak(pipe, start, end, growth));
    }
  }
}
