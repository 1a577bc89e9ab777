// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.bench.run.ResultTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of a comparison of plans. Thread-safety: stateless. */
final class PlanTable {
  private PlanTable() {}

  /** Returns what came of each instance. */
  static ResultTable results(List<Entry> entries, String yardstick) {
    Map<String, Solve> first = new HashMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      Solve given = entry.given();
      if (entry.label().equals(yardstick)) {
        first.put(entry.instance().stem(), given);
      }
      SolveTime time = given.time();
      rows.add(
          List.of(
              entry.instance().stem(),
              entry.label(),
              given.status().label(),
              number("%.6f", given.objective()),
              number("%.1e", entry.instance().gap(given.objective())),
              number("%.1e", given.violation()),
              number("%.3f", time.wall()),
              number("%.3f", time.cpu()),
              number("%.2f", ratio(given, first.getOrDefault(entry.instance().stem(), given))),
              number("%.0f", time.heap())));
    }
    return new ResultTable(
        "What came of each instance; ratios are to " + yardstick,
        List.of(
            "instance",
            "provider",
            "status",
            "#objective",
            "#gap",
            "#violation",
            "#wall s",
            "#CPU s",
            "#ratio",
            "#heap MB"),
        rows);
  }

  /** Returns what came of the changed instances. */
  static ResultTable again(List<Entry> entries) {
    List<List<String>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.again().isPresent()) {
        Solve warm = entry.again().get().warm();
        Solve cold = entry.again().get().cold();
        rows.add(
            List.of(
                entry.instance().stem(),
                entry.label(),
                warm.status().label(),
                number("%.6f", warm.objective()),
                number("%.3f", warm.time().wall()),
                cold.status().label(),
                number("%.6f", cold.objective()),
                number("%.3f", cold.time().wall()),
                number("%.2f", ratio(warm, cold))));
      }
    }
    return new ResultTable(
        "Changed demand, solved from the first solution (warm) and from nothing (cold)",
        List.of(
            "instance",
            "provider",
            "warm",
            "#objective",
            "#wall s",
            "cold",
            "#objective",
            "#wall s",
            "#warm/cold"),
        rows);
  }

  /** Returns why what was not simply solved came out as it did. */
  static ResultTable reasons(List<Entry> entries) {
    List<List<String>> rows = new ArrayList<>();
    for (Entry entry : entries) {
      reason(rows, entry, "", entry.given());
      entry.again().ifPresent(again -> reason(rows, entry, "warm: ", again.warm()));
      entry.again().ifPresent(again -> reason(rows, entry, "cold: ", again.cold()));
    }
    return new ResultTable("Why", List.of("instance", "provider", "status", "reason"), rows);
  }

  private static void reason(List<List<String>> rows, Entry entry, String which, Solve solve) {
    if (!solve.reason().isEmpty()) {
      rows.add(
          List.of(
              entry.instance().stem(),
              entry.label(),
              solve.status().label(),
              which + solve.reason()));
    }
  }

  /** Time relative to that of another solve; NaN unless both came to a solution. */
  private static double ratio(Solve solve, Solve yardstick) {
    return solve.status() == Status.SOLVED && yardstick.status() == Status.SOLVED
        ? solve.time().relativeTo(yardstick.time())
        : Double.NaN;
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
