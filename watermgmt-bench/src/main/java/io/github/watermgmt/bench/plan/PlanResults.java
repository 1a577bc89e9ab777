// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.bench.run.ProviderChoice;
import io.github.watermgmt.bench.run.ResultCsv;
import io.github.watermgmt.core.io.PlanJson;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes the files of a comparison of plans.
 *
 * <p>Thread-safety: stateless.
 *
 * @param folder where they go
 */
record PlanResults(Path folder) {
  static final String TABLE = "plans.csv";
  private static final String CHANGED = "changed";

  private static final List<String> COLUMNS =
      List.of(
          "provider",
          "instance",
          "status",
          "objective",
          "gap",
          "worst_violation",
          "build_s",
          "solve_s",
          "wall_s",
          "cpu_s",
          "heap_mb",
          "bound",
          "variables",
          "engine",
          "reason");

  private static final List<String> AGAIN =
      List.of("status", "objective", "build_s", "solve_s", "wall_s", "cpu_s");

  /** Writes plans, changed instances and the table; removes what an earlier run left there. */
  void write(List<Entry> entries, boolean warm) {
    for (Entry entry : entries) {
      String name = entry.instance().stem() + ".plan.json";
      String provider = ProviderChoice.fileStem(entry.label());
      plan(folder.resolve(provider).resolve(name), entry.given().plan());
      plan(
          folder.resolve(CHANGED).resolve(provider).resolve(name),
          entry.again().flatMap(again -> again.warm().plan()));
    }
    for (Instance instance : entries.stream().map(Entry::instance).distinct().toList()) {
      instance
          .changed()
          .ifPresent(
              problem ->
                  ProblemJson.write(
                      folder.resolve(CHANGED).resolve(instance.stem() + ".json"), problem));
    }
    List<String> header = new ArrayList<>(COLUMNS);
    if (warm) {
      Stream.of("warm_", "cold_")
          .forEach(which -> AGAIN.forEach(column -> header.add(which + column)));
    }
    ResultCsv.write(
        folder.resolve(TABLE),
        header,
        sink -> {
          for (Entry entry : entries) {
            sink.row(cells(entry, warm));
          }
        });
  }

  private static void plan(Path file, Optional<Plan> plan) {
    if (plan.isPresent()) {
      PlanJson.write(file, plan.get());
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(Entry entry, boolean warm) {
    Solve given = entry.given();
    SolveTime time = given.time();
    List<String> cells =
        new ArrayList<>(
            List.of(
                entry.label(),
                entry.instance().stem(),
                given.status().label(),
                ResultCsv.number(given.objective()),
                small(entry.instance().gap(given.objective())),
                small(given.violation()),
                ResultCsv.number(time.build()),
                ResultCsv.number(time.solve()),
                ResultCsv.number(time.wall()),
                ResultCsv.number(time.cpu()),
                ResultCsv.number(time.heap()),
                ResultCsv.number(given.bound()),
                Long.toString(entry.instance().variables()),
                given.engine(),
                given.reason()));
    if (warm) {
      again(cells, entry.again().map(Answer.Again::warm));
      again(cells, entry.again().map(Answer.Again::cold));
    }
    return cells;
  }

  private static void again(List<String> cells, Optional<Solve> solve) {
    if (solve.isEmpty()) {
      AGAIN.forEach(column -> cells.add(""));
      return;
    }
    SolveTime time = solve.get().time();
    cells.add(solve.get().status().label());
    cells.add(ResultCsv.number(solve.get().objective()));
    cells.add(ResultCsv.number(time.build()));
    cells.add(ResultCsv.number(time.solve()));
    cells.add(ResultCsv.number(time.wall()));
    cells.add(ResultCsv.number(time.cpu()));
  }

  /** A number whose size matters more than its digits; empty for NaN. */
  static String small(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.3e", value);
  }
}
