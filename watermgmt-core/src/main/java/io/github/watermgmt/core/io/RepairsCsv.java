// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.site.Repair;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads repairs: a CSV with the columns {@code pipe} and {@code end}, when the repair was done, and
 * perhaps {@code known}, from when on that was known; where it is empty or absent, from {@code end}
 * on. Other columns are ignored. A header without rows means that there were none.
 *
 * <p>Thread-safety: stateless.
 */
public final class RepairsCsv {
  private RepairsCsv() {}

  /**
   * Reads a file.
   *
   * @param plainStamps zone of stamps without offset
   * @return the repairs in the order of the file
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static List<Repair> read(Path file, ZoneId plainStamps) {
    FileProblems problems = new FileProblems(file);
    RepairRows rows = new RepairRows(problems, plainStamps);
    new CsvTable(file, problems).rowsOptional().read(rows);
    return List.copyOf(rows.repairs);
  }

  private static final class RepairRows implements CsvTable.Rows {
    private final FileProblems problems;
    private final EventColumns columns;
    private final List<Repair> repairs = new ArrayList<>();

    RepairRows(FileProblems problems, ZoneId plainStamps) {
      this.problems = problems;
      this.columns = new EventColumns(problems, plainStamps);
    }

    @Override
    public void header(List<String> given) {
      columns.header(given, List.of("pipe", "end"));
    }

    @Override
    public void row(long line, CsvRecord fields) {
      String pipe = columns.id(line, fields, "pipe");
      Instant end = columns.time(line, fields, "end");
      @Nullable Instant known =
          columns.text(fields, "known").isEmpty() ? end : columns.time(line, fields, "known");
      if (pipe == null || end == null || known == null) {
        return;
      }
      if (known.isBefore(end)) {
        problems.add(
            Validation.message(
                "line " + line + ", column 'known'",
                known,
                "must not be before the repair, " + end,
                "leave it empty if it was known at once"));
        return;
      }
      repairs.add(new Repair(end, known, pipe));
    }
  }
}
