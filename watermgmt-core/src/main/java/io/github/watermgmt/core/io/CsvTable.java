// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.watermgmt.error.Validation;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A CSV file with a header, streamed row by row: UTF-8, with or without a byte-order mark, plain or
 * gzip, separated by commas, or by semicolons where the header leaves no doubt.
 */
final class CsvTable {

  /** Takes the rows of a table. */
  interface Rows {
    /** Takes the header once, before any row; may add problems, which end the reading. */
    void header(List<String> columns);

    /** Takes a row with as many fields as the header. */
    void row(long line, CsvRecord fields);
  }

  private final Path file;
  private final FileProblems problems;
  private final List<String> notes = new ArrayList<>();
  private boolean headerOnly;
  private boolean rowsOptional;

  CsvTable(Path file, FileProblems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Allows a header without rows: a list in which nothing stands is a list. */
  CsvTable rowsOptional() {
    rowsOptional = true;
    return this;
  }

  /** Returns what was tolerated, in words. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Returns the names of the columns without reading the rows. */
  List<String> columns() {
    List<String> names = new ArrayList<>();
    headerOnly = true;
    read(
        new Rows() {
          @Override
          public void header(List<String> columns) {
            names.addAll(columns);
          }

          @Override
          public void row(long line, CsvRecord fields) {
            throw new IllegalStateException("rows are not read for the header");
          }
        });
    return names;
  }

  /**
   * Streams the file; problems of form go to the collector, and everything found is thrown here.
   */
  void read(Rows rows) {
    try (Reader reader = open()) {
      readAll(reader, rows);
    } catch (NoSuchFileException e) {
      problems.add(
          Validation.message(
              "file", file, "does not exist", "check the path and the current folder"));
    } catch (CharacterCodingException e) {
      problems.add(Validation.message("file", file, "is not UTF-8 text", "save it as UTF-8"));
    } catch (ZipException | EOFException e) {
      problems.add(
          Validation.message(
              "file", file, "ends in .gz and is not a whole gzip file", "copy it once more"));
    } catch (CsvParseException | UncheckedIOException e) {
      problems.add(
          Validation.message(
              "file",
              file,
              "is not well-formed CSV: " + rootMessage(e),
              "look for an unclosed quotation mark"));
    } catch (IOException e) {
      problems.add(
          Validation.message("file", file, "cannot be read: " + e, "check that it is a text file"));
    }
    problems.throwIfAny();
  }

  private Reader open() throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    InputStream in = Files.newInputStream(file);
    try {
      if (file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
        in = new GZIPInputStream(in, 1 << 16);
      }
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new BufferedReader(
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        1 << 16);
  }

  private void readAll(Reader reader, Rows rows) throws IOException {
    reader.mark(1 << 15);
    char[] head = new char[1 << 14];
    int n = Math.max(0, reader.read(head));
    reader.reset();
    if (n > 0 && head[0] == '\uFEFF') {
      reader.skip(1);
      notes.add("a byte-order mark at the start was skipped");
    }
    char separator = separator(head, n);
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .fieldSeparator(separator)
            .skipEmptyLines(true)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(reader)) {
      int columns = -1;
      boolean any = false;
      for (CsvRecord fields : csv) {
        if (columns < 0) {
          columns = fields.getFieldCount();
          List<String> names = header(fields);
          if (problems.isEmpty()) {
            rows.header(names);
          }
          if (headerOnly || !problems.isEmpty()) {
            return;
          }
          continue;
        }
        any = true;
        if (fields.getFieldCount() != columns) {
          problems.add(
              Validation.message(
                  "line " + fields.getStartingLineNumber(),
                  fields.getFieldCount() + " fields",
                  "the header has " + columns,
                  "a separator is missing or a decimal comma splits a value; write decimals with a"
                      + " point"));
          continue;
        }
        rows.row(fields.getStartingLineNumber(), fields);
      }
      if (!any && !(rowsOptional && columns >= 0)) {
        problems.add(
            Validation.message(
                "file",
                file,
                columns < 0 ? "is empty" : "has a header and no rows",
                "export it once more"));
      }
    }
  }

  private List<String> header(CsvRecord fields) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < fields.getFieldCount(); i++) {
      String name = fields.getField(i).strip();
      if (name.isEmpty()) {
        problems.cell(1, "number " + (i + 1), name, "a column must have a name", "name it");
      } else if (!seen.add(name)) {
        problems.cell(1, name, name, "column names must be unique", "rename one of them");
      }
      names.add(name);
    }
    return names;
  }

  private char separator(char[] head, int n) {
    boolean semicolon = false;
    for (int i = 0; i < n && head[i] != '\n' && head[i] != '\r'; i++) {
      if (head[i] == ',') {
        return ',';
      }
      semicolon |= head[i] == ';';
    }
    if (semicolon) {
      notes.add("columns are separated by semicolons");
    }
    return semicolon ? ';' : ',';
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
