// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.watermgmt.core.io.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes tables of results: UTF-8, comma, line feed, a header; whole or not at all. The same rows
 * give the same bytes.
 *
 * <p>Thread-safety: stateless.
 */
public final class ResultCsv {
  private static final double SCALE = 1e6;
  private static final double LARGEST = 9e12;

  private ResultCsv() {}

  /** Takes the rows of a table. */
  @FunctionalInterface
  public interface Rows {
    /** Writes every row, each with as many cells as the header. */
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes one row. */
  @FunctionalInterface
  public interface Sink {
    /** Writes a row. */
    void row(List<String> cells) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if it cannot be written
   * @throws IllegalArgumentException if a row has another number of cells than the header
   */
  public static void write(Path file, List<String> header, Rows rows) {
    AtomicFile.write(
        file,
        out -> {
          BufferedWriter text =
              new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
          CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
          csv.writeRecord(header);
          rows.writeTo(
              cells -> {
                if (cells.size() != header.size()) {
                  throw new IllegalArgumentException(
                      "row (" + cells.size() + " cells), must have those of " + header);
                }
                csv.writeRecord(cells);
              });
          csv.flush();
          text.flush();
        });
  }

  /** Returns a number with six decimals; empty for NaN. */
  public static String number(double value) {
    StringBuilder text = new StringBuilder(20);
    append(text, value);
    return text.toString();
  }

  /** Appends a number as {@link #number} writes it. */
  public static void append(StringBuilder text, double value) {
    if (Double.isNaN(value)) {
      return;
    }
    if (!(Math.abs(value) < LARGEST)) {
      text.append(value);
      return;
    }
    // By hand: a formatter takes most of the time of a large table.
    long scaled = Math.round(Math.abs(value) * SCALE);
    if (value < 0 && scaled > 0) {
      text.append('-');
    }
    text.append(scaled / (long) SCALE).append('.');
    long decimals = scaled % (long) SCALE;
    for (long digit = (long) SCALE / 10; digit > 0; digit /= 10) {
      text.append((char) ('0' + decimals / digit % 10));
    }
  }

  /** Returns a text as a cell, quoted where it must be. */
  public static String cell(String text) {
    boolean plain =
        text.indexOf(',') < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
