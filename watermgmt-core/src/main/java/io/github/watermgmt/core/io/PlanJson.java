// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads and writes plans as JSON: {@code flow} by link (m³/h, negative against its direction),
 * {@code supply} by source (m³/h), {@code volume} by tank at the end of the step (m³), {@code
 * shortfall} by zone (m³/h), each with one value per step, and {@code on}, the running pump units,
 * by link where a problem has such links.
 *
 * <p>A plan belongs to a problem and is read for it. What is written reads back as the same
 * numbers, bit for bit, and the same plan always gives the same bytes.
 *
 * <p>Thread-safety: stateless.
 */
public final class PlanJson {
  private static final Map<String, Kind> KINDS = kinds();

  private PlanJson() {}

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("flow", Kind.FLOW);
    kinds.put("supply", Kind.SUPPLY);
    kinds.put("volume", Kind.VOLUME);
    kinds.put("shortfall", Kind.SHORTFALL);
    kinds.put("on", Kind.UNITS_ON);
    return Collections.unmodifiableMap(kinds);
  }

  /**
   * Writes a plan, whole or not at all.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if the file cannot be written
   */
  public static void write(Path file, Plan plan) {
    JsonOutput.write(file, json -> write(json, plan));
  }

  private static void write(JsonGenerator json, Plan plan) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Kind> kind : KINDS.entrySet()) {
      if (kind.getValue() == Kind.UNITS_ON && plan.ids(Kind.UNITS_ON).isEmpty()) {
        continue;
      }
      json.writeObjectFieldStart(kind.getKey());
      for (String id : plan.ids(kind.getValue())) {
        JsonOutput.row(json, id, plan.values(kind.getValue(), id));
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /**
   * Reads a plan for a problem. Its rows must be exactly those of the problem, with one finite
   * value per step; whether the plan keeps the rules is for {@link
   * io.github.watermgmt.distribution.PlanCheck}.
   *
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static PlanFile read(Path file, Problem problem) {
    FileProblems problems = new FileProblems(file);
    Map<Kind, Map<String, double[]>> rows = new EnumMap<>(Kind.class);
    List<String> notices =
        JsonInput.read(
            file,
            problems,
            (in, name) -> {
              Kind kind = KINDS.get(name);
              if (kind == null) {
                in.unknown(in.place(), "field '" + JsonInput.clip(name) + "'");
              } else if (in.isObject()) {
                rows.put(kind, rows(in, name, wanted(problem, kind), problem.steps()));
              } else {
                in.problem(in.place(), name, in.shown(), "must be an object", "see the format");
              }
            });
    Plan.Builder plan = Plan.builder(problem.axis());
    KINDS.forEach(
        (name, kind) -> {
          Map<String, double[]> found = rows.getOrDefault(kind, Map.of());
          for (String id : wanted(problem, kind)) {
            double[] row = found.get(id);
            if (row == null) {
              problems.add(
                  Validation.message(
                      name, JsonInput.clip(id), "must have a row", "plan for this problem"));
            } else if (problems.isEmpty()) {
              plan.put(kind, id, row);
            }
          }
        });
    problems.throwIfAny();
    return new PlanFile(plan.build(), notices);
  }

  private static Map<String, double[]> rows(
      JsonInput in, String name, Set<String> wanted, int steps) throws IOException {
    Map<String, double[]> rows = new LinkedHashMap<>();
    in.object(
        name + ", ",
        id -> {
          String what = name + " of '" + JsonInput.clip(id) + "'";
          JsonField field = in.value(what);
          if (!(field.value() instanceof double[] row)) {
            in.problem(
                field.place(), what, field.shown(), "must be a list of numbers", "see the format");
            rows.put(id, new double[steps]);
            return;
          }
          rows.put(id, row);
          if (!wanted.contains(id)) {
            in.problem(field.place(), name, JsonInput.clip(id), "is not in the problem", "drop it");
          }
          if (row.length != steps) {
            in.problem(
                field.place(),
                what,
                row.length + " values",
                "must be one per step, " + steps,
                "check that the plan is for this problem");
          }
        });
    return rows;
  }

  private static Set<String> wanted(Problem problem, Kind kind) {
    return switch (kind) {
      case FLOW -> problem.links().keySet();
      case SUPPLY -> problem.sources().keySet();
      case VOLUME -> problem.tanks().keySet();
      case SHORTFALL -> problem.zones().keySet();
      case UNITS_ON ->
          problem.links().entrySet().stream()
              .filter(link -> link.getValue().units().isPresent())
              .map(Map.Entry::getKey)
              .collect(Collectors.toCollection(LinkedHashSet::new));
    };
  }
}
