// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.bench.run.ResultCsv;
import io.github.watermgmt.bench.run.ResultTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a caller made of a model, beside what was expected and what the library made of it.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param model the model
 * @param caller label of the caller
 * @param answer what it made of it
 * @param library what the library made of it
 */
record ModelRow(ModelCase model, String caller, Answer answer, Answer library) {
  static final String TABLE = "savedmodels.csv";

  /** Returns how far the outputs are from those in the file. */
  Agreement toExpected() {
    return Agreement.of(answer.outputs(), model.example().outputs());
  }

  /** Returns how far the outputs are from the library's. */
  Agreement toLibrary() {
    return caller.equals(LibraryCaller.LABEL)
        ? Agreement.UNKNOWN
        : Agreement.of(answer.outputs(), library.outputs());
  }

  /** Returns whether the caller failed, or its answer is another than is expected. */
  boolean hasFailed() {
    return answer.status() == Answer.Status.FAILED || !toExpected().holds() || !toLibrary().holds();
  }

  static void write(Path folder, List<ModelRow> rows) {
    ResultCsv.write(
        folder.resolve(TABLE),
        List.of(
            "model",
            "caller",
            "status",
            "expected_abs",
            "expected_rel",
            "library_abs",
            "library_rel",
            "load_ms",
            "one_row_us",
            "rows_1024_us",
            "reason"),
        sink -> {
          for (ModelRow row : rows) {
            sink.row(
                List.of(
                    row.model.name(),
                    row.caller,
                    row.answer.status().label(),
                    small(row.toExpected().abs()),
                    small(row.toExpected().rel()),
                    small(row.toLibrary().abs()),
                    small(row.toLibrary().rel()),
                    ResultCsv.number(row.answer.loadMs()),
                    ResultCsv.number(row.answer.oneUs()),
                    ResultCsv.number(row.answer.manyUs()),
                    row.answer.reason()));
          }
        });
  }

  static ResultTable results(List<ModelRow> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (ModelRow row : rows) {
      Answer answer = row.answer;
      lines.add(
          List.of(
              row.model.name(),
              row.caller,
              answer.status().label(),
              small(row.toExpected().abs()),
              small(row.toExpected().rel()),
              small(row.toLibrary().abs()),
              number("%.1f", answer.loadMs()),
              number("%.1f", answer.oneUs()),
              number("%.1f", answer.manyUs()),
              number("%.2f", answer.oneUs() / row.library.oneUs()),
              number("%.2f", answer.manyUs() / row.library.manyUs())));
    }
    return new ResultTable(
        "What came of each model; ratios are to watermgmt",
        List.of(
            "model",
            "caller",
            "status",
            "#to expected",
            "#relative",
            "#to watermgmt",
            "#load ms",
            "#1 row µs",
            "#1,024 rows µs",
            "#ratio 1",
            "#ratio 1,024"),
        lines);
  }

  static ResultTable reasons(List<ModelRow> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (ModelRow row : rows) {
      if (!row.answer.reason().isEmpty()) {
        lines.add(
            List.of(
                row.model.name(), row.caller, row.answer.status().label(), row.answer.reason()));
      }
    }
    return new ResultTable("Why", List.of("model", "caller", "status", "reason"), lines);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }

  /** A number whose size matters more than its digits; empty for NaN. */
  private static String small(double value) {
    return value == 0 ? "0" : number("%.1e", value);
  }
}
