// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one input file: the first thousand in words, the rest as a count. */
final class FileProblems {
  private static final int LIMIT = 1000;

  private final String file;
  private final List<String> problems = new ArrayList<>();
  private long count;

  FileProblems(Path file) {
    this.file = file.toString();
  }

  /** Adds a problem of a cell. */
  void cell(long line, String column, String value, String rule, String remedy) {
    add(
        Validation.message(
            "line " + line + ", column '" + column + "'", "\"" + clip(value) + "\"", rule, remedy));
  }

  /** Adds a problem of a line or of the whole file. */
  void add(String problem) {
    count++;
    if (problems.size() < LIMIT) {
      problems.add(problem);
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns the error that carries everything found. */
  InputFileException toException() {
    List<String> all = new ArrayList<>(problems);
    if (count > all.size()) {
      all.add("and " + (count - all.size()) + " more problems");
    }
    return new InputFileException(file, all);
  }

  void throwIfAny() {
    if (!isEmpty()) {
      throw toException();
    }
  }

  /** Shortens a value so that one endless cell cannot fill the message. */
  private static String clip(String value) {
    return value.length() <= 60 ? value : value.substring(0, 57) + "...";
  }
}
