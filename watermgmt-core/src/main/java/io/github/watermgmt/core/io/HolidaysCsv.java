// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.Validation;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads public holidays: a CSV with a column {@code date} of ISO dates, local calendar days.
 *
 * <p>Thread-safety: stateless.
 */
public final class HolidaysCsv {
  private HolidaysCsv() {}

  /**
   * Reads a file; a date that stands twice counts once.
   *
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static SortedSet<LocalDate> read(Path file) {
    FileProblems problems = new FileProblems(file);
    SortedSet<LocalDate> dates = new TreeSet<>();
    new CsvTable(file, problems)
        .read(
            new CsvTable.Rows() {
              private int column;

              @Override
              public void header(List<String> columns) {
                column = columns.indexOf("date");
                if (column < 0) {
                  problems.add(
                      Validation.message(
                          "header",
                          String.join(",", columns),
                          "must have a column 'date'",
                          "rename the column of the holidays to 'date'"));
                }
              }

              @Override
              public void row(long line, CsvRecord fields) {
                String text = fields.getField(column).strip();
                LocalDate date = Stamps.date(text);
                if (date == null) {
                  problems.cell(
                      line, "date", text, "must be a date such as 2022-12-25", "correct it");
                } else {
                  dates.add(date);
                }
              }
            });
    return dates;
  }
}
